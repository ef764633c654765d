"""Imports run downwards only; the network, programs and the clock each have one place."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from support.imports import clock_calls, imports_of, module_name

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "mrl").rglob("*.py"))

BASE = {"catalogue", "errors", "faults", "files", "i18n", "memory", "resources"}
BELOW = BASE | {"model"}
MAY_IMPORT = {
    "catalogue": set(),
    "model": set(),
    "errors": {"model"},
    "faults": {"model", "errors"},
    "memory": set(),
    "files": {"model", "errors"},
    "resources": {"model", "errors", "files"},
    "i18n": {"catalogue", "model", "errors", "files", "resources"},
    "collectors": BELOW,
    "metrics": BELOW,
    "rubric": BELOW,
    "scoring": BELOW | {"rubric"},
    "rendering": BELOW,
    "publishing": BELOW | {"collectors"},
    "pipeline": BELOW | {"collectors", "metrics", "rubric", "scoring", "rendering"},
    "rubric_pipeline": BELOW | {"metrics", "rubric", "scoring", "rendering", "pipeline"},
    "editions": BELOW | {"rubric", "scoring", "rendering", "pipeline"},
    "comparing": BELOW | {"collectors", "rubric", "scoring", "rendering", "pipeline", "editions"},
    "portfolio_movers": BELOW | {"rubric", "pipeline", "editions"},
    "portfolios": BELOW | {"collectors", "rubric", "scoring", "rendering", "editions", "portfolio_movers"},
    "gating": BELOW | {"rubric", "scoring", "pipeline", "editions"},
    "verify": BELOW | {"collectors", "rubric", "scoring", "rendering", "pipeline", "editions", "portfolios"},
    "signing": BELOW,
    "doctor": BELOW | {"collectors", "rendering"},
    "attesting": BELOW | {"rendering", "verify", "signing", "editions"},
    "__main__": {"cli"},
    "cli": BELOW
    | {
        "signing",
        "doctor",
        "attesting",
        "collectors",
        "metrics",
        "rubric",
        "scoring",
        "rendering",
        "pipeline",
        "rubric_pipeline",
        "editions",
        "comparing",
        "portfolios",
        "gating",
        "publishing",
        "verify",
    },
}
HEAVY = {"pandas", "numpy", "weasyprint", "github", "gitlab", "jinja2", "jira", "redminelib", "sigstore"}
NETWORK_AND_PROGRAMS = {
    *(
        "subprocess",
        "socket",
        "ssl",
        "requests",
        "urllib3",
        "urllib.request",
        "http.client",
        "github",
        "gitlab",
    ),
    *("multiprocessing", "ftplib", "smtplib", "asyncio", "sigstore"),
}

MAY_REACH_OUT = {"collectors", "publishing", "signing"}
SHARED_BY_PUBLISHING = (
    *("mrl.collectors.http", "mrl.collectors.git.address"),
    *("mrl.collectors.github.places", "mrl.collectors.github.requester"),
)
"""What writes to forges takes of what reads from them: the guarded way to a server, and addresses."""

HARMLESS = {"urllib.request.url2pathname", "urllib.request.pathname2url"}


def layer_of(module: str) -> str:
    """Give the layer of a module of ours: mrl.cli.assess is `cli`; mrl itself, with the version, is ``."""
    return [*module.split("."), ""][1]


def forbidden_arrows(module: str, source: str) -> list[str]:
    """Give each import of ours that leads up or sideways."""
    layer = layer_of(module)
    allowed = MAY_IMPORT[layer] | {layer, ""} if layer else set()
    ours = (each for each in imports_of(source) if each.module.split(".")[0] == "mrl")
    return [
        f"{module}:{each.line} imports {each.module}"
        for each in ours
        if layer_of(each.module) in MAY_IMPORT and layer_of(each.module) not in allowed
    ]


def outside_doors(module: str, source: str) -> list[str]:
    """Give each import that reaches the network or starts programs."""
    return [
        f"{module}:{each.line} imports {each.module}"
        for each in imports_of(source)
        if each.module not in HARMLESS
        and any(each.module == door or each.module.startswith(f"{door}.") for door in NETWORK_AND_PROGRAMS)
    ]


def heavy_at_start(module: str, source: str) -> list[str]:
    """Give each heavy package that is loaded with the file instead of where it is needed."""
    return [
        f"{module}:{each.line} imports {each.module}"
        for each in imports_of(source)
        if each.top and each.module.split(".")[0] in HEAVY
    ]


def test_every_file_belongs_to_a_known_layer() -> None:
    layers = {layer_of(module_name(path, ROOT)) for path in SOURCES}
    assert layers - {""} <= MAY_IMPORT.keys()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: module_name(path, ROOT))
def test_imports_run_downwards(path: Path) -> None:
    assert forbidden_arrows(module_name(path, ROOT), path.read_text()) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: module_name(path, ROOT))
def test_only_collectors_publishing_and_signing_reach_out(path: Path) -> None:
    module = module_name(path, ROOT)
    assert layer_of(module) in MAY_REACH_OUT or outside_doors(module, path.read_text()) == []


@pytest.mark.parametrize(
    "path", [each for each in SOURCES if "publishing" in each.parts], ids=lambda path: module_name(path, ROOT)
)
def test_publishing_starts_no_program_and_takes_only_the_guarded_way(path: Path) -> None:
    taken = {each.module for each in imports_of(path.read_text())}
    assert taken.isdisjoint({"subprocess", "socket", "requests", "urllib3", "urllib.request", "http.client"})
    collectors = {each for each in taken if each.startswith("mrl.collectors")}
    assert {each for each in collectors if not each.startswith(SHARED_BY_PUBLISHING)} == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: module_name(path, ROOT))
def test_only_the_command_line_asks_for_the_time(path: Path) -> None:
    module = module_name(path, ROOT)
    assert layer_of(module) == "cli" or list(clock_calls(path.read_text())) == []


@pytest.mark.parametrize(
    "path", [each for each in SOURCES if "cli" in each.parts], ids=lambda path: module_name(path, ROOT)
)
def test_commands_load_heavy_packages_only_where_needed(path: Path) -> None:
    assert heavy_at_start(module_name(path, ROOT), path.read_text()) == []


def test_help_loads_no_heavy_package() -> None:
    program = "import sys; from mrl.cli.main import main; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert HEAVY & set(done.stdout.split()) == set()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("mrl.model.base", "from mrl.errors import MrlError"),
        ("mrl.metrics.people", "from mrl.collectors.git import runner"),
        ("mrl.rendering.html", "def late():\n    import mrl.scoring.score"),
        ("mrl.scoring.score", "from mrl import pipeline"),
        ("mrl.pipeline", "import mrl.cli.main"),
        ("mrl", "from mrl.model import base"),
    ],
)
def test_a_wrong_arrow_is_found(module: str, source: str) -> None:
    assert forbidden_arrows(module, source)


def test_right_arrows_pass() -> None:
    assert forbidden_arrows("mrl.scoring.score", "from mrl.rubric.types import Rubric\nimport mrl") == []
    assert forbidden_arrows("mrl.cli.assess", "def run():\n    from mrl import pipeline") == []


def test_doors_and_clocks_are_found() -> None:
    assert outside_doors("mrl.metrics.x", "from urllib import request")
    assert outside_doors("mrl.metrics.x", "import http.client as c")
    assert not outside_doors("mrl.metrics.x", "from urllib.parse import urlsplit")
    assert heavy_at_start("mrl.cli.x", "import pandas as pd")
    assert not heavy_at_start("mrl.cli.x", "def run():\n    import pandas as pd")
    clocks = "import datetime, time\ndatetime.datetime.now(); time.time(); time.monotonic()"
    assert [name for name, _ in clock_calls(clocks)] == ["datetime.now", "time.time"]
    assert list(clock_calls("from time import time")) == [("time.time", 1)]


def test_relative_imports_are_refused() -> None:
    with pytest.raises(ValueError, match="relative import"):
        list(imports_of("from .base import Frozen"))


PARSERS = {"tomllib", "yaml", "json.loads", "json.load", "configparser", "xml"}
MAY_PARSE = {
    *(f"mrl.files.grammars.{name}" for name in ("ini", "json", "toml", "xml", "yaml")),
    *("mrl.files.reading", "mrl.files.yaml_events", "mrl.files.yaml_words"),
    "mrl.files.pictures",
}
"""The guarded readers of grammars; of our own files, which keep the place of every entry; of a logo."""

OWN_BOUNDS = ("mrl.collectors.http.", "mrl.collectors.license.identifiers", "mrl.publishing.checks")
"""Answers of servers have their own bounds (mrl/collectors/http/limits.py), and our own list needs none."""


def unguarded(module: str, source: str) -> list[str]:
    """Name each parser of a grammar that is used outside its guarded reader."""
    tree = ast.parse(source)
    named = [
        *(each.module for each in imports_of(source) if each.module.split(".")[0] in PARSERS),
        *(ast.unparse(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)),
    ]
    return [f"{module} uses {name}" for name in named if name.split(".")[0] in PARSERS or name in PARSERS]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: module_name(path, ROOT))
def test_texts_of_strangers_are_parsed_by_guarded_readers_only(path: Path) -> None:
    module = module_name(path, ROOT)
    may = module in MAY_PARSE or module.startswith(OWN_BOUNDS)
    found = unguarded(module, path.read_text())
    assert may or [each for each in found if not each.endswith("ElementTree.Element")] == []


def test_an_unguarded_parser_is_found() -> None:
    assert unguarded("a", "import tomllib") == ["a uses tomllib"]
    assert unguarded("a", "import json\njson.loads(x)") == ["a uses json.loads"]
    assert unguarded("a", "from xml.etree import ElementTree") == ["a uses xml.etree.ElementTree"]
    assert unguarded("a", "import json\njson.dumps(x)") == []
