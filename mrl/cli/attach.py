"""`mrl attach`: the files of an assessment onto the release they are about."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mrl.cli import options
from mrl.cli.commands import Command
from mrl.cli.language import current, in_words, said, translator_of_run
from mrl.cli.start import status_of

if TYPE_CHECKING:
    from mrl.collectors.http.door import Door
    from mrl.model.base import Message
    from mrl.publishing.files import Gathered
    from mrl.publishing.result import AttachResult

Function = Callable[..., Any]


def _release(function: Function) -> Function:
    """Add the options that say which release, and what may be done to it."""
    for option in reversed(_RELEASE):
        function = option(function)
    return function


_RELEASE: tuple[Callable[[Function], Function], ...] = (
    options.option("--release", "tag", required=True, metavar="TAG", help="The tag of the release."),
    options.option(
        "--repository",
        metavar="URL|OWNER/NAME",
        help="Where the release is (default: the repository that was assessed).",
    ),
    options.option(
        "--forge",
        type=click.Choice(["github", "gitlab"]),
        help="The kind of the server, where its name does not tell.",
    ),
    options.option("--commit", metavar="SHA", help="Which of several assessed commits is meant."),
    options.option("--create", is_flag=True, help="Make the release where the tag has none."),
    options.option("--draft", is_flag=True, help="With --create: leave it a draft (GitHub)."),
    options.option(
        "--replace", is_flag=True, help="Replace files of these names that mrl did not put there, too."
    ),
    options.option("--prefix", default="", metavar="TEXT", help="Begin the names on the release with TEXT."),
    options.option(
        "--notes",
        type=click.Choice(["block", "skip"]),
        default="block",
        show_default=True,
        help="Write a summary into the release notes, between marks, or leave them alone.",
    ),
    options.option("--dry-run", is_flag=True, help="Say what would be done and change nothing."),
)


@click.command(cls=Command, epilog="Example: mrl attach out --release v1.2.0 --repository example/services")
@options.argument("paths", "FOLDER|FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@_release
@options.quiet
@options.as_json
@click.pass_context
def attach(
    context: click.Context,
    /,
    *,
    paths: tuple[Path, ...],
    prefix: str,
    quiet: bool,
    as_json: bool,
    **wishes: Any,
) -> None:
    """Put report, assessment, attestation and checksums on the release of a tag (GitHub, GitLab).

    Of a FOLDER that `mrl assess` wrote, the files meant for publication are taken. The tag must be of
    the assessed commit. What is there already is left alone; a file that changed is uploaded beside the
    old one and checked before it takes its place, so a failure loses nothing, and the same command goes on
    from what is there.

    The token comes from GITHUB_TOKEN, GITLAB_TOKEN or MRL_TOKEN_<HOST>. It needs `contents: write` on
    GitHub, and the scope api on GitLab.
    """
    from mrl.cli.output import print_json
    from mrl.cli.tokens import tokens_from
    from mrl.collectors.http.budget import Budget
    from mrl.collectors.http.door import Door
    from mrl.collectors.http.limits import Limits
    from mrl.publishing.checks import check_unchanged
    from mrl.publishing.files import LARGEST, gather

    if wishes["draft"] and not wishes["create"]:
        raise click.UsageError(said("--draft goes with --create"))
    gathered = gather(paths, prefix)
    documents = _in_documents(gathered)
    if len(paths) == 1 and paths[0].is_dir():
        gathered = _of_the_assessment(gathered, documents, prefix)
    check_unchanged(
        gathered, {file.name: documents[file.name] for file in gathered.files if file.name in documents}
    )
    wait = _wait(quiet=quiet or as_json)
    limits = Limits(largest_body=LARGEST + 1)
    tokens = tokens_from(os.environ)
    with Door(budget=Budget(), wait=wait, journal=None, tokens=tokens, limits=limits) as door:
        try:
            result = _attach(gathered, wishes, door, wait)
        except KeyboardInterrupt as ended:
            _tell_interruption()
            context.exit(status_of(ended))
    if as_json:
        print_json(_as_plain(result))
    elif not quiet:
        _tell(result)


def _attach(
    gathered: "Gathered",
    wishes: Mapping[str, Any],
    door: "Door",
    wait: "Callable[[float, Message], None]",
) -> "AttachResult":
    from mrl.cli.output import verdict
    from mrl.publishing.attaching import Telling, Wish, attach
    from mrl.publishing.opening import read_repository, repository_of
    from mrl.publishing.summary import Verdict

    assessment = gathered.assessment
    text = wishes["repository"] or repository_of(assessment)
    forge, address = read_repository(text, wishes["forge"], os.environ)
    wish = Wish(
        forge=forge,
        address=address,
        notes=wishes["notes"] == "block",
        **{name: wishes[name] for name in ("tag", "commit", "create", "draft", "replace", "dry_run")},
    )
    verdicts = [
        Verdict(title=each.title.in_language(current()), words=verdict(each)) for each in assessment.headlines
    ]
    return attach(gathered, wish, Telling(verdicts=verdicts, words=translator_of_run()), door, wait)


def _of_the_assessment(gathered: "Gathered", documents: Mapping[str, bytes], prefix: str) -> "Gathered":
    """Leave out what lies in the folder and is not of its assessment, and say so."""
    from mrl.cli.output import tell
    from mrl.publishing.belonging import only_belonging

    kept, left = only_belonging(gathered, documents, _drawn(gathered), prefix)
    for name in left:
        words = said(
            "{name} is left out: it does not show that it is of this assessment; "
            "make it again with `mrl report` or `mrl attest`, or name it beside the others",
            name=name,
        )
        tell(f"mrl: {words}", err=True)
    return kept


def _drawn(gathered: "Gathered") -> frozenset[str]:
    """Return the SHA-256 of each badge of the assessment: in every language, with and without branding."""
    from hashlib import sha256

    from mrl.catalogue import LANGUAGES
    from mrl.errors import MrlError
    from mrl.model.document import DocumentFacts
    from mrl.pipeline import render
    from mrl.rendering.attached import FACTS_FILE, extras_of
    from mrl.rendering.extras import NOTHING

    if not any(file.local.endswith(".svg") for file in gathered.files):
        return frozenset()
    found = [NOTHING]
    for content in _attached(gathered, FACTS_FILE).values():
        try:
            found.append(extras_of(DocumentFacts.model_validate_json(content), None))
        except (ValueError, MrlError):
            continue
    return frozenset(
        sha256(render(gathered.assessment, "badge", language, extras)).hexdigest()
        for language in LANGUAGES
        for extras in found
    )


def _in_documents(gathered: "Gathered") -> dict[str, bytes]:
    """Take the assessments out of the PDFs among the files."""
    from mrl.publishing.files import ASSESSMENT_FILE

    return _attached(gathered, ASSESSMENT_FILE)


def _attached(gathered: "Gathered", wanted: str) -> dict[str, bytes]:
    """Take a file out of each PDF that has it; a PDF that cannot be read is none of ours."""
    from mrl.errors import InputError
    from mrl.verify.opening import UnreadableError, bounded, open_pdf

    found = {}
    with bounded():
        for file in gathered.files:
            if not file.stored.endswith(".pdf"):
                continue
            try:
                attached = open_pdf(file.content, file.name).attached()
            except (UnreadableError, InputError):
                continue
            if wanted in attached:
                found[file.name] = attached[wanted]
    return found


def _wait(*, quiet: bool) -> "Callable[[float, Message], None]":
    """Make what waits for a server and says why."""
    import time

    from mrl.cli.output import tell

    def wait(seconds: float, message: "Message") -> None:
        if not quiet:
            tell(in_words(message), err=True)
        time.sleep(seconds)

    return wait


def _tell_interruption() -> None:
    from mrl.cli.output import tell

    click.echo(err=True)
    words = said(
        "interrupted; nothing that was on the release is lost, and the same command goes on from there"
    )
    tell(f"mrl: {words}", err=True)


def _as_plain(result: "AttachResult") -> dict[str, Any]:
    """Give the result for programs, its steps in English as all keys and ids are."""
    content = result.model_dump(mode="json", by_alias=True)
    return {**content, "steps": [step.in_english() for step in result.steps]}


def _tell(result: "AttachResult") -> None:
    from mrl.cli.output import tell

    if not result.steps:
        tell(said("{release} has everything already; nothing was changed", release=result.release))
        return
    if result.dry_run:
        tell(said("{release}: nothing was changed; this would be done:", release=result.release))
    for number, step in enumerate(result.steps, 1):
        tell(f"{number:>2}  {in_words(step)}")
    if not result.dry_run:
        tell(result.release)
        if result.draft:
            tell(said("The release is a draft; files and notes are shown to others when you publish it."))
