"""Which server an address belongs to, and what of an address may be shown."""

import ipaddress
from urllib.parse import urlsplit

from urllib3.util import parse_url

from mrl.errors import printable

_DEFAULT_PORTS = {"https": 443, "http": 80}
_SHOWN = 300
_UNREADABLE = "an address that cannot be read"


def normal_host(host: str) -> str:
    """Write a host, with its port if it has one, as it is compared: lower case, no default port."""
    return host.strip().lower().removesuffix(":443")


def host_of(url: str) -> str:
    """Give the host of an address, with its port where that is not the usual one; empty where it has none.

    Read as the connection reads it: where parsers differ, an address could pass here and lead elsewhere.
    """
    try:
        parts = parse_url(url)
    except ValueError:
        return ""
    usual = _DEFAULT_PORTS.get(parts.scheme or "")
    return (parts.host or "").lower() + ("" if parts.port in (None, usual) else f":{parts.port}")


def belongs_to(url: str, host: str) -> bool:
    """Whether an address is an https one of exactly this host and port, or any http one if that is local.

    An address with a login in it is not: it would be kept and shown.
    """
    try:
        parts = parse_url(url)
    except ValueError:
        return False
    allowed = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    return allowed and parts.auth is None and host_of(url) == host


def is_web_address(url: str) -> bool:
    """Whether a text is an http or https address of some server."""
    try:
        parts = parse_url(url)
    except ValueError:
        return False
    return parts.scheme in _DEFAULT_PORTS and bool(parts.host)


def is_loopback(host: str) -> bool:
    """Whether a host, with or without port, is this machine."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def shown_address(url: str) -> str:
    """Give an address without credentials, query and fragment, which may hold secrets."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _UNREADABLE
    if not parts.scheme:
        return _UNREADABLE
    place = parts.netloc.rpartition("@")[2]
    return printable(f"{parts.scheme}://{place}{parts.path}")[:_SHOWN]
