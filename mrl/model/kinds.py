"""Kinds of files that count as source: the words that collectors give to files and metrics count by."""

from typing import Final


def words(text: str) -> tuple[str, ...]:
    """Split a list of names written as one line of text, for tables that people can scan."""
    return tuple(text.split())


PROGRAM_KINDS: Final = frozenset(
    words(
        "c clojure cpp csharp dart elixir erlang fsharp go groovy haskell java javascript jsp kotlin lua "
        "objective-c ocaml perl php powershell python r ruby rust scala shell swift typescript visualbasic "
        "vue"
    )
)
"""Files in programming languages, where a license header is the custom."""

SOURCE_KINDS: Final = PROGRAM_KINDS | frozenset(
    words("build css freemarker html schema sql template terraform xml")
)
"""All files that people write by hand and that may carry a license header in a comment."""
