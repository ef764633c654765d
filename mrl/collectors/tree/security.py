"""Signs of security work in the tree, and files that look like secrets.

A secret is looked for where one is customarily kept: a file whose name says key, credential or
environment. Other files are not searched, so a count of zero is no proof that there is no secret.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from mrl.collectors.tree.files import Place, TreeFile
from mrl.collectors.tree.search import FIXTURE_FOLDERS, NameRule, anywhere, inside

SECURITY_RULES: tuple[NameRule, ...] = (
    anywhere(
        "security.scanning",
        r"\.gitleaks\.toml",
        r"\.gitleaksignore",
        r"\.?trivy\.ya?ml",
        r"\.trivyignore(?:\.ya?ml)?",
        r"\.snyk",
        r"\.bandit",
        r"\.grype\.ya?ml",
        r"osv-scanner\.toml",
        r"\.secrets\.baseline",
        r"\.gitguardian\.ya?ml",
        r"(?:owasp-)?(?:dependency-check-)?suppressions?\.xml",
    ),
    inside("security.scanning", r"\.github/codeql", r".+\.ya?ml"),
    anywhere(
        "sbom",
        r".+\.spdx(?:\.(?:json|ya?ml|rdf|xml))?",
        r".+\.cdx\.(?:json|xml)",
        r"(?:.*[._-])?sbom(?:[._-].*)?\.(?:json|xml)",
    ),
    inside("reuse", "", r"reuse\.toml"),
    inside("reuse", r"\.reuse", "dep5"),
    inside("reuse", "licenses", r"[^/]+\.txt"),
)

_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?:[A-Z0-9]{2,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    r"\s{1,4}(?:[A-Za-z0-9+/=]{16}|[A-Z][\w-]{3,20}:)"
    r"|^PuTTY-User-Key-File-",
    re.MULTILINE,
)
"""The beginning of a key with some of its body: code that only handles keys names the beginning alone."""
_ASSIGNED_SECRET = re.compile(
    r"^[ \t]*(?:export[ \t]+)?[\"']?[\w.-]{0,60}(?:password|passwd|pwd|secret|token|api_?key"
    r"|private_?key|access_?key)[\w.-]{0,60}[\"']?"
    r"[ \t]*[=:][ \t]*[\"']?(?P<value>[^\s\"',#]{4,})",
    re.IGNORECASE | re.MULTILINE,
)
_PLACEHOLDER = re.compile(
    r"[$<{%@*].*|.*(?:change|replace|your|example|dummy|todo|xxx|placeholder|\.\.\.).*|true|false|null|none|"
    r"(?:pass(?:word)?|secret|token|test|admin|root|file|/.*|https?:.*)",
    re.IGNORECASE,
)


def _holds_private_key(text: str) -> bool:
    return _PRIVATE_KEY.search(text) is not None


def _assigns_secret(text: str) -> bool:
    return any(not _PLACEHOLDER.fullmatch(match["value"]) for match in _ASSIGNED_SECRET.finditer(text))


def _says(pattern: str) -> Callable[[str], bool]:
    expression = re.compile(pattern, re.IGNORECASE)
    return lambda text: expression.search(text) is not None


_SUSPECTS: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        re.compile(r"id_(?:rsa|dsa|ecdsa|ed25519)|.+\.(?:pem|key|ppk|asc|gpg)|.*private.?key.*"),
        _holds_private_key,
    ),
    (
        re.compile(
            r"(?!.*(?:example|sample|template|dist)$)(?:.+)?\.env(?:\..+)?|secrets?\.(?:ya?ml"
            r"|properties|ini|toml|env)"
        ),
        _assigns_secret,
    ),
    (
        re.compile(r"credentials?(?:\.(?:xml|ya?ml|properties|ini|csv|json))?|\.pypirc|\.my\.cnf|\.netrc"),
        _assigns_secret,
    ),
    (re.compile(r"\.netrc|_netrc"), _says(r"^machine\s.{0,200}password\s+\S")),
    (re.compile(r"\.npmrc"), _says(r"_auth(?:Token)?\s*=\s*[\"']?[A-Za-z0-9+/=_-]{8}")),
    (re.compile(r"\.git-credentials"), _says(r"https?://[^:/\s]{1,200}:[^@\s]{1,200}@")),
    (re.compile(r"\.htpasswd"), _says(r"^[^:\s]{1,200}:\S")),
    (
        re.compile(r"(?:service-?_?account|gcp|firebase).*\.json|client_secrets?.*\.json"),
        _says(r'"(?:private_key|client_secret)"\s*:\s*"[^"]'),
    ),
    (re.compile(r"(?:.+\.)?tfstate(?:\.backup)?"), lambda _text: True),
)
_ANY_SUSPECT = re.compile("|".join(f"(?:{names.pattern})" for names, _ in _SUSPECTS))
_NAMES_ENOUGH = re.compile(r"(?!.*(?:trust|cacerts|public)).+\.(?:jks|keystore|p12|pfx|jceks|bks)")
_TEST_FOLDERS = re.compile(
    rf"{FIXTURE_FOLDERS.pattern}|(?:.*/)?(?:tests?|specs?|examples?|samples?|e2e|it|mocks?)(?:/.*)?"
)


def suspects(files: Iterable[TreeFile]) -> list[TreeFile]:
    """Give the project's own files whose text has to be read to tell whether they hold a secret."""
    return [file for file in files if _is_ours(file) and _tests_of(file)]


def secret_files(
    files: Iterable[TreeFile], texts: Mapping[str, str]
) -> tuple[list[TreeFile], list[TreeFile]]:
    """Give the files that hold a secret: those the software or its makers may use, and those of tests.

    A key store counts by its name, unless the name says that it only holds public certificates.
    """
    secret = [file for file in files if _is_ours(file) and _is_secret(file, texts)]
    in_tests = [file for file in secret if _TEST_FOLDERS.fullmatch(_folder(file))]
    return [file for file in secret if not _TEST_FOLDERS.fullmatch(_folder(file))], in_tests


def _is_ours(file: TreeFile) -> bool:
    return file.place is not Place.VENDORED and file.is_regular


def _is_secret(file: TreeFile, texts: Mapping[str, str]) -> bool:
    if file.kind == "keystore":
        return _NAMES_ENOUGH.fullmatch(_name(file)) is not None
    text = texts.get(file.path)
    return text is not None and any(holds(text) for holds in _tests_of(file))


def _tests_of(file: TreeFile) -> list[Callable[[str], bool]]:
    name = _name(file)
    if not _ANY_SUSPECT.fullmatch(name):
        return []
    return [holds for names, holds in _SUSPECTS if names.fullmatch(name)]


def _name(file: TreeFile) -> str:
    return file.path.lower().rpartition("/")[2]


def _folder(file: TreeFile) -> str:
    return file.path.lower().rpartition("/")[0]
