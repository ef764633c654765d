"""Units that figures are counted in, singular and plural, so that one person is never "1 people"."""

from typing import Final


def counted(one: str, many: str) -> tuple[str, str]:
    """Name a unit's singular and plural; the extractor of the catalogue looks for calls of this name."""
    return one, many


BARE: Final = frozenset({"index", "ratio"})
"""Units of figures that stand alone: they have no dimension."""

PLURALS: Final = {
    "advisories": counted("{count} advisory", "{count} advisories"),
    "change requests": counted("{count} change request", "{count} change requests"),
    "channels": counted("{count} channel", "{count} channels"),
    "commits": counted("{count} commit", "{count} commits"),
    "conflicts": counted("{count} conflict", "{count} conflicts"),
    "days": counted("{count} day", "{count} days"),
    "files": counted("{count} file", "{count} files"),
    "hours": counted("{count} hour", "{count} hours"),
    "issues": counted("{count} issue", "{count} issues"),
    "languages": counted("{count} language", "{count} languages"),
    "licenses": counted("{count} license", "{count} licenses"),
    "lines": counted("{count} line", "{count} lines"),
    "months": counted("{count} month", "{count} months"),
    "organisations": counted("{count} organisation", "{count} organisations"),
    "people": counted("{count} person", "{count} people"),
    "releases": counted("{count} release", "{count} releases"),
    "sections": counted("{count} section", "{count} sections"),
    "violations": counted("{count} violation", "{count} violations"),
    "years": counted("{count} year", "{count} years"),
}
