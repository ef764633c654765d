"""Copyleft class and OSI approval of licenses and license expressions.

The classes say what a license asks of who passes on a derived work, read from its own terms and
the comments of the Free Software Foundation (https://www.gnu.org/licenses/license-list.html):
none (keep the notice), weak (changes to the covered files or library stay under the license),
strong (the whole derived work does), network (as strong, and giving access over a network counts
as passing on). A license that is not in the table has no known class.
"""

from types import MappingProxyType

from mrl.collectors.license.expressions import evaluate
from mrl.collectors.license.identifiers import canonical, family, known_licenses
from mrl.model.facts import Copyleft

_CLASSES = {
    Copyleft.NONE: (
        "0BSD AAL AFL-1.1 AFL-1.2 AFL-2.0 AFL-2.1 AFL-3.0 Apache-1.0 Apache-1.1 Apache-2.0 Artistic-2.0 "
        "BlueOak-1.0.0 BSD-1-Clause BSD-2-Clause BSD-3-Clause BSD-4-Clause BSL-1.0 CC-BY-1.0 CC-BY-2.0 "
        "CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CC0-1.0 CDLA-Permissive-1.0 CDLA-Permissive-2.0 CECILL-B ECL-2.0 "
        "EFL-2.0 Entessa etalab-2.0 FTL HPND ICU ImageMagick ISC JSON Libpng libtiff MirOS MIT MIT-0 "
        "MIT-advertising MulanPSL-1.0 MulanPSL-2.0 NCSA ODC-By-1.0 OLDAP-2.8 OpenSSL PDDL-1.0 PHP-3.0 "
        "PHP-3.01 PostgreSQL PSF-2.0 Python-2.0 Ruby TCL Unicode-3.0 Unicode-DFS-2016 Unlicense UPL-1.0 "
        "Vim W3C W3C-20150513 WTFPL X11 Xnet Zlib zlib-acknowledgement ZPL-2.0 ZPL-2.1"
    ),
    Copyleft.WEAK: (
        "APSL-2.0 Artistic-1.0 Artistic-1.0-Perl CDDL-1.0 CDDL-1.1 CECILL-C CERN-OHL-W-2.0 CPAL-1.0 "
        "CPL-1.0 EPL-1.0 EPL-2.0 ErlPL-1.1 IPL-1.0 LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1-only "
        "LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later LGPLLR LPPL-1.3c MPL-1.0 MPL-1.1 MPL-2.0 "
        "MS-PL MS-RL NPL-1.1 OFL-1.0 OFL-1.1 SPL-1.0"
    ),
    Copyleft.STRONG: (
        "CC-BY-SA-1.0 CC-BY-SA-2.0 CC-BY-SA-2.5 CC-BY-SA-3.0 CC-BY-SA-4.0 CECILL-1.0 CECILL-1.1 "
        "CECILL-2.0 CECILL-2.1 CERN-OHL-S-2.0 copyleft-next-0.3.1 GFDL-1.1-only GFDL-1.1-or-later "
        "GFDL-1.2-only GFDL-1.2-or-later GFDL-1.3-only GFDL-1.3-or-later GPL-1.0-only GPL-1.0-or-later "
        "GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later LiLiQ-Rplus-1.1 ODbL-1.0 QPL-1.0 "
        "Sleepycat"
    ),
    Copyleft.NETWORK: (
        "AGPL-1.0-only AGPL-1.0-or-later AGPL-3.0-only AGPL-3.0-or-later CAL-1.0 EUPL-1.0 EUPL-1.1 "
        "EUPL-1.2 OSL-1.0 OSL-2.0 OSL-2.1 OSL-3.0 RPL-1.1 RPL-1.5 SSPL-1.0 Watcom-1.0"
    ),
}
CLASS_OF = MappingProxyType({spdx: step for step, ids in _CLASSES.items() for spdx in ids.split()})
_STEPS = tuple(Copyleft)


def copyleft_of(expression: str) -> Copyleft | None:
    """Give the class of an expression: the strongest of an AND, the weakest of an OR; None if unknown."""
    return evaluate(expression, _class, _strongest, _weakest)


def osi_approved(expression: str) -> bool | None:
    """Tell whether the Open Source Initiative approved all of an AND, or one of an OR; None if unknown."""
    return evaluate(expression, _approved, _all_known, _any_known)


def _class(spdx: str) -> Copyleft | None:
    return CLASS_OF.get(spdx) or CLASS_OF.get(family(spdx))


def _approved(spdx: str) -> bool | None:
    known = known_licenses().get((canonical(spdx) or spdx).lower())
    return known.osi if known else None


def _strongest(left: Copyleft | None, right: Copyleft | None) -> Copyleft | None:
    if Copyleft.NETWORK in (left, right):
        return Copyleft.NETWORK
    return max(left, right, key=_STEPS.index) if left and right else None


def _weakest(left: Copyleft | None, right: Copyleft | None) -> Copyleft | None:
    if Copyleft.NONE in (left, right):
        return Copyleft.NONE
    return min(left, right, key=_STEPS.index) if left and right else None


def _all_known(left: bool | None, right: bool | None) -> bool | None:
    return False if False in (left, right) else None if None in (left, right) else True


def _any_known(left: bool | None, right: bool | None) -> bool | None:
    return True if True in (left, right) else None if None in (left, right) else False
