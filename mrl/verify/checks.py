"""The checks of a document that could be opened, each a sentence or more."""

from mrl.errors import MissingLibrary
from mrl.model.base import Message, say
from mrl.model.document import DocumentFacts
from mrl.rendering.archive import is_sealed, sealed_length
from mrl.rubric.loading import LoadedRubric
from mrl.verify.content import Content, sha256
from mrl.verify.kinds import made_again, versions_here
from mrl.verify.opening import OpenedPdf, careful, open_pdf
from mrl.verify.pages import drawn_differently, not_printed, other_words
from mrl.verify.record import Check, Subject, check, not_checked
from mrl.verify.scoring import compared_differently, scored_differently

_END_MARK = b"%%EOF"
_END_WITHIN = 64

Used = dict[str, LoadedRubric | None]
"""The rubric of each attached assessment, by the name of its file; None for one that is nowhere."""


def check_file(raw: bytes) -> Check:
    """See whether the bytes are those that were written: not cut short, added to or written again."""
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
    return check(Subject.FILE, wrong, say("no byte was changed since mrl wrote the file"))


def check_attached(content: Content) -> Check:
    """See whether what the document rests on is in it."""
    return check(
        Subject.ATTACHED, content.wrong, say("what the document rests on is attached and can be read")
    )


def check_digests(opened: OpenedPdf, content: Content) -> Check:
    """See whether the digests of the attached files are those that the document names."""
    if content.comparison is not None:
        return _digests_compared(content, {project.digest for project in content.comparison.projects})
    if not content.assessments:
        return not_checked(Subject.DIGESTS, say("there is no assessment whose digest could be printed"))
    missing = {name: sha256(content.files[name]) for name in (*content.assessments, *content.rubrics)}
    for page in reversed(range(opened.page_count)):  # they stand near the end
        text = "".join(opened.words(page).split())
        missing = {name: digest for name, digest in missing.items() if digest not in text}
        if not missing:
            break
    wrong = [
        say(
            "{name}: the pages print another SHA-256 than that of the attached file, {digest}",
            name=name,
            digest=digest,
        )
        for name, digest in missing.items()
    ]
    return check(Subject.DIGESTS, wrong, say("the pages print the SHA-256 of what is attached"))


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
    fine = say("the attached evidence, scored again with the rubric, gives the attached result")
    return check(Subject.SCORING, wrong, fine)


def check_pages(opened: OpenedPdf, content: Content) -> Check:
    """Make the document again from what is attached and compare."""
    facts = content.facts
    if facts is None or content.wrong:
        return not_checked(Subject.PAGES, say("without what is attached the pages cannot be made again"))
    try:
        with careful(say("what is attached cannot be made into a document")):
            again = made_again(facts, content)
    except MissingLibrary:
        return _figures_only(opened, facts, content, say("without Pango the pages cannot be made again"))
    if again is None:
        return not_checked(Subject.PAGES, say("this version of mrl cannot make such a document again"))
    if again == opened.raw:
        fine = say("made again from what is attached, the document is the same, byte for byte")
        return check(Subject.PAGES, [], fine)
    fresh = open_pdf(again, "")
    if facts.made_with == versions_here(facts):
        return _compared(opened, fresh)
    return _compared_loosely(opened, fresh, facts, content)


def _compared(opened: OpenedPdf, fresh: OpenedPdf) -> Check:
    """Compare with a document that the same versions made: it should be the same in everything."""
    wrong = other_words(opened, fresh) or drawn_differently(opened, fresh)
    if not wrong and is_sealed(opened.raw):
        wrong = [
            say(
                "the pages are the same, but fonts, pictures, links or metadata are not those that mrl writes"
            )
        ]
    return check(Subject.PAGES, wrong, say("made again from what is attached, every page is the same"))


def _compared_loosely(opened: OpenedPdf, fresh: OpenedPdf, facts: DocumentFacts, content: Content) -> Check:
    """Compare with a document that other versions made: they may set lines and pages in another way."""
    if other_words(opened, fresh):
        reason = say("other versions of mrl or of its libraries made the pages")
        return _figures_only(opened, facts, content, reason)
    fine = say(
        "made again from what is attached, every page has the same words and figures; "
        "how they are drawn was not compared, for other versions of mrl or of its libraries made them"
    )
    return check(Subject.PAGES, [], fine)


def _figures_only(opened: OpenedPdf, facts: DocumentFacts, content: Content, reason: Message) -> Check:
    """Look at least for the headline figures of assessments, where nothing else can be compared."""
    if not content.assessments:
        return not_checked(Subject.PAGES, reason)
    wrong = not_printed(opened, facts, content)
    if wrong:
        return check(Subject.PAGES, wrong, reason)
    return not_checked(
        Subject.PAGES,
        say(
            "{reason}, so only the headline figures were compared: the first pages print them", reason=reason
        ),
    )
