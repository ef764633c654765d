"""License files: LICENSE, COPYING, UNLICENSE and the like in the root, and the LICENSES/ folder of REUSE."""

import re
from collections.abc import Iterable, Mapping, Sequence

from mrl.collectors.license.headers import decode
from mrl.collectors.license.library import Match, nearest
from mrl.collectors.license.recognition import UNRECOGNISED, recognise
from mrl.collectors.license.texts import license_words
from mrl.collectors.tree.files import ReadBlobs, TreeFile
from mrl.files.limits import LICENSE
from mrl.model.facts import LicenseFile

SIMILAR = 0.9
"""From here on a file is said to be that license.

Layout, holder names and a left-out appendix cost less; an added clause that is not in any listed
license costs more in a short text. Two listed licenses are told apart by which is nearer.
"""

FEW_WORDS = 400
"""A shorter file without a license text is read as a notice ("GPL-3.0 or later, see ...")."""

_TEXT_KINDS = frozenset({"text", "markdown", "asciidoc", "restructuredtext", "other"})
_NAME = re.compile(
    r"(?:[a-z0-9.]{1,20}[-_])?(?:un)?licen[cs]e(?:[-_.][\w.+-]{1,60})?|copying(?:[-_.][\w.+-]{1,60})?",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"third|3rd|header|template|depend|bundled|vendor|notice", re.IGNORECASE)
_REUSE_FOLDER = "LICENSES/"
_Identity = tuple[str | None, Match | None]


def license_files_in(files: Iterable[TreeFile]) -> list[TreeFile]:
    """Select the license files of a tree by name, in the order of their paths."""
    found = [file for file in files if file.is_regular and _is_license_file(file)]
    return sorted(found, key=lambda file: file.path)


def read_license_files(files: Sequence[TreeFile], read: ReadBlobs) -> list[LicenseFile | None]:
    """Compare each license file with the known texts; None stands for one that was not read.

    Those of the root are read first, and of the others as many as the bounds allow.
    """
    first = sorted(files, key=lambda file: file.path.count("/"))[: LICENSE.items]
    contents = read([file.oid for file in first], LICENSE.size) if files else {}
    known = _compared([file.oid for file in first], contents)
    return [_named(file.path, known.get(file.oid)) for file in files]


def _compared(oids: Iterable[str], contents: Mapping[str, bytes | None]) -> dict[str, _Identity]:
    """Compare each content once, the first ones first, until together they hold too much."""
    known: dict[str, _Identity] = {}
    room = LICENSE.parts or 0
    for oid in dict.fromkeys(oids):
        content = contents.get(oid)
        if content is None:
            continue
        room -= len(content)
        if room < 0:
            break
        known[oid] = identify(decode(content))
    return known


def identify(text: str) -> _Identity:
    """Give the SPDX id of a license file and the nearest known text.

    A text of the GNU licenses cannot tell whether later versions may be chosen: it is named `-only`,
    as the SPDX list and ScanCode read it, until a header or manifest says more.
    """
    words = license_words(text)
    match = nearest(words)
    if match and match.similarity >= SIMILAR:
        return match.spdx, match
    notice = recognise(text).spdx if len(words) < FEW_WORDS else None
    return (notice if notice != UNRECOGNISED else None), match


def _named(path: str, identity: _Identity | None) -> LicenseFile | None:
    if identity is None:
        return None
    spdx, match = identity
    return LicenseFile(path=path, spdx=spdx, similarity=round(min(match.similarity, 1), 4) if match else 0)


def _is_license_file(file: TreeFile) -> bool:
    folder, _, name = file.path.rpartition("/")
    if file.path.startswith(_REUSE_FOLDER) and folder + "/" == _REUSE_FOLDER:
        return True
    named = not folder and bool(_NAME.fullmatch(name)) and not _OF_OTHERS.search(name)
    return named and (file.kind in _TEXT_KINDS or "." not in name or _names_a_license(name))


def _names_a_license(name: str) -> bool:
    """Tell a suffix that names a license (`COPYING.LESSER`) from that of a program (`license.py`)."""
    return name.split(".", 1)[0].isupper() and name.rpartition(".")[2].isupper()
