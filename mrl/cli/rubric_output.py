"""What `mrl rubric` prints."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mrl.cli.language import in_words, said, translator_of_run
from mrl.cli.output import print_json, tell
from mrl.model.base import Message, say

if TYPE_CHECKING:
    from mrl.errors import Problem
    from mrl.model.assessment import HeadlineResult, Outcome
    from mrl.rubric.comparing import Alteration
    from mrl.rubric.loading import LoadedRubric
    from mrl.rubric_pipeline import Versions
    from mrl.scoring.effects import Effect
    from mrl.scoring.vectors import Difference, VectorReport

_OUTCOMES = {
    "met": say("met"),
    "partly_met": say("partly met"),
    "not_met": say("not met"),
    "unknown": say("unknown"),
    "not_applicable": say("not applicable"),
}
_STATES = {
    "not_assessed": say("not assessed"),
    "below_coverage_floor": say("below the coverage floor"),
}


def print_checked(loaded: "LoadedRubric", remarks: "Sequence[Problem]") -> None:
    """Print the remarks on a rubric that is right, and a line that says so."""
    for remark in remarks:
        tell(remark.in_language(translator_of_run()))
    speaker, criteria = translator_of_run(), len(loaded.rubric.criteria)
    values = {"file": Path(loaded.document.name).name}
    right = speaker.counted(
        "{file}: no problem in {count} criterion",
        "{file}: no problem in {count} criteria",
        criteria,
        values,
    )
    remarked = speaker.counted("{count} remark", "{count} remarks", len(remarks))
    tell(f"{right}, {remarked}" if remarks else right)


def print_vectors(reports: "Sequence[VectorReport]", *, as_json: bool) -> None:
    """Say how the vectors of rubrics fared, with a line for every difference."""
    if as_json:
        print_json([_vector_row(report) for report in reports])
        return
    for report in reports:
        tell(_fared(report))
        for found in report.differences:
            tell(_difference(found))


def _fared(report: "VectorReport") -> str:
    if not report.differences:
        return translator_of_run().counted(
            "{rubric}: {count} vector, as expected",
            "{rubric}: {count} vectors, all as expected",
            report.vectors,
            {"rubric": report.rubric},
        )
    return said(
        "{rubric}: {failed} of {total} vectors differ",
        rubric=report.rubric,
        failed=report.failed,
        total=report.vectors,
    )


def _difference(found: "Difference") -> str:
    place = ":".join(str(part) for part in found.place if part is not None)
    expectation = said("expected {expected}, got {got}", expected=found.expected, got=found.got)
    return f"{place}: {found.vector}: {found.what}: {expectation}"


def _vector_row(report: "VectorReport") -> dict[str, Any]:
    differences = [
        {"vector": each.vector, "what": each.what, "expected": each.expected, "got": each.got}
        | each.place._asdict()
        for each in report.differences
    ]
    return {"rubric": report.rubric, "vectors": report.vectors, "differences": differences}


def print_difference(versions: "Versions", effects: "Mapping[str, Effect]", *, as_json: bool) -> None:
    """Print what differs between two rubrics, and what that does to results."""
    from mrl.rubric.comparing import compare

    changes = compare(versions.old.rubric, versions.new.rubric)
    if as_json:
        found = {name: _effect_row(each) for name, each in effects.items()}
        print_json({**_names(versions), "changes": [_change_row(each) for each in changes], "effects": found})
        return
    old, new = versions.old.rubric, versions.new.rubric
    tell(f"{old.id} {old.version} -> {new.id} {new.version}")
    moving = [each for each in changes if each.moves_results]
    words = [each for each in changes if not each.moves_results]
    _print_changes(said("changes results: {count}", count=len(moving)), moving)
    _print_changes(said("changes words alone: {count}", count=len(words)), words)
    for name, each in effects.items():
        _print_effect(name, each)


def _names(versions: "Versions") -> dict[str, Any]:
    sides = {"old": versions.old.rubric, "new": versions.new.rubric}
    return {name: {"id": side.id, "version": side.version} for name, side in sides.items()}


def _change_row(change: "Alteration") -> dict[str, Any]:
    path = ".".join(map(str, change.path))
    return {"path": path, "what": in_words(change.said), "changes_results": change.moves_results}


def _effect_row(effect: "Effect") -> dict[str, Any]:
    headlines = {
        each.headline: {"before": _headline_row(each.before), "after": _headline_row(each.after)}
        for each in effect.headlines
    }
    outcomes = {each.criterion: {"before": each.before, "after": each.after} for each in effect.outcomes}
    return {"project": effect.project, "headlines": headlines, "outcomes": outcomes}


def _headline_row(result: "HeadlineResult | None") -> dict[str, Any] | None:
    if result is None:
        return None
    level = {"state": result.level.state, "level": result.level.point} if result.level else {}
    return result.score.model_dump() | level


def _print_changes(heading: str, changes: "Sequence[Alteration]") -> None:
    tell(heading)
    for change in changes:
        path = ".".join(map(str, change.path))
        tell(f"  {path}: {in_words(change.said)}" if path else f"  {in_words(change.said)}")


def _print_effect(name: str, effect: "Effect") -> None:
    tell("")
    tell(f"{effect.project} ({name})")
    speaker, colon = translator_of_run(), translator_of_run().mark(":")
    for each in effect.headlines:
        title = speaker.text(each.title)
        tell(f"  {title}{colon} {_headline(each.before)} -> {_headline(each.after)}")
    tell("  " + said("outcomes that change: {count}", count=len(effect.outcomes)))
    for change in effect.outcomes:
        title = speaker.text(change.title)
        tell(f"    {change.criterion} {title}{colon} {_outcome(change.before)} -> {_outcome(change.after)}")


def _headline(result: "HeadlineResult | None") -> str:
    if result is None:
        return said("not there")
    score, speaker = result.score, translator_of_run()
    point: str | Message = say("not known") if score.point is None else speaker.score(score.point)
    parts = [
        said(
            "{point} (from {lowest} to {highest}, coverage {share})",
            point=point,
            lowest=speaker.score(score.lowest),
            highest=speaker.score(score.highest),
            share=score.coverage,
        )
    ]
    if result.level is not None:
        state = _STATES.get(result.level.state.value)
        parts.append(in_words(state) if state else _level(result.level.point))
    return ", ".join(parts)


def _level(level: int | None) -> str:
    return said("below the first level") if level is None else said("level {level}", level=level)


def _outcome(outcome: "Outcome | None") -> str:
    return said("not asked") if outcome is None else in_words(_OUTCOMES[outcome.value])
