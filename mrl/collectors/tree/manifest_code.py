"""Read Gradle builds, gemspecs and go.mod by plain patterns; programs are never run."""

import re

from mrl.collectors.tree.declarations import Declaration, short_text, web_addresses
from mrl.model.facts import Manifest

_GRADLE_NAME = re.compile(r"\brootProject\.name\s{0,20}=\s{0,20}[\"']([^\"'\n]{1,200})[\"']")
_GRADLE_VERSION = re.compile(
    r"^[ \t]{0,20}(?:project\.)?version[ \t]{0,20}=?[ \t]{0,20}[\"']([^\"'\n]{1,100})[\"']", re.MULTILINE
)
_GO_MODULE = re.compile(r"^module[ \t]{1,20}\"?([^\s\"]{1,300})", re.MULTILINE)
_GEM_FIELD = re.compile(r"\.[ \t]{0,4}(name|version|licenses?|homepage)[ \t]{0,20}=[ \t]{0,20}([^\n]{1,300})")
_QUOTED = re.compile(r"[\"']([^\"'\n]{1,200})[\"']")


def read_gradle(text: str, path: str) -> Declaration | None:
    """Give name (from `settings.gradle`) and version (from `build.gradle`) of a Gradle build.

    A project without a name of its own is called after its folder; one without name, version and folder
    is None.
    """
    name, version = _first(_GRADLE_NAME, text), _first(_GRADLE_VERSION, text)
    folder = path.rpartition("/")[0].rpartition("/")[2]
    if not (name or version or folder):
        return None
    return Declaration(Manifest(path=path, kind="gradle", artifact=name or folder or None, version=version))


def read_go(text: str, path: str) -> Declaration:
    """Give the module path of a `go.mod`; versions are tags, and licenses cannot be declared in it."""
    return Declaration(Manifest(path=path, kind="go", artifact=_first(_GO_MODULE, text)))


def read_gemspec(text: str, path: str) -> Declaration:
    """Give what a gemspec sets to plain texts; values that are computed stay unknown."""
    fields = {match[1]: _QUOTED.findall(match[2]) for match in _GEM_FIELD.finditer(text)}
    licenses = tuple(fields.get("licenses") or fields.get("license") or ())
    return Declaration(
        Manifest(
            path=path,
            kind="ruby",
            artifact=short_text(next(iter(fields.get("name", ())), None)),
            version=short_text(next(iter(fields.get("version", ())), None)),
            licenses=licenses,
        ),
        homepages=web_addresses(fields.get("homepage", ())),
    )


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return short_text(match[1]) if match else None
