"""`mrl assess`: collect, score and render in one go."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mrl.cli import options

if TYPE_CHECKING:
    from mrl.model.assessment import Assessment

FILES = ("snapshot.json", "assessment.json", "report.html", "report.md", "report.pdf")


@click.command(
    epilog="Example: mrl assess https://example.org/project.git --as-of 2026-01-31 --out assessment"
)
@click.argument("target")
@options.out_folder
@options.collecting
@options.scoring
@options.language
@options.quiet
@options.as_json
def assess(
    *,
    target: str,
    out: Path,
    rubric_name: str,
    answer_files: tuple[Path, ...],
    language: str,
    quiet: bool,
    as_json: bool,
    **collecting: Any,
) -> None:
    """Assess TARGET: a repository's folder, an https address, or a project.yaml.

    Writes snapshot.json, assessment.json, report.pdf, report.html and report.md into the folder
    given by --out; what was there under these names is replaced only when all of it is ready.
    """
    from mrl import pipeline
    from mrl.cli.output import print_json, print_summary, progress_for, tell
    from mrl.files.writing import canonical_json, check_places, write_files

    check_places(out, FILES)
    rubric = pipeline.open_rubric(rubric_name)
    opened = pipeline.open_target(target)
    answers = pipeline.answer_files(opened, answer_files)
    for path in answers:
        pipeline.read_answers(path)
    collect_options = options.collect_options(**collecting)
    snapshot = pipeline.collect(opened, collect_options, progress_for(quiet=quiet))
    assessment = pipeline.score(snapshot, pipeline.Scoring(rubric=rubric, answers=answers))
    contents = {"snapshot.json": canonical_json(snapshot), "assessment.json": canonical_json(assessment)}
    documents, missing = _documents(assessment, language)
    paths = write_files(out, contents | documents)
    if missing:
        stale = (
            "; the report.pdf in that folder is of an earlier run" if (out / "report.pdf").exists() else ""
        )
        tell(f"mrl: {missing}{stale}", err=True)
    if as_json:
        files = [str(path) for path in paths]
        headlines = [headline.model_dump(mode="json") for headline in assessment.headlines]
        print_json({"files": files, "headlines": headlines, "measured_only": _measured(assessment)})
    elif not quiet:
        print_summary(assessment)
        for path in paths:
            tell(path)


def _documents(assessment: "Assessment", language: str) -> tuple[dict[str, bytes], str]:
    """Render all documents; without the PDF's library everything else is made and the reason given."""
    from mrl import pipeline
    from mrl.errors import MissingLibrary

    contents = {f"report.{name}": pipeline.render(assessment, name, language) for name in ("html", "md")}
    try:
        return contents | {"report.pdf": pipeline.render(assessment, "pdf", language)}, ""
    except MissingLibrary as error:
        return contents, f"the PDF was left out: {error}"


def _measured(assessment: "Assessment") -> list[dict[str, object]]:
    return [headline.model_dump(mode="json") for headline in assessment.measured_only.headlines]
