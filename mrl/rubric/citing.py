"""How documents name a list that a rubric draws on."""

from mrl.model.base import Text
from mrl.rubric.types import Attribution

_NOT_A_NAME = {"none stated": "licence non indiquée"}
"""What stands where a license has no name, in French."""


def citation(source: Attribution) -> Text:
    """Name a list with its address, its license and the note on it; in French where the note is."""
    place, license_, note = f"{source.title}, {source.url}", source.license, source.note
    if note is None:
        return Text(en=f"{place} ({license_})")
    in_french = f"{place} ({_NOT_A_NAME.get(license_, license_)}) : {note.fr}"
    return Text(en=f"{place} ({license_}): {note.en}", fr=in_french if note.fr else None)
