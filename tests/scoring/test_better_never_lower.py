"""A better fact never scores lower, and a known one never widens: over every shipped rubric and metric.

Better is what a metric declares. Checked are every node, both ends and the point, every headline and its
level, gates included. What is no fall: the last bad finding of a metric that can only speak against a
project goes; then less is known, and a level may wait for an answer until it is shown again. Where an
unknown fact becomes known it is none either that a node gets its first point and that point is below those
beside it: the mean over what is known then takes in what it left out. Lowest and highest hold there as well.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import pytest
from support.facts import empty_repository, hosted_repository, repository, rich_repository, snapshot
from support.forge_facts import tracker
from support.measures import by_metric

from mrl import pipeline
from mrl.metrics import catalogue
from mrl.metrics.adding_up import add_up
from mrl.metrics.entries import Entry
from mrl.metrics.finding import Finding, Ratio, Subject
from mrl.model.answers import Answers
from mrl.model.base import Value, say
from mrl.model.evidence import AddsUp, Better, Bound, Evidence, Kind, MetricInfo
from mrl.rubric.types import Choice, Criterion, Ladder, MetricRole, Rubric
from mrl.scoring.answers import GivenAnswer, given_answers
from mrl.scoring.leaves import decide
from mrl.scoring.levels import level_of
from mrl.scoring.tree import Range, Results, Tree

RUBRICS = ("market-readiness", "screening", "ggi", "osps-baseline", "public-code")
INFO = {info.id: info for info in catalogue()}
DAY = dt.date(2026, 1, 15)
SLACK = 1e-9
WORLDS = 12
"""Sets of evidence and answers for each rubric; in each, every metric of the rubric is made better."""

Facts = dict[str, Evidence]
Said = dict[str, list[GivenAnswer]]


@cache
def opened(name: str) -> tuple[Rubric, Tree]:
    rubric = pipeline.open_rubric(name).rubric
    return rubric, Tree(rubric)


def used(rubric: Rubric) -> list[str]:
    """List the metrics that decide, prove or disprove something."""
    return sorted({each.metric for each in rubric.criteria.values() if each.metric})


def properties(rubric: Rubric) -> list[str]:
    return sorted({name for each in rubric.criteria.values() for name in each.applies_when})


def a_value(info: MetricInfo, random: Random) -> Value:
    """Make up a value: those at the ends, round ones, and any."""
    if info.kind is Kind.YES_NO:
        return random.random() < 0.5
    if info.kind is Kind.WORD:
        return random.choice(info.words or ("word",))
    if info.kind is Kind.SHARE:
        return random.choice([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0, random.random()])
    figure = random.choice([0, 1, 2, 3, 5, 10, 12, 30, 90, 365, 10**6, random.randrange(2000)])
    return figure if info.kind is Kind.COUNT else figure * random.random()


def evidence(
    info: MetricInfo, value: Value | None, bound: Bound = Bound.EXACT, weight: float = 1.0
) -> Evidence:
    told = {} if value is not None else {"reason": say("not read")}
    return Evidence(
        metric=info.id,
        title=info.title,
        kind=info.kind,
        unit=info.unit,
        better=info.better,
        value=value,
        bound=bound,
        source=info.source,
        known=9 if value is not None else 0,
        total=10,
        known_weight=weight,
        **told,
    )


def some_evidence(info: MetricInfo, random: Random) -> Evidence:
    """Make up evidence: unknown, exact, pooled over most of the weight, or a lower bound."""
    chance = random.random()
    if chance < 0.25:
        return evidence(info, None)
    value = a_value(info, random)
    if chance < 0.75 or info.adds_up not in (AddsUp.SUM, AddsUp.SHARE, AddsUp.MEDIAN):
        return evidence(info, value)
    bound = Bound.AT_LEAST if info.adds_up is AddsUp.SUM else Bound.EXACT
    return evidence(info, value, bound, random.choice([0.3, 0.89, 0.9, 0.95]))


def better_values(info: MetricInfo, value: Value, random: Random) -> Iterator[Value]:
    """Give values that the metric calls better."""
    if isinstance(value, bool):
        if value is not (info.better is Better.HIGHER):
            yield not value
        return
    for other in {a_value(info, random) for _ in range(6)}:
        is_other = isinstance(other, int | float) and isinstance(value, int | float) and other != value
        if is_other and (other > value) is (info.better is Better.HIGHER):
            yield other


def best_value(info: MetricInfo) -> Value | None:
    """Give what no value is better than; None where a metric has no direction."""
    if info.better is Better.NEITHER or info.kind is Kind.WORD:
        return None
    is_high = info.better is Better.HIGHER
    ends: dict[Kind, tuple[Value, Value]] = {
        Kind.YES_NO: (False, True),
        Kind.SHARE: (0.0, 1.0),
        Kind.COUNT: (0, 10**9),
        Kind.NUMBER: (0.0, 1e9),
    }
    return ends[info.kind][is_high]


def some_answers(rubric: Rubric, random: Random) -> Said:
    """Answer some questions, each in some way that fits."""
    told = {
        name: {"answer": random.choice(words_for(criterion))}
        for name, criterion in rubric.criteria.items()
        if random.random() < 0.4
    }
    if not rubric.takes_answers:
        return {}
    content = {"rubric": rubric.id, "role": "lead", "date": "2026-01-01", "answers": told}
    return given_answers(rubric.criteria, [("assessor", Answers.model_validate(content))])


def words_for(criterion: Criterion) -> Sequence[str]:
    if isinstance(criterion.scale, Ladder):
        return [str(place) for place in range(len(criterion.scale.situations))]
    if isinstance(criterion.scale, Choice):
        return list(criterion.scale.points)
    if criterion.metric_role is MetricRole.DECIDES:
        return ["yes", "no"] if criterion.scale.kind == "yes_no" else ["0", "1", "7"]
    return ["yes", "partly", "no", "not applicable"]


@dataclass(frozen=True)
class World:
    """A project as a rubric sees it."""

    rubric: Rubric
    tree: Tree
    facts: Facts
    said: Said

    def results(self, changed: Evidence | None = None) -> Results:
        facts = self.facts if changed is None else {**self.facts, changed.metric: changed}
        leaves = {
            name: decide(criterion, facts, self.said.get(name, ()), DAY, self.rubric.disagreement).range
            for name, criterion in self.rubric.criteria.items()
        }
        return self.tree.evaluate(leaves)

    def falls(self, before: Results, after: Results, *, learnt: bool = False) -> list[str]:
        """List what is lower than before; `learnt`: a fact that was unknown is known now."""
        widened = self._above_a_first_point(before, after) if learnt else set()
        found = [
            name
            for name, node in after.items()
            if is_lower(before[name], node, compares_points=name not in widened)
        ]
        for headline in self.rubric.headlines:
            old = level_of(self.rubric, headline, self.tree, before)
            new = level_of(self.rubric, headline, self.tree, after)
            if old is None or new is None:
                continue
            pairs = [(old.lowest, new.lowest), (old.highest, new.highest)]
            if old.point is not None and new.point is not None and headline.node not in widened:
                pairs.append((old.point, new.point))
            found += [f"level of {headline.node}" for was, now in pairs if (now or 0) < (was or 0)]
        return found

    def _above_a_first_point(self, before: Results, after: Results) -> set[str]:
        """Name the nodes whose point takes in a node that had none before."""
        parents: dict[str, set[str]] = {}
        for name, node in self.rubric.nodes.items():
            for child in node.children:
                parents.setdefault(child, set()).add(name)
        first = [name for name in self.rubric.nodes if not has_point(before[name]) and has_point(after[name])]
        found: set[str] = set()
        while first:
            above = parents.get(first.pop(), set()) - found
            found |= above
            first += above
        return found

    def widens(self, before: Results, after: Results) -> list[str]:
        """List what is less sure than before."""
        return [name for name, node in after.items() if is_wider(before[name], node)]


def has_point(node: Range | None) -> bool:
    return node is not None and node.point is not None


def is_lower(before: Range | None, after: Range | None, *, compares_points: bool = True) -> bool:
    """Whether a node fell; one that was answered as not applicable leaves all sums, which is no fall."""
    if before is None or after is None:
        return False
    both = compares_points and before.point is not None and after.point is not None
    return (
        after.lowest < before.lowest - SLACK
        or after.highest < before.highest - SLACK
        or (both and (after.point or 0) < (before.point or 0) - SLACK)
    )


def is_wider(before: Range | None, after: Range | None) -> bool:
    if before is None or after is None:
        return before is not after
    return after.lowest < before.lowest - SLACK or after.highest > before.highest + SLACK


REAL = [
    by_metric(snapshot(each, tracker_facts=(tracker(),)))
    for each in (rich_repository(), hosted_repository(), repository(), empty_repository())
] + [by_metric(snapshot(rich_repository("one"), repository("two"), hosted_repository("three")))]


def worlds(name: str, made_up: int) -> Iterator[tuple[World, Random]]:
    """Give what was measured in repositories, and made-up evidence; with and without answers."""
    rubric, tree = opened(name)
    random = Random(name)  # noqa: S311 - samples for a test
    for facts in REAL:
        yield World(rubric, tree, facts, {}), random
    for _ in range(made_up):
        facts = {each: some_evidence(INFO[each], random) for each in (*used(rubric), *properties(rubric))}
        yield World(rubric, tree, facts, some_answers(rubric, random)), random


def cases(world: World, random: Random) -> Iterator[tuple[Evidence, Evidence]]:
    """Give each metric's evidence with better ones: a better value, or more of the same known."""
    for metric in used(world.rubric):
        info, now = INFO[metric], world.facts[metric]
        if info.better is Better.NEITHER or now.value is None:
            continue
        for value in better_values(info, now.value, random):
            yield now, now.model_copy(update={"value": value})


