"""Make the lock files in requirements/ anew from pyproject.toml, with the newest versions that fit together.

    make upgrade                      every package
    make upgrade ARGS="PyYAML click"  these packages only, as after a security notice
    make upgrade ARGS=--keep          none: a dependency was added or taken away

Each lock holds exact versions and the digests of their files, for every Python that mrl supports. The lock
of developers is solved first; the others take its versions, so that tests run with what users install.
"""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence

from tools import ROOT, ToolsError, program

LOCKS = ROOT / "requirements"
PAGE = ROOT / "docs" / "dependencies.md"
ROW = re.compile(r"\| `([\w-]+)` \| [^|]+ \| [^|]+ \|")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
EXTRAS = ("jira", "pictures", "redmine", "sigstore")
HEADER = "# Made by `make upgrade` from pyproject.toml: {what}\n# Change pyproject.toml, not this file.\n"
OPTIONS = (
    *("--quiet", "--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    # Only wheels: what is built on installing runs code and fetches build tools that no lock names.
    *("--generate-hashes", "--only-binary", ":all:"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--no-config"),
)


def compile_lock(name: str, what: str, source: str, arguments: Sequence[str]) -> None:
    """Write one lock from what `source` lists; raise `ToolsError` where no versions fit together."""
    lock = LOCKS / f"{name}.txt"
    command = [program("uv"), "pip", "compile", *OPTIONS, *arguments, "--output-file", str(lock)]
    done = subprocess.run([*command, "-"], cwd=ROOT, input=source, text=True, check=False)
    if done.returncode:
        raise ToolsError(f"requirements/{name}.txt could not be made; the message of uv stands above.")
    lock.write_text(HEADER.format(what=what) + lock.read_text(encoding="utf-8"), encoding="utf-8")


def compile_all(choice: Sequence[str]) -> None:
    """Write all locks; `choice` says to uv which packages may move."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed, extras = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    # The extra `dev` names the other extras by the project's own name, which no index needs to know.
    own = [line for line in extras["dev"] if not line.startswith(project["project"]["name"])]
    build = project["build-system"]["requires"]
    everything = [*needed, *build, *own, *(line for extra in EXTRAS for line in extras[extra])]
    compile_lock("dev", "everything that commands of developers need.", "\n".join(everything), choice)
    same = ("--constraints", "requirements/dev.txt", "--upgrade")
    compile_lock("runtime", "what mrl needs to run.", "\n".join(needed), same)
    compile_lock("build", "what builds and installs mrl itself.", "\n".join(build), same)
    for extra in EXTRAS:
        what = f"what the extra `{extra}` needs, beside runtime.txt."
        compile_lock(extra, what, "\n".join(extras[extra]), same)
    tools = project["dependency-groups"]["tools"]
    compile_lock("tools", "what makes these files and tries installers.", "\n".join(tools), choice)


def write_versions(page: str, bounds: dict[str, str], versions: dict[str, str]) -> str:
    """Return the page on dependencies with the columns "from" and "locked" as they are now."""
    lines = page.splitlines(keepends=True)
    for number, line in enumerate(lines):
        row = ROW.match(line)
        if row and row[1] in bounds:
            cells = f"| `{row[1]}` | {bounds[row[1]]} | {versions[row[1].lower()]} |"
            lines[number] = cells + line[row.end() :]
    return "".join(lines)


def bounds_and_versions() -> tuple[dict[str, str], dict[str, str]]:
    """Read the lower bounds of pyproject.toml, by name, and the locked versions, by name in small letters."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras, tools = (
        project["project"]["optional-dependencies"].values(),
        project["dependency-groups"]["tools"],
    )
    lists = (project["project"]["dependencies"], *extras, tools)
    wanted = [line.partition(">=") for lines in lists for line in lines]
    texts = [(LOCKS / f"{name}.txt").read_text(encoding="utf-8") for name in ("tools", "dev")]
    versions = {name: version for text in texts for name, version in PIN.findall(text)}
    return {name: bound for name, _, bound in wanted if bound}, versions


def main(arguments: Sequence[str]) -> int:
    """Do what the options ask for and return the exit status."""
    parser = argparse.ArgumentParser(prog="make upgrade", description="Make the lock files anew.")
    parser.add_argument("packages", nargs="*", help="only these move to their newest versions")
    parser.add_argument("--keep", action="store_true", help="nothing moves that need not")
    options = parser.parse_args(arguments)
    named = [f"--upgrade-package={package}" for package in options.packages]
    try:
        compile_all(named if named or options.keep else ["--upgrade"])
    except ToolsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    PAGE.write_text(
        write_versions(PAGE.read_text(encoding="utf-8"), *bounds_and_versions()), encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
