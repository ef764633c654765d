"""What the READMEs of a project show: questions answered, badges, and places outside the repository."""

import re
from collections.abc import Iterable

from mrl.collectors.tree.declarations import host_of, web_address
from mrl.collectors.tree.markup import Link, chapters, words
from mrl.collectors.tree.sections import language_of, sections
from mrl.collectors.tree.trackers import declared_tracker, tracker_at
from mrl.model.facts import Readme
from mrl.model.project import Tracker, TrackerKind

_DISCUSSION_HOST = re.compile(
    r"matrix\.to|app\.element\.io|.*\.slack\.com|slack\..+|discord\.gg|(?:.*\.)?gitter\.im"
    r"|groups\.google\.com|t\.me"
    r"|(?:.*\.)?(?:discourse|zulipchat|mattermost|framateam|framalistes)\..+|(?:.*\.)?reddit\.com"
    r"|kiwiirc\.com"
    r"|groups\.io|(?:forum|forums|discuss|discourse|community|chat|lists?|webchat|tchap)\..+"
)
_DISCUSSION_PATH = re.compile(
    r"https?://(?:discord\.com/invite/|github\.com/(?:orgs/)?[^?#]+/discussions"
    r"|stackoverflow\.com/questions/tagged/"
    r"|[^?#]+/(?:mailman3?|pipermail|forum|mailing-?lists?|sympa)(?:[/?#]|$)).*"
)
_DISCUSSION_TEXT = re.compile(
    r"\b(?:mailing[- ]?lists?|forum|chat ?room|matrix|slack|discord|gitter|zulip|mattermost"
    r"|listes? de diffusion|tchap)\b",
    re.IGNORECASE,
)
_HOMEPAGE_TEXT = re.compile(
    r"\b(?:home ?page|web ?site|official site|site web|site officiel|documentation|docs?|wiki"
    r"|user (?:guide|manual)|demo(?: site)?"
    r"|page d'accueil|guide d'utilisation)\b",
    re.IGNORECASE,
)
_HOMEPAGE_HOST = re.compile(r".+\.(?:readthedocs\.(?:io|org)|gitbook\.io)")
_TRACKER_TEXT = re.compile(
    r"\b(?:issue[- ]?track\w*|bug[- ]?track\w*|issues|tickets|suivi des (?:bugs|anomalies|tickets)"
    r"|gestionnaire de tickets)\b",
    re.IGNORECASE,
)
_RELATIVE_TRACKER = re.compile(r"(?:\.\./)*(?:-/)?issues/?(?:new.*)?")
_BADGE_OR_IMAGE = re.compile(r".*(?:shields\.io|badge|\.(?:svg|png|jpe?g|gif)(?:\?.*)?$).*")


def read_readme(path: str, text: str) -> Readme:
    """Give language, size and the questions answered by the headings of one README."""
    read = words(text)
    return Readme(
        path=path,
        language=language_of(path.rpartition("/")[2], read),
        words=len(read),
        sections=sections(chapters(text)),
    )


def trackers_of(links: Iterable[Link], own_forge: TrackerKind | None) -> list[Tracker]:
    """Give the issue trackers that links lead to, by the form of the address or the words of the link."""
    return [tracker for link in links for tracker in _tracker(link, own_forge)]


def _tracker(link: Link, own_forge: TrackerKind | None) -> tuple[Tracker, ...]:
    if own_forge and _RELATIVE_TRACKER.fullmatch(link.address):
        return (Tracker(kind=own_forge),)
    recognised = tracker_at(web_address(link.address))
    if recognised:
        return (recognised,)
    named = _TRACKER_TEXT.search(link.text) and not re.search(r"/\d+/?$", link.address)
    return declared_tracker(link.address) if named and web_address(link.address) else ()


def homepages_of(links: Iterable[Link]) -> list[str]:
    """Give the sites a README calls its own: by the words of the link, or a host of documentation."""
    pairs = ((link, web_address(link.address)) for link in links)
    return [address for link, address in pairs if address and _is_homepage(link, address)]


def _is_homepage(link: Link, address: str) -> bool:
    if _BADGE_OR_IMAGE.fullmatch(address.lower()):
        return False
    return bool(_HOMEPAGE_TEXT.search(link.text) or _HOMEPAGE_HOST.fullmatch(host_of(address)))


def discussions_of(links: Iterable[Link]) -> list[str]:
    """Give the public channels that links lead to: lists, forums, chat; addresses of persons never."""
    pairs = ((link, web_address(link.address)) for link in links)
    return [address for link, address in pairs if address and _is_discussion(link, address)]


def _is_discussion(link: Link, address: str) -> bool:
    if _BADGE_OR_IMAGE.fullmatch(address.lower()):
        return False
    by_place = _DISCUSSION_HOST.fullmatch(host_of(address)) or _DISCUSSION_PATH.fullmatch(address.lower())
    return bool(by_place or _DISCUSSION_TEXT.search(link.text))
