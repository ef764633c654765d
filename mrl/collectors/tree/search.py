"""Search a tree for files by name and folder; one pass for all questions together.

A question is a key such as `ci.jenkins` and the rules that answer it. Names and folders are compared
in lower case. Files copied from elsewhere and test fixtures answer nothing about the project itself.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mrl.collectors.tree.files import Place, TreeFile
from mrl.model.facts import Found

SHOWN_PATHS = 5
"""Paths that a finding names; the count tells of the rest."""

FIXTURE_FOLDERS = re.compile(
    r"(?:.*/)?(?:fixtures?|__fixtures__|test-?_?data|test-?_?resources|src/(?:test|it)/resources"
    r"|recordings)(?:/.*)?"
)
"""Folders whose files are material for tests: a `pom.xml` there builds nothing."""

COMMUNITY_FOLDERS = r"|\.github|\.gitlab|\.gitea|\.forgejo|docs?|documentation|community|docs/community"
"""Where forges and readers look for the texts of a project (the first one is the root)."""

LANGUAGE = (
    r"(?:af|ar|bg|bn|br|ca|co|cs|cy|da|de|el|en|eo|es|et|eu|fa|fi|fr|ga|gl|he|hi|hr|hu|hy|id|is|it|ja"
    r"|ka|ko|lt|lv|mk|ms"
    r"|nb|nl|nn|no|oc|pl|pt|ro|ru|sk|sl|sq|sr|sv|th|tr|uk|ur|uz|vi|zh)(?:[-_](?:[a-z]{2}|hans|hant"
    r"|latn|cyrl))?"
)
"""Codes of languages that software is commonly translated to (ISO 639-1), with a region or script."""

TEXT_ENDING = (
    rf"(?:[._-]{LANGUAGE})?"
    r"(?:\.(?:md|mdx|markdown|mdown|rst|adoc|asciidoc|txt|html|org|textile|rdoc|pdf))?"
)
"""A language and an ending of a text file, both optional."""

Hits = Mapping[str, Mapping[str, TreeFile]]
"""Key of a question to the files that answer it, by path."""


@dataclass(frozen=True, slots=True)
class NameRule:
    """A file whose name matches, in a folder that matches (None: any folder), answers `key`."""

    key: str
    name: re.Pattern[str]
    folder: re.Pattern[str] | None = None


def anywhere(key: str, *names: str) -> NameRule:
    """Make a rule for a name in any folder."""
    return NameRule(key, re.compile("|".join(names)))


def inside(key: str, folder: str, *names: str) -> NameRule:
    """Make a rule for a name in the folders that match (the empty folder is the root)."""
    return NameRule(key, re.compile("|".join(names)), re.compile(folder))


def text_in_community_folders(key: str, *stems: str) -> NameRule:
    """Make a rule for a text, in any language and format, where the texts of a project are looked for."""
    return inside(key, COMMUNITY_FOLDERS, f"(?:{'|'.join(stems)}){TEXT_ENDING}")


def is_fixture(path: str) -> bool:
    """Tell whether a path lies in a folder of material for tests."""
    return FIXTURE_FOLDERS.fullmatch(path.lower().rpartition("/")[0]) is not None


def search_names(files: Iterable[TreeFile], rules: Sequence[NameRule]) -> dict[str, dict[str, TreeFile]]:
    """Give the answers of every rule's key, in the order of the files; a key without a file is empty."""
    anywhere_rules = [rule for rule in rules if rule.folder is None]
    any_name = re.compile("|".join(f"(?:{rule.name.pattern})" for rule in anywhere_rules) or r"(?!)")
    placed_rules = cache(lambda folder: _rules_for(folder, rules))
    hits: dict[str, dict[str, TreeFile]] = {rule.key: {} for rule in rules}
    for file in files:
        folder, _, name = file.path.lower().rpartition("/")
        placed = placed_rules(folder)
        if placed is None or file.place is Place.VENDORED:
            continue
        for rule in (*placed, *anywhere_rules) if any_name.fullmatch(name) else placed:
            if rule.name.fullmatch(name):
                hits[rule.key][file.path] = file
    return hits


def _rules_for(folder: str, rules: Sequence[NameRule]) -> tuple[NameRule, ...] | None:
    if FIXTURE_FOLDERS.fullmatch(folder):
        return None
    return tuple(rule for rule in rules if rule.folder is not None and rule.folder.fullmatch(folder))


def root_first(files: Iterable[TreeFile]) -> list[TreeFile]:
    """Order files for a reader: fewest folders first, then the shortest path, then by alphabet."""
    return sorted(files, key=lambda file: (file.path.count("/"), len(file.path), file.path))


def found(files: Iterable[TreeFile]) -> Found:
    """Say how many files answer a question, and which are the nearest to the root."""
    ordered = root_first(files)
    return Found(count=len(ordered), paths=tuple(file.path for file in ordered[:SHOWN_PATHS]))
