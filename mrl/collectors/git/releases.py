"""Which tags are releases of this repository, and which belong to something else."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mrl.collectors.git.store import GitStore, Ref
from mrl.collectors.git.tags import Tag, read_tags
from mrl.collectors.git.versions import TagVersion, normalised_artifact, parse_tag
from mrl.collectors.git.words import word_set
from mrl.model.base import Message, say
from mrl.model.facts import Gap, Release, Releases

_MOST_FOREIGN_NAMES = 20
_BEGINNING = dt.datetime.fromtimestamp(0, dt.UTC)
_MOST_WORDS = 128
"""Words that the name of a tag can have: it is cut at 255 characters."""
_CODE_WORDS = word_set("src source sources code git repo repository project")


@dataclass(frozen=True, slots=True)
class Artifacts:
    """What a repository builds: the names in its manifests, first the one its user gave.

    `complete` is false where there may be more, because a manifest could not be read.
    """

    names: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Versioned:
    """A tag that holds a version."""

    tag: Tag
    version: TagVersion

    @property
    def time(self) -> dt.datetime:
        """When it was made; one that does not say comes before all others."""
        return self.tag.time or _BEGINNING


def read_releases(
    git: GitStore,
    refs: Iterable[Ref],
    *,
    repository: str,
    artifacts: Artifacts,
    as_of: dt.datetime,
) -> tuple[Releases, list[Gap]]:
    """Read the tags made up to `as_of` and tell releases, foreign tags and other tags apart.

    GitError where a tag cannot be read. Releases are unknown where one of them has no time, or where
    tags may belong to a manifest that could not be read.
    """
    tags = [tag for tag in read_tags(git, refs) if tag.time is None or tag.time <= as_of]
    versioned = [_Versioned(tag, version) for tag in tags if (version := _version(tag)) is not None]
    own, foreign = _split(versioned, repository, artifacts)
    reason = _why_unknown(own, foreign, artifacts)
    if reason is not None:
        return Releases(), [Gap(subject="releases", reason=reason)]
    releases = Releases(
        artifact=_artifact(own, artifacts.names),
        releases=_releases(own),
        foreign_tags=tuple(sorted(entry.tag.name for entry in foreign)[:_MOST_FOREIGN_NAMES]),
        foreign_tag_count=len(foreign),
        other_tag_count=len(tags) - len(versioned),
    )
    return releases, []


def _why_unknown(
    own: Sequence[_Versioned], foreign: Sequence[_Versioned], artifacts: Artifacts
) -> Message | None:
    if foreign and not artifacts.complete:
        return say(
            "not every manifest could be read, so it is not known what {count} tags belong to",
            count=len(foreign),
        )
    undated = [entry.tag.name for entry in own if entry.tag.time is None]
    if undated:
        return say("the tag {name} has no believable date", name=undated[0])
    return None


def _version(tag: Tag) -> TagVersion | None:
    """Take the name apart; a lone number after other words (`ABC-251`) is no version."""
    version = parse_tag(tag.name) if tag.commit else None
    return None if version is None or (version.lone_number and version.artifact) else version


def _split(
    versioned: list[_Versioned], repository: str, artifacts: Artifacts
) -> tuple[list[_Versioned], list[_Versioned]]:
    """Tell own tags from foreign ones.

    Own are tags that name nothing, or a name of the repository or of a manifest. Where there is no
    manifest, and all tags name one and the same thing, nothing contradicts that it is this one.
    """
    named = {entry.version.artifact for entry in versioned}
    if artifacts.complete and not artifacts.names and len(named) == 1:
        return versioned, []
    names = _Names(_words(name) for name in (repository, *artifacts.names))
    own_artifacts = {artifact for artifact in named if names.own(artifact)}
    own = [entry for entry in versioned if entry.version.artifact in own_artifacts]
    return own, [entry for entry in versioned if entry.version.artifact not in own_artifacts]


def _words(name: str) -> list[str]:
    """Take a name apart, without a last word that only says that it is code (`php-src`)."""
    words = normalised_artifact(name).split("-")
    return words[:-1] if len(words) > 1 and words[-1] in _CODE_WORDS else words


class _Names:
    """The names of a repository and of what it builds, each as its words."""

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        known = [tuple(words) for words in names]
        self._long = {words for words in known if len(words) > 1}
        self._endings = {
            words[-count:] for words in known for count in range(1, min(len(words), _MOST_WORDS) + 1)
        }

    def own(self, artifact: str) -> bool:
        """Tell whether a tag's artifact is one of the names.

        It is where one is the end of the other: `city-plugin-map` was tagged as `plugin-map` and the
        other way round. The longer name must add to at least two words if it is the tag's, so that
        `module-flow-map` does not become the `map` it extends.
        """
        if not artifact:
            return True
        words = tuple(artifact.split("-"))
        return words in self._endings or any(words[start:] in self._long for start in range(len(words)))


def _artifact(own: Iterable[_Versioned], artifacts: Sequence[str]) -> str | None:
    """Give the first manifest's name, else the name that most tags carry."""
    carried = Counter(entry.version.artifact for entry in own if entry.version.artifact)
    return next(iter(artifacts), None) or next((name for name, _ in carried.most_common(1)), None)


def _releases(own: Iterable[_Versioned]) -> tuple[Release, ...]:
    """Make releases, oldest first; tags that give one commit the same version twice are one release."""
    ordered = sorted(own, key=lambda entry: (not entry.tag.annotated, entry.time, entry.tag.name))
    distinct: dict[tuple[str | None, str], _Versioned] = {}
    for entry in ordered:
        distinct.setdefault((entry.tag.commit, entry.version.text.casefold()), entry)
    return tuple(
        Release(
            tag=entry.tag.name,
            version=entry.version.text,
            kind=entry.version.kind,
            time=entry.time,
            annotated=entry.tag.annotated,
            signed=entry.tag.signed,
            line=entry.version.line,
        )
        for entry in sorted(distinct.values(), key=lambda entry: (entry.time, entry.tag.name))
    )
