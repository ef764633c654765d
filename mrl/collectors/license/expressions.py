"""SPDX license expressions: `MIT OR (GPL-2.0-or-later WITH Classpath-exception-2.0 AND Zlib)`.

Read with a stack instead of recursion, because the text comes from repositories. The grammar is
annex B of the SPDX specification; lower-case operators and `/` for OR, as older manifests write
it, are read too.
"""

import re
from collections.abc import Callable
from typing import TypeVar

from mrl.collectors.license.identifiers import canonical

Answer = TypeVar("Answer")

LONGEST = 1000
_PIECE = re.compile(r"[()/]|[^\s()/]+")
_EXCEPTION = re.compile(r"[\w.-]{1,100}")
_RANK = {"OR": 1, "AND": 2}


def parse(text: str) -> tuple[str, ...] | None:
    """Read an expression into ids and operators in postfix order; None if it is not one.

    An exception stays with its license as one word: `GPL-2.0-only WITH Classpath-exception-2.0`.
    """
    if len(text) > LONGEST:
        return None
    output: list[str] = []
    waiting: list[str] = []
    after_license = False
    for piece in _pieces(text):
        if (piece in _RANK or piece == ")") != after_license:
            return None
        if not _place(piece, output, waiting):
            return None
        after_license = piece not in _RANK and piece != "("
    rest = tuple(reversed(waiting))
    return (*output, *rest) if after_license and "(" not in rest else None


def evaluate(
    expression: str,
    leaf: Callable[[str], Answer],
    both: Callable[[Answer, Answer], Answer],
    either: Callable[[Answer, Answer], Answer],
) -> Answer | None:
    """Work out an answer for a whole expression from the answers for its licenses; None if it is not one."""
    postfix = parse(expression)
    if postfix is None:
        return None
    stack: list[Answer] = []
    for word in postfix:
        if word in _RANK:
            right, left = stack.pop(), stack.pop()
            stack.append(both(left, right) if word == "AND" else either(left, right))
        else:
            stack.append(leaf(word.partition(" WITH ")[0]))
    return stack[0]


def normal_form(text: str) -> str | None:
    """Write an expression with the ids of the SPDX list and needed brackets only; None if it is not one."""
    postfix = parse(text)
    if postfix is None:
        return None
    stack: list[tuple[str, int]] = []
    for word in postfix:
        rank = _RANK.get(word)
        if rank is None:
            stack.append((word, 3))
            continue
        right, left = stack.pop(), stack.pop()
        sides = [f"({side})" if inner < rank else side for side, inner in (left, right)]
        stack.append((f" {word} ".join(sides), rank))
    return stack[0][0]


def ids_in(expression: str) -> frozenset[str]:
    """Give the ids of an expression, exceptions left out; nothing if it is not an expression."""
    return frozenset(word.partition(" WITH ")[0] for word in parse(expression) or () if word not in _RANK)


def _pieces(text: str) -> list[str]:
    """Split into brackets, operators and ids; unknown ids stay empty, which no expression accepts."""
    pieces: list[str] = []
    words = iter(_PIECE.findall(text))
    for word in words:
        upper = "OR" if word == "/" else word.upper()
        if upper == "WITH" and pieces and pieces[-1]:
            exception = next(words, "")
            pieces[-1] = f"{pieces[-1]} WITH {exception}" if _EXCEPTION.fullmatch(exception) else ""
        else:
            pieces.append(upper if upper in _RANK or word in "()" else canonical(word) or "")
    return pieces


def _place(piece: str, output: list[str], waiting: list[str]) -> bool:
    """Move one piece to the output or the operators that wait (the shunting-yard algorithm)."""
    if piece == "(":
        waiting.append(piece)
    elif piece == ")":
        while waiting and waiting[-1] != "(":
            output.append(waiting.pop())
        return bool(waiting) and waiting.pop() == "("
    elif piece in _RANK:
        while waiting and _RANK.get(waiting[-1], 0) >= _RANK[piece]:
            output.append(waiting.pop())
        waiting.append(piece)
    elif piece:
        output.append(piece)
    return bool(piece)
