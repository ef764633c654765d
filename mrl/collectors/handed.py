"""What a project chose or handed over itself: where its facts come from says whose word they are.

Git and forge of a repository that somebody names are read at the place where the work is done: measured.
A result file, or the address of a server, can be made for the occasion by whoever names it, and a place on
a server that others trust can be anybody's. So these
are measured only where somebody from outside named them, in a project file that lies outside the project;
else what they say is the project's own word, however truly it was read.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from mrl.collectors.beyond import Beyond
from mrl.collectors.ownership import why_own
from mrl.collectors.run import Run
from mrl.model.base import Message, say
from mrl.model.facts import Gap, RepositoryFacts
from mrl.model.project import Project, Role
from mrl.model.snapshot import PROJECT_FILE, Handed

_NAMED_BY_REPOSITORY = say("the project names it, and no project file from outside does")
_PLACE_NAMED_BY_REPOSITORY = say(
    "the project names its place there, and no project file from outside does (`quality.keys`)"
)


def handed_over(run: Run, found: Beyond) -> tuple[tuple[Handed, ...], tuple[Gap, ...]]:
    """Say which facts are the project's own word, each with a gap that tells why."""
    reasons = dict(_Naming(run, [record.facts for record in found.records]).reasons(found))
    return tuple(reasons), tuple(Gap(subject=PROJECT_FILE, reason=_said(*each)) for each in reasons.items())


def _said(kind: Handed, reason: Message) -> Message:
    return {
        Handed.RESULTS: say("result files count as the project's own word: {reason}", reason=reason),
        Handed.QUALITY: say(
            "figures of the quality server count as the project's own word: {reason}", reason=reason
        ),
        Handed.TRACKER: say(
            "figures of the issue tracker count as the project's own word: {reason}", reason=reason
        ),
        Handed.ROLES: say(
            "which repositories belong to the project, and their roles and weights, is as the project "
            "claims: {reason}",
            reason=reason,
        ),
    }[kind]


class _Naming:
    """Who named what, for one project."""

    def __init__(self, run: Run, facts: Sequence[RepositoryFacts]) -> None:
        self._project, self._base = run.target.project, run.target.base
        self._facts, self._around = facts, run.around
        why = run.why_own
        self._why_file = say("the project file is the project's: {reason}", reason=why) if why else None

    def _why(self, path: Path) -> Message | None:
        return why_own(path, self._facts, self._around)

    def reasons(self, found: Beyond) -> Iterator[tuple[Handed, Message]]:
        """Give what is the project's own word, with the reason."""
        if found.results is not None and (why := self._why_file or self._why_results()):
            yield Handed.RESULTS, why
        asked = [facts for facts in self._facts if facts.quality is not None]
        if asked and self._why_file:
            yield Handed.QUALITY, self._why_file
        elif not all(map(self._is_place_named, asked)):
            yield Handed.QUALITY, _PLACE_NAMED_BY_REPOSITORY
        was_read = any(each.issues is not None for each in found.trackers or ())
        if was_read and (self._why_file or self._project.tracker is None):
            yield Handed.TRACKER, self._why_file or _NAMED_BY_REPOSITORY
        if self._why_file is not None and self._has_choice():
            yield Handed.ROLES, self._why_file

    def _has_choice(self) -> bool:
        """Say whether the file says more of the repositories than that there is one."""
        default = Project.model_fields["core_weight"].default
        roles = [facts.role for facts in self._facts]
        return len(roles) > 1 or Role.RETIRED in roles or self._project.core_weight != default

    def _is_place_named(self, facts: RepositoryFacts) -> bool:
        """Tell whether the project file names the very place: a server holds projects of everybody."""
        named, asked = self._project.quality, facts.quality
        return (
            named is not None
            and asked is not None
            and (named.url.rstrip("/"), named.keys.get(facts.name)) == (asked.url.rstrip("/"), asked.key)
        )

    def _why_results(self) -> Message | None:
        """Look at each result file on this machine; who named an address from outside answers for it."""
        files = [self._base / each for each in self._project.results if "://" not in each]
        return next((why for why in map(self._why, files) if why is not None), None)
