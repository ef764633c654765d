"""Short notices: the sentences by which a header or a manifest names a license without its text.

Patterns run over plain words (lower case, one blank between two, no punctuation; `plain_words`), so
that line breaks, quotes and comment marks do not matter. All gaps are bounded: the time is linear.
"""

import re

from mrl.collectors.license.identifiers import canonical

_V = r"(?:version |v\.? ?|vers\.? ?)?"
_PATTERNS = {
    # several licenses in one pattern: the groups fill the fields of the id
    rf"apache (?:software )?license (?:asl )?{_V}(2)(?: 0)?\b|apache (2)(?: 0)?\b": "Apache-2.0",
    rf"apache (?:software )?license {_V}1 1\b": "Apache-1.1",
    r"(?:under|either) (?:the |a )?(?:terms of (?:the )?)?mit\b|\bmit license|license[sd]?(?: under)? mit\b|"
    r"\bmit x11\b|\bmit expat|\bexpat license": "MIT",
    r"\b(?:3|three) clauses? (?:new )?bsd|\bbsd (?:license )?(?:3|three) clause|"
    r"\b(?:new|modified|revised) bsd": "BSD-3-Clause",
    r"\b(?:2|two) clauses? bsd|\bbsd (?:license )?(?:2|two) clause|"
    r"\b(?:simplified bsd|freebsd) license": "BSD-2-Clause",
    r"\b(?:4|four) clauses? bsd|\bbsd (?:license )?(?:4|four) clause": "BSD-4-Clause",
    r"\bzero clause bsd|\bbsd zero clause|\b0bsd\b": "0BSD",
    r"\beclipse distribution license\b": "BSD-3-Clause",
    r"\bisc license|license[sd]?(?: under)?(?: the)? isc\b": "ISC",
    r"\b(?:the|under) unlicense\b": "Unlicense",
    r"\bboost software license\b": "BSL-1.0",
    r"\bzlib(?: libpng)? license": "Zlib",
    r"\bpython software foundation license\b": "PSF-2.0",
    r"\buniversal permissive license\b": "UPL-1.0",
    r"\bmicrosoft public license\b": "MS-PL",
    r"\bw3c (?:software (?:notice and )?)?license": "W3C",
    r"\bcc0\b|\bcreative commons zero\b": "CC0-1.0",
    r"\bsame terms as perl\b": "Artistic-1.0-Perl OR GPL-1.0-or-later",
    r"\b(?:open (?:database|data commons open database) license|odbl)\b": "ODbL-1.0",
    r"\blicense ouverte\b|\betalab open license\b": "etalab-2.0",
}
_VERSIONED = {
    rf"\b(?:mozilla public license|mpl) {_V}(\d)(?: (\d))?\b": "MPL",
    rf"\b(?:eclipse public license|epl) {_V}(\d)(?: (\d))?\b": "EPL",
    rf"\b(?:common development and distribution license|cddl)(?: cddl)? {_V}(\d)(?: (\d))?\b": "CDDL",
    rf"\b(?:european union public license|eupl)(?: eupl)? {_V}(\d)(?: (\d))?\b": "EUPL",
    rf"\bcecill(?: free software)?(?: license)?(?: agreement)? {_V}(\d)(?: (\d))?\b": "CECILL",
    r"\bcecill (b|c)\b": "CECILL",
    rf"\bartistic license {_V}(\d)(?: (\d))?\b": "Artistic",
    rf"\b(?:sil )?open font license {_V}(\d)(?: (\d))?\b": "OFL",
    rf"\bacademic free license {_V}(\d)(?: (\d))?\b": "AFL",
    rf"\bopen software license {_V}(\d)(?: (\d))?\b": "OSL",
}
_FIXED = tuple((re.compile(pattern), spdx) for pattern, spdx in _PATTERNS.items())
_NUMBERED = tuple((re.compile(pattern), stem) for pattern, stem in _VERSIONED.items())
_COMMONS = re.compile(
    r"\b(?:creative commons|cc) (?:attribution|by)"
    r"((?: (?:non ?commercial|nc|share ?alike|sa|no ?derivs|no ?derivatives|nd)){0,3})"
    r"(?: (?:license|unported|version|international|v)){0,2} ?(\d) (\d)\b"
)
_COMMONS_WORDS = (("nc", "nc|non ?commercial"), ("nd", "nd|no ?deriv"), ("sa", "sa|share ?alike"))
_SPEAKS = re.compile(
    r"\blicensed\b|\blicense (?:agreement|terms|information|file|txt|md|header)\b|"
    r"\bpermission is (?:hereby )?granted\b|"
    r"\b(?:the|this|see|under|following|bsd|style|commercial|source) (?:[a-z0-9]+ ){0,3}licenses?\b|"
    r"\bredistribut(?:e|ion)s?\b|\bpublic domain\b|\bterms of use\b|\bproprietary and confidential\b"
)


def speaks_of_license(words: str) -> bool:
    """Tell whether the words grant, name or point to a license, known or not."""
    return bool(_SPEAKS.search(words))


def licenses_named(words: str) -> list[str]:
    """Give the SPDX ids (or expressions) of the licenses that plain words name, GNU ones left out."""
    found = [spdx for pattern, spdx in _FIXED if pattern.search(words)]
    for pattern, stem in _NUMBERED:
        found += [_numbered(stem, match) for match in pattern.finditer(words)]
    found += [_commons(match) for match in _COMMONS.finditer(words)]
    return list(dict.fromkeys(spdx for spdx in found if " " in spdx or canonical(spdx)))


def _numbered(stem: str, match: re.Match[str]) -> str:
    major = match[1].upper()
    minor = match[2] if match.re.groups > 1 else None
    return f"{stem}-{major}" if major.isalpha() else f"{stem}-{major}.{minor or 0}"


def _commons(match: re.Match[str]) -> str:
    parts = [short for short, long in _COMMONS_WORDS if re.search(rf"\b(?:{long})", match[1])]
    return "-".join(["CC-BY", *(part.upper() for part in parts), f"{match[2]}.{match[3]}"])
