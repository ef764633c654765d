"""Verifying a document that mrl made: whether its pages, evidence, rubric and scores belong together."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mrl.collectors.progress import Progress
from mrl.editions import Rubrics
from mrl.errors import InputError, Problem
from mrl.model.base import Message, say
from mrl.model.portfolio import Portfolio
from mrl.rendering.archive import is_sealed
from mrl.rendering.attached import ASSESSMENT_FILE, FACTS_FILE
from mrl.verify import checks
from mrl.verify.assessments import assessment_checks, not_given
from mrl.verify.compared import Taken
from mrl.verify.comparing import Compared, compare_pages
from mrl.verify.content import Content, origin_of, read_content, rubric_of, sha256
from mrl.verify.copying import Examined, copy_of, taken_apart
from mrl.verify.folder import read_again
from mrl.verify.opening import OpenedPdf, UnreadableError, bounded, open_pdf, read_pdf
from mrl.verify.record import AttachedFile, Check, Subject, Verification, not_checked, unreadable
from mrl.verify.whole import check_whole

_CREATOR = "mrl "


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What is not in the file and is looked at as well.

    rubrics: looked through where none is attached. assessments: the folder with those of a portfolio.
    """

    rubrics: Rubrics
    assessments: Path | None = None
    progress: Progress | None = None


def verify(path: Path, beside: Beside) -> tuple[Verification, dict[str, bytes]]:
    """Check a PDF against what is attached to it; give the result, and the attached files by name.

    Raises `InputError` for what is no document of ours, and for a folder of assessments that is not
    there or is given to something else than a portfolio; whatever was done to a document is a finding.
    """
    raw = read_pdf(path)
    with bounded():
        try:
            taken = taken_apart(raw, str(path))
            opened = open_pdf(raw, str(path))
            content = read_content(opened.attached())
        except UnreadableError as error:
            return _unreadable(raw, taken, path, error.reason), {}
        _refuse_foreign(opened, content, path)
        _refuse_folder(content, beside, path)
        examined = Examined(opened=opened, taken=taken, content=content, copy=copy_of(content, taken))
        return _verified(examined, beside, path), dict(content.files)


def _unreadable(raw: bytes, taken: Taken | Message, path: Path, reason: Message) -> Verification:
    rest = (Subject.DIGESTS, Subject.RUBRIC, Subject.SCORING, Subject.PAGES)
    found = [checks.check_file(raw), checks.check_construction(taken), unreadable(Subject.ATTACHED, reason)]
    found += [not_checked(subject, say("what is attached cannot be read")) for subject in rest]
    return Verification(file=str(path), checks=tuple(found))


def _refuse_foreign(opened: OpenedPdf, content: Content, path: Path) -> None:
    ours = opened.creator.startswith(_CREATOR) or is_sealed(opened.raw)
    if not ours and not {ASSESSMENT_FILE, FACTS_FILE} & content.files.keys():
        message = say("nothing is attached to this PDF that it could be checked by; mrl did not make it")
        remedy = say("name a PDF that `mrl report` or `mrl assess` made")
        raise InputError(Problem(message=message, file=str(path), remedy=remedy))


def _refuse_folder(content: Content, beside: Beside, path: Path) -> None:
    if beside.assessments is not None and content.portfolio is None and not content.wrong:
        message = say("this is no portfolio: what it rests on is in the file")
        raise InputError(Problem(message=message, file=str(path), remedy=say("leave out --assessments")))


def _verified(it: Examined, beside: Beside, path: Path) -> Verification:
    content = it.content
    portfolio = content.portfolio
    used = {name: rubric_of(content, each, beside.rubrics) for name, each in content.assessments.items()}
    named = [each.rubric for each in content.assessments.values()]
    named += [portfolio.rubric] if portfolio is not None else []
    origins = {each.digest: origin_of(each) for each in named}
    middle = _of_evidence(it, used) if portfolio is None else _of_rows(content, portfolio, beside)
    pages = _compared(it)
    return Verification(
        file=str(path),
        checks=(
            checks.check_file(it.opened.raw),
            checks.check_construction(it.taken),
            checks.check_attached(content),
            *middle,
            pages.check,
        ),
        pictures=pages.pictures,
        attached=tuple(
            AttachedFile(name=name, size=len(raw), sha256=sha256(raw)) for name, raw in content.files.items()
        ),
        rubrics=tuple(origins.values()),
        not_attached=tuple(_not_attached(content, used)),
    )


def _of_evidence(it: Examined, used: checks.Used) -> list[Check]:
    """Check a document that carries the assessments it rests on."""
    return [
        _digests(it),
        checks.check_rubric(it.content, used),
        checks.check_scoring(it.content, used),
    ]


def _of_rows(content: Content, portfolio: Portfolio, beside: Beside) -> list[Check]:
    """Check a portfolio, whose assessments lie elsewhere."""
    whole = check_whole(content, portfolio)
    if beside.assessments is None:
        return [whole, not_given(portfolio)]
    found = read_again(portfolio, beside.assessments, beside.rubrics, beside.progress)
    return [whole, *assessment_checks(portfolio, found)]


def _digests(it: Examined) -> Check:
    try:
        return checks.check_digests(it)
    except UnreadableError as error:
        return unreadable(Subject.DIGESTS, error.reason)


def _compared(it: Examined) -> Compared:
    """Compare pages; where they cannot be read, that is no difference."""
    try:
        return compare_pages(it)
    except UnreadableError as error:
        return Compared(unreadable(Subject.PAGES, error.reason))


def _not_attached(content: Content, used: checks.Used) -> Iterator[Message]:
    """Name what the pages rest on as well and what nobody can find in the file."""
    attached = {rubric.digest for rubric in content.rubrics.values()}
    if any(rubric is not None and rubric.digest not in attached for rubric in used.values()):
        yield say("the rubric; the known one with the SHA-256 that the assessment names was taken")
    if content.facts is not None and content.facts.history is not None:
        yield say("the older assessments behind the trend and behind why the result moved")
    yield say("the snapshot of the facts, from which the evidence was measured")
