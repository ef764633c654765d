"""What one version of a rubric changes against another, told apart: what moves results, and what is words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pydantic import BaseModel

from mrl.model.base import Message, Text, say
from mrl.rubric.subject import Path, figure
from mrl.rubric.text_remarks import texts_of
from mrl.rubric.types import (
    Bands,
    Choice,
    Criterion,
    Goalposts,
    Headline,
    Ladder,
    LogGoalposts,
    Node,
    Rubric,
    Scale,
)

MOST_NAMED = 8
"""So many texts of one part are named; of more only the number is said."""
_WITH_NAMES = ("attributions", "headlines", "nodes", "criteria")
"""Where each part of a rubric has a name of its own, under which its texts are told."""


@dataclass(frozen=True, kw_only=True)
class Alteration:
    """One thing that differs: at what place of the file, and whether results can move by it."""

    path: Path
    said: Message
    moves_results: bool


def compare(old: Rubric, new: Rubric) -> tuple[Alteration, ...]:
    """List what differs between two rubrics, or two versions of one, from the top of the file downwards."""
    return tuple(
        chain(_head(old, new), _headlines(old, new), _nodes(old, new), _criteria(old, new), _texts(old, new))
    )


def _moves(path: Path, said: Message) -> Alteration:
    return Alteration(path=path, said=said, moves_results=True)


def _words(path: Path, said: Message) -> Alteration:
    return Alteration(path=path, said=said, moves_results=False)


def _becomes(old: object, new: object) -> Message:
    return say("{old} becomes {new}", old=_shown(old), new=_shown(new))


def _shown(value: object) -> str | int | float | Message:
    if value is None or value == ():
        return say("nothing")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, int | float):
        return figure(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {part}" for key, part in value.items()) or say("nothing")
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _fields(old: BaseModel, new: BaseModel, path: Path, names: str, *, moves: bool) -> Iterator[Alteration]:
    """Compare single fields, named with spaces between."""
    for name in names.split():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Alteration(path=(*path, name), said=_becomes(before, after), moves_results=moves)


def _added_and_removed(
    old: Mapping[str, object], new: Mapping[str, object], path: Path, *, moves: bool = True
) -> Iterator[Alteration]:
    for name in old:
        if name not in new:
            yield Alteration(path=(*path, name), said=say("removed"), moves_results=moves)
    for name in new:
        if name not in old:
            yield Alteration(path=(*path, name), said=say("added"), moves_results=moves)


def _in_both(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return [name for name in new if name in old]


def _head(old: Rubric, new: Rubric) -> Iterator[Alteration]:
    yield from _fields(old, new, (), "id license", moves=False)
    yield from _fields(old, new, (), "met_from takes_answers disagreement", moves=True)
    yield from _fields(old.robustness, new.robustness, ("robustness",), "weights_within", moves=True)
    yield from _fields(old, new, (), "figures dimensions", moves=False)
    yield from _attributions(old, new)


def _attributions(old: Rubric, new: Rubric) -> Iterator[Alteration]:
    """Compare the lists drawn on; how a note is worded that both have is told with the other texts."""
    before, after = ({item.id: item for item in rubric.attributions} for rubric in (old, new))
    yield from _added_and_removed(before, after, ("attributions",), moves=False)
    for name in _in_both(before, after):
        path: Path = ("attributions", name)
        yield from _fields(before[name], after[name], path, "title url license", moves=False)
        notes = [{"note": side[name].note} if side[name].note else {} for side in (before, after)]
        yield from _added_and_removed(notes[0], notes[1], path, moves=False)


def _headlines(old: Rubric, new: Rubric) -> Iterator[Alteration]:
    before = {headline.node: headline for headline in old.headlines}
    after = {headline.node: headline for headline in new.headlines}
    yield from _added_and_removed(before, after, ("headlines",))
    for name in _in_both(before, after):
        path = ("headlines", name)
        yield from _fields(before[name], after[name], path, "coverage_floor", moves=True)
        yield from _fields(before[name], after[name], path, "numbered", moves=False)
        if before[name].assessed_when != after[name].assessed_when:
            yield _moves((*path, "assessed_when"), say("waits for other answers, or supposes others"))
        yield from _levels(before[name], after[name], path)


def _levels(old: Headline, new: Headline, path: Path) -> Iterator[Alteration]:
    before = {str(level.level): level for level in old.levels}
    after = {str(level.level): level for level in new.levels}
    yield from _added_and_removed(before, after, (*path, "levels"))
    for name in _in_both(before, after):
        place = (*path, "levels", name)
        yield from _fields(before[name], after[name], place, "at_least", moves=True)
        gates = [{gate.of: gate.at_least for gate in side[name].gates} for side in (before, after)]
        yield from _added_and_removed(gates[0], gates[1], (*place, "gates"))
        for of in _in_both(gates[0], gates[1]):
            if gates[0][of] != gates[1][of]:
                yield _moves((*place, "gates", of), _becomes(gates[0][of], gates[1][of]))


def _nodes(old: Rubric, new: Rubric) -> Iterator[Alteration]:
    yield from _added_and_removed(old.nodes, new.nodes, ("nodes",))
    for name in _in_both(old.nodes, new.nodes):
        before, after = old.nodes[name], new.nodes[name]
        yield from _fields(before, after, ("nodes", name), "aggregation", moves=True)
        yield from _weights(before, after, ("nodes", name, "children"))


def _weights(old: Node, new: Node, path: Path) -> Iterator[Alteration]:
    """Tell weights that were changed; where all keep their proportions nothing moves."""
    yield from _added_and_removed(old.children, new.children, path)
    same_proportions = _shares(old) == _shares(new)
    for child in _in_both(old.children, new.children):
        before, after = old.children[child], new.children[child]
        if before != after:
            said = say("weight {old} becomes {new}", old=figure(before), new=figure(after))
            yield Alteration(path=(*path, child), said=said, moves_results=not same_proportions)


def _shares(node: Node) -> dict[str, float]:
    total = sum(node.children.values())
    return {child: round(weight / total, 9) for child, weight in node.children.items()} if total else {}


def _criteria(old: Rubric, new: Rubric) -> Iterator[Alteration]:
    yield from _added_and_removed(old.criteria, new.criteria, ("criteria",))
    for name in _in_both(old.criteria, new.criteria):
        before, after, path = old.criteria[name], new.criteria[name], ("criteria", name)
        yield from _fields(before, after, path, "metric metric_role applies_when", moves=True)
        yield from _fields(before, after, path, "supporting_metrics effort_days", moves=False)
        if before.source != after.source:
            yield _words((*path, "source"), say("another source"))
        yield from _scale(before, after, path)


def _scale(old: Criterion, new: Criterion, path: Path) -> Iterator[Alteration]:
    before, after = scale_in_words(old.scale), scale_in_words(new.scale)
    if before != after:
        said = say("{old} becomes {new}", old=before, new=after)
        yield _moves((*path, "scale"), said)


def scale_in_words(scale: Scale) -> str:
    """Write a scale on one line, as a rubric would: what earns which points, without labels."""
    if isinstance(scale, Bands):
        side, steps = ("at_least", scale.at_least) if scale.at_least else ("at_most", scale.at_most or {})
        return f"{scale.kind} {side} {_pairs(steps.items())}"
    if isinstance(scale, Goalposts | LogGoalposts):
        return f"{scale.kind} {figure(scale.worst)}..{figure(scale.best)}"
    if isinstance(scale, Choice):
        return f"{scale.kind} {_pairs(scale.points.items())}"
    if isinstance(scale, Ladder):
        return f"{scale.kind} 0..{len(scale.situations) - 1}"
    return scale.kind if scale.good == "yes" else f"{scale.kind} good: {scale.good}"


def _pairs(pairs: Iterable[tuple[float | str, float]]) -> str:
    shown = ((key if isinstance(key, str) else figure(key), figure(points)) for key, points in pairs)
    return "{" + ", ".join(f"{key}: {points}" for key, points in shown) + "}"


def _texts(old: Rubric, new: Rubric) -> Iterator[Alteration]:
    """Tell which texts of a part were reworded, translated or lost, one line for each part and language."""
    before, after = dict(_named_texts(old)), dict(_named_texts(new))
    found: dict[tuple[Path, str, str], list[str]] = {}
    for path in _in_order_of_both(before, after):
        for language in ("en", "fr"):
            pair = [getattr(side.get(path), language, None) for side in (before, after)]
            if pair[0] != pair[1]:
                part = path[:2] if path[0] in _WITH_NAMES else ()
                how = "added" if pair[0] is None else "removed" if pair[1] is None else "changed"
                found.setdefault((part, language, how), []).append(".".join(map(str, path[len(part) :])))
    for (part, language, how), places in found.items():
        yield _words(part, _how(how, language, places))


def _in_order_of_both(before: Mapping[Path, Text], after: Mapping[Path, Text]) -> list[Path]:
    """List the texts of parts that both have: what was added or removed as a whole is told elsewhere."""
    parts = [{path[:2] for path in side} for side in (before, after)]
    return [path for path in dict.fromkeys([*after, *before]) if path[:2] in parts[0] & parts[1]]


def _named_texts(rubric: Rubric) -> Iterator[tuple[Path, Text]]:
    """Give every text with its path, in which lists, headlines and levels stand by name and not by place."""
    for path, text in texts_of(rubric):
        if path[0] == "attributions":
            yield ("attributions", rubric.attributions[int(path[1])].id, *path[2:]), text
        elif path[0] == "headlines":
            yield _named_in_headline(rubric.headlines[int(path[1])], path), text
        elif path[0] != "changes":
            yield path, text


def _named_in_headline(headline: Headline, path: Path) -> Path:
    named: Path = ("headlines", headline.node, *path[2:])
    if path[2] == "levels":
        level = headline.levels[int(path[3])]
        named = (*named[:3], level.level, *named[4:])
        if path[4] == "gates":
            named = (*named[:5], level.gates[int(path[5])].of, *named[6:])
    return named


def _how(how: str, language: str, places: Sequence[str]) -> Message:
    languages = {"en": say("English"), "fr": say("French")}
    few = ", ".join(places)
    texts = few if len(places) <= MOST_NAMED else say("{count} texts", count=len(places))
    if how == "added":
        return say("new in {language}: {texts}", language=languages[language], texts=texts)
    if how == "removed":
        return say("no longer in {language}: {texts}", language=languages[language], texts=texts)
    return say("reworded in {language}: {texts}", language=languages[language], texts=texts)
