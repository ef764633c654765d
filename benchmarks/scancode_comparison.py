"""Compare the license headers found here with what ScanCode finds in the same files; run by hand.

    python benchmarks/scancode_comparison.py REPOSITORY --scancode PATH/TO/bin/scancode --kind java

ScanCode is best installed in a virtual environment of its own (`pip install scancode-toolkit
'pluggy<1.7'`). Without --kind the whole tree is exported and read. Without --scancode only our
table is printed. Paths on which both differ are listed at the end.
"""

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from mrl.collectors.git.store import GitStore
from mrl.collectors.license import read_license
from mrl.collectors.license.headers import HeaderReader
from mrl.collectors.tree.files import TreeFile, classify

NONE = "(no license)"
LARGEST = 8 * 1024 * 1024  # bytes; the store reads no larger file
MOST_DIFFERENCES = 40
Licenses = dict[str, str]
"""License expression by path."""


def main() -> None:
    arguments = parsed_arguments()
    with GitStore(arguments.repository) as store, tempfile.TemporaryDirectory() as folder:
        files = wanted_files(store, arguments.kind)
        ours = our_licenses(store, files)
        exported = export(store, files, Path(folder) / "tree")
        print(f"{exported} of {len(files)} files exported")
        if arguments.scancode:
            theirs = scancode_licenses(arguments.scancode, Path(folder), arguments.processes)
            print_tables(files, ours, theirs)
        else:
            print_tables(files, ours, None)


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="license headers found here and by ScanCode, side by side")
    parser.add_argument("repository", type=Path)
    parser.add_argument("--scancode", type=Path, help="the scancode program")
    parser.add_argument("--kind", action="append", help="only files of this kind (java, javascript, ...)")
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


def wanted_files(store: GitStore, kinds: list[str] | None) -> tuple[TreeFile, ...]:
    head = store.head()
    if head is None:
        raise SystemExit("the repository has no commit")
    return tuple(
        file
        for file in classify(store.entries(head[0]))
        if file.is_regular and (not kinds or file.kind in kinds)
    )


def our_licenses(store: GitStore, files: tuple[TreeFile, ...]) -> Licenses:
    """Time the license facts of these files, then read each header again to learn which file has which."""
    start = time.perf_counter()
    facts, gaps = read_license(files, store.read_blobs, None)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"here: {seconds:.2f} s, at most {memory:.0f} MB in the whole process, {len(gaps)} gaps")
    print(f"license files: {[(file.path, file.spdx, file.similarity) for file in facts.files or ()]}")
    for kind, counts in (facts.headers or {}).items():
        print(
            f"  own {kind}: {counts.with_header} with, {counts.without_header} without, {counts.by_license}"
        )
    print(f"  vendored: {facts.vendored}")
    contents = store.read_blobs([file.oid for file in files], 64 * 1024)
    reader = HeaderReader()
    found = {file.path: reader.read(contents[file.oid] or b"")[0].spdx or NONE for file in files}
    return found | {file.path: file.spdx or NONE for file in facts.files or ()}


def export(store: GitStore, files: tuple[TreeFile, ...], folder: Path) -> int:
    """Write the files that can be read below a folder; give their number."""
    contents = store.read_blobs([file.oid for file in files], LARGEST)
    count = 0
    for file in files:
        target, content = folder / file.path, contents[file.oid]
        if content is not None and target.resolve().is_relative_to(folder.resolve()):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            count += 1
    return count


def scancode_licenses(program: Path, folder: Path, processes: int) -> Licenses:
    """Run ScanCode on the exported tree; give what it says of each file."""
    result = folder / "scancode.json"
    command = [
        str(program),
        "-l",
        "-n",
        str(processes),
        "--quiet",
        "--json",
        str(result),
        str(folder / "tree"),
    ]
    start = time.perf_counter()
    subprocess.run(command, check=True, env=os.environ | {"LC_ALL": "C.UTF-8"})
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"ScanCode: {time.perf_counter() - start:.1f} s, at most {memory:.0f} MB in one process")
    scanned = json.loads(result.read_text(encoding="utf-8"))["files"]
    return {
        entry["path"].partition("/")[2]: entry["detected_license_expression_spdx"] or NONE
        for entry in scanned
        if entry["type"] == "file"
    }


def print_tables(files: tuple[TreeFile, ...], ours: Licenses, theirs: Licenses | None) -> None:
    """Print the number of files by license, and the files on which both differ."""
    paths = [file.path for file in files if theirs is None or file.path in theirs]
    here = Counter(ours[path] for path in paths)
    there = Counter(theirs[path] for path in paths) if theirs else Counter()
    print(f"{'license':60} {'here':>6} {'ScanCode':>9}")
    for license_, _ in (here + there).most_common():
        print(f"{license_[:60]:60} {here[license_]:6} {there[license_] if theirs else '-':>9}")
    if theirs:
        different = [path for path in paths if ours[path] != theirs[path]]
        print(f"the same for {len(paths) - len(different)} of {len(paths)} files")
        for path in different[:MOST_DIFFERENCES]:
            print(f"  {path}: here {ours[path]}, ScanCode {theirs[path]}")


if __name__ == "__main__":
    main()
