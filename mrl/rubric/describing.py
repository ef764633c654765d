"""A rubric as a text a person can read through: weights as a tree, then every question."""

from collections.abc import Iterator

from mrl.rubric.types import Criterion, Rubric


def describe(rubric: Rubric) -> str:
    """Describe a rubric in English, with the share every part has in what stands above it."""
    return "\n".join([*_head(rubric), *_trees(rubric), *_levels(rubric), *_questions(rubric)]) + "\n"


def _head(rubric: Rubric) -> Iterator[str]:
    yield f"{rubric.title.en} ({rubric.id} {rubric.version}, {rubric.license})"
    yield rubric.summary.en
    yield rubric.disclaimer.en
    for item in rubric.attributions:
        yield f"draws on: {item.title}, {item.url} ({item.license})"


def _trees(rubric: Rubric) -> Iterator[str]:
    shown: set[str] = set()
    for headline in rubric.headlines:
        yield ""
        yield f"{headline.title.en} (0 to 10; no level below {headline.coverage_floor:.0%} coverage)"
        yield from _branch(rubric, headline.node, 1, shown)


def _branch(rubric: Rubric, name: str, depth: int, shown: set[str]) -> Iterator[str]:
    node = rubric.nodes[name]
    total = sum(node.children.values())
    for child, weight in node.children.items():
        title = rubric.nodes[child].title if child in rubric.nodes else rubric.criteria[child].title
        line = f"{'  ' * depth}{weight / total:4.0%}  {child}: {title.en}"
        if child in shown and child in rubric.nodes:
            yield f"{line} (as above)"
            continue
        shown.add(child)
        yield line + (f" [{rubric.nodes[child].aggregation.value}]" if child in rubric.nodes else "")
        if child in rubric.nodes:
            yield from _branch(rubric, child, depth + 1, shown)


def _levels(rubric: Rubric) -> Iterator[str]:
    for headline in rubric.headlines:
        if headline.levels:
            yield ""
            yield f"Levels of {headline.title.en}"
        for level in headline.levels:
            yield f"  {level.level} {level.name.en} (from {level.at_least:g}): {level.rationale.en}"
            for gate in level.gates:
                yield f"      only with {gate.of} at {gate.at_least:.0%} or more: {gate.because.en}"


def _questions(rubric: Rubric) -> Iterator[str]:
    yield ""
    yield "Criteria"
    for name, criterion in rubric.criteria.items():
        yield f"  {name} {criterion.title.en}"
        yield f"      {criterion.question.en}"
        yield f"      {_decided_by(criterion)}; effort {criterion.effort_days:g} days"


def _decided_by(criterion: Criterion) -> str:
    if criterion.metric is None or criterion.metric_role is None:
        return "answered by people"
    return f"{criterion.metric} {criterion.metric_role.value} on a {criterion.scale.kind} scale"
