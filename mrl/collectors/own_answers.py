"""Answers that a project keeps in its own repository, so that they travel with it."""

from collections.abc import Iterable

from mrl.collectors.tree.files import ReadBlobs, TreeFile
from mrl.errors import InputError
from mrl.files.reading import parse_yaml, validate
from mrl.model.answers import Answers
from mrl.model.base import say
from mrl.model.facts import Gap
from mrl.model.snapshot import OwnAnswers

PATHS = (".mrl/answers.yaml", ".mrl/answers.yml")
_LIMIT = 1_000_000


def read_own_answers(
    repository: str, files: Iterable[TreeFile], read: ReadBlobs
) -> tuple[OwnAnswers | None, list[Gap]]:
    """Read the answers file of a repository; one that is wrong is a gap, never used in part."""
    found = next((file for file in files if file.path in PATHS and file.is_regular), None)
    if found is None:
        return None, []
    content = read([found.oid], _LIMIT + 1)[found.oid]
    if content is None or len(content) > _LIMIT:
        return None, [Gap(subject="answers", reason=say("{path} cannot be read", path=found.path))]
    try:
        answers = validate(parse_yaml(content, found.path), Answers)
    except InputError as error:
        reason = say("the project's own answers are not used: {problem}", problem=str(error.problems[0]))
        return None, [Gap(subject="answers", reason=reason)]
    return OwnAnswers(repository=repository, path=found.path, answers=answers), []
