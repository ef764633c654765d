"""`mrl attest`: a statement about the files of a release and their assessment, signed where a CI allows."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mrl.cli import options
from mrl.cli.commands import Command
from mrl.cli.language import in_words, said

if TYPE_CHECKING:
    from mrl.model.attestation import Statement
    from mrl.model.base import Message
    from mrl.signing.signing import SignedBundle

BUNDLE_ENDING = ".sigstore.json"


@click.command(cls=Command, epilog="Example: mrl attest out dist/services-1.0.jar --sign")
@options.argument("folder", "FOLDER", type=click.Path(path_type=Path))
@options.argument("artifacts", "ARTIFACT...", nargs=-1, type=click.Path(path_type=Path))
@options.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write (default: attestation.json in FOLDER).",
)
@options.option(
    "--sign",
    "signs",
    is_flag=True,
    help="Sign it with the identity of the CI job; without one it stays unsigned, and that is said.",
)
@options.option(
    "--sign-required",
    "must_sign",
    is_flag=True,
    help="As --sign, but without an identity nothing is written.",
)
@options.trust_config
@options.quiet
@options.as_json
def attest(
    *,
    folder: Path,
    artifacts: tuple[Path, ...],
    out: Path | None,
    signs: bool,
    must_sign: bool,
    trust: Path | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """State which files of a release were assessed, and with which result.

    The statement (in-toto) names each ARTIFACT and the report.pdf and assessment.json of FOLDER by their
    SHA-256, and holds rubric, headlines, coverage and commits of the assessment. It is refused where report
    and assessment do not belong together. The same files give the same bytes.

    A signed one goes into attestation.sigstore.json as well. Signing takes the package sigstore and a CI
    that gives its jobs an identity; it enters the statement's digest and the identity into a public log.
    `mrl verify report.pdf --attestation FILE` checks both.
    """
    from mrl.attesting.making import attest as attested
    from mrl.cli.output import tell
    from mrl.files.writing import check_places, write_files

    place = out or folder / "attestation.json"
    bundle_place = place.with_name(f"{place.name.removesuffix('.json')}{BUNDLE_ENDING}")
    statement, content = attested(folder, artifacts, written=(place, bundle_place))
    check_places(place.parent, [place.name])
    bundle, reason = _sign(content, trust, must_sign=must_sign) if signs or must_sign else (None, None)
    contents = {place.name: content} | ({bundle_place.name: bundle.content} if bundle else {})
    paths = write_files(place.parent, contents)
    if reason is not None:
        tell(f"mrl: {said('not signed: {reason}', reason=reason)}", err=True)
    if bundle is None and bundle_place.exists():
        tell(f"mrl: {said('{file} is of an earlier run', file=str(bundle_place))}", err=True)
    if as_json:
        _print(statement, bundle, paths)
    elif not quiet:
        _tell(bundle, paths)


def _sign(
    content: bytes, trust: Path | None, *, must_sign: bool
) -> "tuple[SignedBundle | None, Message | None]":
    """Sign, or give the reason why there is nobody to sign."""
    from mrl.errors import MrlError
    from mrl.model.base import say
    from mrl.signing.identity import NoIdentityError, token_of_ci
    from mrl.signing.library import require_library
    from mrl.signing.signing import sign

    require_library()
    try:
        return sign(content, token_of_ci(os.environ), trust), None
    except NoIdentityError as error:
        if must_sign:
            raise MrlError(say("not signed: {reason}; nothing was written", reason=error.reason)) from error
        return None, error.reason


def _print(statement: "Statement", bundle: "SignedBundle | None", paths: list[Path]) -> None:
    from mrl.cli.output import print_json

    signer = bundle and {"identity": bundle.signer.identity, "issuer": bundle.signer.issuer}
    subjects = {each.name: each.digest["sha256"] for each in statement.subject}
    print_json({"files": [str(path) for path in paths], "signer": signer, "subjects": subjects})


def _tell(bundle: "SignedBundle | None", paths: list[Path]) -> None:
    from mrl.attesting.telling import UNSIGNED
    from mrl.cli.output import tell

    for path in paths:
        tell(path)
    if bundle is None:
        tell(in_words(UNSIGNED))
        return
    signer = bundle.signer
    tell(
        said(
            "signed by {identity}, for whom {issuer} vouches", identity=signer.identity, issuer=signer.issuer
        )
    )
