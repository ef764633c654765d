"""Where CI works, and for which repository, as it says in its environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """The folder in which CI works, and the address of the repository it works for, where CI tells."""

    folder: Path
    address: str | None


def workspaces_from(environment: Mapping[str, str]) -> tuple[Workspace, ...]:
    """Read from its environment where CI works, and for which repository."""
    github, gitlab = (
        (environment.get(key) or "").rstrip("/") for key in ("GITHUB_SERVER_URL", "CI_SERVER_URL")
    )
    named = {
        "GITHUB_WORKSPACE": _joined(github, environment.get("GITHUB_REPOSITORY")),
        "CI_PROJECT_DIR": _joined(gitlab, environment.get("CI_PROJECT_PATH")),
        "WORKSPACE": environment.get("GIT_URL"),
    }
    return tuple(
        Workspace(folder=Path(environment[key]), address=address)
        for key, address in named.items()
        if environment.get(key)
    )


def _joined(server: str, path: str | None) -> str | None:
    return f"{server}/{path}" if server and path else None
