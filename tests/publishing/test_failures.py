"""A failure at every single request in turn: nothing is lost, and the next run comes to the same end."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.http_server import Reply, Seen, of_json
from support.release_exchanges import LOST
from support.release_github import GithubReleases
from support.release_gitlab import GitlabReleases
from support.release_runs import Runs, write_files
from support.release_states import OWN, State, is_clean, lost, state_of

from mrl.publishing.files import gather
from mrl.publishing.problems import AttachError

Forge = GithubReleases | GitlabReleases
NOTES = "# Changes\r\n\r\n* one  \r\n"
NEW = b"%PDF-1.7 another"


def at(number: int, reply: Reply) -> Callable[[int, Seen], Reply | None]:
    return lambda now, _seen: reply if now == number else None


def of_change_from(number: int, reply: Reply) -> Callable[[int, Seen], Reply | None]:
    return lambda now, seen: reply if now >= number and seen.method != "GET" else None


def spoil(forge: Forge, fault: str, number: int) -> None:
    exchanges = forge.exchanges
    if fault == "answer lost":
        exchanges.afterwards = lambda now, _seen, reply: LOST if now == number else reply
    elif fault == "done, then gone":
        exchanges.instead = lambda now, _seen: LOST if now > number else None
        exchanges.afterwards = lambda now, _seen, reply: LOST if now == number else reply
    elif fault == "out of order for good":
        exchanges.instead = lambda now, _seen: of_json({"message": "x"}, 500) if now >= number else None
    elif fault == "changes refused":
        exchanges.instead = of_change_from(number, of_json({"message": "403 Forbidden"}, 403))
    else:
        status = int(fault)
        exchanges.instead = at(number, of_json({"message": f"{status} for the test"}, status))


PASSING = ("answer lost", "500", "502")
FAULTS = ("403", "404", "409", "422", "out of order for good", "changes refused", "done, then gone")
WORST = ("403", "answer lost", "done, then gone")
TRIALS = [*((fault, True) for fault in (*PASSING, *FAULTS)), *((fault, False) for fault in WORST)]


@pytest.fixture(params=["github", "gitlab"])
def forge(request: pytest.FixtureRequest) -> Forge:
    found: Forge = request.getfixturevalue(request.param)
    return found


class Trial:
    """One release, made anew for each failure, and the run that fails."""

    def __init__(self, forge: Forge, folder: Path, *, exists: bool) -> None:
        self.forge = forge
        self.old = write_files(folder / "old")
        self.new = write_files(folder / "new", pdf=NEW)
        kind = "github" if isinstance(forge, GithubReleases) else "gitlab"
        self.run = Runs(kind, forge.url, self.new)
        self.wanted = {file.name: file.content for file in gather([self.new]).files}
        self.moments: list[list[str]] = []
        self.forge.exchanges.behave()
        if exists:
            self._fill()
        self.template = copy.deepcopy(self._memory)

    @property
    def _memory(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self.forge).items() if name in ("releases", "packages")}

    def prepare(self) -> State:
        """Bring the forge back to where it was."""
        vars(self.forge).update(copy.deepcopy(self.template))
        self.forge.exchanges.behave()
        return state_of(self.forge)

    def _fill(self) -> None:
        """Make a release with a file and notes of its own, and with what an earlier run attached."""
        if isinstance(self.forge, GithubReleases):
            self.forge.put(self.forge.add(body=NOTES), "app.jar", OWN)
        else:
            self.forge.put(self.forge.add(description=NOTES), "app.jar", "https://files.example/app.jar")
        self.run(self.old, create=True)

    def watch(self, before: State) -> None:
        """Look at the release before each request, and note what it lacks."""
        instead = self.forge.exchanges.instead

        def look(number: int, seen: Seen) -> Reply | None:
            self.moments.append(lost(before, state_of(self.forge), self.wanted))
            return instead(number, seen)

        self.forge.exchanges.instead = look


@pytest.mark.parametrize(("fault", "exists"), TRIALS)
def test_a_failure_at_any_request_loses_nothing(
    forge: Forge, tmp_path: Path, fault: str, exists: bool
) -> None:
    trial = Trial(forge, tmp_path, exists=exists)
    trial.prepare()
    trial.run(create=True)
    count, done = forge.exchanges.count, state_of(forge)
    assert count > 10
    for number in range(1, count + 1):
        before = trial.prepare()
        spoil(forge, fault, number)
        trial.watch(before)
        failed = outcome(trial.run)
        after = state_of(forge)
        assert not lost(before, after, trial.wanted), number
        assert failed is None or (fault not in PASSING and "\n" in failed), failed
        if failed is None or fault == "403":
            assert after == done or (failed and (after == before or after.files == done.files)), number
            assert is_clean(forge), number
        forge.exchanges.behave()
        trial.run(create=True)
        assert state_of(forge) == done, number
        assert is_clean(forge)
    assert not any(trial.moments)


def outcome(run: Runs) -> str | None:
    """Run, and give the words of a failure: a reason, and what to do."""
    try:
        run(create=True)
    except AttachError as problem:
        return str(problem)
    return None
