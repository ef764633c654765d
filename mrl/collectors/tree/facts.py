"""The facts of the file tree: what is there, by kind and by question."""

from collections import Counter
from collections.abc import Sequence

from mrl.collectors.tree.builds import BUILD_RULES
from mrl.collectors.tree.community import COMMUNITY_RULES
from mrl.collectors.tree.contents import TEXT_RULES, TextRule, answering, without_comments
from mrl.collectors.tree.continuous_integration import CI_RULES
from mrl.collectors.tree.documentation import DOCUMENTATION_RULES
from mrl.collectors.tree.files import Place, ReadBlobs, TreeFile
from mrl.collectors.tree.kinds import SUBMODULE
from mrl.collectors.tree.quality import QUALITY_RULES, files_of_tests
from mrl.collectors.tree.reading import MOST_FILES, Texts, beyond_count, nearest, read_texts
from mrl.collectors.tree.search import Hits, found, search_names
from mrl.collectors.tree.security import SECURITY_RULES, secret_files, suspects
from mrl.files.limits import TREE
from mrl.model.facts import FileCounts, Gap, Tree
from mrl.model.kinds import words

NAME_RULES = (
    *COMMUNITY_RULES,
    *DOCUMENTATION_RULES,
    *CI_RULES,
    *BUILD_RULES,
    *QUALITY_RULES,
    *SECURITY_RULES,
)

EXECUTABLE_ENDINGS = words(
    ".jar .war .ear .aar .class .exe .dll .so .dylib .a .o .lib .msi .pyc .pyo .whl .egg .gem .nupkg "
    ".deb .rpm .apk .dmg .wasm .elf .dex .node"
)
"""Endings of files that hold compiled programs; archives of sources, images and documents do not."""


def read_tree(files: Sequence[TreeFile], read: ReadBlobs) -> tuple[Tree, list[Gap]]:
    """Answer every question about the tree; one round of reading, of small files only.

    A question is left open (its key is absent, a gap names the file) where no file answers it but
    one that might could not be read.
    """
    hits = search_names(files, NAME_RULES)
    texts = _read(files, hits, read)
    by_text, open_keys = _with_texts(hits, texts)
    answered = {
        key: found(of_key.values()) for key, of_key in by_text.items() if of_key or key not in open_keys
    }
    answered |= {key: found(of_key) for key, of_key in (_by_kind(files) | _secrets(files, texts)).items()}
    tree = Tree(files=len(files), kinds=count_kinds(files), found=dict(sorted(answered.items())))
    beyond = {
        path: gap
        for rule in TEXT_RULES
        for path, gap in beyond_count("file tree", _candidates(rule, hits)).items()
    }
    return tree, [*texts.gaps("file tree"), *beyond.values()]


def _secrets(files: Sequence[TreeFile], texts: Texts) -> dict[str, list[TreeFile]]:
    in_use, in_tests = secret_files(files, texts.by_path)
    answers = {"security.secret_files": in_use, "security.secret_files_in_tests": in_tests}
    unread = any(file.path not in texts.by_path for file in suspects(files))
    return {key: of_key for key, of_key in answers.items() if of_key or not unread}


def _by_kind(files: Sequence[TreeFile]) -> dict[str, list[TreeFile]]:
    executables = _executables(files)
    return {
        "tests.files": files_of_tests(files),
        "submodules": [file for file in files if file.kind == SUBMODULE],
        "binaries.executables": [file for file in executables if file.place is not Place.VENDORED],
        "binaries.vendored": [file for file in executables if file.place is Place.VENDORED],
    }


def _read(files: Sequence[TreeFile], hits: Hits, read: ReadBlobs) -> Texts:
    """Read everything the text rules and the search for secrets look into."""
    wanted = {file.path: file for rule in TEXT_RULES for file in nearest(_candidates(rule, hits))}
    suspicious = {file.path: file for file in nearest(suspects(files))}
    raw = read_texts((wanted | suspicious).values(), read, TREE.size)
    cleaned = {
        path: without_comments(wanted[path], text) for path, text in raw.by_path.items() if path in wanted
    }
    return Texts({**raw.by_path, **cleaned}, raw.unread)


def _with_texts(hits: Hits, texts: Texts) -> tuple[dict[str, dict[str, TreeFile]], frozenset[str]]:
    """Add what the texts answer to what the names answered; say which keys a text left open."""
    answers = {key: dict(of_key) for key, of_key in hits.items()}
    for rule in TEXT_RULES:
        answers.setdefault(rule.key, {}).update(
            answering(rule, nearest(_candidates(rule, hits)), texts.by_path)
        )
    return answers, frozenset(rule.key for rule in TEXT_RULES if _is_open(rule, hits, texts))


def _candidates(rule: TextRule, hits: Hits) -> list[TreeFile]:
    return [file for key in rule.among for file in hits[key].values()]


def _is_open(rule: TextRule, hits: Hits, texts: Texts) -> bool:
    candidates = _candidates(rule, hits)
    return len(candidates) > MOST_FILES or any(file.path in texts.unread for file in candidates)


def _executables(files: Sequence[TreeFile]) -> list[TreeFile]:
    return [file for file in files if file.is_regular and file.path.lower().endswith(EXECUTABLE_ENDINGS)]


def count_kinds(files: Sequence[TreeFile]) -> dict[str, FileCounts]:
    """Count the files of each kind by place."""
    counts = Counter((file.kind, file.place) for file in files)
    return {
        kind: FileCounts(**{place.value: counts[kind, place] for place in Place})
        for kind in sorted({file.kind for file in files})
    }
