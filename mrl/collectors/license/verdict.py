"""What the evidence adds up to: the main license, where it stands, which sources contradict each other."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from mrl.collectors.license.copyleft import copyleft_of, osi_approved
from mrl.collectors.license.expressions import ids_in, normal_form
from mrl.collectors.license.identifiers import agree
from mrl.collectors.license.recognition import UNRECOGNISED
from mrl.model.facts import Copyleft, HeaderCounts, LicenseConflict, LicenseFile
from mrl.model.kinds import PROGRAM_KINDS

DOMINANT = 0.5
"""The share of the files of the main source kind from which on headers name the main license."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source of license evidence says: which source, and the expression it gives.

    An expression of None says that what the source states hangs on something that could not be read.
    """

    source: str
    expression: str | None


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: license files, manifests by path (None: all), source files by kind."""

    files: bool = False
    manifests: tuple[str, ...] | None = ()
    headers: Mapping[str, int] = field(default_factory=dict)


_ALL_READ = Unread()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The main license with its source and class, and the contradictions between sources.

    No main license: nothing names one, or something that could not be read may. `conflicts` is None
    where a source is not known.
    """

    main: str | None
    main_source: str | None
    osi_approved: bool | None
    copyleft: Copyleft | None
    conflicts: tuple[LicenseConflict, ...] | None


def judge(
    files: Sequence[LicenseFile],
    declared: Mapping[str, Sequence[str]],
    headers: Mapping[str, HeaderCounts],
    unread: Unread = _ALL_READ,
) -> Verdict:
    """Weigh the evidence, strongest first: license file, manifest, headers of half the main kind's files.

    Where a source is not known, weaker ones do not speak in its place.
    """
    found = (
        _of_files(files, unread),
        _of_manifests(declared, unread.manifests),
        _of_headers(headers, unread.headers),
    )
    sources = [source for source in found if source]
    expressions = [source.expression for source in sources]
    evidence = [(source.source, source.expression) for source in sources if source.expression]
    conflicts = None if None in expressions else _conflicts(evidence)
    if not evidence or expressions[0] is None:
        return Verdict(None, None, None, None, conflicts)
    main = _refined([expression for _, expression in evidence])
    return Verdict(main, evidence[0][0], osi_approved(main), copyleft_of(main), conflicts)


def _conflicts(evidence: Sequence[tuple[str, str]]) -> tuple[LicenseConflict, ...]:
    return tuple(
        LicenseConflict(first=first, first_license=one, second=second, second_license=other)
        for (first, one), (second, other) in combinations(evidence, 2)
        if not compatible(one, other)
    )


def compatible(first: str, second: str) -> bool:
    """Tell whether two expressions can both be true: the licenses of one are all among those of the other."""
    ids = sorted((ids_in(first), ids_in(second)), key=len)
    return all(any(agree(one, other) for other in ids[1]) for one in ids[0])


def main_kind(sizes: Mapping[str, int]) -> str | None:
    """Give the programming language with most own files; where there is none, the kind with most files."""
    programs = {kind: size for kind, size in sizes.items() if kind in PROGRAM_KINDS}
    return max(programs or sizes, key=lambda kind: (sizes[kind], kind), default=None)


def _of_files(files: Sequence[LicenseFile], unread: Unread) -> Statement | None:
    """Join the license files of the root; those of LICENSES/ only count where the root has none.

    LGPL-3.0 is written as an addition to the GPL, so both texts together say LGPL-3.0. Other
    files side by side (LICENSE-MIT, LICENSE-APACHE) are the custom of offering a choice.
    """
    if unread.files:
        return Statement("file", None)
    root = [file.spdx for file in files if file.spdx and "/" not in file.path]
    names = dict.fromkeys(root or [file.spdx for file in files if file.spdx])
    if any(name.startswith("LGPL-3.0") for name in names):
        names = {name: None for name in names if not name.startswith("GPL-3.0")}
    choice = bool(root) or len(names) == 1
    return Statement("file", " OR ".join(sorted(names))) if names and choice else None


def _of_manifests(declared: Mapping[str, Sequence[str]], unread: tuple[str, ...] | None) -> Statement | None:
    """Take the manifest nearest to the root that names a known license; several in it are a choice."""
    if unread is None:
        return Statement("manifest", None)
    for path in sorted((*declared, *unread), key=lambda path: (path.count("/"), path)):
        if path in unread:
            return Statement("manifest", None)
        known = [expression for expression in declared[path] if normal_form(expression)]
        if known:
            several = len(known) > 1
            parts = [f"({part})" if several and " AND " in part else part for part in known]
            return Statement("manifest", " OR ".join(parts))
    return None


def _of_headers(headers: Mapping[str, HeaderCounts], unread: Mapping[str, int]) -> Statement | None:
    """Take the license of half the main kind's files, unread ones counted as saying something else."""
    sizes = Counter({kind: counts.with_header + counts.without_header for kind, counts in headers.items()})
    sizes.update(unread)
    kind = main_kind(sizes)
    if kind is None:
        return None
    found = headers[kind].by_license if kind in headers else {}
    known = {spdx: count for spdx, count in found.items() if UNRECOGNISED not in spdx}
    spdx = max(known, key=lambda name: (known[name], name), default=None)
    most, enough = known[spdx] if spdx else 0, DOMINANT * sizes[kind]
    if spdx and most >= enough:
        return Statement("headers", spdx)
    missing = unread.get(kind, 0)
    return Statement("headers", None) if missing and most + missing >= enough else None


def _refined(expressions: Sequence[str]) -> str:
    """Let a manifest or header say more than the license file where they agree.

    A license text alone tells neither whether later versions may be chosen nor how two files are
    meant together; the most exact source that agrees does.
    """
    strongest = expressions[0]
    for other in expressions[1:]:
        if compatible(strongest, other) and _says_more(strongest, other):
            return other
    return strongest


def _says_more(text: str, notice: str) -> bool:
    grants = set(ids_in(notice))
    later = {spdx.replace("-only", "-or-later") for spdx in ids_in(text)}
    return text != notice and grants in (later, ids_in(text))
