"""Puts scripts/ci/assess.sh into the GitLab component, which has to be one file.

With --check it only says whether it is there as it should be.
"""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "scripts" / "ci" / "assess.sh"
COMPONENT = ROOT / "templates" / "assess.yml"
BEGIN = "\n  script:\n    - |\n"
INDENT = " " * 6


def component() -> str:
    """Give the text of the component with the script as it is now."""
    head, _, _ = COMPONENT.read_text(encoding="utf-8").partition(BEGIN)
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    return head + BEGIN + "".join(f"{INDENT}{line}".rstrip() + "\n" for line in lines)


def main(arguments: list[str]) -> int:
    """Write the component anew, or with --check give 1 if that would change it."""
    if arguments != ["--check"]:
        COMPONENT.write_text(component(), encoding="utf-8")
    elif COMPONENT.read_text(encoding="utf-8") != component():
        sys.stderr.write(f"{COMPONENT.relative_to(ROOT)} is out of date; run `make docs`\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
