"""Which server an address belongs to, and what of an address may be shown."""

import ipaddress
import re
from urllib.parse import urlsplit

from urllib3.util import parse_url

from mrl.errors import printable

_DEFAULT_PORTS = {"https": 443, "http": 80}
_SHOWN = 300
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_TOP_LEVEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
_SPECIAL_ENDS = frozenset(
    (
        # RFC 6761, 6762, 7686, 8375, 9476, and what ICANN keeps out of the root
        *(
            "alt",
            "arpa",
            "internal",
            "invalid",
            "local",
            "localhost",
            "onion",
            "test",
            "corp",
            "home",
            "mail",
        ),
        # what networks inside use
        *(
            "box",
            "cluster",
            "consul",
            "default",
            "dmz",
            "domain",
            "fritz",
            "intern",
            "intra",
            "intranet",
            "kube",
        ),
        *("lan", "loc", "localdomain", "lokal", "mesh", "node", "nomad", "pod", "priv", "private", "router"),
        *("server", "service", "staging", "svc", "vpn", "workgroup"),
    )
)
"""Top-level domains of no public server. `example` leads to none either, and stands for one in documents."""
_PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
"""All that was ever handed out (RFC 4291, IANA)."""
_SPECIAL = tuple(
    map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "3fff::/20"))
)
"""For protocols and documents (RFC 6890, 7526, 9637), which versions of Python judge differently."""
_ISATAP = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")
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

    Read as strictly as can be: what could be a number in any spelling (`127.1`, `0x7f000001`), a single
    label, and a name below what cannot be a top-level domain or is one of networks inside are not. A name
    that passes may still lead to an address inside: see `public.py`.
    """
    name = _name_of(host)
    try:
        return is_public_address(name)
    except ValueError:
        return _NAME.fullmatch(name) is not None and _is_public_name(name)


def _name_of(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_public_name(name: str) -> bool:
    labels = name.split(".")
    end = labels[-1]
    return len(labels) > 1 and _TOP_LEVEL.fullmatch(end) is not None and end not in _SPECIAL_ENDS


def is_public_address(text: str) -> bool:
    """Whether an IP address is one of the internet. Raises `ValueError` for what is no address.

    One of the newer kind that holds one of the older kind leads to that, so it is none, whatever it holds.
    """
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address) and (
        address not in _PUBLIC_IPV6
        or address.scope_id is not None
        or address.sixtofour
        or address.teredo
        or address.packed[8:12] in _ISATAP
    ):
        return False
    if any(address in network for network in _SPECIAL):
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
