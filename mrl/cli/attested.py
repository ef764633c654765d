"""The part of `mrl verify` that is about an attestation: its options, and how its result is told."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mrl.cli import options
from mrl.cli.language import in_words, said

if TYPE_CHECKING:
    from mrl.attesting.checking import Request
    from mrl.attesting.record import AttestationChecks

Function = Callable[..., Any]


def attestation(function: Function) -> Function:
    """Add the options about an attestation; `requested` takes their values."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


_OPTIONS: tuple[Callable[[Function], Function], ...] = (
    options.option(
        "--attestation",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Check this statement of `mrl attest`, signed or not, against the PDF.",
    ),
    options.option(
        "--artifact",
        "artifacts",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A released file that the attestation has to be about; may be given several times.",
    ),
    options.option("--identity", metavar="NAME", help="Who must have signed the attestation."),
    options.option("--issuer", metavar="URL", help="Who must have vouched for that name."),
    options.trust_config,
)


def requested(
    *,
    attestation: Path | None,
    artifacts: tuple[Path, ...],
    identity: str | None,
    issuer: str | None,
    trust: Path | None,
) -> "Request | None":
    """Say what is to be checked; None without an attestation. Raises `click.UsageError`."""
    from mrl.attesting.checking import Request
    from mrl.signing.checking import Signer

    if attestation is None:
        if artifacts or identity or issuer or trust:
            words = "--artifact, --identity, --issuer, --trust-config"
            raise click.UsageError(said("{options} go with --attestation", options=words))
        return None
    if bool(identity) != bool(issuer):
        raise click.UsageError(said("--identity and --issuer go together"))
    signer = Signer(identity=identity, issuer=issuer) if identity and issuer else None
    return Request(attestation=attestation, artifacts=artifacts, signer=signer, trust=trust)


def tell_attestation(found: "AttestationChecks | None") -> None:
    """Say what was found out; nothing where no attestation is given."""
    if found is None:
        return
    from mrl.attesting import telling
    from mrl.cli.output import tell
    from mrl.verify.telling import STATES

    tell(in_words(telling.conclusion(found)))
    width = max(len(in_words(state)) for state in STATES.values())
    for state, finding in telling.findings(found):
        tell(f"  {in_words(STATES[state]):<{width}}  {in_words(finding)}")
    for remark in telling.remarks(found):
        tell(in_words(remark))
