"""Which forge a release is on, and which repository."""

import re
from collections.abc import Mapping

from mrl.collectors.git.address import Address, looks_like_address, parse_address
from mrl.errors import InputError, Problem
from mrl.model.assessment import Assessment
from mrl.model.base import say

FORGES = ("github", "gitlab")
_PUBLIC = {"github": "https://github.com", "gitlab": "https://gitlab.com"}
_SERVER_NAMES = {"github": "GITHUB_SERVER_URL", "gitlab": "CI_SERVER_URL"}
"""Where a CI says on which server it runs."""
_SHORT = re.compile(r"[\w.-]+(?:/[\w.-]+)+")


def read_repository(text: str, forge: str | None, environment: Mapping[str, str]) -> tuple[str, Address]:
    """Read an address, or `owner/name` on the server that the CI names, else on the public one.

    Gives the forge's kind and the address. Raises `InputError` and `TargetError`.
    """
    if not looks_like_address(text) and _SHORT.fullmatch(text):
        kind = forge or "github"
        server = environment.get(_SERVER_NAMES[kind], "") or _PUBLIC[kind]
        return kind, parse_address(f"{server.rstrip('/')}/{text}")
    address = parse_address(text)
    return forge or _kind_of(address), address


def _kind_of(address: Address) -> str:
    """Tell the forge by the server's name."""
    labels = re.split(r"[.-]", address.host)
    found = [kind for kind in FORGES if kind in labels]
    if len(found) == 1:
        return found[0]
    message = say("the name of {host} does not tell which forge it is", host=address.place)
    raise InputError(Problem(message=message, remedy=say("say it with --forge github or --forge gitlab")))


def repository_of(assessment: Assessment) -> str:
    """Give the address of the one repository that was assessed. Raises `InputError`."""
    addresses = {each.url for each in assessment.repositories}
    found = addresses.pop() if len(addresses) == 1 else None
    if found:
        return found
    message = say("the assessment does not tell which repository the release is in")
    raise InputError(Problem(message=message, remedy=say("name it with --repository")))
