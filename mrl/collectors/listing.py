"""The repositories of a project: those it names, those its organisations have, those it pins."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from mrl.collectors.beyond import discover
from mrl.collectors.expansion import chosen, matched, pinned_artifacts
from mrl.collectors.forge import DiscoveredRepository
from mrl.collectors.git.runner import GitError
from mrl.collectors.http.errors import BudgetSpent, SourceError
from mrl.collectors.http.journal import Journal
from mrl.collectors.run import Run
from mrl.errors import TargetError
from mrl.files.limits import COMPONENTS
from mrl.model.base import say
from mrl.model.facts import Gap
from mrl.model.project import Components, Organisation, RepositorySource

_DISCOVERED = TypeAdapter(list[DiscoveredRepository])


def list_repositories(run: Run) -> tuple[list[RepositorySource], list[Gap]]:
    """List every repository of the project once, in the order of the project file.

    A repository that is named stands as it was named, also where a pattern finds it again. Raises
    `TargetError` where an organisation cannot be listed or nothing is found.
    """
    project = run.target.project
    found = list(project.repositories)
    gaps: list[Gap] = []
    for organisation in project.organisations:
        found += chosen(organisation, _discovered(run, organisation))
    if project.components is not None:
        pinned, missing = _pinned(run, project.components)
        found += pinned
        gaps += missing
    sources = _once(run, found)
    if not sources:
        raise TargetError(say("the patterns of the project file match no repository"))
    return sources, gaps


def _once(run: Run, found: Sequence[RepositorySource]) -> list[RepositorySource]:
    distinct: dict[str, RepositorySource] = {}
    for source in found:
        distinct.setdefault(_place(run, source).casefold(), source)
    return list(distinct.values())


def _place(run: Run, source: RepositorySource) -> str:
    """Give what tells one repository from another; one that cannot be located is told when it is read."""
    try:
        address = run.locate(source).address if "://" in source.source else None
    except TargetError:
        address = None
    return address.url if address else source.source


def _discovered(run: Run, organisation: Organisation) -> list[DiscoveredRepository]:
    """List an organisation, once in a run; offline as it was when it was last listed."""
    everything = organisation.model_copy(update={"include": ("*",), "exclude": ()})
    kept = Journal(run.options.cache / "organisations")
    key = f"organisation {organisation.url.casefold()}"
    known = kept.get(key) if run.options.offline else run.state.get(key)
    if known is not None:
        return _DISCOVERED.validate_json(known)
    if run.options.offline:
        raise TargetError(
            say("{address} has not been listed yet; run once without --offline", address=organisation.url)
        )
    try:
        found = discover(run, everything)
    except BudgetSpent as problem:
        raise TargetError(
            say(
                "{address} cannot be listed: {reason}; allow one request more for every hundred repositories"
                " it has",
                address=organisation.url,
                reason=problem.reason,
            )
        ) from problem
    except SourceError as problem:
        reason = say("{address} cannot be listed: {reason}", address=organisation.url, reason=problem.reason)
        raise TargetError(reason) from problem
    answer = _DISCOVERED.dump_json(found)
    kept.put(key, answer)
    run.state.put(key, answer)
    return found


def _pinned(run: Run, components: Components) -> tuple[list[RepositorySource], list[Gap]]:
    """Read the manifest of the packaging repository and find what it pins."""
    artifacts = pinned_artifacts(_manifest(run, components))
    if artifacts is None:
        raise TargetError(
            say(
                "{file} of {repository} is not a Maven manifest",
                file=components.manifest,
                repository=components.repository,
            )
        )
    found = [entry for url in components.organisations for entry in _discovered(run, Organisation(url=url))]
    return matched(components, artifacts, found)


def _manifest(run: Run, components: Components) -> bytes:
    source = RepositorySource(source=components.repository)
    try:
        with run.open(source) as opened:
            head = opened.store.head()
            entries = opened.store.entries(head[0]) if head else ()
            oids = [entry.oid for entry in entries if entry.path == components.manifest]
            opened.fetch(oids)
            content = opened.store.read_blobs(oids, COMPONENTS.size + 1).get(oids[0]) if oids else None
    except GitError as problem:
        reason = say("{place} cannot be read: {reason}", place=components.repository, reason=problem.said)
        raise TargetError(reason) from problem
    if content is None:
        place, file = components.repository, components.manifest
        raise TargetError(say("{place} has no readable {file}", place=place, file=file))
    return content
