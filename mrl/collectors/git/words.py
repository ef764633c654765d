"""Long lists of words, written as text."""


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text, which a reader takes in better than a column of quoted ones."""
    return frozenset(text.split())
