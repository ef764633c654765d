"""Make mrl/collectors/license/data/ from the SPDX license list; run it by hand when the list has grown.

    npm pack spdx-license-list && tar xzf spdx-license-list-*.tgz
    python benchmarks/license_data.py package

The npm package spdx-license-list (CC0-1.0) holds ids, names, addresses and texts of the SPDX license
list. `licenses.json` gets the names, addresses and OSI approval of all ids. `texts.xz` gets one line for
each distinct text, in three fields parted by tabs: the ids that share the text (the one to name first),
its marks, its words.
"""

import json
import lzma
import sys
from pathlib import Path
from typing import Any

from mrl.collectors.license.identifiers import canonical, known_licenses
from mrl.collectors.license.texts import license_words, marks_of

DATA = Path(__file__).parent.parent / "mrl" / "collectors" / "license" / "data"
FEWEST_WORDS = 10
END_OF_TERMS = "END OF TERMS AND CONDITIONS"
GPL_HEADING = "GNU GENERAL PUBLIC LICENSE\n"


def names_a_text(spdx: str) -> bool:
    """Leave out older spellings, and `-or-later`: a text alone grants no later version."""
    return canonical(spdx) == spdx and not spdx.endswith("-or-later")


def rank(spdx: str) -> tuple[int, str]:
    """Put the plainest id first among those that share a text."""
    return len(spdx), spdx


def texts_of(spdx: str, text: str) -> list[str]:
    """Give the listed text, and the same without what projects leave away.

    That is the advice on how to apply the license after its end, which the matching guidelines
    count as optional, and the GPL behind LGPL-3.0, which projects keep in a file of its own.
    """
    terms, end, _advice = text.partition(END_OF_TERMS)
    alone, heading, _appended = text.partition(GPL_HEADING)
    shorter = [f"{terms}{end}"] if end else []
    return [text, *shorter, *([alone] if spdx.startswith("LGPL-3.0") and heading else [])]


def text_lines(licenses: dict[str, Any]) -> list[str]:
    """Give one line for each distinct text, alike texts near each other so that they compress well."""
    ids_of_text: dict[str, list[str]] = {}
    for spdx in filter(names_a_text, licenses):
        for text in texts_of(spdx, licenses[spdx]["licenseText"]):
            ids_of_text.setdefault(" ".join(license_words(text)), []).append(spdx)
    return [
        "\t".join((" ".join(sorted(ids, key=rank)), " ".join(map(str, marks_of(text.split()))), text))
        for text, ids in sorted(ids_of_text.items())
        if text.count(" ") >= FEWEST_WORDS
    ]


def write(package: Path) -> None:
    """Write both data files from an unpacked npm package."""
    licenses = json.loads((package / "spdx-full.json").read_text(encoding="utf-8"))
    known = {
        spdx: {"name": entry["name"], "url": entry.get("url", ""), "osi": entry["osiApproved"]}
        for spdx, entry in sorted(licenses.items())
    }
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    names = {"source": f"npm spdx-license-list {version} (CC0-1.0)", "licenses": known}
    (DATA / "licenses.json").write_text(
        json.dumps(names, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    known_licenses.cache_clear()
    lines = "\n".join(text_lines(licenses)) + "\n"
    (DATA / "texts.xz").write_bytes(lzma.compress(lines.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(known)} licenses, {lines.count(chr(10))} texts")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
