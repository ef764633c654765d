"""Maintenance lines: what they are, compared with sets of ids, and what finding them costs at most."""

import random
from collections.abc import Callable, Sequence

import pytest
from support.steps import steps

from mrl.collectors.git import reach
from mrl.collectors.git.commits import Commit
from mrl.collectors.git.lines import find_lines
from mrl.collectors.git.mailmap import Identity
from mrl.collectors.git.store import Ref

ADA = Identity("Ada Miller", "ada@city.example")
MODULES = ("mrl.collectors.git.lines", "mrl.collectors.git.graph", "mrl.collectors.git.reach")
VERSIONED, LASTING, TOPIC = "release/{}.x", "develop-a{}", "topic{}"

Lines = list[tuple[str, list[str]]]


def commit(oid: str, *parents: str) -> Commit:
    return Commit(oid, parents, 1, 1, ADA, "")


def branch(name: str, tip: str) -> Ref:
    return Ref(f"refs/heads/{name}", "", "commit", tip)


def found(
    refs: Sequence[Ref],
    outside: Sequence[Commit],
    released: Sequence[str] = (),
    default: str | None = "main",
    counted: frozenset[str] | None = None,
) -> Lines:
    if counted is None:
        counted = frozenset(each.oid for each in outside)
    lines = find_lines(
        refs, head="head", default=default, outside=outside, counted=counted, released=released
    )
    return [(line.branch, [each.oid for each in line.commits]) for line in lines]


def by_sets(
    refs: Sequence[Ref],
    outside: Sequence[Commit],
    released: Sequence[str],
    default: str | None,
    counted: frozenset[str],
) -> Lines:
    """Say the same with a set of ids for each branch: the definition, at a cost that nobody can bear."""
    known = {each.oid: each for each in outside}
    reached: dict[str, set[str]] = {}
    for ref in refs:
        seen: set[str] = set()
        waiting = [ref.commit]
        while waiting:
            oid = waiting.pop()
            if oid in known and oid not in seen:
                seen.add(oid)
                waiting.extend(known[oid].parents)
        if default or not any("head" in known[oid].parents for oid in seen):
            reached[ref.name.removeprefix("refs/heads/")] = seen & counted
    releases = set(released) & counted

    def place(name: str) -> tuple[object, ...]:
        topic = not name.startswith("develop") and not name.startswith("release")
        return (
            -len(reached[name] & releases),
            not name.startswith("release"),
            topic,
            len(reached[name]),
            name,
        )

    lines, taken = [], set[str]()
    for name in sorted(reached, key=place):
        added = reached[name] - taken
        work = sorted(oid for oid in added if len(known[oid].parents) < 2)
        if work and (added & releases or name.startswith("release")):
            taken |= added
            lines.append((name, work))
    return lines


def random_case(seed: int) -> tuple[list[Ref], list[Commit], list[str], str | None, frozenset[str]]:
    chance = random.Random(seed)  # noqa: S311 - no secret depends on it
    merging = chance.choice([0, 0.1, 0.5, 0.9])
    commits: list[Commit] = []
    for number in range(chance.randrange(1, 30)):
        oids = ["head", "base", *(each.oid for each in commits)]
        count = chance.randrange(5) if chance.random() < merging else 1
        parents = (chance.choice(oids[-5:] if chance.random() < 0.7 else oids) for _ in range(count))
        commits.append(commit(f"{chance.randrange(10**6)}.{number}", *parents))
    names = (chance.choice([VERSIONED, LASTING, TOPIC]).format(number) for number in range(12))
    refs = [
        branch(name, chance.choice([*commits[-4:], *commits, commit("gone")]).oid)
        for name in names
        if chance.random() < 0.6
    ]
    counted = frozenset(each.oid for each in commits if chance.random() < 0.85)
    released = [each.oid for each in commits if chance.random() < chance.choice([0, 0.1, 0.4])]
    chance.shuffle(commits)
    return refs, commits, released, chance.choice([None, "main"]), counted


