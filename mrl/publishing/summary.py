"""The short summary of an assessment in the notes of a release, as Markdown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from mrl.i18n import Translator
from mrl.model.assessment import Assessment
from mrl.model.base import Message, say
from mrl.publishing.files import ReleaseFile

_MARKDOWN = re.compile(r"([\\`*_\[\]|~#])")
_SHOWN_COMMIT = 12


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A headline and what the assessment says of it, in the language of the run."""

    title: str
    words: str


def summary_block(
    assessment: Assessment,
    verdicts: Sequence[Verdict],
    commit: str,
    links: Sequence[tuple[ReleaseFile, str]],
    words: Translator,
) -> str:
    """Write headlines with range and coverage, what was assessed, links to the files and the disclaimer."""
    rubric = assessment.rubric
    title = say("Assessment of this release")
    made = say(
        "Commit {commit} as of {date}, rubric {rubric} {version}, mrl {program}.",
        commit=f"`{commit[:_SHOWN_COMMIT]}`",
        date=assessment.as_of.date(),
        rubric=_plain(words.text(rubric.title)),
        version=_plain(rubric.version),
        program=assessment.tool_version,
    )
    lines = [
        f"### {words.message(title)}",
        "",
        *(f"- **{_plain(each.title)}**{words.mark(':')} {_plain(each.words)}" for each in verdicts),
        "",
        words.message(made),
        "",
        _links(links, words),
        "",
        f"*{_plain(words.text(rubric.disclaimer))}*",
    ]
    return "\n".join(lines)


def _links(links: Sequence[tuple[ReleaseFile, str]], words: Translator) -> str:
    listed = " · ".join(f"[{_plain(file.name)}]({quote(url, safe=':/%')})" for file, url in links)
    message: Message = say("Files: {listed}", listed=listed)
    return words.message(message)


def _plain(text: str) -> str:
    """Write a text so that Markdown and HTML leave it alone: a rubric may be anybody's."""
    whole = " ".join(text.split())
    return _MARKDOWN.sub(r"\\\1", whole).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
