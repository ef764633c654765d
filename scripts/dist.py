"""Builds source archive and wheel of the commit that is checked out, with equal bytes wherever that is done.

The files come from git, not from the folder; every time is the commit's, every mode one of two, every
order sorted. The wheel is built from the source archive, so that the archive is known to be whole. What
is left to chance is the version of setuptools, which the wheel names in its file WHEEL.
"""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A checkout in a container may belong to another user, which git asks to be told about.
GIT = ("git", "-c", "safe.directory=*", "-c", "tar.umask=0022")
BUILD = "import sys; from setuptools import build_meta; getattr(build_meta, sys.argv[1])(sys.argv[2])"


def git(*arguments: str) -> str:
    """Run git in the checkout and give what it prints."""
    return subprocess.run([*GIT, *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def export(folder: Path) -> None:
    """Write the files of the commit, and nothing else, to a folder."""
    packed = folder.with_suffix(".tar")
    git("archive", "--format=tar", f"--output={packed}", "HEAD")
    unpack(packed, folder)


def unpack(packed: Path, folder: Path) -> None:
    """Unpack an archive of ours; every file gets mode 644, or 755 where it may be run."""
    with tarfile.open(packed) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # 3.11.4 is the first that has it
        archive.extractall(folder)  # noqa: S202 - packed by git or by ourselves
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def build(kind: str, source: Path, target: Path, moment: int) -> Path:
    """Call the build backend in a folder of sources and give the one file it made."""
    target.mkdir()
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(moment), "PYTHONHASHSEED": "0", "TZ": "UTC"}
    command = [sys.executable, "-c", BUILD, kind, str(target)]
    subprocess.run(command, cwd=source, env=environment, check=True, stdout=subprocess.DEVNULL)
    (made,) = target.iterdir()
    return made


def pack_evenly(archive: Path, target: Path, moment: int) -> None:
    """Write a source archive again: sorted, of nobody, of one moment, compressed without name and time."""
    with (
        tarfile.open(archive) as source,
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", 9, raw, mtime=moment) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.GNU_FORMAT) as packed,
    ):
        for member in sorted(source.getmembers(), key=lambda each: each.name):
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mtime = moment
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            packed.addfile(member, source.extractfile(member) if member.isfile() else None)


def build_all(out: Path) -> list[Path]:
    """Build both into a folder, with their digests, and give the files."""
    moment = int(git("log", "-1", "--format=%ct"))
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        export(work / "files")
        made = build("build_sdist", work / "files", work / "sdist", moment)
        archive = out / made.name
        pack_evenly(made, archive, moment)
        unpack(archive, work / "source")
        (source,) = (work / "source").iterdir()
        made = build("build_wheel", source, work / "wheel", moment)
        wheel = out / made.name
        shutil.copyfile(made, wheel)
    return [archive, wheel]


def main(arguments: Sequence[str]) -> int:
    """Build, and print the digests, which SHA256SUMS holds as well."""
    parser = argparse.ArgumentParser(description="Build source archive and wheel of the commit checked out.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where they go (default: dist)")
    out: Path = parser.parse_args(arguments).out.resolve()
    try:
        changed = git("status", "--porcelain", "--untracked-files=no")
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"What is built is a commit of a git checkout: {error.stderr}")
        return 1
    if changed:
        sys.stderr.write("There are changes that are not committed; they are not in what is built.\n")
    out.mkdir(parents=True, exist_ok=True)
    for old in (*out.glob("mrl_assess-*"), out / "SHA256SUMS"):
        old.unlink(missing_ok=True)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in build_all(out)]
    (out / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    sys.stdout.write("".join(sums))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
