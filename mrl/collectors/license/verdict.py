"""What the evidence adds up to: the main license, where it stands, which sources contradict each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from mrl.collectors.license.copyleft import copyleft_of, osi_approved
from mrl.collectors.license.expressions import ids_in, normal_form
from mrl.collectors.license.identifiers import agree
from mrl.collectors.license.recognition import UNRECOGNISED
from mrl.collectors.tree.kinds import PROGRAM_KINDS
from mrl.model.facts import Copyleft, HeaderCounts, LicenseConflict, LicenseFile

DOMINANT = 0.5
"""The share of the files of the main source kind from which on headers name the main license."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source of license evidence says: which source, and the expression it gives."""

    source: str
    expression: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The main license with its source and class, and the contradictions between sources."""

    main: str | None
    main_source: str | None
    osi_approved: bool | None
    copyleft: Copyleft | None
    conflicts: tuple[LicenseConflict, ...]


def judge(
    files: Sequence[LicenseFile] | None,
    declared: Mapping[str, Sequence[str]] | None,
    headers: Mapping[str, HeaderCounts] | None,
) -> Verdict:
    """Weigh the evidence, strongest first: license file, manifest, headers of half the main kind's files."""
    found = (_of_files(files or ()), _of_manifests(declared or {}), _of_headers(headers or {}))
    evidence = [source for source in found if source]
    conflicts = tuple(
        LicenseConflict(
            first=one.source,
            first_license=one.expression,
            second=other.source,
            second_license=other.expression,
        )
        for one, other in combinations(evidence, 2)
        if not compatible(one.expression, other.expression)
    )
    if not evidence:
        return Verdict(None, None, None, None, conflicts)
    main = _refined(evidence)
    return Verdict(main, evidence[0].source, osi_approved(main), copyleft_of(main), conflicts)


def compatible(first: str, second: str) -> bool:
    """Tell whether two expressions can both be true: the licenses of one are all among those of the other."""
    ids = sorted((ids_in(first), ids_in(second)), key=len)
    return all(any(agree(one, other) for other in ids[1]) for one in ids[0])


def main_kind(headers: Mapping[str, HeaderCounts]) -> str | None:
    """Give the programming language with most own files; where there is none, the kind with most files."""
    sizes = {kind: counts.with_header + counts.without_header for kind, counts in headers.items()}
    programs = {kind: size for kind, size in sizes.items() if kind in PROGRAM_KINDS}
    return max(programs or sizes, key=lambda kind: (sizes[kind], kind), default=None)


def _of_files(files: Sequence[LicenseFile]) -> Statement | None:
    """Join the license files of the root; those of LICENSES/ only count where the root has none.

    LGPL-3.0 is written as an addition to the GPL, so both texts together say LGPL-3.0. Other
    files side by side (LICENSE-MIT, LICENSE-APACHE) are the custom of offering a choice.
    """
    root = [file.spdx for file in files if file.spdx and "/" not in file.path]
    names = dict.fromkeys(root or [file.spdx for file in files if file.spdx])
    if any(name.startswith("LGPL-3.0") for name in names):
        names = {name: None for name in names if not name.startswith("GPL-3.0")}
    choice = bool(root) or len(names) == 1
    return Statement("file", " OR ".join(sorted(names))) if names and choice else None


def _of_manifests(declared: Mapping[str, Sequence[str]]) -> Statement | None:
    """Take the manifest nearest to the root that names a known license; several in it are a choice."""
    for path in sorted(declared, key=lambda path: (path.count("/"), path)):
        known = [expression for expression in declared[path] if normal_form(expression)]
        if known:
            several = len(known) > 1
            parts = [f"({part})" if several and " AND " in part else part for part in known]
            return Statement("manifest", " OR ".join(parts))
    return None


def _of_headers(headers: Mapping[str, HeaderCounts]) -> Statement | None:
    kind = main_kind(headers)
    if kind is None:
        return None
    counts = headers[kind]
    known = {spdx: count for spdx, count in counts.by_license.items() if UNRECOGNISED not in spdx}
    spdx = max(known, key=lambda name: (known[name], name), default=None)
    files = counts.with_header + counts.without_header
    return Statement("headers", spdx) if spdx and known[spdx] >= DOMINANT * files else None


def _refined(evidence: Sequence[Statement]) -> str:
    """Let a manifest or header say more than the license file where they agree.

    A license text alone tells neither whether later versions may be chosen nor how two files are
    meant together; the most exact source that agrees does.
    """
    strongest = evidence[0].expression
    for other in (source.expression for source in evidence[1:]):
        if compatible(strongest, other) and _says_more(strongest, other):
            return other
    return strongest


def _says_more(text: str, notice: str) -> bool:
    grants = set(ids_in(notice))
    later = {spdx.replace("-only", "-or-later") for spdx in ids_in(text)}
    return text != notice and grants in (later, ids_in(text))
