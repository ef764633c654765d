"""The readers of strangers' texts, by their names in `mrl.files.limits`, and the worst known of each."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from support.trackers import open_door
from support.trees import entry, tree_of
from support.worst_grammars import GRAMMARS
from support.worst_inputs import Grammar, filled, nested, numbered

from mrl.collectors.expansion import pinned_artifacts
from mrl.collectors.git.commit_kinds import commit_kind
from mrl.collectors.git.mailmap import parse_mailmap
from mrl.collectors.git.versions import parse_tag
from mrl.collectors.license import read_license
from mrl.collectors.license.declared import expressions_of
from mrl.collectors.own_answers import read_own_answers
from mrl.collectors.results.reading import read_results
from mrl.collectors.sonarqube import quality_places
from mrl.collectors.tree import ReadBlobs, TreeFile, classify, read_declared, read_tree
from mrl.errors import InputError
from mrl.files.reading import parse_json, parse_yaml, validate
from mrl.model.assessment import Assessment
from mrl.model.project import Project
from mrl.model.snapshot import Snapshot

Reader = Callable[[bytes], object]
COUNT = 250
"""Files of each sort in a repository whose total is tried."""


def same_everywhere(names: Iterable[str], content: bytes) -> tuple[tuple[TreeFile, ...], ReadBlobs]:
    """Give a tree whose files hold the text behind their own name; each is made when it is read."""
    entries = {entry(name).oid: entry(name) for name in names}

    def read(oids: Iterable[str], limit: int) -> dict[str, bytes | None]:
        return {oid: (content + entries[oid].path.encode())[:limit] for oid in oids}

    return classify(entries.values()), read


def manifest(*names: str) -> Reader:
    """Make a reader of manifests as they are read in a repository: one not read has a gap that names it."""

    def read(content: bytes) -> object:
        for name in names:
            facts, gaps = read_declared(*tree_of({name: content}), None)
            told = [gap.subject.partition(": ")[2] for gap in gaps]
            assert told == list(facts.unread_manifests or ())
        return facts

    return read


def tree(*names: str) -> Reader:
    """Make a reader of a tree that holds the text under these names."""

    def read(content: bytes) -> object:
        return [read_tree(*tree_of({name: content})) for name in names]

    return read


def own_yaml(content: bytes) -> object:
    files, read = tree_of({".mrl/answers.yaml": content})
    read_own_answers("sample", files, read)
    try:
        return validate(parse_yaml(content, "project.yaml"), Project)
    except InputError as error:
        return str(error)


def own_json(content: bytes) -> object:
    for model in (Snapshot, Assessment):
        try:
            validate(parse_json(content, "snapshot.json"), model)
        except InputError as error:
            str(error)
    return None


def result_file(content: bytes) -> object:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "results.json").write_bytes(content)
        return read_results(("results.json",), Path(folder), open_door(), lambda _: None)


def licensed(name: str, count: int = 1) -> Reader:
    """Make a reader of the license evidence in so many files that hold the text, each a little different."""
    names = [name.replace("%d", str(number)) for number in range(count)]
    return lambda content: read_license(*same_everywhere(names, content), ())


def license_words(content: bytes) -> object:
    text = content.decode("utf-8", "replace")
    return expressions_of(text[start : start + 200] for start in range(0, len(text), 200))


def tag(content: bytes) -> object:
    text = content.decode("utf-8", "replace")
    names = [parse_tag(line) for line in (text, *text.splitlines())]
    return names, [commit_kind(line, line, line) for line in text.splitlines()[:1000]]


def paths(content: bytes) -> object:
    named = [line for line in content.decode("utf-8", "replace").split("\n") if line]
    return read_tree(*tree_of(dict.fromkeys(named, b"")))


MANIFESTS = (
    *("pom.xml", "package.json", "composer.json", "pyproject.toml", "Cargo.toml", "setup.cfg", "go.mod"),
    *("build.gradle", "sample.gemspec"),
)
LANGUAGES = (
    *("bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "he", "hr", "hu"),
    *("id", "it", "ja", "ko", "lt", "lv", "nl", "pl", "pt", "ro", "ru", "sk", "sv", "tr", "uk", "zh"),
)


def declared_of_many(content: bytes) -> object:
    """Read READMEs in every language, until enough is read, and what stands beside them."""
    names = [f"README.{language}.md" for language in LANGUAGES] + ["CITATION.cff"]
    return read_declared(*same_everywhere(names, content), None)


def manifests_of_many(content: bytes) -> object:
    names = [f"m{number}/{name}" for number in range(COUNT) for name in MANIFESTS]
    return read_declared(*same_everywhere(names, content), None)


def tree_of_many(content: bytes) -> object:
    names = [f".github/workflows/{number}.yml" for number in range(COUNT)]
    names += [f"modules/m{number}/{name}" for number in range(COUNT) for name in MANIFESTS]
    return read_tree(*same_everywhere(names, content))


READERS: Mapping[str, Reader] = {
    "TOML": manifest("Cargo.toml", "pyproject.toml"),
    "YAML of a repository": manifest("CITATION.cff", "publiccode.yml"),
    "YAML of ours": own_yaml,
    "JSON of a package": manifest("package.json", "composer.json"),
    "JSON of ours": own_json,
    "JSON of a tool": result_file,
    "XML of Maven": manifest("pom.xml"),
    "XML of components": pinned_artifacts,
    "INI": manifest("setup.cfg"),
    "build code": manifest("build.gradle", "settings.gradle", "go.mod", "sample.gemspec"),
    "README": manifest("README.md"),
    "quality server": lambda content: quality_places(content.decode("utf-8", "replace")),
    "workflow": tree("pom.xml", ".github/workflows/build.yml"),
    "secrets": tree("secrets.properties", ".netrc", ".npmrc", "id_rsa", ".git-credentials", ".htpasswd"),
    "READMEs and manifests": declared_of_many,
    "manifests": manifests_of_many,
    "small texts": tree_of_many,
    "source file": licensed("src/Main.java"),
    "source files": licensed("src/%d.java", 400),
    "license file": licensed("LICENSE"),
    "license words": license_words,
    "mailmap": lambda content: parse_mailmap(content.decode("utf-8", "replace")),
    "tags and subjects": tag,
    "paths": paths,
}


def known_worst(name: str) -> dict[str, Callable[[], bytes]]:
    """Give what makes the worst inputs known of a reader: of every piece, nest and number of its grammar."""
    grammar = GRAMMARS[name]
    found: dict[str, Callable[[], bytes]] = {}
    for frame in grammar.frames:
        room = grammar.size - len(frame) + 2
        for shown, make in _fillings(grammar, room):
            found[f"{_shown(frame)} of {shown}"] = partial(_framed, frame, make)
    for frame, piece, size in grammar.large:
        name = f"{_shown(frame)} of {_shown(piece)}, {size / 1e6:g} MB"
        found[name] = partial(_framed, frame, partial(filled, piece, size // len(piece) * len(piece)))
    return found


def _fillings(grammar: Grammar, room: int) -> Iterable[tuple[str, Callable[[], bytes]]]:
    for piece in grammar.pieces:
        yield _shown(piece), partial(filled, piece, room)
    for opening, closing in grammar.nests:
        yield f"nested {_shown(opening)}", partial(nested, opening, closing, room)
        yield f"unclosed {_shown(opening)}", partial(nested, opening, closing, room, closed=False)
    for form in grammar.numbered:
        yield f"numbered {_shown(form)}", partial(numbered, form, room)


def _framed(frame: bytes, make: Callable[[], bytes]) -> bytes:
    return frame.replace(b"%s", make())


def _shown(piece: bytes) -> str:
    text = piece.decode("utf-8", "backslashreplace").replace("\n", "\\n")
    return text if len(text) <= 60 else f"{text[:57]}..."
