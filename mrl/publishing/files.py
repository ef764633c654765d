"""The files that go onto a release, read and checked before anything is asked of a server."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mrl.errors import InputError, Problem
from mrl.files.reading import of_schema, parse_json, read_bytes, validate
from mrl.model.assessment import ASSESSMENT_SCHEMAS, Assessment
from mrl.model.base import Message, say
from mrl.model.snapshot import SNAPSHOT_SCHEMA
from mrl.publishing.names import read_on_its_way, safe_name

ASSESSMENT_FILE = "assessment.json"
SUMS_FILE = "SHA256SUMS"
IN_A_FOLDER = (
    *("report.pdf", ASSESSMENT_FILE, "badge.svg", "report.svg"),
    *("attestation.json", "attestation.sigstore.json", "attestation.sigstore"),
)
"""What is taken from a folder, where it is there."""

LARGEST = 100_000_000
"""Bytes; documents of ours have a few million."""

_MEDIA_TYPES = {".pdf": "application/pdf", ".json": "application/json", ".svg": "image/svg+xml"}
_NAME_BYTES = 100


@dataclass(frozen=True, kw_only=True)
class ReleaseFile:
    """A file by its name on the release, in letters that every forge keeps, and here."""

    name: str
    stored: str
    local: str
    content: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """The digest that `sha256sum` prints."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def media_type(self) -> str:
        """The kind of the content; forges need none but like to know."""
        if self.local == SUMS_FILE:
            return "text/plain"
        return _MEDIA_TYPES.get(Path(self.stored).suffix, "application/octet-stream")


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """An assessment, and the files that go with it: itself among them, its checksums last."""

    assessment: Assessment
    files: tuple[ReleaseFile, ...]
    sums_before: bytes | None = None
    """The checksums that lay beside the files already."""


def gather(paths: Sequence[Path], prefix: str = "") -> Gathered:
    """Read the files, or those of ours in a folder, and add their checksums.

    `prefix` begins every name on the release. Raises `InputError`.
    """
    if len(paths) == 1 and paths[0].is_dir():
        found = [paths[0] / name for name in IN_A_FOLDER if (paths[0] / name).exists()]
        if paths[0] / ASSESSMENT_FILE not in found:
            raise _no_assessment(paths[0])
        sums = [paths[0] / SUMS_FILE]
    else:
        found = [path for path in paths if path.name != SUMS_FILE]
        sums = [path for path in paths if path.name == SUMS_FILE]
    files = [_read(path, prefix) for path in found]
    _check_names(files)
    before = next((read_bytes(path, LARGEST) for path in sums if path.exists()), None)
    assessment = _assessment_among(files)
    return Gathered(assessment=assessment, files=(*files, sums_of(files, prefix)), sums_before=before)


def sums_of(files: Sequence[ReleaseFile], prefix: str = "") -> ReleaseFile:
    """Write the checksums as `sha256sum --check` reads them, by the names that a download has."""
    lines = sorted(f"{file.sha256}  {file.stored}\n" for file in files)
    lines.sort(key=lambda line: line.partition("  ")[2])
    name = prefix + SUMS_FILE
    return ReleaseFile(name=name, stored=safe_name(name), local=SUMS_FILE, content="".join(lines).encode())


def _read(path: Path, prefix: str) -> ReleaseFile:
    name = prefix + path.name
    stored = safe_name(name)
    content = read_bytes(path, LARGEST)
    if not content:
        raise _problem(path, say("the file is empty; forges take none such"))
    if not stored or len(stored) > _NAME_BYTES or read_on_its_way(stored):
        raise _problem(path, say("a release cannot have a file of this name"))
    return ReleaseFile(name=name, stored=stored, local=path.name, content=content)


def _check_names(files: Sequence[ReleaseFile]) -> None:
    """Refuse files that a release could not tell apart, in any case of their letters."""
    known: dict[str, ReleaseFile] = {}
    for file in files:
        twin = known.setdefault(file.stored.casefold(), file)
        if twin is not file:
            message = say(
                "{name} and {other} would be stored as {stored}",
                name=twin.name,
                other=file.name,
                stored=file.stored,
            )
            raise InputError(Problem(message=message, remedy=say("rename one of them")))


def _assessment_among(files: Sequence[ReleaseFile]) -> Assessment:
    """Find the one assessment; refuse snapshots, which are not for publication."""
    found = []
    for file in files:
        if not file.name.endswith(".json"):
            continue
        document = parse_json(file.content, file.name)
        schema = document.content.get("schema") if isinstance(document.content, dict) else None
        if schema == SNAPSHOT_SCHEMA:
            message = say("a snapshot is for scoring again, not for publication")
            raise InputError(document.problem((), message, say("leave it out")))
        if file.local == ASSESSMENT_FILE or schema in ASSESSMENT_SCHEMAS:
            found.append(validate(of_schema(document, *ASSESSMENT_SCHEMAS), Assessment))
    if len(found) != 1:
        message = say("among the files there should be one assessment, not {count}", count=len(found))
        raise InputError(
            Problem(message=message, remedy=say("name the {file} of one run", file=ASSESSMENT_FILE))
        )
    return found[0]


def _no_assessment(folder: Path) -> InputError:
    below = sorted(each.parent.name for each in folder.glob(f"*/{ASSESSMENT_FILE}"))
    remedy = say("name the folder that `mrl assess` wrote into")
    if below:
        remedy = say("name one of the folders in it: {folders}", folders=", ".join(below))
    message = say("there is no {file} in this folder", file=ASSESSMENT_FILE)
    return InputError(Problem(message=message, file=str(folder), remedy=remedy))


def _problem(path: Path, message: Message) -> InputError:
    return InputError(Problem(message=message, file=str(path)))
