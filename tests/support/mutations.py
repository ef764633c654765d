"""Mistakes that hands make in YAML, each made somewhere in a file by a seeded choice."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

KEY = re.compile(r"^(\s*(?:- )?)([A-Za-z][\w-]*):(\s|$)")
FIGURE = re.compile(r"(?<=[:\s\[{])\d+(\.\d+)?(?=[\s,}\]]|$)")
CHILD = re.compile(r"^      [A-Za-z][\w-]*: [\d.]+(\s|$)")
CRITERION = re.compile(r"^  [A-Za-z][\w-]*:\s*$")

Lines = list[str]


@dataclass(frozen=True)
class Mutation:
    """A file with one mistake: its kind, where it was made, and the words that went wrong there."""

    kind: str
    content: bytes
    line: int
    words: tuple[str, ...] = ()


@dataclass
class Hand:
    """Lines under somebody's hands, with what is needed to make a mistake in them."""

    lines: Lines
    random: Random

    def pick(self, fits: Callable[[str], object]) -> int | None:
        """Choose a line that fits; comments and empty lines never do, prose only where any line will do."""
        prose = set[int]() if fits is bool else self.prose()
        found = [
            index
            for index, line in enumerate(self.lines)
            if line.strip() and index not in prose and not line.lstrip().startswith("#") and fits(line)
        ]
        return self.random.choice(found) if found else None

    def prose(self) -> set[int]:
        """Give the lines of the texts that begin with `>-`."""
        starts = [index for index, line in enumerate(self.lines) if line.rstrip().endswith(">-")]
        return {index for start in starts for index in range(start + 1, self.block(start))}

    def block(self, start: int) -> int:
        """Give the end of the block that a line opens."""
        depth = indent(self.lines[start])
        end = start + 1
        while end < len(self.lines) and (not self.lines[end].strip() or indent(self.lines[end]) > depth):
            end += 1
        return end


def indent(line: str) -> int:
    return len(line) - len(line.lstrip())


Mistake = Callable[[Hand], tuple[int, tuple[str, ...]] | None]
MISTAKES: dict[str, Mistake] = {}


def mistake(function: Mistake) -> Mistake:
    MISTAKES[function.__name__] = function
    return function


def changed(fits: Callable[[str], object], change: Callable[[str, Random], str]) -> Mistake:
    """Make a mistake that changes one line."""

    def make(hand: Hand) -> tuple[int, tuple[str, ...]] | None:
        index = hand.pick(fits)
        if index is None:
            return None
        before = hand.lines[index]
        hand.lines[index] = change(before, hand.random)
        return index, tuple(re.findall(r"[\w.-]{2,}", before)[:3])

    return make


def misspelt(word: str, random: Random) -> str:
    place = random.randrange(len(word))
    letter = random.choice(["", "x", word[place] * 2])
    return word[:place] + letter + word[place + 1 :]


def in_key(change: Callable[[str, Random], str]) -> Callable[[str, Random], str]:
    def on_line(line: str, random: Random) -> str:
        return KEY.sub(lambda match: f"{match[1]}{change(match[2], random)}:{match[3]}", line, count=1)

    return on_line


def in_value(change: Callable[[str, Random], str]) -> Callable[[str, Random], str]:
    def on_line(line: str, random: Random) -> str:
        key, _, value = line.partition(": ")
        return f"{key}: {change(value, random)}"

    return on_line


def on_figure(change: Callable[[str], str]) -> Callable[[str, Random], str]:
    return lambda line, _: FIGURE.sub(lambda match: change(match[0]), line, count=1)


def has_value(line: str) -> bool:
    return bool(re.match(r"^\s*(- )?[A-Za-z][\w-]*: [^>|{\[#]", line))


LINE_MISTAKES = {
    "indented_too_far": changed(bool, lambda line, random: " " * random.choice([1, 2]) + line),
    "indented_too_little": changed(
        lambda line: indent(line) > 1, lambda line, random: line[random.choice([1, 2]) :]
    ),
    "tab_for_spaces": changed(lambda line: indent(line) > 1, lambda line, _: "\t" + line.lstrip()),
    "colon_left_out": changed(KEY.match, lambda line, _: line.replace(":", "", 1)),
    "space_after_colon_left_out": changed(has_value, lambda line, _: line.replace(": ", ":", 1)),
    "quote_not_closed": changed(has_value, in_value(lambda value, _: f'"{value}')),
    "colon_in_a_text": changed(
        lambda line: re.match(r"^\s+(- )?(en|fr): [A-Z]", line), in_value(lambda value, _: f"Note: {value}")
    ),
    "misspelt_key": changed(KEY.match, in_key(misspelt)),
    "misspelt_reference": changed(lambda line: re.match(r"^\s+- of: |^  - node: ", line), in_value(misspelt)),
    "misspelt_child": changed(CHILD.match, in_key(misspelt)),
    "misspelt_metric": changed(lambda line: re.match(r"^    metric: ", line), in_value(misspelt)),
    "misspelt_word": changed(
        lambda line: re.match(r"^\s+(metric_role|aggregation|kind): |^figures: ", line), in_value(misspelt)
    ),
    "misspelt_list": changed(
        lambda line: "source: {list: " in line, lambda line, _: line.replace("list: ", "list: x", 1)
    ),
    "line_of_nothing": changed(has_value, in_value(lambda _value, _: "")),
    "number_for_a_text": changed(
        lambda line: re.match(r"^\s+(en|fr): [^>]", line), in_value(lambda _value, _: "12")
    ),
    "text_for_a_number": changed(FIGURE.search, on_figure(lambda _: "many")),
    "decimal_comma": changed(
        lambda line: re.search(r"\d\.\d", line),
        lambda line, _: re.sub(r"(\d)\.(\d)", r"\1,\2", line, count=1),
    ),
    "negative_figure": changed(FIGURE.search, on_figure(lambda figure: f"-{figure}")),
    "hundredfold_figure": changed(FIGURE.search, on_figure(lambda figure: f"{float(figure) * 100:g}")),
    "percent_sign": changed(FIGURE.search, on_figure(lambda figure: f"{figure} %")),
    "no_weight": changed(CHILD.match, on_figure(lambda _: "0")),
    "list_for_a_mapping": changed(KEY.match, lambda line, _: " " * indent(line) + "- " + line.lstrip()),
    "brackets_not_closed": changed(
        lambda line: re.search(r"[}\]]$", line.rstrip()), lambda line, _: line.rstrip()[:-1]
    ),
    "merge_mark": changed(bool, lambda line, _: f"<<<<<<< mine\n{line}"),
    "alias": changed(has_value, in_value(lambda value, _: f"*{value.split()[0] if value.split() else 'x'}")),
    "renamed_criterion": changed(CRITERION.match, in_key(lambda key, _: f"{key}-2")),
}
MISTAKES |= LINE_MISTAKES


