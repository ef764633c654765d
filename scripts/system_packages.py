"""Packages of the operating system: what is there, what may be installed, and the command that does it."""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
"""What WeasyPrint needs, by Debian's names; every other system has it all in its package `pango`."""

OTHER_MANAGERS = {
    "brew": "brew install pango",
    "dnf": "sudo dnf install -y pango",
    "zypper": "sudo zypper install -y pango",
    "pacman": "sudo pacman -S --needed pango",
    "apk": "sudo apk add pango",
}
HOMEBREW_FOLDERS = ("/opt/homebrew/lib/", "/usr/local/lib/")


def say(text: str) -> None:
    """Write one line for the user at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def pango_is_there() -> bool:
    """Whether Pango can be loaded, with all it needs to lay text out for a PDF."""
    return loads("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib")


def pango_is_complete() -> bool:
    """Whether HarfBuzz's subsetting is there as well, which WeasyPrint asks for with a warning."""
    return pango_is_there() and loads("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib")


def loads(linux_name: str, mac_name: str) -> bool:
    """Whether the dynamic loader finds a library; on a Mac, Homebrew's folders count too."""
    is_mac = sys.platform == "darwin"
    names = [mac_name, *(folder + mac_name for folder in HOMEBREW_FOLDERS)] if is_mac else [linux_name]
    return any(can_load(name) for name in names)


def can_load(name: str) -> bool:
    """Whether one library can be loaded by this very name."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def install(packages: Sequence[str]) -> bool:
    """Install Debian packages, or Pango by Homebrew, where no password is needed for it.

    The environment variable SYSTEM_PACKAGES=no forbids it.
    """
    if os.environ.get("SYSTEM_PACKAGES") == "no":
        return False
    if shutil.which("apt-get"):
        return install_by_apt(packages)
    if packages == PANGO and shutil.which("brew"):
        say("Installing on this system, for the PDF (SYSTEM_PACKAGES=no forbids it):\n  brew install pango")
        return runs(["brew", "install", "pango"], show_errors=True)
    return False


def install_by_apt(packages: Sequence[str]) -> bool:
    """Install Debian packages as root or by a sudo that asks nothing; true if that worked."""
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and runs(["sudo", "-n", "true"]):
        prefix = ["sudo", "-n"]
    else:
        return False
    apt = [
        *prefix,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-qq",
        "-o",
        "DPkg::Lock::Timeout=120",
    ]
    wanted = [*apt, "install", "-y", "--no-install-recommends", *packages]
    say(f"Installing on this system (SYSTEM_PACKAGES=no forbids it):\n  {command_for(packages)}")
    if runs(wanted):
        return True
    # In a fresh container the list of packages is empty; an outdated one names files that are gone.
    runs([*apt, "update"])
    return runs(wanted, show_errors=True)


def runs(command: Sequence[str], *, show_errors: bool = False) -> bool:
    """Whether a command ends with status 0; its complaints are shown only if asked for."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode and show_errors:
        sys.stderr.write(done.stderr)
    return done.returncode == 0


def command_for(packages: Sequence[str]) -> str:
    """Return the command that a person would type on this system for what `install` does."""
    if shutil.which("apt-get"):
        sudo = "" if os.geteuid() == 0 else "sudo "
        names = " ".join(packages)
        return f"{sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends {names}"
    if packages != PANGO:
        return f"install what Debian calls {' and '.join(packages)} with the package manager of this system"
    managers = (command for manager, command in OTHER_MANAGERS.items() if shutil.which(manager))
    return next(managers, "install Pango 1.44 or newer with the package manager of this system")
