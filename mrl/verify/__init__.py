"""Verifying a document that mrl made: whether its pages, evidence, rubric and scores belong together."""

from collections.abc import Callable, Iterator
from pathlib import Path

from mrl.editions import Rubrics
from mrl.errors import InputError, Problem
from mrl.model.base import Message, say
from mrl.rendering.archive import is_sealed
from mrl.rendering.attached import ASSESSMENT_FILE, FACTS_FILE
from mrl.verify import checks
from mrl.verify.content import Content, origin_of, read_content, rubric_of, sha256
from mrl.verify.opening import OpenedPdf, UnreadableError, bounded, open_pdf, read_pdf
from mrl.verify.record import AttachedFile, Check, Subject, Verification, check, not_checked

_CREATOR = "mrl "


def verify(path: Path, rubrics: Rubrics) -> tuple[Verification, dict[str, bytes]]:
    """Check a PDF against what is attached to it; give the result, and the attached files by name.

    `rubrics` are looked through where none is attached. Raises `InputError` for what is no
    document of ours; whatever was done to one of ours is a finding.
    """
    raw = read_pdf(path)
    with bounded():
        try:
            opened = open_pdf(raw, str(path))
            content = read_content(opened.attached())
        except UnreadableError as error:
            return _unreadable(raw, path, error.reason), {}
        _refuse_foreign(opened, content, path)
        return _verified(opened, content, rubrics, path), dict(content.files)


def _unreadable(raw: bytes, path: Path, reason: Message) -> Verification:
    rest = (Subject.DIGESTS, Subject.RUBRIC, Subject.SCORING, Subject.PAGES)
    found = [checks.check_file(raw), check(Subject.ATTACHED, [reason], reason)]
    found += [not_checked(subject, say("what is attached cannot be read")) for subject in rest]
    return Verification(file=str(path), checks=tuple(found))


def _refuse_foreign(opened: OpenedPdf, content: Content, path: Path) -> None:
    ours = opened.creator.startswith(_CREATOR) or is_sealed(opened.raw)
    if not ours and not {ASSESSMENT_FILE, FACTS_FILE} & content.files.keys():
        message = say("nothing is attached to this PDF that it could be checked by; mrl did not make it")
        remedy = say("name a PDF that `mrl report` or `mrl assess` made")
        raise InputError(Problem(message=message, file=str(path), remedy=remedy))


def _verified(opened: OpenedPdf, content: Content, rubrics: Rubrics, path: Path) -> Verification:
    used = {name: rubric_of(content, each, rubrics) for name, each in content.assessments.items()}
    origins = {origin.sha256: origin for origin in map(origin_of, content.assessments.values())}
    return Verification(
        file=str(path),
        checks=(
            checks.check_file(opened.raw),
            checks.check_attached(content),
            _carefully(Subject.DIGESTS, lambda: checks.check_digests(opened, content)),
            checks.check_rubric(content, used),
            checks.check_scoring(content, used),
            _carefully(Subject.PAGES, lambda: checks.check_pages(opened, content)),
        ),
        attached=tuple(
            AttachedFile(name=name, size=len(raw), sha256=sha256(raw)) for name, raw in content.files.items()
        ),
        rubrics=tuple(origins.values()),
        not_attached=tuple(_not_attached(content, used)),
    )


def _carefully(subject: Subject, carried_out: Callable[[], Check]) -> Check:
    """Carry out a check of pages; where they cannot be read, that is its finding."""
    try:
        return carried_out()
    except UnreadableError as error:
        return check(subject, [error.reason], error.reason)


def _not_attached(content: Content, used: checks.Used) -> Iterator[Message]:
    """Name what the pages rest on as well and what nobody can find in the file."""
    attached = {rubric.digest for rubric in content.rubrics.values()}
    if any(rubric is not None and rubric.digest not in attached for rubric in used.values()):
        yield say("the rubric; the known one with the SHA-256 that the assessment names was taken")
    if content.facts is not None and content.facts.history is not None:
        yield say("the older assessments behind the trend and behind why the result moved")
    if content.comparison is not None and content.comparison.own_weights is not None:
        yield say("the figures under somebody's own weights")
    if content.portfolio is not None:
        yield say("the assessments of the projects; portfolio.json names their SHA-256")
    yield say("the snapshot of the facts, from which the evidence was measured")
