"""`mrl assess`: collect, score and render in one go."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mrl.cli import given, options
from mrl.cli.commands import Command
from mrl.cli.language import current, in_words, said

if TYPE_CHECKING:
    from mrl.model.assessment import Assessment
    from mrl.model.base import Message
    from mrl.rendering.extras import Extras

FILES = ("assessment.json", "report.html", "report.md", "report.pdf")
_RESULT = re.compile(r"(assessment|attestation|badge|report|snapshot|summary)\.[\w.]+|SHA256SUMS")
"""Names of results that this command or another one writes."""


@click.command(
    cls=Command,
    epilog="Example: mrl assess https://example.org/project.git --as-of 2026-01-31 --out assessment",
)
@options.target
@options.out_folder
@options.collecting
@options.rubrics
@options.answers
@options.without_own_answers
@options.history
@options.branding
@options.quiet
@options.as_json
def assess(
    *,
    target: str,
    out: Path,
    rubric_names: tuple[str, ...],
    answer_files: tuple[Path, ...],
    without_own_answers: bool,
    history_folder: Path | None,
    branding_file: Path | None,
    quiet: bool,
    as_json: bool,
    **collecting: Any,
) -> None:
    """Assess TARGET: a repository's folder, an https address, or a project.yaml.

    Writes snapshot.json, assessment.json, report.pdf, report.html and report.md into the folder
    given by --out; what was there under these names is replaced only when all of it is ready. With
    several rubrics the facts are collected once, and each rubric's files go into a folder of its name.
    """
    from mrl import pipeline
    from mrl.cli.output import progress_for, tell, tell_faults
    from mrl.files.writing import canonical_json, check_places, write_files

    rubrics = pipeline.open_rubrics(rubric_names)
    folders = [f"{each.rubric.id}/" if len(rubrics) > 1 else "" for each in rubrics]
    check_places(out, ("snapshot.json", *(folder + name for folder in folders for name in FILES)))
    brand = given.read_brand(branding_file)
    opened = pipeline.open_target(target)
    how = given.how_to_hear(opened, without_own_answers=without_own_answers)
    scorings = pipeline.scorings(rubrics, pipeline.answer_files(opened, answer_files), **how)
    collect_options = given.collect_options(**collecting)
    snapshot = pipeline.collect(opened, collect_options, progress_for(quiet=quiet))
    tell_faults(snapshot)
    assessments = [pipeline.score(snapshot, scoring) for scoring in scorings]
    contents = {"snapshot.json": canonical_json(snapshot)}
    missing = None
    for folder, rubric, assessment in zip(folders, rubrics, assessments, strict=True):
        extras = given.extras(
            assessment, rubric, history_folder, brand, hears_project=not without_own_answers
        )
        documents, missing = _documents(assessment, extras)
        files = {"assessment.json": canonical_json(assessment), **documents}
        contents |= {folder + name: content for name, content in files.items()}
    paths = write_files(out, contents)
    if missing:
        tell(f"mrl: {in_words(missing)}", err=True)
    for older in _older(out, folders, paths):
        tell(f"mrl: {said('{file} is of an earlier run', file=str(older))}", err=True)
    _tell_results(assessments, paths, quiet=quiet, as_json=as_json)


def _documents(assessment: "Assessment", extras: "Extras") -> tuple[dict[str, bytes], "Message | None"]:
    """Render all documents; without the PDF's library everything else is made and the reason given."""
    from mrl import pipeline
    from mrl.errors import MissingLibrary
    from mrl.model.base import say

    def rendered(name: str) -> bytes:
        return pipeline.render(assessment, name, current(), extras)

    contents = {f"report.{name}": rendered(name) for name in ("html", "md")}
    try:
        return contents | {"report.pdf": rendered("pdf")}, None
    except MissingLibrary as error:
        return contents, say("the PDF was left out: {reason}", reason=error.said)


def _older(out: Path, folders: Sequence[str], written: Sequence[Path]) -> list[Path]:
    """List results of ours that lie beside those of this run and speak of another one."""
    places = [out / folder for folder in {"", *folders}]
    beside = {path for place in places if place.is_dir() for path in place.iterdir()}
    return sorted({path for path in beside if _RESULT.fullmatch(path.name)} - set(written))


def _tell_results(
    assessments: Sequence["Assessment"], paths: Sequence[Path], *, quiet: bool, as_json: bool
) -> None:
    from mrl.cli.output import print_json, print_summary, tell

    if as_json:
        results = [_result(assessment) for assessment in assessments]
        print_json({"files": [str(path) for path in paths], "assessments": results})
    elif not quiet:
        for assessment in assessments:
            print_summary(assessment)
        for path in paths:
            tell(path)


def _result(assessment: "Assessment") -> dict[str, object]:
    views = {"headlines": assessment.headlines, "measured_only": assessment.measured_only.headlines}
    listed = {name: [each.model_dump(mode="json") for each in view] for name, view in views.items()}
    return {"rubric": assessment.rubric.id, "version": assessment.rubric.version, **listed}
