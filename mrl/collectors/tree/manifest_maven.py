"""Read a Maven `pom.xml` (https://maven.apache.org/pom.html) as text that nobody vouches for."""

from xml.etree.ElementTree import Element

from mrl.collectors.tree.declarations import Declaration, short_text, web_addresses
from mrl.collectors.tree.trackers import declared_tracker
from mrl.files.grammars.errors import UnreadableError
from mrl.files.grammars.xml import read_xml
from mrl.model.base import say
from mrl.model.facts import Manifest
from mrl.model.project import Tracker, TrackerKind


def read_maven(text: str, path: str) -> Declaration:
    """Give what a pom declares itself; what it inherits from a parent outside the repository is not known."""
    project = _parsed(text)
    return Declaration(
        manifest=Manifest(
            path=path,
            kind="maven",
            artifact=_value(project, "artifactId"),
            version=_value(project, "version") or _value(project, "parent/version"),
            licenses=_licenses(project),
        ),
        trackers=_trackers(project),
        homepages=web_addresses([_text(project, "url")]),
        ci_services=tuple(system.lower() for system in [_value(project, "ciManagement/system")] if system),
        discussions=web_addresses(
            _text(mailing_list, place)
            for mailing_list in project.findall("mailingLists/mailingList")
            for place in ("archive", "subscribe")
        ),
    )


def _parsed(text: str) -> Element:
    root = read_xml(text)
    if root.tag != "project":
        raise UnreadableError(say("it is not a Maven project"))
    return root


def _text(element: Element, place: str) -> str:
    return (element.findtext(place) or "").strip()


def _value(project: Element, place: str) -> str | None:
    """Give a value, with a property of this pom filled in; None if it needs one from elsewhere."""
    text = _text(project, place)
    if text.startswith("${") and text.endswith("}"):
        text = (
            _text(project, f"properties/{text[2:-1]}")
            if text[2:-1].replace(".", "").replace("-", "").isalnum()
            else ""
        )
    return short_text(text)


def _licenses(project: Element) -> tuple[str, ...]:
    named = (
        short_text(_text(entry, "name") or _text(entry, "url"))
        for entry in project.findall("licenses/license")
    )
    return tuple(name for name in named if name)


def _trackers(project: Element) -> tuple[Tracker, ...]:
    declared = declared_tracker(
        _text(project, "issueManagement/url"), _text(project, "issueManagement/system")
    )
    jira = [
        (str(entry.tag).lower(), short_text(entry.text or ""))
        for entry in project.findall("properties/*")
        if str(entry.tag).lower().startswith("jira")
    ]
    if not any(value for _, value in jira):
        return declared
    key = next((value for name, value in jira if name == "jiraprojectname"), None)
    return (*declared, Tracker(kind=TrackerKind.JIRA, project=key))
