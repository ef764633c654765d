"""All manifests of a tree, root first, with what they declare; one that cannot be read is a gap."""

import re
from collections.abc import Callable, Iterable, Sequence

from mrl.collectors.tree.declarations import Declaration
from mrl.collectors.tree.files import Place, TreeFile
from mrl.collectors.tree.manifest_code import read_gemspec, read_go, read_gradle
from mrl.collectors.tree.manifest_data import (
    read_cargo,
    read_citation,
    read_composer,
    read_npm,
    read_publiccode,
    read_pyproject,
    read_setup_cfg,
)
from mrl.collectors.tree.manifest_maven import read_maven
from mrl.collectors.tree.reading import LARGEST_TEXT, Texts
from mrl.collectors.tree.search import is_fixture
from mrl.files.grammars.errors import UnreadableError, too_large
from mrl.model.base import say
from mrl.model.facts import Gap

MOST_LICENSES = 100
"""Licenses that one manifest can name; with more it is no manifest that a person wrote."""

Reader = Callable[[str, str], Declaration | None]
"""Give what a manifest's text declares, its path being known; None where it declares no artifact."""

_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"pom\.xml"), read_maven),
    (re.compile(r"package\.json"), read_npm),
    (re.compile(r"composer\.json"), read_composer),
    (re.compile(r"pyproject\.toml"), read_pyproject),
    (re.compile(r"setup\.cfg"), read_setup_cfg),
    (re.compile(r"cargo\.toml"), read_cargo),
    (re.compile(r"go\.mod"), read_go),
    (re.compile(r"(?:build|settings)\.gradle(?:\.kts)?"), read_gradle),
    (re.compile(r".+\.gemspec"), read_gemspec),
)
_ROOT_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"publiccode\.ya?ml"), read_publiccode),
    (re.compile(r"citation\.cff"), read_citation),
)
"""Files that speak for the whole repository only in its root; elsewhere they are examples."""


def manifest_files(files: Iterable[TreeFile]) -> list[TreeFile]:
    """Select the project's own manifests."""
    return [
        file for file in files if file.place is Place.OWN and _reader(file.path) and not is_fixture(file.path)
    ]


def read_manifests(files: Sequence[TreeFile], texts: Texts) -> tuple[list[Declaration], dict[str, Gap]]:
    """Read the manifests among the texts; what one says never stops the reading of the others.

    Gives what they declare, and a gap by path for each whose text is not what it should be.
    """
    declarations: list[Declaration] = []
    gaps: dict[str, Gap] = {}
    for path, text in texts.of(files).items():
        try:
            if path in texts.cut:
                raise too_large(LARGEST_TEXT)
            declaration = _read(text, path)
        except UnreadableError as error:
            reason = say("the manifest cannot be read: {why}", why=error.reason)
            gaps[path] = Gap(subject=f"manifest: {path}", reason=reason)
        else:
            declarations += [declaration] if declaration else []
    return declarations, gaps


def _read(text: str, path: str) -> Declaration | None:
    reader = _reader(path)
    declaration = reader(text, path) if reader else None
    if declaration and len(declaration.manifest.licenses or ()) > MOST_LICENSES:
        raise UnreadableError(say("it names more than {count} licenses", count=MOST_LICENSES))
    return declaration


def _reader(path: str) -> Reader | None:
    folder, _, name = path.lower().rpartition("/")
    readers = _READERS if folder else (*_READERS, *_ROOT_READERS)
    return next((reader for names, reader in readers if names.fullmatch(name)), None)
