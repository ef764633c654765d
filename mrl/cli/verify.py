"""`mrl verify`: whether a PDF agrees with what is attached to it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mrl.cli import attested, options
from mrl.cli.commands import Command
from mrl.cli.language import in_words, said

if TYPE_CHECKING:
    from mrl.verify.record import Verification

NOT_CONSISTENT = 1


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
    quiet: bool,
    as_json: bool,
    **about_attestation: Any,
) -> None:
    """Check whether the PDF in FILE, made by mrl, is consistent with itself.

    Takes out what is attached, compares digests, scores the evidence again with the attached rubric,
    makes the document again and compares it page by page, and says where the rubric comes from.

    This proves that pages, evidence and rubric belong together. It does not prove who made them: only
    a signature can, and only the repositories show whether the evidence is true.

    With --attestation, also checks that the statement is about this very PDF, about each --artifact and
    about the assessment in the PDF, and the signature of a signed one, for which --identity and --issuer
    say who must have signed. Nothing is asked of the network.

    Exit status: 0 consistent; 1 not, or not everything could be checked; 2 no document of mrl.
    """
    from mrl import editions
    from mrl.attesting.checking import check_attestation
    from mrl.cli.output import print_json
    from mrl.files.writing import write_files
    from mrl.verify import verify as verified
    from mrl.verify.record import Outcome

    request = attested.requested(**about_attestation)
    found, files = verified(document, editions.rubrics_with(rubric_name))
    statement = check_attestation(request, document, files) if request else None
    if folder is not None:
        write_files(folder, {name: files[name] for name in files if _is_plain(name)})
    if as_json:
        told = {} if statement is None else {"attestation": statement.model_dump(mode="json")}
        print_json(found.model_dump(mode="json", by_alias=True) | told)
    elif not quiet:
        _tell(found)
        attested.tell_attestation(statement)
    if found.outcome is not Outcome.CONSISTENT or not (statement is None or statement.holds):
        context.exit(NOT_CONSISTENT)


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
