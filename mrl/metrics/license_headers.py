"""What the headers of source files say of their license, own files and copied ones apart."""

from collections.abc import Iterable, Mapping

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding, Subject, share_of, undefined, unread
from mrl.metrics.pool import Pool
from mrl.metrics.reading import has_uncounted_headers, license_facts, needs, require
from mrl.metrics.registry import Theme
from mrl.model.base import Value, say
from mrl.model.evidence import AddsUp, Better, Kind
from mrl.model.facts import HeaderCounts, RepositoryFacts
from mrl.model.kinds import PROGRAM_KINDS, SOURCE_KINDS

THEME = Theme()

UNRECOGNISED = "unrecognised"
NO_SOURCE = say("there are no source files of the project's own")
CHAOSS_COVERAGE = "https://chaoss.community/kb/metric-license-coverage/"


def _headers(repository: RepositoryFacts, kinds: frozenset[str]) -> list[HeaderCounts]:
    """Give the header counts of the kinds; unknown if a kind is in the tree and was not counted."""
    headers = require(license_facts(repository).headers, Subject.LICENSE)
    if has_uncounted_headers(repository, kinds):
        raise unread(Subject.LICENSE)
    counted = [counts for kind, counts in headers.items() if kind in kinds]
    if any(sum(counts.by_license.values()) < counts.with_header for counts in counted):
        raise unread(Subject.LICENSE)
    return counted


def _files_in(counts: Iterable[HeaderCounts]) -> int:
    return sum(count.with_header + count.without_header for count in counts)


@THEME.of_repository(
    THEME.info(
        "license.header_share",
        "Files with a license header",
        "Share of the project's own files in programming languages that state a license in their leading "
        "comment.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
        source=CHAOSS_COVERAGE,
    )
)
def header_share(repository: RepositoryFacts, _context: Context) -> Finding:
    """Count headers in files of programming languages."""
    counts = _headers(repository, PROGRAM_KINDS)
    sentence = say("{part} of {whole} own program files have a license header")
    return share_of(sum(count.with_header for count in counts), _files_in(counts), sentence, NO_SOURCE)


@THEME.of_repository(
    THEME.info(
        "license.files_without_share",
        "Source files without a license",
        "Share of the project's own source files, pages and styles included, that state no license "
        "themselves.",
        kind=Kind.SHARE,
        unit="share",
        better=Better.LOWER,
        adds_up=AddsUp.SHARE,
        source=CHAOSS_COVERAGE,
    )
)
def files_without_share(repository: RepositoryFacts, _context: Context) -> Finding:
    """Count source files without a header."""
    counts = _headers(repository, SOURCE_KINDS)
    sentence = say("{part} of {whole} own source files state no license")
    return share_of(sum(count.without_header for count in counts), _files_in(counts), sentence, NO_SOURCE)


@THEME.of_repository(
    THEME.info(
        "license.distinct",
        "Distinct licenses in headers",
        "Distinct license statements in the headers of the project's own source files; unrecognised ones "
        "are not counted.",
        kind=Kind.COUNT,
        unit="licenses",
        better=Better.LOWER,
        adds_up=AddsUp.CORE,
    )
)
def distinct(repository: RepositoryFacts, _context: Context) -> Finding:
    """Count the licenses of own headers."""
    names = {name for counts in _headers(repository, SOURCE_KINDS) for name in counts.by_license}
    count = sum(UNRECOGNISED not in name for name in names)
    if not count:
        raise undefined(say("no header of an own source file names a known license"))
    return Finding(count, say("Distinct licenses in the headers of own source files: {count}", count=count))


@THEME.of_repository(
    THEME.info(
        "license.spdx_tags_share",
        "Files with an SPDX tag",
        "Share of the project's own source files whose header has a line SPDX-License-Identifier.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
        source="https://chaoss.community/kb/metric-spdx-document/",
    )
)
def spdx_tags_share(repository: RepositoryFacts, _context: Context) -> Finding:
    """Count machine-readable headers."""
    tagged = require(license_facts(repository).spdx_tagged_files, Subject.LICENSE)
    sentence = say("{part} of {whole} own source files have an SPDX tag")
    return share_of(tagged, _files_in(_headers(repository, SOURCE_KINDS)), sentence, NO_SOURCE)


def _vendored(repository: RepositoryFacts) -> Mapping[str, int]:
    return require(license_facts(repository).vendored, Subject.LICENSE)


def _vendored_by_repository(pool: Pool) -> Mapping[int, Value]:
    return {position: len(_vendored(repository)) for position, repository in pool.repositories.items()}


@THEME.pooled(
    THEME.info(
        "license.vendored_licenses",
        "Licenses of copied files",
        "Distinct licenses in the headers of files copied in from elsewhere, over all repositories.",
        kind=Kind.COUNT,
        unit="licenses",
        better=Better.NEITHER,
        adds_up=AddsUp.SUM,
    ),
    requires=needs(_vendored),
    by_repository=_vendored_by_repository,
)
def vendored_licenses(pool: Pool) -> Finding:
    """Unite the licenses of vendored files."""
    count = len({name for repository in pool.repositories.values() for name in _vendored(repository)})
    return Finding(count, say("Distinct licenses in files copied in from elsewhere: {count}", count=count))
