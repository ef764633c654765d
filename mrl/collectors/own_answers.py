"""Answers that a project keeps in its own repository, so that they travel with it.

Kept of them is what scoring needs. Comments may hold names or what is confidential and stay where
they are; overrides are an assessor's.
"""

from collections.abc import Iterable

from mrl.collectors.tree.files import ReadBlobs, TreeFile
from mrl.errors import InputError
from mrl.files.grammars.errors import too_large
from mrl.files.limits import ANSWERS
from mrl.files.reading import parse_yaml, validate
from mrl.model.answers import ANSWERS_SCHEMA, Answers
from mrl.model.base import say
from mrl.model.facts import Gap
from mrl.model.snapshot import OwnAnswers

PATH = (".mrl/answers.yaml", ".mrl/answers.yml")
_OVERRIDES = say("overrides in the project's own answers are not used; only an assessor replaces a value")


def read_own_answers(
    repository: str, files: Iterable[TreeFile], read: ReadBlobs
) -> tuple[OwnAnswers | None, list[Gap]]:
    """Read the answers file of a repository; one that is wrong is a gap, never used in part."""
    found = next((file for file in files if file.path in PATH and file.is_regular), None)
    if found is None:
        return None, []
    content = read([found.oid], ANSWERS.size + 1)[found.oid]
    if content is None:
        return None, [Gap(subject="answers", reason=say("{path} cannot be read", path=found.path))]
    if len(content) > ANSWERS.size:
        why = too_large(ANSWERS.size).reason
        reason = say("{path} cannot be read: {reason}", path=found.path, reason=why)
        return None, [Gap(subject="answers", reason=reason)]
    try:
        answers = _parsed(content, found.path)
    except InputError as error:
        reason = say("the project's own answers are not used: {problem}", problem=error.problems[0].said)
        return None, [Gap(subject="answers", reason=reason)]
    gaps = [Gap(subject="answers", reason=_OVERRIDES)] if answers.overrides else []
    return OwnAnswers(repository=repository, path=found.path, answers=bare(answers)), gaps


def _parsed(content: bytes, path: str) -> Answers:
    document = parse_yaml(content, path)
    schema = document.content.get("schema") if isinstance(document.content, dict) else None
    if schema != ANSWERS_SCHEMA:
        message = say("it does not begin with `schema: {schema}`", schema=ANSWERS_SCHEMA)
        raise InputError(document.problem(("schema",), message))
    return validate(document, Answers)


def bare(answers: Answers) -> Answers:
    """Give of a project's own answers what scoring needs: no comments, overrides or name of the project."""
    kept = {name: answer.model_copy(update={"comment": None}) for name, answer in answers.answers.items()}
    return answers.model_copy(update={"answers": kept, "overrides": {}, "project": None})
