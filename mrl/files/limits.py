"""How much of any text is read: one row for each reader that meets what strangers write.

Where a bound is met the fact is unknown, with a gap that names the file and the bound; the run goes on.
docs/limits.md is written from these rows, and tests/support/worst_readers.py has a reader for each of them.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

KB: Final = 1 << 10
MB: Final = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What is read: of `what`, at most `size` bytes, `depth` levels (the outermost one counted), and so on.

    `items` counts what the text is made of, as `of` names it; `parts` bounds one of them, as `part` says.
    `memory` is in bytes, what text and values together may take by an estimate made beforehand.
    """

    what: str
    size: int
    depth: int | None = None
    items: int | None = None
    of: str = ""
    parts: int | None = None
    part: str = ""
    memory: int | None = None


MANIFEST: Final = 256 * KB
"""Bytes of a manifest, README, workflow or other small text of a tree."""

TOML: Final = Bounds(
    what="`pyproject.toml`, `Cargo.toml`",
    size=MANIFEST,
    depth=32,
    items=20_000,
    of="keys and values",
    parts=32,
    part="names in a dotted key",
)
YAML: Final = Bounds(
    what="`publiccode.yml`, `CITATION.cff`", size=MANIFEST, depth=50, items=20_000, of="keys and values"
)
JSON: Final = Bounds(what="`package.json`, `composer.json`", size=MANIFEST, depth=64, memory=10 * MB)
XML: Final = Bounds(
    what="`pom.xml`",
    size=MANIFEST,
    depth=64,
    items=20_000,
    of="elements",
    parts=100,
    part="attributes of an element",
)
COMPONENTS: Final = Bounds(
    what="the `pom.xml` that pins a project's components",
    size=4 * MB,
    depth=64,
    items=200_000,
    of="elements",
    parts=100,
    part="attributes of an element",
)
INI: Final = Bounds(
    what="`setup.cfg`", size=MANIFEST, items=5_000, of="lines", parts=2_000, part="characters in a line"
)
CODE: Final = Bounds(what="`build.gradle`, `go.mod`, gemspecs", size=MANIFEST)
README: Final = Bounds(what="READMEs in Markdown, reStructuredText, AsciiDoc, HTML", size=MANIFEST)
WORKFLOW: Final = Bounds(what="workflows, build files, guides, settings that may hold secrets", size=MANIFEST)
DECLARED: Final = Bounds(
    what="all READMEs and manifests of a repository", size=3 * MB // 2, items=200, of="files of each sort"
)
TREE: Final = Bounds(
    what="all other small texts of a repository's tree", size=2 * MB, items=200, of="files for a question"
)
QUALITY: Final = Bounds(
    what="READMEs and build files in the root, for a quality server", size=MANIFEST, items=20, of="files"
)
ANSWERS: Final = Bounds(
    what="`.mrl/answers.yaml`, and project files, rubrics, gates, brandings",
    size=2 * MB,
    depth=60,
    items=100_000,
    of="keys and values",
)
RECORDS: Final = Bounds(
    what="snapshots, assessments, comparisons, portfolios",
    size=64 * MB,
    depth=64,
    items=500_000,
    of="named values",
    memory=250 * MB,
)
RESULTS: Final = Bounds(
    what="results of ScanCode, Scorecard, REUSE, ORT", size=32 * MB, depth=64, memory=300 * MB
)
HEADER: Final = Bounds(
    what="a source file, for its license header",
    size=64 * KB,
    items=2_000,
    of="lines",
    parts=20_000,
    part="characters of comments",
)
HEADERS: Final = Bounds(
    what="all source files of a repository, so many bytes at a time",
    size=25 * MB,
    items=1_000,
    of="different headers",
    parts=500_000,
    part="characters of all different headers",
)
LICENSE: Final = Bounds(
    what="license files",
    size=MANIFEST,
    items=100,
    of="files",
    parts=2 * MB,
    part="bytes of all license files",
)
MAILMAP: Final = Bounds(what="`.mailmap`", size=MB)
TAG: Final = Bounds(what="tag names, for a version", size=255)
PATH: Final = Bounds(
    what="paths of files; a longer one is cut", size=4096, parts=255, part="characters in a name"
)

MOST_GAPS_OF_A_KIND: Final = 50
GAPS_OF_A_KIND: Final = 200_000
"""Gaps of a kind that a snapshot lists for one repository, and their bytes; the rest is only counted."""

READERS: Final = MappingProxyType(
    {
        "TOML": TOML,
        "YAML of a repository": YAML,
        "JSON of a package": JSON,
        "XML of Maven": XML,
        "XML of components": COMPONENTS,
        "INI": INI,
        "build code": CODE,
        "README": README,
        "workflow": WORKFLOW,
        "READMEs and manifests": DECLARED,
        "small texts": TREE,
        "quality server": QUALITY,
        "YAML of ours": ANSWERS,
        "JSON of ours": RECORDS,
        "JSON of a tool": RESULTS,
        "source file": HEADER,
        "source files": HEADERS,
        "license file": LICENSE,
        "mailmap": MAILMAP,
        "tags and subjects": TAG,
        "paths": PATH,
    }
)
"""Every reader of strangers' texts by its name, with its bounds."""
