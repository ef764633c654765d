"""Under which terms the software is offered, and how well the files say so."""

from collections.abc import Callable
from dataclasses import replace

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding, Sign, Subject, undefined, yes_if_any
from mrl.metrics.reading import has_uncounted_headers, license_facts, require
from mrl.metrics.registry import Theme
from mrl.model.base import Message, say
from mrl.model.evidence import AddsUp, Better, Kind
from mrl.model.facts import Copyleft, License, RepositoryFacts
from mrl.model.kinds import SOURCE_KINDS

THEME = Theme()

NO_EVIDENCE = say("No license in files, manifests or headers")
NO_OPINION = "NOASSERTION"
"""What SPDX calls a license that nobody could name."""
CHAOSS_DECLARED = "https://chaoss.community/kb/metric-licenses-declared/"


def _sign(facts: object | None, there: Callable[[], bool], path: str | None = None) -> Sign:
    return Sign(
        None if facts is None else there(),
        Subject.LICENSE,
        say("{path} names the license", path=path) if path else say("Source files name the license"),
        (path,) if path else (),
    )


def _file_sign(known: License) -> Sign:
    path = known.files[0].path if known.files else None
    return _sign(known.files, lambda: bool(known.files), path)


def _manifest_sign(known: License) -> Sign:
    path = next((path for path, names in (known.declared or {}).items() if names), None)
    return _sign(known.declared, lambda: path is not None, path)


def _header_sign(repository: RepositoryFacts) -> Sign:
    headers = license_facts(repository).headers or {}
    is_there = any(counts.with_header for counts in headers.values())
    is_open = not is_there and has_uncounted_headers(repository, SOURCE_KINDS)
    return _sign(None if is_open else license_facts(repository).headers, lambda: is_there)


def _evidence(repository: RepositoryFacts) -> list[Sign]:
    known = license_facts(repository)
    return [_file_sign(known), _manifest_sign(known), _header_sign(repository)]


@THEME.of_repository(
    THEME.info(
        "license.file",
        "License file",
        "A file with the text of a license is in the root or in the folder LICENSES.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
        source=CHAOSS_DECLARED,
    )
)
def file(repository: RepositoryFacts, _context: Context) -> Finding:
    """Look for a license file."""
    no = say("No license file in the root or in the folder LICENSES")
    return yes_if_any([_file_sign(license_facts(repository))], no)


@THEME.of_repository(
    THEME.info(
        "license.evidence_share",
        "Repositories with a license",
        "Share of the repositories, by weight, with any statement of a license: a file, a manifest or "
        "headers.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
    )
)
def evidence_share(repository: RepositoryFacts, _context: Context) -> Finding:
    """Tell whether anything names a license."""
    together = say("{count} of {known} repositories, {share} by weight, state a license")
    return replace(yes_if_any(_evidence(repository), NO_EVIDENCE), together=together)


@THEME.of_repository(
    THEME.info(
        "license.osi_approved",
        "License approved by the OSI",
        "The main license, by the strongest evidence, is approved by the Open Source Initiative. "
        "No where nothing states a license; unknown where the license is not recognised.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.WORST,
        source="https://chaoss.community/kb/metric-osi-approved-licenses/",
    )
)
def osi_approved(repository: RepositoryFacts, _context: Context) -> Finding:
    """Read the approval of the main license; no license at all is not an approved one."""
    known = license_facts(repository)
    if known.osi_approved is not None:
        return Finding(known.osi_approved, _approval(known))
    if yes_if_any(_evidence(repository), NO_EVIDENCE).value is False:
        return Finding(value=False, sentence=NO_EVIDENCE)
    raise undefined(say("the license was not recognised"))


def _approval(known: License) -> Message:
    name = known.main or "-"
    if known.osi_approved:
        return say("{license} is approved by the Open Source Initiative", license=name)
    return say("{license} is not approved by the Open Source Initiative", license=name)


