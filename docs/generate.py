"""Write the generated pages and JSON Schemas from the code; with --check only say which are out of date.

Pages: metrics.md, rubrics.md, commands.md and limits.md in this folder. Schemas: schemas/*.schema.json,
and those of rubrics and their test vectors beside the rubrics, where editors look for them.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from mrl import pipeline
from mrl.cli.main import main as command_line
from mrl.files.limits import GAPS_OF_A_KIND, KB, MB, MOST_GAPS_OF_A_KIND, READERS, Bounds
from mrl.model.answers import Answers
from mrl.model.assessment import Assessment
from mrl.model.attestation import AssessmentPredicate
from mrl.model.branding import Branding
from mrl.model.comparison import Comparison, Weights
from mrl.model.evidence import Better, MetricInfo
from mrl.model.gate import Gate, GateReport
from mrl.model.portfolio import Portfolio
from mrl.model.project import Project
from mrl.model.snapshot import Snapshot
from mrl.rendering.gaps import CHARACTERS, OF_A_KIND
from mrl.rubric.schemas import editor_schemas, schema_text
from mrl.rubric.types import Headline, Rubric

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
NOTE = "<!-- Written by `make docs` from the code: change that, not this page. -->"
SCHEMAS: Mapping[Path, tuple[type[BaseModel], str]] = {
    DOCS / "schemas" / "project.schema.json": (Project, "A project file: which repositories to assess."),
    DOCS / "schemas" / "answers.schema.json": (Answers, "An answers file: what people say of a project."),
    DOCS / "schemas" / "snapshot.schema.json": (Snapshot, "A snapshot: the facts collected of a project."),
    DOCS / "schemas" / "assessment.schema.json": (Assessment, "An assessment: scores and their evidence."),
    DOCS / "schemas" / "comparison.schema.json": (Comparison, "A comparison: projects beside each other."),
    DOCS / "schemas" / "portfolio.schema.json": (Portfolio, "A portfolio: many projects by one rubric."),
    DOCS / "schemas" / "branding.schema.json": (Branding, "A branding file: whose reports these are."),
    DOCS / "schemas" / "weights.schema.json": (Weights, "A weights file: what somebody weighs otherwise."),
    DOCS / "schemas" / "assessment-predicate.schema.json": (
        AssessmentPredicate,
        "The predicate of an attestation: what an assessment says.",
    ),
    DOCS / "schemas" / "gate.schema.json": (Gate, "A gate file: conditions on an assessment, and waivers."),
    DOCS / "schemas" / "gate-result.schema.json": (GateReport, "How an assessment stands to a gate."),
}
WRITTEN_BY_MRL = (Snapshot, Assessment, AssessmentPredicate, GateReport, Comparison, Portfolio)
LIMITS_HEAD = """# Limits

How much of any text that somebody else wrote is read. Where a bound is met, the fact is unknown, with a gap
that names the file and the bound; it never counts as a no, and the run goes on. What is read of git itself is
bounded in `mrl/collectors/git/limits.py`, answers of servers in `mrl/collectors/http/limits.py`.

Gaps themselves are bounded too. Of one kind a snapshot lists {gaps} for each repository, with at most
{gap_bytes} bytes, and says how many more there are, there and at the end of the run. Documents list {printed}
of a kind for each repository and {characters} characters for all; long paths and names lose their middle, and
what stands for a control character counts as printed. So a PDF stays within what `mrl verify` makes again.

| Reader | Of what | Bytes | Levels | Count | One of them | Memory |
| --- | --- | --- | --- | --- | --- | --- |
"""
OF_GAPS = {
    "gaps": MOST_GAPS_OF_A_KIND,
    "gap_bytes": f"{GAPS_OF_A_KIND:,}",
    "printed": OF_A_KIND,
    "characters": f"{CHARACTERS:,}",
}
WORST_HEAD = """
## The worst inputs

As measured on Python {python} ({machine}), each input in a process of its own, which takes 70 to 90 MB before
it reads anything. Every input stays below 5 seconds of CPU and 400 MB. `make integration` tries 200 inputs
from seeds, `make soak` 2,000 and every known one; `benchmarks/limits.py` measures anew. An input is named by
its frame and by what fills it, or by its seed.

