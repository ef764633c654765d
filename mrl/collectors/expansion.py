"""From what a project file says to the list of repositories: patterns, roles, pinned components."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from mrl.collectors.forge import DiscoveredRepository
from mrl.collectors.git.versions import normalised_artifact
from mrl.files.grammars.errors import UnreadableError
from mrl.files.grammars.xml import read_xml
from mrl.files.limits import COMPONENTS
from mrl.model.base import say
from mrl.model.facts import Gap
from mrl.model.project import Components, Organisation, RepositorySource, Role

_MOST_NAMED = 20


def chosen(organisation: Organisation, found: Iterable[DiscoveredRepository]) -> list[RepositorySource]:
    """Choose the repositories of an organisation by its patterns, in the order of their names.

    Empty repositories and (unless asked for) forks are left out; archived ones are retired.
    """
    return [
        RepositorySource(source=entry.address.url, name=entry.name, role=_role(organisation, entry))
        for entry in sorted(found, key=lambda entry: entry.name)
        if not entry.empty and (organisation.forks or not entry.fork) and _is_chosen(organisation, entry.name)
    ]


def _is_chosen(organisation: Organisation, name: str) -> bool:
    return _matches(name, organisation.include) and not _matches(name, organisation.exclude)


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name.casefold(), pattern.casefold()) for pattern in patterns)


def _role(organisation: Organisation, entry: DiscoveredRepository) -> Role:
    if _matches(entry.name, organisation.core):
        return Role.CORE
    return Role.RETIRED if entry.archived or _matches(entry.name, organisation.retired) else Role.SATELLITE


def pinned_artifacts(manifest: bytes) -> list[str] | None:
    """List the artifacts a Maven manifest pins, sorted; None where it cannot be read safely.

    Counted are artifact ids of dependencies, and properties called `<name>.version`, whose dots
    are read as dashes (`plugin.forms.version` pins `plugin-forms`).
    """
    try:
        root = read_xml(manifest, COMPONENTS)
    except UnreadableError:
        return None
    found: set[str] = set()
    for element in root.iter():
        tag = str(element.tag)
        if tag == "dependency":
            found.update((child.text or "").strip() for child in element if child.tag == "artifactId")
        elif tag.endswith(".version"):
            found.add(tag.removesuffix(".version").replace(".", "-"))
    return sorted(name for name in found if name and "${" not in name)


def matched(
    components: Components, artifacts: Sequence[str], found: Iterable[DiscoveredRepository]
) -> tuple[list[RepositorySource], list[Gap]]:
    """Find the repository of each artifact: the one whose name ends in the artifact's words.

    Where several do, the shortest name is taken. Artifacts without a repository are told in one
    gap: most of them are usually other people's libraries.
    """
    repositories = sorted(found, key=lambda entry: (len(entry.name), entry.name))
    sources: dict[str, RepositorySource] = {}
    missing = []
    for artifact in artifacts:
        words = normalised_artifact(artifact).split("-")
        entry = next((entry for entry in repositories if _ends_in(entry.name, words)), None)
        if entry is None:
            missing.append(artifact)
        else:
            role = Role.RETIRED if entry.archived else Role.SATELLITE
            source = RepositorySource(source=entry.address.url, name=entry.name, role=role, artifact=artifact)
            sources.setdefault(entry.address.url, source)
    return sorted(sources.values(), key=lambda source: source.name or ""), _missing(components, missing)


def _ends_in(name: str, words: list[str]) -> bool:
    """Tell whether a name ends in these words; a single word must be the whole name."""
    own = normalised_artifact(name).split("-")
    return own == words or (len(words) > 1 and own[-len(words) :] == words)


def _missing(components: Components, artifacts: Sequence[str]) -> list[Gap]:
    if not artifacts:
        return []
    named = ", ".join(artifacts[:_MOST_NAMED]) + (", ..." if len(artifacts) > _MOST_NAMED else "")
    reason = say(
        "{count} artifacts pinned in {manifest} have no repository in the organisations named: {names}",
        count=len(artifacts),
        manifest=components.manifest,
        names=named,
    )
    return [Gap(subject="components", reason=reason)]