@THEME.of_repository(
    THEME.info(
        "license.main",
        "Main license",
        "The license, as SPDX expression, that the strongest evidence names: the license file, then a "
        "manifest, then the headers of most source files. Where there is a license file that was not "
        "recognised and nothing else names a license, the one that the forge takes it for.",
        kind=Kind.WORD,
        unit="SPDX id",
        better=Better.NEITHER,
        adds_up=AddsUp.CORE,
        source=CHAOSS_DECLARED,
    )
)
def main(repository: RepositoryFacts, _context: Context) -> Finding:
    """Give the main license."""
    known = license_facts(repository)
    if known.main is not None:
        return Finding(known.main, _named_by(known.main, known.main_source), paths=_file_sign(known).paths)
    opinion = repository.forge.license if repository.forge else None
    if opinion and opinion != NO_OPINION and _only_an_unknown_text(repository):
        sentence = say("The forge takes the license file to be {license}", license=opinion)
        return Finding(opinion, sentence, paths=_file_sign(known).paths)
    raise undefined(say("no evidence names a known license"))


def _only_an_unknown_text(repository: RepositoryFacts) -> bool:
    """Whether all evidence was read and is nothing but license files that were not recognised."""
    known = license_facts(repository)
    if not known.files or known.declared is None or known.headers is None:
        return False
    recognised = any(file.spdx for file in known.files)
    return not recognised and not any(known.declared.values()) and _header_sign(repository).there is False


def _named_by(license_id: str, source: str | None) -> Message:
    if source == "file":
        return say("The license file is {license}", license=license_id)
    if source == "manifest":
        return say("A manifest declares {license}", license=license_id)
    if source == "headers":
        return say("Headers of source files name {license}", license=license_id)
    return say("The license is {license}", license=license_id)


@THEME.of_repository(
    THEME.info(
        "license.copyleft",
        "Copyleft",
        "How far the main license asks derived works to carry it: not at all, in its files, in the whole "
        "work, or also in "
        "services offered over a network.",
        kind=Kind.WORD,
        better=Better.NEITHER,
        adds_up=AddsUp.CORE,
        words=tuple(Copyleft),
    )
)
def copyleft(repository: RepositoryFacts, _context: Context) -> Finding:
    """Give the copyleft class of the main license."""
    known = license_facts(repository)
    if known.copyleft is None:
        raise undefined(say("the copyleft class of the license is not known"))
    return Finding(known.copyleft.value, COPYLEFT_SENTENCES[known.copyleft])


COPYLEFT_SENTENCES = {
    Copyleft.NONE: say("The license asks nothing of derived works"),
    Copyleft.WEAK: say("Changed files of the software keep its license"),
    Copyleft.STRONG: say("Works derived from the software carry its license"),
    Copyleft.NETWORK: say(
        "Works derived from the software carry its license, services over a network included"
    ),
}


@THEME.of_repository(
    THEME.info(
        "license.conflicts",
        "License conflicts",
        "Pairs of sources (license file, manifest, headers) that name licenses which cannot both be true.",
        kind=Kind.COUNT,
        unit="conflicts",
        better=Better.LOWER,
        adds_up=AddsUp.SUM,
    )
)
def conflicts(repository: RepositoryFacts, _context: Context) -> Finding:
    """Count the contradictions between sources."""
    count = len(require(license_facts(repository).conflicts, Subject.LICENSE))
    return Finding(
        count, say("Contradictions between license file, manifest and headers: {count}", count=count)
    )


@THEME.of_repository(
    THEME.info(
        "license.declared_in_manifest",
        "License in the manifest",
        "A build or package manifest declares the license.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
        source=CHAOSS_DECLARED,
    )
)
def declared_in_manifest(repository: RepositoryFacts, _context: Context) -> Finding:
    """Look for a manifest that declares a license."""
    return yes_if_any([_manifest_sign(license_facts(repository))], say("No manifest declares a license"))


THEME.presence(
    THEME.info(
        "license.reuse",
        "REUSE",
        "The repository is laid out as the REUSE specification asks: REUSE.toml or a folder LICENSES.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
        source="https://reuse.software/spec/",
    ),
    "reuse",
    no=say("Neither REUSE.toml nor a folder LICENSES"),
)