def better_values_that_score_lower(made_up: int) -> tuple[int, list[str]]:
    count, failed = 0, []
    for name in RUBRICS:
        for world, random in worlds(name, made_up):
            before = world.results()
            for now, better in cases(world, random):
                count += 1
                falls = world.falls(before, world.results(better))
                failed += (
                    [f"{name}: {now.metric} {now.value} -> {better.value} ({now.bound}): {falls}"]
                    if falls
                    else []
                )
    return count, failed


def test_a_better_value_never_scores_lower() -> None:
    count, failed = better_values_that_score_lower(WORLDS)
    assert failed == []
    assert count > 2_500, count


def knowledge_that_widens(made_up: int) -> tuple[int, list[str]]:
    count, failed = 0, []
    for name in RUBRICS:
        for answered, random in worlds(name, made_up):
            # An answer stands only while the measurement is unknown, and may say anything.
            world = World(answered.rubric, answered.tree, answered.facts, {})
            for metric in used(world.rubric):
                unknown = world.results(evidence(INFO[metric], None))
                for value in {a_value(INFO[metric], random) for _ in range(3)}:
                    count += 1
                    known = world.results(evidence(INFO[metric], value))
                    wider = world.widens(unknown, known)
                    failed += [f"{name}: {metric} unknown -> {value}: {wider}"] if wider else []
                if (best := best_value(INFO[metric])) is not None:
                    count += 1
                    falls = world.falls(unknown, world.results(evidence(INFO[metric], best)), learnt=True)
                    failed += [f"{name}: {metric} unknown -> the best: {falls}"] if falls else []
    return count, failed


