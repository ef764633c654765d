"""The texts for a community that GitHub shows, of the repository or inherited from its organisation."""

from collections.abc import Iterator
from urllib.parse import quote

from mrl.collectors.github.answers import Folder, RepositoryNode
from mrl.collectors.tree.community import COMMUNITY_RULES

_PREFIX = "community."
_FOLDERS = {"root": "", "hidden": ".github/", "documents": "docs/"}

INHERITED = (
    "code_of_conduct",
    "contributing",
    "funding",
    "governance",
    "issue_templates",
    "change_request_templates",
    "security",
    "support",
)
"""What a repository takes from the organisation's `.github` repository where it has none itself
(https://docs.github.com/communities/setting-up-your-project-for-healthy-contributions)."""

SHOWN = ("readme", "license", *INHERITED)


def files_of(facts: RepositoryNode) -> list[str] | None:
    """List the files of the folders that were asked for; None where one could not be read."""
    if not all(facts.tells(key) for key in _FOLDERS):
        return None
    return [path for key, folder in _FOLDERS.items() for path in _paths(getattr(facts, key), folder)]


def _paths(tree: Folder | None, folder: str) -> Iterator[str]:
    """Walk one folder and the folders right below it."""
    for entry in (tree.entries if tree else None) or ():
        path = f"{folder}{entry.name}"
        if entry.type == "blob":
            yield path
        elif folder:
            yield from _paths(entry.object, f"{path}/")


def shown_files(paths: list[str]) -> dict[str, str]:
    """Give the first file of each kind that GitHub shows."""
    found: dict[str, str] = {}
    for path in paths:
        folder, _, name = path.lower().rpartition("/")
        for rule in COMMUNITY_RULES:
            if rule.folder and rule.folder.fullmatch(folder) and rule.name.fullmatch(name):
                found.setdefault(rule.key.removeprefix(_PREFIX), path)
    return {kind: found[kind] for kind in SHOWN if kind in found}


def community_files(facts: RepositoryNode) -> dict[str, bool] | None:
    """Tell for each kind whether the repository itself shows it; None where that could not be read."""
    if facts.community_files is not None:
        return facts.community_files
    paths = files_of(facts)
    if paths is None:
        return None
    found = shown_files(paths)
    return {kind: kind in found for kind in SHOWN}


def organisation_files(facts: RepositoryNode, url: str) -> dict[str, str] | None:
    """Give the address of each kind of file that an organisation's own repository hands down."""
    paths = files_of(facts)
    if paths is None:
        return None
    found = shown_files(paths)
    return {kind: f"{url}/blob/HEAD/{quote(found[kind])}" for kind in INHERITED if kind in found}
