"""The checks of a document that could be opened, each a sentence or more."""

from mrl import __version__
from mrl.model.base import Message, say
from mrl.rendering.archive import is_sealed, sealed_length
from mrl.rubric.loading import LoadedRubric
from mrl.verify.carried import ambiguous_files
from mrl.verify.compared import Taken
from mrl.verify.content import Content, sha256
from mrl.verify.copying import UNLIKE, Examined
from mrl.verify.opening import OpenedPdf
from mrl.verify.record import Check, Subject, check, not_checked
from mrl.verify.scoring import compared_differently, scored_differently

_END_MARK = b"%%EOF"
_END_WITHIN = 64
_SHOWN = 40

Used = dict[str, LoadedRubric | None]
"""The rubric of each attached assessment, by the name of its file; None for one that is nowhere."""


def check_file(raw: bytes) -> Check:
    """See whether the file is whole: not cut short, added to or written again by accident.

    Anybody can give a file a seal that fits, so this shows nothing about who wrote it.
    """
    wrong: list[Message] = []
    length = len(raw) if is_sealed(raw) else sealed_length(raw)
    if _END_MARK not in raw[-_END_WITHIN:]:
        wrong.append(say("the file ends too early, it was cut short"))
    elif length is None:
        wrong.append(
            say("these are not the bytes that mrl wrote: the file was changed, or saved by another program")
        )
    elif length < len(raw):
        wrong.append(
            say(
                "{count} bytes were added after mrl had finished the file; "
                "a comment does that, and so does a signature inside the file",
                count=len(raw) - length,
            )
        )
    fine = say("the file is whole: its seal fits its bytes; anybody can make a seal, so it names nobody")
    return check(Subject.FILE, wrong, fine)


def check_construction(taken: Taken | Message) -> Check:
    """See whether the file is built of what mrl builds documents of, and of nothing else."""
    fine = say("the file is built of what mrl builds documents of, and of nothing else")
    if isinstance(taken, Taken):
        wrong = [*taken.survey.strange, *ambiguous_files(taken)]
    else:
        wrong = [say("the file is not built as mrl builds a PDF: {reason}", reason=taken)]
    return check(Subject.CONSTRUCTION, wrong, fine)


def check_attached(content: Content) -> Check:
    """See whether what the document rests on is in it."""
    return check(
        Subject.ATTACHED, content.wrong, say("what the document rests on is attached and can be read")
    )


def check_digests(it: Examined) -> Check:
    """See whether the digests of the attached files are those that the document names."""
    content = it.content
    if content.comparison is not None:
        return _digests_compared(content, {project.digest for project in content.comparison.projects})
    if not content.assessments:
        return not_checked(Subject.DIGESTS, say("there is no assessment whose digest could be printed"))
    fine = say("the pages print the SHA-256 of what is attached")
    if it.is_same:
        return check(Subject.DIGESTS, [], fine)
    if not it.is_built:
        return not_checked(Subject.DIGESTS, UNLIKE)
    expected = {name: sha256(content.files[name]) for name in (*content.assessments, *content.rubrics)}
    missing = _not_printed(expected, it.opened)
    if missing and it.words_are_unsure:
        reason = say(
            "the SHA-256 cannot be read out of the pages, for letters on them are in none of their fonts"
        )
        return not_checked(Subject.DIGESTS, reason)
    wrong = [
        say(
            "{name}: the pages print another SHA-256 than that of the attached file, {digest}",
            name=name,
            digest=digest,
        )
        for name, digest in missing.items()
    ]
    return check(Subject.DIGESTS, wrong, fine)


def _not_printed(digests: dict[str, str], opened: OpenedPdf) -> dict[str, str]:
    """Give the digests that no page prints. Raises `UnreadableError`."""
    missing = digests
    for page in reversed(range(opened.page_count)):  # they stand near the end
        text = "".join(opened.words(page).split())
        missing = {name: digest for name, digest in missing.items() if digest not in text}
        if not missing:
            break
    return missing


def _digests_compared(content: Content, named: set[str]) -> Check:
    wrong = [
        say("{name} is not an assessment that was compared: its SHA-256 is another", name=name)
        for name in content.assessments
        if sha256(content.files[name]) not in named
    ]
    return check(Subject.DIGESTS, wrong, say("the comparison names the SHA-256 of what is attached"))


def check_rubric(content: Content, used: Used) -> Check:
    """See whether the attached rubric is the one that the assessment names."""
    if not used:
        return not_checked(Subject.RUBRIC, say("there is no assessment that would name a rubric"))
    wanted = {assessment.rubric.digest for assessment in content.assessments.values()}
    wrong = [
        say(
            "{name} is not the rubric that the assessment was made with: it was changed or replaced",
            name=name,
        )
        for name, rubric in content.rubrics.items()
        if rubric.digest not in wanted
    ]
    if not wrong and None in used.values():
        reason = say(
            "the rubric is neither attached nor one of the shipped ones; name its file with --rubric"
        )
        return not_checked(Subject.RUBRIC, reason)
    return check(Subject.RUBRIC, wrong, say("the rubric is the one that the assessment was made with"))


def check_scoring(content: Content, used: Used) -> Check:
    """See whether the evidence, scored again, gives the attached result."""
    known = [(content.assessments[name], rubric) for name, rubric in used.items() if rubric is not None]
    if not known or len(known) < len(used):
        reason = say("without the assessment and its rubric there is nothing to score again")
        return not_checked(Subject.SCORING, reason)
    wrong = [said for assessment, rubric in known for said in scored_differently(assessment, rubric)]
    if content.comparison is not None:
        assessments = [content.assessments[name] for name in sorted(content.assessments)]
        wrong += compared_differently(content.comparison, assessments, known[0][1])
    made = {each.tool_version for each in content.assessments.values()}
    made |= {content.comparison.tool_version} if content.comparison is not None else set()
    if not wrong and made != {__version__}:
        return not_checked(Subject.SCORING, _other_version(min(made - {__version__})))
    fine = say("the attached evidence, scored again with the rubric, gives the attached result")
    return check(Subject.SCORING, wrong, fine)


def _other_version(made: str) -> Message:
    return say(
        "the scores are those that the evidence gives; how solid they are and what would lift them "
        "was worked out by mrl {made} and not again, for this is mrl {here}; check it with that version",
        made=made[:_SHOWN],
        here=__version__,
    )