def test_what_becomes_known_only_narrows() -> None:
    count, failed = knowledge_that_widens(WORLDS)
    assert failed == []
    assert count > 5_000, count


@pytest.mark.soak
def test_the_same_in_many_more_worlds() -> None:
    for count, failed in (better_values_that_score_lower(300), knowledge_that_widens(300)):
        assert failed == []
        assert count > 50_000, count


def findings(info: MetricInfo, random: Random) -> Finding:
    if random.random() < 0.2:
        return Finding(reason=say("not read"), missing=Subject.TREE)
    value = a_value(info, random)
    if info.adds_up is AddsUp.SHARE and info.kind is Kind.SHARE and random.random() < 0.5:
        return Finding(value=bool(random.random() < 0.5), sentence=say("x"), together=say("{count}"))
    if info.adds_up is AddsUp.SHARE and isinstance(value, float):
        whole = random.choice([1, 5, 100])
        part = round(value * whole)
        return Finding(part / whole, say("x"), ratio=Ratio(part, whole))
    return Finding(value, say("x"))


def better_findings(info: MetricInfo, now: Finding, random: Random) -> Iterator[Finding]:
    """Give findings that are better of the same whole: rows that were bad are good."""
    if now.value is None:
        return
    if now.ratio is not None:
        parts = range(int(now.ratio.whole) + 1)
        for part in random.sample(parts, min(4, len(parts))):
            if part != now.ratio.part and (part > now.ratio.part) is (info.better is Better.HIGHER):
                yield Finding(part / now.ratio.whole, say("x"), ratio=Ratio(part, now.ratio.whole))
        return
    for value in better_values(info, now.value, random):
        yield Finding(value, now.sentence, together=now.together)


def is_worse(info: MetricInfo, before: Value | None, after: Value | None) -> bool:
    """Whether the whole is worse; where the one known failure is mended, the rest may be unknown."""
    worst = info.better is Better.LOWER
    if before is None or (after is None and before is worst):
        return False
    if after is None or isinstance(before, str) or isinstance(after, str):
        return after is None
    gain = (float(after) - float(before)) * (-1 if worst else 1)
    return gain < -1e-6


def test_a_better_repository_never_lowers_the_whole() -> None:
    count, failed = 0, []
    random = Random("repositories")  # noqa: S311 - samples for a test
    for info in INFO.values():
        if info.better is Better.NEITHER:
            continue
        for _ in range(60):
            size = random.randrange(2, 6)
            kinds = [findings(info, random) for _ in range(size)]
            if len({type(each.value) for each in kinds if each.value is not None and each.ratio is None}) > 1:
                continue
            if len({each.ratio is None for each in kinds if each.value is not None}) > 1:
                continue
            entries = [
                Entry(repository(f"r{place}"), random.choice([1.0, 0.5, 0.05]), each)
                for place, each in enumerate(kinds)
            ]
            before = add_up(info, entries)[0].value
            for place, entry in enumerate(entries):
                for finding in better_findings(info, entry.finding, random):
                    count += 1
                    changed = [*entries]
                    changed[place] = Entry(entry.repository, entry.weight, finding)
                    after = add_up(info, changed)[0].value
                    if is_worse(info, before, after):
                        failed.append(
                            f"{info.id}: {entry.finding.value} -> {finding.value}: {before} -> {after}"
                        )
    assert failed == []
    assert count > 5_000, count
