"""What a Markdown page links to and which commands it shows."""

import re
from collections.abc import Iterator

FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?([^)\s>]+)>?[^)]*\)|(?:src|href)=\"([^\"]+)\"")
HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//")
END_OF_COMMAND = re.compile(r"\s(?:[|>;&]|#\s).*")


def links(text: str) -> Iterator[str]:
    """Give the targets of links and pictures inside the repository, code left out."""
    prose = INLINE.sub("", FENCE.sub("", text))
    for match in LINK.finditer(prose):
        target = match[1] or match[2]
        if not ELSEWHERE.match(target):
            yield target


def anchors(text: str) -> set[str]:
    """Give the anchors that the headings of a page make, as the forges do."""
    headings = HEADING.findall(FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def shown_commands(text: str, program: str) -> Iterator[str]:
    """Give each use of a program in code: whole lines of blocks, and code inside a sentence."""
    blocks = [match[0].replace("\\\n", " ") for match in FENCE.finditer(text)]
    lines = [
        line.strip().removeprefix("$ ").removeprefix("run: ")
        for block in blocks
        for line in block.splitlines()
    ]
    spans = [" ".join(match[2].split()) for match in INLINE.finditer(FENCE.sub("", text))]
    for shown in [*lines, *spans]:
        command = shown.removeprefix(".venv/bin/")
        if command.startswith(f"{program} "):
            yield " ".join(END_OF_COMMAND.sub("", command).split())
