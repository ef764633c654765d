"""`mrl verify`: whether a PDF agrees with what is attached to it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mrl.cli import attested, options
from mrl.cli.commands import Command
from mrl.cli.language import in_words, said

if TYPE_CHECKING:
    from mrl.verify.record import Outcome, Verification

NOT_CONSISTENT = 1
UNREADABLE = 2
"""As for a file that is no document at all."""
NOT_ALL_CHECKED = 3
"""As `mrl gate` ends where it is not known whether a condition is met."""


@click.command(cls=Command, epilog="Example: mrl verify report.pdf --extract evidence")
@options.argument("document", "FILE", type=click.Path(path_type=Path))
@options.rubric_of_document
@options.option(
    "--extract",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write what is attached into this folder.",
)
@options.option(
    "--assessments",
    "assessments",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where the assessments of a portfolio are, under whatever names: compare it with them.",
)
@attested.attestation
@options.quiet
@options.as_json
@click.pass_context
def verify(
    context: click.Context,
    /,
    *,
    document: Path,
    rubric_name: str | None,
    folder: Path | None,
    assessments: Path | None,
    quiet: bool,
    as_json: bool,
    **about_attestation: Any,
) -> None:
    """Check whether the PDF in FILE, made by mrl, is consistent with itself.

    Takes out what is attached, compares digests, scores the evidence again with the attached rubric,
    makes the document again, and says where the rubric comes from. Consistent is only what is the same
    byte for byte. Of anything else it says what differs: in what the file is built of, in what it carries
    and draws with, page by page in words and, with the package pypdfium2, as pictures.

    This proves that pages, evidence and rubric belong together. It does not prove who made them: anybody
    can make a consistent document, of invented evidence too. Only a signature says who (--attestation),
    and only the repositories show whether the evidence is true.

    The assessments of a portfolio are not in it. Without them, verify sees whether its figures follow
    from its rows; with --assessments it finds them by their SHA-256, reads the portfolio from them again,
    compares it project by project, and scores each again with its rubric.

    With --attestation, also checks that the statement is about this very PDF, about each --artifact and
    about the assessment in the PDF, and the signature of a signed one, for which --identity and --issuer
    say who must have signed. Nothing is asked of the network.

    Exit status: 0 consistent; 1 not consistent; 2 no document of mrl, or one that cannot be read; 3 nothing
    is wrong, but not everything could be checked: a portfolio without its assessments, or a document that
    other versions of mrl or of its libraries made, which are named with what to install.
    """
    from mrl import editions
    from mrl.attesting.checking import check_attestation
    from mrl.cli.output import print_json, progress_for
    from mrl.files.writing import write_files
    from mrl.verify import Beside
    from mrl.verify import verify as verified

    request = attested.requested(**about_attestation)
    silent = quiet or as_json or assessments is None or not sys.stderr.isatty()
    beside = Beside(
        rubrics=editions.rubrics_with(rubric_name),
        assessments=assessments,
        progress=progress_for(quiet=silent),
    )
    found, files = verified(document, beside)
    statement = check_attestation(request, document, files) if request else None
    if folder is not None:
        write_files(folder, {name: files[name] for name in files if _is_plain(name)})
    if as_json:
        told = {} if statement is None else {"attestation": statement.model_dump(mode="json")}
        print_json(found.model_dump(mode="json", by_alias=True) | told)
    elif not quiet:
        _tell(found)
        attested.tell_attestation(statement)
    context.exit(_status(found.outcome, *([statement.outcome] if statement else [])))


def _status(*outcomes: "Outcome") -> int:
    from mrl.verify.record import Outcome

    if Outcome.INCONSISTENT in outcomes:
        return NOT_CONSISTENT
    if Outcome.UNREADABLE in outcomes:
        return UNREADABLE
    return NOT_ALL_CHECKED if Outcome.INCOMPLETE in outcomes else 0


def _is_plain(name: str) -> bool:
    """Say whether a name that somebody may have invented stays inside the folder."""
    return Path(name).name == name and not name.startswith(".") and "\\" not in name


def _tell(found: "Verification") -> None:
    from mrl.cli.output import tell
    from mrl.verify import telling

    tell(in_words(telling.conclusion(found)))
    width = max(len(in_words(state)) for state in telling.STATES.values())
    for state, finding in telling.findings(found):
        tell(f"  {in_words(state):<{width}}  {in_words(finding)}")
    for rubric in found.rubrics:
        tell(in_words(telling.of_rubric(rubric)))
    for missing in found.not_attached:
        tell(said("Not in the file, so not checked: {missing}", missing=missing))
    tell(in_words(telling.PROOF))
