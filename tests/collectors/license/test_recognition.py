import pytest

from mrl.collectors.license.recognition import UNRECOGNISED, recognise

BSD = """Copyright (c) 2002-2026, The Example City
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that
the following conditions are met:

 1. Redistributions of source code must retain the above copyright notice and the following disclaimer.

 2. Redistributions in binary form must reproduce the above copyright notice and the following disclaimer in
    the documentation and/or other materials provided with the distribution.
{third}
THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED
WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A
PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE LIABLE FOR
ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT
LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR
TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF
ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
THIRD = """
 3. Neither the name of 'The Example City' nor the names of its contributors may be used to endorse or promote
    products derived from this software without specific prior written permission.
"""


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("MIT", "MIT"),
        ("gpl-2.0+", "GPL-2.0-or-later"),
        ("Apache-2.0 OR MIT */", "Apache-2.0 OR MIT"),
        ("EUPL-1.2 -->", "EUPL-1.2"),
        ("No-Such-License", UNRECOGNISED),
    ],
)
def test_a_tag_decides(tag, expected):
    found = recognise(f"SPDX-License-Identifier: {tag}\nReleased under the GPL")
    assert (found.spdx, found.tagged) == (expected, True)


def test_two_tags_hold_together():
    tags = "SPDX-License-Identifier: MIT OR ISC\nSPDX-License-Identifier: Zlib"
    assert recognise(tags).spdx == "(MIT OR ISC) AND Zlib"


def test_bsd_clauses_with_holder_names_are_counted_right():
    assert recognise(BSD.format(third=THIRD)).spdx == "BSD-3-Clause"
    assert recognise(BSD.format(third="")).spdx == "BSD-2-Clause"


def test_a_header_that_stands_twice_in_a_file_is_one_license():
    assert recognise(BSD.format(third=THIRD) * 2).spdx == "BSD-3-Clause"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Released under the MIT license. https://example.org/license", "MIT"),
        ("See https://www.apache.org/licenses/LICENSE-2.0 for the license", "Apache-2.0"),
        ("This is licensed as the file LICENSE says", UNRECOGNISED),
        ("Copyright (c) 2026 Ada Example. All rights reserved.", None),
        ("Checks a driver", None),
        ("", None),
    ],
)
def test_notices(text, expected):
    assert recognise(text).spdx == expected


def test_the_parts_of_an_address_are_no_names():
    text = "licensed under the Apache License 2.0, see https://www.apache.org/licenses/GPL-compatibility.html"
    assert recognise(text).spdx == "Apache-2.0"


def test_a_license_named_beside_a_whole_text_counts_as_well():
    text = "Licensed under the Apache License 2.0. Parts are:\n\n" + BSD.format(third=THIRD)
    assert recognise(text).spdx == "BSD-3-Clause AND Apache-2.0"


def test_licenses_that_a_license_text_itself_names_are_no_further_statement(text_of):
    assert recognise(text_of("LGPL-2.1-only")).spdx == "LGPL-2.1-only"
    assert recognise("MIT License\n\n" + text_of("MIT")).spdx == "MIT"