| Reader | Inputs | Slowest | Seconds | Largest | Megabytes |
| --- | --- | --- | --- | --- | --- |
"""
DIRECTIONS = {Better.HIGHER: "more is better", Better.LOWER: "less is better", Better.NEITHER: "neutral"}


def documents() -> dict[Path, str]:
    """Give every generated file with its text."""
    schemas = {path: schema(model, title) for path, (model, title) in SCHEMAS.items()}
    schemas |= {ROOT / "rubrics" / name: text for name, text in editor_schemas().items()}
    return {
        DOCS / "metrics.md": page(metrics_page(pipeline.metrics().values())),
        DOCS / "rubrics.md": page(rubrics_page()),
        DOCS / "commands.md": page(commands_page()),
        DOCS / "limits.md": page(limits_page(json.loads((DOCS / "limits.json").read_text()))),
        **schemas,
    }


def page(lines: Iterable[str]) -> str:
    """Join the lines of a page, with the note where it comes from."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join([NOTE, "", *lines])).rstrip() + "\n"


def schema(model: type[BaseModel], title: str) -> str:
    """Give the JSON Schema of a file: as mrl writes it, or as people may write it."""
    return schema_text(model, title, "serialization" if model in WRITTEN_BY_MRL else "validation")


def metrics_page(metrics: Iterable[MetricInfo]) -> Iterator[str]:
    """List every metric by theme."""
    metrics = list(metrics)
    yield "# Metrics"
    yield ""
    yield (
        f"The {len(metrics)} metrics that `mrl metrics` lists. A metric whose source was not read is "
        "unknown, with the reason; unknown never counts as zero. What a value is worth, a "
        "[rubric](rubrics.md) says."
    )
    for theme, members in groupby(metrics, key=lambda info: info.id.split(".")[0]):
        yield from ["", f"## {theme.replace('_', ' ').capitalize()}"]
        for info in members:
            yield from metric_section(info)


def metric_section(info: MetricInfo) -> Iterator[str]:
    """Describe one metric."""
    unit = f", in {info.unit}" if info.unit else ""
    yield from ["", f"### `{info.id}`", "", f"**{info.title}.** {one_line(info.definition)}", ""]
    yield f"- Value: {info.kind.value.replace('_', ' ')}{unit}; {DIRECTIONS[info.better]}"
    if info.words:
        yield f"- Words: {', '.join(info.words)}"
    yield f"- Several repositories: {info.adds_up.value}"
    yield f"- Needs: {info.needs}. Source of the definition: {info.source}"


def rubrics_page() -> Iterator[str]:
    """List the rubrics that come with the program, with their questions."""
    yield from [
        "# Rubrics",
        "",
        "`mrl rubric list` names them, `mrl rubric show` prints one with its weights.",
    ]
    for name in pipeline.rubric_names():
        yield from rubric_section(pipeline.open_rubric(name).rubric)


def rubric_section(rubric: Rubric) -> Iterator[str]:
    """Describe one rubric: what it is, its levels, its questions, what it draws on."""
    yield from ["", f"## {rubric.title.en}", "", f"`{rubric.id}` {rubric.version}, {rubric.license}", ""]
    yield from [one_line(rubric.summary.en), "", one_line(rubric.disclaimer.en)]
    for headline in rubric.headlines:
        yield from headline_section(headline)
    yield from ["", "### Questions", "", "| Id | Question | Metric | Role |", "| --- | --- | --- | --- |"]
    for identifier, criterion in rubric.criteria.items():
        metric = f"`{criterion.metric}`" if criterion.metric else ""
        role = criterion.metric_role or "answer only"
        yield row(identifier, criterion.question.en, metric, role)
    yield from ["", "### Draws on", ""]
    for item in rubric.attributions:
        note = f". {one_line(item.note.en)}" if item.note else ""
        yield f"- [{item.title}]({item.url}) ({item.license}){note}"


def headline_section(headline: Headline) -> Iterator[str]:
    """Describe one headline and its levels."""
    yield from ["", f"### {headline.title.en}", "", one_line(headline.summary.en)]
    if headline.levels:
        yield from ["", "| Level | Name | From | What it says |", "| --- | --- | --- | --- |"]
    for level in headline.levels:
        yield row(str(level.level), level.name.en, f"{level.at_least:g}", level.rationale.en)


def commands_page() -> Iterator[str]:
    """List every command with its arguments and options."""
    yield from ["# Commands", "", "What `--help` says, command by command."]
    for words, command in commands(command_line, ("mrl",)):
        yield from command_section(words, command)


