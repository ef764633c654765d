"""Which tags are releases of this repository, and which belong to something else."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mrl.collectors.git.store import GitStore, Ref
from mrl.collectors.git.tags import Tag, read_tags
from mrl.collectors.git.versions import TagVersion, normalised_artifact, parse_tag
from mrl.collectors.git.words import word_set
from mrl.model.base import say
from mrl.model.facts import Gap, Release, Releases

_MOST_FOREIGN_NAMES = 20
_CODE_WORDS = word_set("src source sources code git repo repository project")


@dataclass(frozen=True, slots=True)
class _Versioned:
    """A tag that holds a version."""

    tag: Tag
    version: TagVersion


def read_releases(
    git: GitStore,
    refs: Iterable[Ref],
    *,
    repository: str,
    artifacts: Sequence[str] | None,
    as_of: dt.datetime,
) -> tuple[Releases, list[Gap]]:
    """Read the tags made up to `as_of` and tell releases, foreign tags and other tags apart.

    `artifacts` are the names in the repository's manifests (first the one its user gave), None
    where the manifests could not be read. GitError where a tag cannot be read.
    """
    tags = [tag for tag in read_tags(git, refs) if tag.time <= as_of]
    versioned = [_Versioned(tag, version) for tag in tags if (version := _version(tag)) is not None]
    own, foreign = _split(versioned, repository, artifacts)
    if artifacts is None and foreign:
        reason = say(
            "the manifests could not be read, so it is not known what {count} tags belong to",
            count=len(foreign),
        )
        return Releases(), [Gap(subject="releases", reason=reason)]
    releases = Releases(
        artifact=_artifact(own, artifacts or ()),
        releases=_releases(own),
        foreign_tags=tuple(sorted(entry.tag.name for entry in foreign)[:_MOST_FOREIGN_NAMES]),
        foreign_tag_count=len(foreign),
        other_tag_count=len(tags) - len(versioned),
    )
    return releases, []


def _version(tag: Tag) -> TagVersion | None:
    """Take the name apart; a lone number after other words (`ABC-251`) is no version."""
    version = parse_tag(tag.name) if tag.commit else None
    return None if version is None or (version.lone_number and version.artifact) else version


def _split(
    versioned: list[_Versioned], repository: str, artifacts: Sequence[str] | None
) -> tuple[list[_Versioned], list[_Versioned]]:
    """Tell own tags from foreign ones.

    Own are tags that name nothing, or a name of the repository or of a manifest. Where there is no
    manifest, and all tags name one and the same thing, nothing contradicts that it is this one.
    """
    named = {entry.version.artifact for entry in versioned}
    if artifacts is not None and not artifacts and len(named) == 1:
        return versioned, []
    names = [words for name in (repository, *(artifacts or ())) if (words := _words(name))]
    own_artifacts = {artifact for artifact in named if _is_own(artifact, names)}
    own = [entry for entry in versioned if entry.version.artifact in own_artifacts]
    return own, [entry for entry in versioned if entry.version.artifact not in own_artifacts]


def _words(name: str) -> list[str]:
    """Take a name apart, without a last word that only says that it is code (`php-src`)."""
    words = normalised_artifact(name).split("-")
    return words[:-1] if len(words) > 1 and words[-1] in _CODE_WORDS else words


def _is_own(artifact: str, names: Iterable[list[str]]) -> bool:
    """Tell whether a tag's artifact is one of the names.

    It is where one is the end of the other: `city-plugin-map` was tagged as `plugin-map` and the
    other way round. The longer name must add to at least two words if it is the tag's, so that
    `module-flow-map` does not become the `map` it extends.
    """
    if not artifact:
        return True
    words = artifact.split("-")
    return any(
        name[-len(words) :] == words or (len(name) > 1 and words[-len(name) :] == name) for name in names
    )


def _artifact(own: Iterable[_Versioned], artifacts: Sequence[str]) -> str | None:
    """Give the first manifest's name, else the name that most tags carry."""
    carried = Counter(entry.version.artifact for entry in own if entry.version.artifact)
    return next(iter(artifacts), None) or next((name for name, _ in carried.most_common(1)), None)


def _releases(own: Iterable[_Versioned]) -> tuple[Release, ...]:
    """Make releases, oldest first; tags that give one commit the same version twice are one release."""
    ordered = sorted(own, key=lambda entry: (not entry.tag.annotated, entry.tag.time, entry.tag.name))
    distinct: dict[tuple[str | None, str], _Versioned] = {}
    for entry in ordered:
        distinct.setdefault((entry.tag.commit, entry.version.text.casefold()), entry)
    return tuple(
        Release(
            tag=entry.tag.name,
            version=entry.version.text,
            kind=entry.version.kind,
            time=entry.tag.time,
            annotated=entry.tag.annotated,
            signed=entry.tag.signed,
            line=entry.version.line,
        )
        for entry in sorted(distinct.values(), key=lambda entry: (entry.tag.time, entry.tag.name))
    )
