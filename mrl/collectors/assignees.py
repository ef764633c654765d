"""The people issues are assigned to, numbered afresh over the whole project.

While a run lasts they have long numbers made with a key that is thrown away; a snapshot keeps short
ones, given in the order in which people appear in it.
"""

from collections.abc import Sequence

from mrl.model.facts import RepositoryFacts
from mrl.model.forge import Issue, IssueSample, TrackerFacts


class _Numbers:
    def __init__(self) -> None:
        self._given: dict[int, int] = {}

    def sample(self, sample: IssueSample | None) -> IssueSample | None:
        """Give a sample with the numbers of its people replaced."""
        if sample is None:
            return None
        return sample.model_copy(
            update={
                "open": tuple(self._issue(issue) for issue in sample.open),
                "closed": tuple(self._issue(issue) for issue in sample.closed),
            }
        )

    def _issue(self, issue: Issue) -> Issue:
        people = tuple(self._given.setdefault(person, len(self._given) + 1) for person in issue.assignees)
        return issue.model_copy(update={"assignees": tuple(sorted(people))})


def number_assignees(
    repositories: Sequence[RepositoryFacts], trackers: Sequence[TrackerFacts] | None
) -> tuple[tuple[RepositoryFacts, ...], tuple[TrackerFacts, ...] | None]:
    """Replace the numbers of a run by fresh ones, from 1, in the order of the snapshot."""
    numbers = _Numbers()
    numbered = []
    for facts in repositories:
        forge = facts.forge
        if forge is not None:
            samples = {
                "issues": numbers.sample(forge.issues),
                "change_requests": numbers.sample(forge.change_requests),
            }
            forge = forge.model_copy(update=samples)
        numbered.append(facts.model_copy(update={"forge": forge}))
    if trackers is None:
        return tuple(numbered), None
    told = [tracker.model_copy(update={"issues": numbers.sample(tracker.issues)}) for tracker in trackers]
    return tuple(numbered), tuple(told)
