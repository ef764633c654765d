"""Which server an address belongs to, and what of an address may be shown."""

import ipaddress
import re
from urllib.parse import urlsplit

from urllib3.util import parse_url

from mrl.errors import printable

_DEFAULT_PORTS = {"https": 443, "http": 80}
_SHOWN = 300
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LOCAL = (
    "local",
    "localhost",
    "localdomain",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
)
"""Ends of names that no public server has (RFC 6761, 6762, 8375, and what ICANN keeps out of the root)."""
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
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


def is_public(host: str) -> bool:
    """Whether a host, with or without port, looks like a server of the internet, of no network inside.

    Read as strictly as can be: what could be a number in any spelling (`127.1`, `0x7f000001`), a single label
    or a name of a local network is not.
    """
    name = _name_of(host)
    try:
        return _is_public_address(ipaddress.ip_address(name))
    except ValueError:
        return _NAME.fullmatch(name) is not None and _is_public_name(name)


def _name_of(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_public_name(name: str) -> bool:
    labels = name.split(".")
    is_number = _NUMBER.fullmatch(labels[-1])
    return len(labels) > 1 and not is_number and not any(name.endswith(f".{each}") for each in _LOCAL)


def _is_public_address(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    # Forms that hold an address of the older kind lead to that.
    if isinstance(address, ipaddress.IPv6Address) and (
        address.ipv4_mapped or address.sixtofour or address.teredo or address in _TRANSLATED
    ):
        return False
    return address.is_global and not address.is_multicast


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
