import pytest

from mrl.collectors.license.copyleft import CLASS_OF, copyleft_of, osi_approved
from mrl.collectors.license.identifiers import canonical
from mrl.model.facts import Copyleft


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", Copyleft.NONE),
        ("BSD-3-Clause-Clear", Copyleft.NONE),
        ("MPL-2.0", Copyleft.WEAK),
        ("GPL-3.0-or-later", Copyleft.STRONG),
        ("GPL-2.0-only WITH Classpath-exception-2.0", Copyleft.STRONG),
        ("EUPL-1.2", Copyleft.NETWORK),
        ("MIT OR GPL-3.0-only", Copyleft.NONE),
        ("MIT AND LGPL-2.1-only", Copyleft.WEAK),
        ("MIT AND LicenseRef-Own", None),
        ("MIT OR LicenseRef-Own", Copyleft.NONE),
        ("AGPL-3.0-only AND LicenseRef-Own", Copyleft.NETWORK),
        ("City License", None),
    ],
)
def test_copyleft(expression, expected):
    assert copyleft_of(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("CC-BY-4.0", False),
        ("CC-BY-4.0 OR MIT", True),
        ("CC-BY-4.0 AND MIT", False),
        ("LicenseRef-Own", None),
        ("LicenseRef-Own AND CC-BY-4.0", False),
        ("LicenseRef-Own AND MIT", None),
    ],
)
def test_osi_approval(expression, expected):
    assert osi_approved(expression) is expected


def test_the_table_holds_ids_of_the_list_only():
    assert [spdx for spdx in CLASS_OF if canonical(spdx) != spdx] == []
