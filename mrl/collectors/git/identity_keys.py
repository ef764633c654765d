"""What makes two identities the same person: a normalised address, a normalised full name.

Each function gives a key, or None where the address or name is no sign of one person.
"""

import re
import unicodedata

from mrl.collectors.git.words import word_set

_GENERIC_LOCALS = word_set(
    """
    root admin administrator administrateur noreply no-reply donotreply nobody none unknown user git svn
    cvs mail email info contact support help team dev devs developer developers development office
    webmaster postmaster hostmaster me you your-email youremail you-email test jenkins build builder ci
    release ubuntu debian
    """
)
"""What stands before the @ of addresses that many people or nobody in particular use."""

_GENERIC_WORDS = word_set(
    """
    root admin administrator administrateur unknown inconnu anonymous nobody none null user users
    utilisateur test tester developer developers dev devs team equipe support service system jenkins
    hudson build builder release bot robot ci git github gitlab svn automation noreply reply name your
    example-user owner ubuntu debian localhost server account contributor contributors author authors
    maintainer maintainers
    """
)
"""Words that are in the names of machines, teams and unset configurations."""

_LOCAL_HOSTS = word_set(
    """
    local localdomain localhost lan home internal intranet intra corp none invalid private
    """
)
_SVN_HOST = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOREPLY_HOST = re.compile(r"(?:users\.)?noreply\..+|.+\.noreply\..+")
_GITHUB_NUMBER = re.compile(r"^\d+\+(?=.)")
_GITLAB_NUMBER = re.compile(r"^\d+-(?=.)")
_WORDS = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 2
_LONGEST = 1000
"""Characters of a name or address; mail servers take 254, and longer ones are nobody's."""

_FREE_MAIL = word_set(
    """
    gmail.com googlemail.com icloud.com me.com mac.com aol.com mail.com email.com ymail.com
    rocketmail.com proton.me pm.me protonmail.com protonmail.ch tutanota.com tutanota.de tuta.io
    fastmail.com fastmail.fm hey.com zoho.com hushmail.com duck.com mozmail.com qq.com foxmail.com
    163.com 126.com yeah.net sina.com naver.com mail.ru bk.ru inbox.ru list.ru rambler.ru ukr.net
    seznam.cz wp.pl o2.pl interia.pl onet.pl abv.bg freemail.hu web.de t-online.de freenet.de posteo.de
    posteo.net mailbox.org arcor.de bluewin.ch libero.it virgilio.it tiscali.it alice.it laposte.net
    orange.fr wanadoo.fr free.fr sfr.fr neuf.fr bbox.fr numericable.fr club-internet.fr aliceadsl.fr
    voila.fr skynet.be telenet.be ziggo.nl xs4all.nl planet.nl home.nl comcast.net verizon.net att.net
    sbcglobal.net cox.net btinternet.com sky.com rediffmail.com uol.com.br terra.com.br disroot.org
    riseup.net autistici.org ik.me ikmail.com
    """
)
_FREE_MAIL_BRANDS = word_set("gmx hotmail live msn outlook yahoo yandex")
"""Offered under the domains of many countries."""

_SECOND_LEVELS = word_set("co com org net gov gouv gob gub edu ac or ne go nic")


def address_key(address: str) -> str | None:
    """Give the address in lower case, without `+tag`, forge addresses without their number.

    None for an address without @, of a machine without a domain, of an SVN import (the host is the
    id of the SVN repository), for one that names a role, and for one of more than 1,000 characters.
    """
    if len(address) > _LONGEST:
        return None
    local, host = _parts(address.strip().casefold())
    while _names_a_place(local, host) and _NOREPLY_HOST.fullmatch(host):
        number = _GITLAB_NUMBER if "gitlab" in host else _GITHUB_NUMBER
        local = number.sub("", local)
        if "@" not in local:
            return f"{local}@{host}"
        local, host = _parts(local.strip())
    local = local.partition("+")[0] if _names_a_place(local, host) else ""
    return None if not local or local in _GENERIC_LOCALS else f"{local}@{host}"


def _parts(address: str) -> tuple[str, str]:
    """Split an address at its last @; one of a forge may hold another one before it."""
    local, _, host = address.rpartition("@")
    return local, host.rstrip(".")


def _names_a_place(local: str, host: str) -> bool:
    """Tell whether it is an address on the network: not of a machine, nor of an SVN repository."""
    last = host.rpartition(".")[2]
    return bool(local) and "." in host and last not in _LOCAL_HOSTS and not _SVN_HOST.fullmatch(host)


def name_key(name: str) -> frozenset[str] | None:
    """Give the words of a full name without case, accents and order.

    None unless it has two words of two letters or more apart from each other, and for names with
    digits, addresses and words of machines and unset configurations. Initials count, so that two
    people who differ in one stay apart. None as well for more than 1,000 characters.
    """
    if len(name) > _LONGEST:
        return None
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name).casefold()
        if not unicodedata.combining(letter)
    )
    words = frozenset(_WORDS.findall(plain))
    parts = {
        part for part in re.split(r"[\s,]+", plain) if len("".join(_WORDS.findall(part))) >= _LEAST_WORDS
    }
    if len(parts) < _LEAST_WORDS or re.search(r"[\d@\\/]", plain) or words & _GENERIC_WORDS:
        return None
    return words if len(words) >= _LEAST_WORDS else None


def organisation_key(address: str) -> str | None:
    """Give the registrable domain of an address (approximately: `dev.city.example` is `city.example`).

    None where it says nothing of an organisation: free mail, forge addresses, machines, SVN imports,
    more than 1,000 characters.
    """
    if len(address) > _LONGEST:
        return None
    _, at, host = address.strip().casefold().rstrip(".").rpartition("@")
    labels = host.split(".") if at else []
    if len(labels) < _LEAST_WORDS or _NOREPLY_HOST.fullmatch(host) or labels[-1] in _LOCAL_HOSTS:
        return None
    kept = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVELS and len(labels[-1]) == 2 else 2  # noqa: PLR2004
    domain = ".".join(labels[-kept:])
    return None if domain in _FREE_MAIL or labels[-kept] in _FREE_MAIL_BRANDS else domain
