"""Checking an attestation against a report, the files of its release, and the signer it should have."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mrl.attesting.artifacts import Artifact, hash_file
from mrl.attesting.figures import check_figures, unknown_keys
from mrl.attesting.reading import Attestation, read_attestation
from mrl.attesting.record import (
    AttestationChecks,
    Part,
    PartCheck,
    part_fails,
    part_holds,
    part_not_checked,
)
from mrl.model.attestation import Statement
from mrl.model.base import Message, say
from mrl.rendering.attached import ASSESSMENT_FILE
from mrl.signing.checking import Signer
from mrl.verify.content import sha256


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to check an attestation against; `trust` is the file of a sigstore of one's own."""

    attestation: Path
    artifacts: Sequence[Path] = ()
    signer: Signer | None = None
    trust: Path | None = None


def check_attestation(request: Request, report: Path, attached: Mapping[str, bytes]) -> AttestationChecks:
    """Check an attestation against a report with what is attached to it, and against the files named.

    Raises `InputError` for files that cannot be read, and what `read_attestation` raises.
    """
    files = [hash_file(path) for path in (report, *request.artifacts)]
    found = read_attestation(request.attestation, request.signer, request.trust)
    signature = list(_signature(found, request.signer))
    if found.statement is None:
        unread = say("nothing of a statement is read whose signature does not hold")
        checks = (*signature, *part_not_checked([Part.FILES, Part.FIGURES], unread))
        return AttestationChecks(file=found.file, signature="fails", checks=checks)
    assessment = attached.get(ASSESSMENT_FILE)
    of_files = [_of_file(found.statement, file) for file in files]
    return AttestationChecks(
        file=found.file,
        signature="none" if found.signed is None else "holds",
        checks=(*signature, *of_files, check_figures(found.statement, assessment)),
        limits=tuple(_limits(request.trust)) if found.signed else (),
        not_given=tuple(_not_given(found.statement, files, assessment)),
        not_read=tuple(unknown_keys(found.content, found.statement)),
    )


def _signature(found: Attestation, signer: Signer | None) -> Iterator[PartCheck]:
    """Say what came of the signature; nothing where there is none and nobody asked for one."""
    if found.wrong is not None:
        yield part_fails(Part.SIGNATURE, say("the signature does not hold: {reason}", reason=found.wrong))
    elif signer is not None and found.signed is None:
        message = say("the statement is not signed, by this signer or anybody else")
        yield part_fails(Part.SIGNATURE, message)
    elif signer is not None and found.signed is not None:
        message = say(
            "signed on {day} by {identity}, for whom {issuer} vouches",
            day=found.signed.moment.date(),
            identity=signer.identity,
            issuer=signer.issuer,
        )
        yield part_holds(Part.SIGNATURE, message)


def _limits(trust: Path | None) -> Iterator[Message]:
    if trust is None:
        yield say(
            "The signature was checked by what the package sigstore brought or fetched last; "
            "nothing was fetched now."
        )
    else:
        yield say("The signature was checked by what {file} says.", file=str(trust))
    yield say(
        "The bundle proves that it was entered into the log of signatures; the log itself was not asked."
    )


def _not_given(statement: Statement, files: Sequence[Artifact], assessment: bytes | None) -> Iterator[str]:
    """Name the subjects that no file was given for, be it the right one or not."""
    digests = {file.sha256 for file in files} | ({sha256(assessment)} if assessment is not None else set())
    names = {file.name for file in files}
    for each in statement.subject:
        if digests.isdisjoint(each.digest.values()) and each.name not in names:
            yield each.name or next(iter(each.digest.values()))


def _of_file(statement: Statement, file: Artifact) -> PartCheck:
    """See whether a statement is about a file: whatever its name, the digest decides."""
    name = str(file.path)
    if any(each.digest.get("sha256") == file.sha256 for each in statement.subject):
        return part_holds(
            Part.FILES, say("{name} is one of the files that the statement is about", name=name)
        )
    namesakes = [each for each in statement.subject if each.name == file.name]
    if not namesakes:
        return part_fails(Part.FILES, say("the statement says nothing about {name}", name=name))
    if any("sha256" in each.digest for each in namesakes):
        other = say("{name} is not the file that the statement is about: its SHA-256 is another", name=name)
        return part_fails(Part.FILES, other)
    algorithms = ", ".join(sorted({algorithm for each in namesakes for algorithm in each.digest}))
    unknown = say(
        "{name}: SHA-256 is compared, and the statement has {found} only", name=name, found=algorithms
    )
    return part_not_checked([Part.FILES], unknown)[0]