@mistake
def key_stands_twice(hand: Hand) -> tuple[int, tuple[str, ...]] | None:
    index = hand.pick(lambda line: has_value(line) and "- " not in line)
    if index is None:
        return None
    hand.lines.insert(index, hand.lines[index])
    return index, ()


@mistake
def line_deleted(hand: Hand) -> tuple[int, tuple[str, ...]] | None:
    index = hand.pick(bool)
    if index is None:
        return None
    return index, tuple(re.findall(r"[\w.-]{2,}", hand.lines.pop(index))[:3])


@mistake
def lines_swapped(hand: Hand) -> tuple[int, tuple[str, ...]] | None:
    index = hand.pick(bool)
    if index is None or index == 0:
        return None
    hand.lines[index - 1 : index + 1] = [hand.lines[index], hand.lines[index - 1]]
    return index, tuple(re.findall(r"[\w.-]{2,}", " ".join(hand.lines[index - 1 : index + 1]))[:6])


@mistake
def child_removed(hand: Hand) -> tuple[int, tuple[str, ...]] | None:
    index = hand.pick(CHILD.match)
    if index is None:
        return None
    return index, (hand.lines.pop(index).split(":")[0].strip(),)


@mistake
def child_in_two_nodes(hand: Hand) -> tuple[int, tuple[str, ...]] | None:
    index, other = hand.pick(CHILD.match), hand.pick(CHILD.match)
    if index is None or other is None:
        return None
    hand.lines.insert(other, hand.lines[index])
    return other, (hand.lines[other].split(":")[0].strip(),)


@mistake
def criterion_deleted(hand: Hand) -> tuple[int, tuple[str, ...]] | None:
    index = hand.pick(CRITERION.match)
    if index is None:
        return None
    name = hand.lines[index].strip().rstrip(":")
    del hand.lines[index : hand.block(index)]
    return index, (name,)


@mistake
def languages_swapped(hand: Hand) -> tuple[int, tuple[str, ...]] | None:
    index = hand.pick(lambda line: line.lstrip().startswith("en:"))
    if index is None:
        return None
    for place in range(index, min(index + 20, len(hand.lines))):
        if place == index or hand.lines[place].lstrip().startswith("fr:"):
            old, new = ("en:", "fr:") if place == index else ("fr:", "en:")
            hand.lines[place] = hand.lines[place].replace(old, new, 1)
            if place > index:
                break
    return index, ()


@mistake
def translation_dropped(hand: Hand) -> tuple[int, tuple[str, ...]] | None:
    index = hand.pick(lambda line: re.match(r"^\s+fr:", line))
    if index is None:
        return None
    del hand.lines[index : hand.block(index)]
    return index, ()


@mistake
def file_cut_short(hand: Hand) -> tuple[int, tuple[str, ...]] | None:
    end = hand.random.randrange(1, len(hand.lines))
    last = hand.lines[end]
    hand.lines[end:] = [last[: hand.random.randrange(len(last) + 1)]]
    return end, ()


@mistake
def stray_bytes(hand: Hand) -> tuple[int, tuple[str, ...]] | None:
    index = hand.random.randrange(len(hand.lines))
    place = hand.random.randrange(len(hand.lines[index]) + 1)
    stray = hand.random.choice(["\x00", "\x07", "\udcff\udcfe", "\udce9", "\ufffe", "\x85", "%", "@", "`"])
    hand.lines[index] = hand.lines[index][:place] + stray + hand.lines[index][place:]
    return index, ()


def mutations(content: bytes, count: int, seed: int) -> Iterator[Mutation]:
    """Make so many mistakes in a file, one at a time, every kind in turn."""
    random = Random(seed)  # noqa: S311 - mistakes, not secrets
    made = 0
    while made < count:
        for kind, make in MISTAKES.items():
            hand = Hand(content.decode().split("\n"), random)
            found = make(hand)
            if found is not None and made < count:
                made += 1
                text = "\n".join(hand.lines).encode(errors="surrogateescape")
                yield Mutation(kind, text, found[0] + 1, found[1])
