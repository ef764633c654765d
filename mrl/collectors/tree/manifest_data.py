"""Read manifests written as JSON, TOML, YAML or INI, as text that nobody vouches for."""

from collections.abc import Mapping
from typing import Any

from mrl.collectors.tree.declarations import Declaration, short_text, web_addresses
from mrl.collectors.tree.trackers import declared_tracker
from mrl.files.grammars.errors import UnreadableError
from mrl.files.grammars.ini import read_ini
from mrl.files.grammars.json import read_json
from mrl.files.grammars.toml import read_toml
from mrl.files.grammars.yaml import read_yaml
from mrl.model.base import say
from mrl.model.facts import Manifest

_TRACKER_WORDS = ("issue", "bug", "tracker")
_DISCUSSION_WORDS = ("forum", "chat", "discuss", "mailing", "irc", "matrix", "slack", "discord", "gitter")
_HOMEPAGE_WORDS = ("home", "documentation", "docs", "website", "landing")


def read_npm(text: str, path: str) -> Declaration:
    """Give what a `package.json` declares (https://docs.npmjs.com)."""
    data = _json(text)
    licenses = data.get("licenses") or data.get("license")
    return Declaration(
        manifest=_manifest(path, "npm", data, _license_names(licenses)),
        trackers=declared_tracker(_part(data.get("bugs"), "url")),
        homepages=web_addresses([data.get("homepage")]),
    )


def read_composer(text: str, path: str) -> Declaration:
    """Give what a `composer.json` declares (https://getcomposer.org/doc/04-schema.md)."""
    data = _json(text)
    support = _mapping(data.get("support"))
    return _with_links(
        _manifest(path, "composer", data, _license_names(data.get("license"))),
        {"home": data.get("homepage"), **support},
    )


def read_pyproject(text: str, path: str) -> Declaration | None:
    """Give what a `pyproject.toml` declares (PEP 621, PEP 639, Poetry); None if it only configures tools."""
    data = read_toml(text)
    project = _mapping(data.get("project")) or _mapping(_mapping(data.get("tool")).get("poetry"))
    if not project:
        return None
    license_value = project.get("license")
    names = _license_names(_part(license_value, "text")) or _classified(project.get("classifiers"))
    links = {"home": project.get("homepage"), "documentation": project.get("documentation")}
    return _with_links(_manifest(path, "python", project, names), {**links, **_mapping(project.get("urls"))})


def read_setup_cfg(text: str, path: str) -> Declaration | None:
    """Give what the metadata of a `setup.cfg` declare (setuptools); None where it only configures tools."""
    data = read_ini(text, "metadata")
    if data is None:
        return None
    names = _license_names(data.get("license")) or _classified(data.get("classifiers", "").splitlines())
    pairs = (line.partition("=") for line in data.get("project_urls", "").splitlines())
    links = {key.strip(): value.strip() for key, _, value in pairs}
    return _with_links(_manifest(path, "python", data, names), {"home": data.get("url"), **links})


def read_cargo(text: str, path: str) -> Declaration:
    """Give what a `Cargo.toml` declares (https://doc.rust-lang.org/cargo/reference/manifest.html)."""
    data = read_toml(text)
    package = _mapping(data.get("package")) or _mapping(_mapping(data.get("workspace")).get("package"))
    links = {"home": package.get("homepage"), "documentation": package.get("documentation")}
    return _with_links(_manifest(path, "cargo", package, _license_names(package.get("license"))), links)


def read_publiccode(text: str, path: str) -> Declaration:
    """Give what a `publiccode.yml` declares (yml.publiccode.tools); its name is no artifact's."""
    data = _yaml(text)
    names = _license_names(_part(data.get("legal"), "license"))
    shown = {"version": data.get("softwareVersion")}
    return _with_links(_manifest(path, "publiccode", shown, names), {"landing": data.get("landingURL")})


def read_citation(text: str, path: str) -> Declaration:
    """Give what a `CITATION.cff` declares (citation-file-format.github.io)."""
    data = _yaml(text)
    shown = {"version": data.get("version")}
    return _with_links(
        _manifest(path, "citation", shown, _license_names(data.get("license"))), {"home": data.get("url")}
    )


def _manifest(path: str, kind: str, data: Mapping[str, Any], licenses: tuple[str, ...]) -> Manifest:
    artifact, version = short_text(data.get("name")), short_text(data.get("version"))
    return Manifest(path=path, kind=kind, artifact=artifact, version=version, licenses=licenses)


def _with_links(manifest: Manifest, links: Mapping[str, Any]) -> Declaration:
    """Sort links into trackers, discussions and homepages by the words of their labels."""
    return Declaration(
        manifest=manifest,
        trackers=tuple(
            tracker for address in _labelled(links, _TRACKER_WORDS) for tracker in declared_tracker(address)
        ),
        homepages=web_addresses(_labelled(links, _HOMEPAGE_WORDS)),
        discussions=web_addresses(_labelled(links, _DISCUSSION_WORDS)),
    )


def _labelled(links: Mapping[str, Any], words: tuple[str, ...]) -> list[Any]:
    return [address for label, address in links.items() if any(word in str(label).lower() for word in words)]


def _license_names(value: Any) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [value]
    names = (short_text(_part(entry, "type") or _part(entry, "name")) for entry in entries)
    return tuple(name for name in names if name)


def _classified(classifiers: Any) -> tuple[str, ...]:
    """Give the licenses among the trove classifiers of a Python package."""
    entries = classifiers if isinstance(classifiers, list) else []
    texts = (str(entry).strip() for entry in entries)
    return tuple(text.rpartition("::")[2].strip()[:200] for text in texts if text.startswith("License ::"))


def _part(value: Any, key: str) -> Any:
    """Give the value, or the part named so where the value is a mapping."""
    return value.get(key) if isinstance(value, dict) else value


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _json(text: str) -> dict[str, Any]:
    return _whole_mapping(read_json(text.removeprefix("\ufeff")), "JSON")


def _yaml(text: str) -> dict[str, Any]:
    return _whole_mapping(read_yaml(text), "YAML")


def _whole_mapping(data: Any, language: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise UnreadableError(say("it is not a {language} mapping", language=language))
    return data
