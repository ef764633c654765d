import pytest

from mrl.collectors.license.gnu import gnu_licenses_named
from mrl.collectors.license.notices import licenses_named, speaks_of_license
from mrl.collectors.license.texts import plain_words

GPL_HEADER = """This program is free software: you can redistribute it and/or modify it under the terms of
the GNU {} General Public License as published by the Free Software Foundation, either version {} of the
License, or (at your option) any later version. See the GNU {} General Public License for more details. You
should have received a copy of the GNU {} General Public License along with this program."""
TRIPLE = """Version: MPL 1.1/GPL 2.0/LGPL 2.1. Alternatively, the contents of this file may be used under the
terms of either the GNU General Public License Version 2 or later (the "GPL"), or the GNU Lesser General
Public License Version 2.1 or later (the "LGPL"), in which case the provisions of the GPL or the LGPL are
applicable."""


def words(text):
    return " ".join(plain_words(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GPL_HEADER.format("", "3", "", ""), ["GPL-3.0-or-later"]),
        (GPL_HEADER.format("Affero", "3", "Affero", "Affero"), ["AGPL-3.0-or-later"]),
        (GPL_HEADER.format("Lesser", "2.1", "Lesser", "Lesser"), ["LGPL-2.1-or-later"]),
        (GPL_HEADER.format("Library", "2", "Library", "Library"), ["LGPL-2.0-or-later"]),
        ("under version 2 of the GNU General Public License as published", ["GPL-2.0-only"]),
        ("GNU General Public License version 2 only", ["GPL-2.0-only"]),
        (
            "the GNU General Public License version 2 with the Classpath exception",
            ["GPL-2.0-only WITH Classpath-exception-2.0"],
        ),
        ("GPLv3+", ["GPL-3.0-or-later"]),
        ("LGPL v2.1", ["LGPL-2.1-only"]),
        ("Released under LGPL License", ["LGPL-2.0-or-later"]),
        ("MIT and GPL licenses", ["GPL-1.0-or-later"]),
        (TRIPLE, ["GPL-2.0-or-later", "LGPL-2.1-or-later"]),
        ("eagply gplot", []),
    ],
)
def test_gnu_licenses(text, expected):
    assert gnu_licenses_named(words(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Licensed under the Apache License, Version 2.0 (the "License")', "Apache-2.0"),
        ("The Apache Software License, Version 1.1", "Apache-1.1"),
        ("Licensed under the MIT license", "MIT"),
        ("License: MIT", "MIT"),
        ("the New BSD License", "BSD-3-Clause"),
        ("BSD 2-Clause license", "BSD-2-Clause"),
        ("the Mozilla Public License, v. 2.0", "MPL-2.0"),
        ("Mozilla Public License Version 1.1", "MPL-1.1"),
        ("the Eclipse Public License - v 1.0", "EPL-1.0"),
        ("Eclipse Public License 2.0", "EPL-2.0"),
        ("Licensed under the EUPL, Version 1.2 or later", "EUPL-1.2"),
        ("European Union Public Licence v. 1.1", "EUPL-1.1"),
        ("governed by the CeCILL-B license under French law", "CECILL-B"),
        ("CeCILL FREE SOFTWARE LICENSE AGREEMENT Version 2.1", "CECILL-2.1"),
        ("Common Development and Distribution License (CDDL) version 1.0", "CDDL-1.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("CC BY-NC-ND 3.0", "CC-BY-NC-ND-3.0"),
        ("SIL Open Font License, Version 1.1", "OFL-1.1"),
    ],
)
def test_other_licenses(text, expected):
    assert licenses_named(words(text)) == [expected]


@pytest.mark.parametrize(
    "text", ["the MIT-style terms", "permit", "BSD license", "CeCILL license", "Mozilla Public License"]
)
def test_a_license_without_the_word_that_decides_is_not_guessed(text):
    assert licenses_named(words(text)) == []


def test_speaking_of_a_license():
    assert speaks_of_license(words("Use is subject to the City License Agreement"))
    assert speaks_of_license(words("Redistribution is forbidden"))
    assert not speaks_of_license(words("Copyright (c) 2026 Ada Example. All rights reserved."))
    assert not speaks_of_license(words("Returns the number of the driver"))
