"""Which kinds of files count as source; the same words that the collectors give to files."""


def words(text: str) -> tuple[str, ...]:
    """Split words written as one line of text."""
    return tuple(text.split())


PROGRAM_KINDS = frozenset(
    words(
        "c clojure cpp csharp dart elixir erlang fsharp go groovy haskell java javascript jsp kotlin lua "
        "objective-c ocaml perl php powershell python r ruby rust scala shell swift typescript visualbasic "
        "vue"
    )
)
"""Files in programming languages, where a license header is the custom."""

SOURCE_KINDS = PROGRAM_KINDS | frozenset(words("build css freemarker html schema sql template terraform xml"))
"""All files that people write by hand and that may carry a license header."""
