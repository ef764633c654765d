"""The lock files of requirements/, read as pip reads them."""

import re
from dataclasses import dataclass

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.checkout import ROOT

FOLDER = ROOT / "requirements"
CONTINUED = re.compile(r"\\\n\s*")
DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})(?=\s|$)")
SUPPORTED = ("3.11", "3.12", "3.13")


@dataclass(frozen=True)
class Locked:
    """One entry: a package at one version, the digests of its files, and where it is wanted."""

    name: str
    version: str
    digests: tuple[str, ...]
    marker: Marker | None

    def is_wanted(self, python: str) -> bool:
        """Say whether it is installed on Linux with such a Python."""
        return self.marker is None or self.marker.evaluate(environment(python))


def environment(python: str) -> dict[str, str]:
    """Return the marker variables of CPython on Linux."""
    return {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": "x86_64",
        "extra": "",
    }


def entries(lock: str) -> list[Locked]:
    """Read a lock file; an entry that is not one exact version is an error."""
    text = CONTINUED.sub(" ", (FOLDER / f"{lock}.txt").read_text(encoding="utf-8"))
    return [entry(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def entry(line: str) -> Locked:
    """Read one line of a lock file."""
    requirement = Requirement(line.partition(" --hash")[0])
    (pin,) = requirement.specifier
    if pin.operator != "==" or "*" in pin.version:
        raise ValueError(f"not an exact version: {line[:80]}")
    digests = tuple(DIGEST.findall(line))
    return Locked(canonicalize_name(requirement.name), pin.version, digests, requirement.marker)


def locked(lock: str, python: str = "3.11") -> dict[str, str]:
    """Return the versions that a lock names for a Python."""
    return {each.name: each.version for each in entries(lock) if each.is_wanted(python)}
