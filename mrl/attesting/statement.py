"""What an assessment says, as the predicate of a statement: a function of the assessment alone."""

from collections import Counter
from collections.abc import Sequence

from mrl import resources
from mrl.attesting.artifacts import Artifact
from mrl.errors import InputError, Problem
from mrl.model.assessment import Assessment, HeadlineResult, Outcome
from mrl.model.attestation import (
    AssessmentPredicate,
    AttestedAnswers,
    AttestedCoverage,
    AttestedFile,
    AttestedHeadline,
    AttestedLevel,
    AttestedProvenance,
    AttestedRepository,
    AttestedReview,
    AttestedRubric,
    AttestedVoice,
    Statement,
)
from mrl.model.base import say
from mrl.model.provenance import Provenance, Voice
from mrl.model.whose import with_provenance


def statement_of(assessment: Assessment, artifacts: Sequence[Artifact]) -> Statement:
    """Make the statement about these files, in the order of their names.

    Raises `InputError` where two different files have one name, or a name is no text.
    """
    by_name: dict[str, Artifact] = {}
    for artifact in artifacts:
        _check_name(artifact)
        known = by_name.setdefault(artifact.name, artifact)
        if known.sha256 != artifact.sha256:
            message = say("{other} has the same name and another content", other=str(known.path))
            remedy = say("rename one; on a release two files cannot have one name either")
            raise InputError(Problem(message=message, file=str(artifact.path), remedy=remedy))
    subject = tuple(
        AttestedFile(name=name, digest={"sha256": by_name[name].sha256}) for name in sorted(by_name)
    )
    return Statement(subject=subject, predicate=predicate_of(assessment))


def _check_name(artifact: Artifact) -> None:
    try:
        artifact.name.encode()
    except UnicodeEncodeError as error:
        message = say("the name of this file is not text in UTF-8, and a statement cannot hold it")
        raise InputError(
            Problem(message=message, file=str(artifact.path), remedy=say("rename it"))
        ) from error


def predicate_of(assessment: Assessment) -> AssessmentPredicate:
    """Give what a statement says of an assessment."""
    assessment = with_provenance(assessment)
    used = assessment.rubric
    return AssessmentPredicate(
        project=assessment.project,
        as_of=assessment.as_of,
        tool_version=assessment.tool_version,
        rubric=AttestedRubric(
            id=used.id,
            version=used.version,
            sha256=used.digest,
            altered=resources.is_altered(used.id, used.digest),
        ),
        headlines=tuple(map(_headline, assessment.headlines)),
        coverage=_coverage(assessment),
        repositories=tuple(
            AttestedRepository(name=each.name, url=each.url, commit=each.commit)
            for each in assessment.repositories
        ),
        answers=_answers(assessment),
        reviews=tuple(
            AttestedReview(role=each.role, date=each.date, counts=each.counts) for each in assessment.reviews
        ),
    )


def _headline(headline: HeadlineResult) -> AttestedHeadline:
    score, level = headline.score, headline.level
    return AttestedHeadline(
        id=headline.id,
        point=score.point,
        lowest=score.lowest,
        highest=score.highest,
        coverage=score.coverage,
        level=level
        and AttestedLevel(state=level.state, point=level.point, lowest=level.lowest, highest=level.highest),
        provenance=headline.provenance and _provenance(headline.provenance),
    )


def _provenance(found: Provenance) -> AttestedProvenance:
    return AttestedProvenance(
        word=found.word,
        measured=found.measured,
        assessed=found.assessed,
        self_declared=found.self_declared,
        assessors=tuple(map(_voice, found.assessors)),
        claimed=tuple(map(_voice, found.claimed)),
        review=found.review and _voice(found.review),
    )


def _voice(voice: Voice) -> AttestedVoice:
    return AttestedVoice(role=voice.role, day=voice.day)


def _coverage(assessment: Assessment) -> AttestedCoverage:
    outcomes = Counter(criterion.outcome for criterion in assessment.criteria)
    unknown, not_applicable = outcomes[Outcome.UNKNOWN], outcomes[Outcome.NOT_APPLICABLE]
    known = outcomes.total() - unknown - not_applicable
    return AttestedCoverage(known=known, unknown=unknown, not_applicable=not_applicable)


def _answers(assessment: Assessment) -> AttestedAnswers:
    used = Counter(answer.provenance for answer in assessment.answers if answer.used)
    return AttestedAnswers(
        used=dict(used),
        unused=len(assessment.answers) - used.total(),
        overrides=sum(override.used for override in assessment.overrides),
    )
