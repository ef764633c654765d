"""What to name first: strengths, concerns, the next steps, and what is worth finding out."""

from collections.abc import Mapping, Sequence

from mrl.model.assessment import Highlights, Outcome
from mrl.rubric.structure import criteria_below
from mrl.rubric.types import Rubric
from mrl.scoring.tree import Results, Tree, exactly

_SMALLEST_EFFORT = 0.25
"""Days; keeps a step declared as free from outranking everything."""

Gains = dict[str, dict[str, float]]


def gains(rubric: Rubric, tree: Tree, results: Results, leaves: Sequence[str]) -> Gains:
    """Give each criterion the rise of every headline (0 to 10) if it were fully met."""
    found: Gains = {}
    for criterion in leaves:
        met = tree.with_leaf(results, criterion, exactly(1.0))
        found[criterion] = {
            headline.node: round(_point(met, headline.node) - _point(results, headline.node), 6)
            for headline in rubric.headlines
        }
    return found


def _point(results: Results, node: str) -> float:
    result = results.get(node)
    return 10 * result.point if result is not None and result.point is not None else 0.0


def pick_highlights(
    rubric: Rubric, tree: Tree, results: Results, outcomes: Mapping[str, Outcome], rises: Gains
) -> Highlights:
    """Choose strengths and concerns (one per dimension first), next steps and open questions."""
    main = rubric.headlines[0].node
    dimension = {criterion: name for name in rubric.dimensions for criterion in criteria_below(rubric, name)}
    under_main = set(criteria_below(rubric, main))
    met = [name for name, outcome in outcomes.items() if outcome is Outcome.MET and name in under_main]
    lacking = [
        name
        for name, outcome in outcomes.items()
        if outcome in (Outcome.NOT_MET, Outcome.PARTLY_MET) and name in under_main
    ]
    fall = {
        name: _point(results, main) - _point(tree.with_leaf(results, name, exactly(0.0)), main)
        for name in met
    }
    rise = {name: rises[name][main] for name in lacking}
    effort = {name: max(rubric.criteria[name].effort_days, _SMALLEST_EFFORT) for name in lacking}
    value = {name: rise[name] / effort[name] for name in lacking if rise[name] > 0}
    return Highlights(
        strengths=_spread(fall, dimension, 3),
        concerns=_spread(rise, dimension, 3),
        next_steps=tuple(_largest_first(value))[:5],
        to_find_out=_most_open(tree, results, outcomes, under_main, main),
    )


def _largest_first(values: Mapping[str, float]) -> list[str]:
    return sorted(values, key=lambda name: (-round(values[name], 9), name))


def _spread(values: Mapping[str, float], dimension: Mapping[str, str], count: int) -> tuple[str, ...]:
    """Take the largest, at most one per dimension as long as there are dimensions left."""
    ranked = [name for name in _largest_first(values) if values[name] > 0]
    first: dict[str, str] = {}
    for name in ranked:
        first.setdefault(dimension.get(name, name), name)
    chosen = list(first.values())[:count]
    chosen += [name for name in ranked if name not in chosen][: count - len(chosen)]
    return tuple(chosen)


def _most_open(
    tree: Tree, results: Results, outcomes: Mapping[str, Outcome], among: set[str], main: str
) -> tuple[str, ...]:
    width: dict[str, float] = {}
    for name, outcome in outcomes.items():
        if outcome is Outcome.UNKNOWN and name in among:
            best = tree.with_leaf(results, name, exactly(1.0)).get(main)
            worst = tree.with_leaf(results, name, exactly(0.0)).get(main)
            if best is not None and worst is not None:
                width[name] = best.highest - worst.highest + best.lowest - worst.lowest
    return tuple(_largest_first(width))[:5]
