"""publiccode.yml follows version 0.7 of the standard (https://yml.publiccode.tools/schema.core.html)."""

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from mrl.collectors.license.identifiers import canonical

ROOT = Path(__file__).parent.parent

MANDATORY = (
    *("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType"),
    *("description", "legal.license", "maintenance.type"),
    *("localisation.localisationReady", "localisation.availableLanguages"),
)
OPTIONAL = {
    *("applicationSuite", "landingURL", "isBasedOn", "softwareVersion", "releaseDate", "logo", "categories"),
    *("usedBy", "fundedBy", "roadmap", "supports", "organisation", "intendedAudience", "dependsOn"),
}
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {
    *(f"standalone/{kind}" for kind in ("mobile", "iot", "desktop", "web", "backend", "other")),
    *("addon", "library", "configurationFiles"),
}
MAINTENANCE = {"internal": "contacts", "community": "contacts", "contract": "contractors", "none": None}
SHORTEST, LONGEST_SHORT, LONGEST = 150, 150, 10_000


def value_at(document: dict[str, Any], path: str) -> Any:
    """Give the value at a dotted path, None where there is none."""
    value: Any = document
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def missing_keys(document: dict[str, Any]) -> list[str]:
    """Give the mandatory keys that are absent and the keys nobody knows (nor deprecated ones)."""
    absent = [path for path in MANDATORY if value_at(document, path) in (None, "", [], {})]
    if "organisation" in document and not value_at(document, "organisation.uri"):
        absent.append("organisation.uri")
    known = OPTIONAL | {path.split(".")[0] for path in MANDATORY}
    return absent + sorted(document.keys() - known)


def wrong_words(document: dict[str, Any]) -> list[str]:
    """Give the keys whose value is none of the standard's words."""
    required_list = MAINTENANCE.get(document["maintenance"]["type"], "a known type")
    checks = {
        "publiccodeYmlVersion": document["publiccodeYmlVersion"] == "0.7",
        "developmentStatus": document["developmentStatus"] in STATUSES,
        "softwareType": document["softwareType"] in TYPES,
        "localisation.localisationReady": isinstance(document["localisation"]["localisationReady"], bool),
        "legal.license": canonical(document["legal"]["license"]) == document["legal"]["license"],
        "maintenance": required_list is None or bool(document["maintenance"].get(required_list)),
        "url": document["url"].startswith("https://"),
    }
    return [key for key, is_right in checks.items() if not is_right]


def wrong_descriptions(document: dict[str, Any]) -> list[str]:
    """Give the languages whose description is incomplete or of a forbidden length."""
    return [
        language
        for language, text in document["description"].items()
        if not 0 < len(text.get("shortDescription", "")) <= LONGEST_SHORT
        or not SHORTEST <= len(text.get("longDescription", "")) <= LONGEST
        or not text.get("features")
    ]


def problems(document: dict[str, Any]) -> list[str]:
    """Give all problems of a publiccode.yml."""
    return missing_keys(document) or wrong_words(document) + wrong_descriptions(document)


@pytest.fixture
def document() -> dict[str, Any]:
    text = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def test_it_follows_the_standard(document: dict[str, Any]) -> None:
    assert problems(document) == []


@pytest.mark.parametrize("path", MANDATORY)
def test_a_missing_key_is_found(document: dict[str, Any], path: str) -> None:
    *parents, last = path.split(".")
    broken = deepcopy(document)
    (value_at(broken, ".".join(parents)) if parents else broken).pop(last)
    assert path in problems(broken)


def test_wrong_values_are_found(document: dict[str, Any]) -> None:
    document["developmentStatus"] = "ready"
    document["maintenance"]["contacts"] = []
    document["description"]["en"]["shortDescription"] = "x" * 151
    assert problems(document) == ["developmentStatus", "maintenance", "en"]


def test_the_license_is_that_of_the_package(document: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert document["legal"]["license"] == project["license"]