@pytest.mark.parametrize("bits", [1, 3, 4096])
def test_lines_are_what_sets_of_ids_say(bits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "_BITS", bits)
    lines = 0
    for seed in range(500):
        refs, outside, released, default, counted = random_case(seed)
        expected = by_sets(refs, outside, released, default, counted)
        assert found(refs, outside, released, default, counted) == expected, seed
        lines += len(expected)
    assert lines > 300


def diamonds(count: int) -> tuple[list[Ref], list[Commit]]:
    """Chain diamonds off the default branch: as many ways down as 2 to the power of their number."""
    commits = [commit("0", "base")]
    for number in range(1, count + 1):
        last = f"{number - 1}"
        commits += [commit(f"{number}a", last), commit(f"{number}b", last)]
        commits.append(commit(f"{number}", f"{number}a", f"{number}b"))
    return [branch("release/1.x", f"{count}")], commits


def shared(branches: int, commits: int) -> tuple[list[Ref], list[Commit]]:
    """Let every branch share the same line of commits and add one merge of its own."""
    trunk = [commit("0", "base"), *(commit(str(number), str(number - 1)) for number in range(1, commits))]
    tips = [commit(f"t{number}", str(commits - 1), "base") for number in range(branches)]
    return [branch(VERSIONED.format(number), tips[number].oid) for number in range(branches)], trunk + tips


def topics(branches: int, commits: int) -> tuple[list[Ref], list[Commit]]:
    """Let topic branches fork from a shared line, none of which is a line: nothing is ever taken."""
    refs, outside = shared(branches, commits)
    return [branch(TOPIC.format(number), ref.commit or "") for number, ref in enumerate(refs)], outside


def ladder(branches: int, commits: int) -> tuple[list[Ref], list[Commit]]:
    """Put the branches on every merge of a ladder of diamonds as long as all of it."""
    _, outside = diamonds(max(branches, commits // 3))
    return [branch(VERSIONED.format(number), str(number + 1)) for number in range(branches)], outside


def merged_topics(branches: int, commits: int) -> tuple[list[Ref], list[Commit]]:
    """Let each branch be a merge of a topic, made of merges alone, into a released trunk."""
    refs, outside = shared(branches, commits)
    return [*refs, branch("develop", outside[commits - 1].oid)], outside


@pytest.mark.parametrize("count", [30, 2000])
def test_diamonds_are_one_line(count: int) -> None:
    refs, commits = diamonds(count)
    ((name, oids),) = found(refs, commits)
    assert (name, len(oids)) == ("release/1.x", 2 * count + 1)
    assert steps(lambda: found(refs, commits), *MODULES) < 200 * len(commits)


@pytest.mark.parametrize("shape", [shared, topics, ladder, merged_topics])
@pytest.mark.parametrize("released", [(), ("0",)])
def test_the_cost_grows_with_commits_and_branches_and_not_with_both_together(
    shape: Callable[[int, int], tuple[list[Ref], list[Commit]]], released: tuple[str, ...]
) -> None:
    for branches, commits in ((200, 300), (20, 3000), (400, 6000)):
        refs, outside = shape(branches, commits)
        cost = steps(lambda refs=refs, outside=outside: found(refs, outside, released), *MODULES)
        assert cost < 200 * (len(refs) + len(outside)), (branches, commits)


def test_a_commit_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its parents are looked up once for the graph, and once more to see whether it is a merge."""
    refs, outside = shared(50, 200)
    asked: list[str] = []
    parents = Commit.parents
    monkeypatch.setattr(
        Commit, "parents", property(lambda self: asked.append(self.oid) or parents.__get__(self))
    )
    found(refs, outside)
    assert max(asked.count(each.oid) for each in outside) <= 3


def test_a_ring_of_commits_ends() -> None:
    """No hash can make one; an object store that lies may show one."""
    assert found([branch("release/1.x", "a")], [commit("a", "b"), commit("b", "a")]) == []
