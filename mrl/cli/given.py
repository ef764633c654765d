"""What the options that several commands share come to: settings of a collection, extras of a document."""

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mrl.cli.language import in_words
from mrl.errors import MrlError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mrl.collectors.git.address import Address
    from mrl.collectors.options import CollectOptions, ProjectTarget
    from mrl.model.assessment import Assessment
    from mrl.model.base import Message
    from mrl.model.branding import Brand
    from mrl.pipeline import How
    from mrl.rendering.extras import Extras
    from mrl.rubric.loading import LoadedRubric

_FIRST_YEAR, _LAST_YEAR = 1970, 2199


def collect_options(
    *,
    as_of: dt.datetime | None,
    offline: bool,
    max_requests: int | None,
    jobs: int,
    complete_from: "Address | None",
) -> "CollectOptions":
    """Make the options of a collection: now for a person, the newest commit's time in CI."""
    from mrl.cli.tokens import tokens_from
    from mrl.collectors.options import CollectOptions
    from mrl.collectors.workspaces import workspaces_from
    from mrl.model.base import say

    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    if as_of is None and not _FIRST_YEAR <= now.year <= _LAST_YEAR:
        day = now.date()
        raise MrlError(
            say("the clock of this machine says {day}; set it, or say the day with --as-of", day=day)
        )
    in_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
    return CollectOptions(
        as_of=as_of,
        now=None if in_ci else now,
        offline=offline,
        cache=cache_folder(),
        complete_from=complete_from,
        tokens=tokens_from(os.environ),
        max_requests=max_requests,
        jobs=jobs,
        workspaces=workspaces_from(os.environ),
    )


def cache_folder() -> Path:
    """Give the folder for clones: `MRL_CACHE`, else the usual place of this system."""
    import platformdirs

    return Path(os.environ.get("MRL_CACHE") or platformdirs.user_cache_dir("mrl"))


def how_to_hear(target: "ProjectTarget | None", *, without_own_answers: bool) -> "How":
    """Say whose answers are heard; None is a snapshot. Files that are no assessor's are told aloud."""
    from mrl import pipeline

    return {
        "around": pipeline.surroundings(target, os.environ, cache_folder()),
        "hears_project": not without_own_answers,
        "tell": told_once(),
    }


def told_once() -> "Callable[[Message], None]":
    """Give what writes a warning to standard error, however quiet the run is, each once."""
    from mrl.cli.output import tell

    told: set[str] = set()

    def warn(message: "Message") -> None:
        line = f"mrl: {in_words(message)}"
        if line not in told:
            told.add(line)
            tell(line, err=True)

    return warn


def read_brand(branding_file: Path | None) -> "Brand | None":
    """Read a branding file where one is given; raises InputError before anything else is done."""
    from mrl.files.branding import read_branding

    return read_branding(branding_file) if branding_file else None


def extras(
    assessment: "Assessment",
    rubric: "LoadedRubric | None",
    history_folder: Path | None,
    brand: "Brand | None" = None,
    *,
    hears_project: bool = True,
) -> "Extras":
    """Read what a document is given beside its assessment: its rubric, older ones, a brand."""
    from mrl import editions
    from mrl.rendering.extras import Extras, RubricFile

    file = RubricFile(id=rubric.rubric.id, content=rubric.document.raw) if rubric else None
    if history_folder is None:
        return Extras(rubric=file, branding=brand)
    rubrics = editions.Rubrics(named=[rubric] if rubric else [])
    history = editions.read_history(history_folder, assessment, rubrics, hears_project=hears_project)
    return Extras(rubric=file, history=history, branding=brand)