def commands(
    command: click.Command, words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Give a command and all below it with the words to type."""
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=words[-1])
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from commands(below, (*words, name))


def command_section(words: tuple[str, ...], command: click.Command) -> Iterator[str]:
    """Describe one command by its own help texts."""
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    options = [each for each in command.params if isinstance(each, click.Option)]
    usage = " ".join([*words, *(argument.metavar or str(argument.name).upper() for argument in arguments)])
    yield from ["", f"## `{usage}`", "", *help_text(command.help or "")]
    if command.epilog:
        yield from ["", *help_text(command.epilog)]
    if options:
        yield from ["", "| Option | Meaning |", "| --- | --- |"]
    for option in options:
        yield row(option_words(option), option_meaning(option))


def limits_page(measured: Mapping[str, Any]) -> Iterator[str]:
    """List the bounds of every reader, and the worst input measured of each."""
    yield from LIMITS_HEAD.format(**OF_GAPS).splitlines()
    for name, bounds in READERS.items():
        yield row(name, bounds.what, size(bounds.size), *counts(bounds))
    yield from WORST_HEAD.format(**measured).splitlines()
    for name, of_reader in measured["readers"].items():
        slowest, largest = of_reader["slowest"], of_reader["largest"]
        seconds, megabytes = f"{slowest['seconds']:.2f}", f"{largest['megabytes']}"
        inputs = f"{of_reader['inputs']}"
        yield row(name, inputs, code(slowest["input"]), seconds, code(largest["input"]), megabytes)


def counts(bounds: Bounds) -> Iterator[str]:
    """Give the cells of a reader's bounds behind its size; an empty one where nothing is counted."""
    yield str(bounds.depth or "")
    yield f"{bounds.items:,} {bounds.of}" if bounds.items else ""
    yield f"{bounds.parts:,} {bounds.part}" if bounds.parts else ""
    yield size(bounds.memory) if bounds.memory else ""


def size(count: int) -> str:
    """Give a number of bytes in the unit that shows it best."""
    if count >= MB and count % (MB // 2) == 0:
        return f"{count / MB:g} MB"
    return f"{count // KB} kB" if count >= KB and count % KB == 0 else f"{count:,}"


def code(text: str) -> str:
    """Show a text as code, whatever it holds."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def help_text(text: str) -> Iterator[str]:
    """Give a help text as Markdown: what click keeps as it stands becomes a code block."""
    for paragraph in cleandoc(text).split("\n\n"):
        if paragraph.startswith("\b"):
            heading, *lines = paragraph.splitlines()[1:]
            yield from [heading, "", "```text", *(line.strip() for line in lines), "```", ""]
        elif paragraph.startswith("Example: "):
            yield from ["```text", paragraph.removeprefix("Example: "), "```", ""]
        else:
            yield from [one_line(paragraph), ""]


def option_words(option: click.Option) -> str:
    """Give the spellings of an option and what it takes."""
    kind = option.type
    taken = option.metavar or ("/".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else "")
    names = [f"`{name}{f' {taken}' if taken and name.startswith('--') else ''}`" for name in option.opts]
    return ", ".join(names)


def option_meaning(option: click.Option) -> str:
    """Give what an option does, and its default where the help shows it."""
    given = option.default if isinstance(option.default, tuple | list) else [option.default]
    default = f" (default: {', '.join(map(str, given))})" if option.show_default else ""
    return f"{option.help or ''}{default}"


def row(*cells: str) -> str:
    """Give one line of a Markdown table."""
    return f"| {' | '.join(one_line(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def one_line(text: str) -> str:
    """Put a text on one line."""
    return " ".join(text.split())


def stale() -> list[Path]:
    """Give the generated files that differ from what the code says now."""
    return [path for path, text in documents().items() if not path.is_file() or path.read_text() != text]


def main() -> int:
    """Write what is out of date, or with --check only name it and give 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; status 1 if a file is out of date"
    )
    is_check = parser.parse_args().check
    texts = documents()
    outdated = stale()
    for path in outdated:
        print(f"{path.relative_to(ROOT)} {'is out of date: run make docs' if is_check else 'written'}")
        if not is_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(texts[path])
    return 1 if is_check and outdated else 0


if __name__ == "__main__":
    sys.exit(main())
