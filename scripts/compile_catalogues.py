"""Compile the translations: each `.po` of `mrl/locale` into the `.mo` beside it that the program reads.

Run by the build of a wheel, by `scripts/setup.py` before every command of the Makefile, and by the tests.
Compiled catalogues are not kept in git: their bytes depend on the Babel that made them.
"""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "mrl" / "locale"


def compile_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Compile every catalogue that is newer than what was compiled of it; return the files written.

    Raises `babel.messages.pofile.PoFileError` for a catalogue that is no PO file.
    """
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], domain=source.stem, abort_invalid=True)
        # Tests run side by side: a reader sees the old file or the new one, never a part.
        partial = target.with_name(f"{target.name}.{os.getpid()}")
        with partial.open("wb") as file:
            write_mo(file, catalogue)
        partial.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_catalogues()
    sys.exit(0)
