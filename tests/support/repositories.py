"""Named trap repositories: every one is a real git repository with fixed dates and invented people."""

from collections.abc import Callable
from pathlib import Path

from support.broken_repositories import (
    HOSTILE_README,
    delete_object,
    empty_repository,
    hostile_configuration,
    hostile_content,
    missing_blobs,
    odd_date,
    shallow_clone,
    unborn_branch,
)
from support.history_repositories import (
    MAILMAP,
    foreign_tags,
    maintenance_lines,
    mixed_identities,
    moved_signpost,
    never_released,
    release_robots,
    several_repositories,
    squashed_publication,
    tracker_elsewhere,
)
from support.people import ADA, BEN, CLEO, DAN, DEPENDENCY_ROBOT, EVE, RELEASE_ROBOT
from support.repository_builder import Executable, Person, RepositoryBuilder, Submodule, Symlink, days, git
from support.tree_repositories import (
    header_only_license,
    leading_dash,
    non_utf8_names,
    submodule_and_symlinks,
    vendored_tree,
    well_kept,
)

__all__ = [
    "ADA",
    "BEN",
    "CLEO",
    "DAN",
    "DEPENDENCY_ROBOT",
    "EVE",
    "HOSTILE_README",
    "MAILMAP",
    "RELEASE_ROBOT",
    "TRAPS",
    "Executable",
    "Person",
    "RepositoryBuilder",
    "Submodule",
    "Symlink",
    "days",
    "delete_object",
    "empty_repository",
    "foreign_tags",
    "git",
    "header_only_license",
    "hostile_configuration",
    "hostile_content",
    "leading_dash",
    "maintenance_lines",
    "missing_blobs",
    "mixed_identities",
    "moved_signpost",
    "never_released",
    "non_utf8_names",
    "odd_date",
    "release_robots",
    "several_repositories",
    "shallow_clone",
    "squashed_publication",
    "submodule_and_symlinks",
    "tracker_elsewhere",
    "unborn_branch",
    "vendored_tree",
    "well_kept",
]

TRAPS: dict[str, Callable[[Path], Path]] = {
    function.__name__: function
    for function in (
        header_only_license,
        tracker_elsewhere,
        foreign_tags,
        release_robots,
        mixed_identities,
        missing_blobs,
        squashed_publication,
        moved_signpost,
        never_released,
        leading_dash,
        vendored_tree,
        maintenance_lines,
        empty_repository,
        unborn_branch,
        shallow_clone,
        hostile_content,
        hostile_configuration,
        non_utf8_names,
        submodule_and_symlinks,
        well_kept,
    )
}
"""Every trap that is one repository, by name."""
