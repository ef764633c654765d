"""Texts that the generated repositories hold: license texts, headers, manifests."""

BSD_CLAUSES = """\
Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice,
   this list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors
   may be used to endorse or promote products derived from this software
   without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR
ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""

MIT_LICENSE = """\
MIT License

Copyright (c) 2023 Example City

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""

PUBLICCODE = """\
publiccodeYmlVersion: "0.7"
name: Well Kept
url: https://example.org/well-kept.git
releaseDate: "2025-12-15"
softwareVersion: "3.3.0"
platforms: [web]
categories: [public-participation-engagement]
developmentStatus: stable
softwareType: standalone/web
description:
  en:
    shortDescription: An example of a repository in which everything is in place.
    longDescription: An example of a repository in which everything is in place.
legal:
  license: MIT
maintenance:
  type: internal
  contacts:
    - name: Example City
localisation:
  localisationReady: true
  availableLanguages: [en]
"""

WORKFLOW = """\
name: ci
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make test
"""

PYPROJECT = """\
[project]
name = "well-kept"
version = "3.3.0"
license = "MIT"
"""

WELL_KEPT_README = """\
# Well Kept

A service by which residents of Example City report what is broken.

## Installation

Run `pip install well-kept`.

## Usage

Run `well-kept serve` and open the printed address.

## Contributing

See [CONTRIBUTING.md](CONTRIBUTING.md).

## Support

Write to the public list at https://lists.example.org/well-kept.

## License

MIT
"""


def java(name: str, *, header: str | None = None) -> str:
    """Give a small Java class, with a comment block of `header` on top."""
    comment = ""
    if header is not None:
        comment = "/*\n" + "".join(f" * {line}".rstrip() + "\n" for line in header.splitlines()) + " */\n"
    return f"{comment}package org.example;\n\npublic class {name}\n{{\n}}\n"


def pom(artifact: str, version: str, *, properties: str = "") -> str:
    """Give a small Maven manifest that declares no license and inherits from a parent."""
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.example</groupId>
    <artifactId>example-global-pom</artifactId>
    <version>7.0.2</version>
  </parent>
  <artifactId>{artifact}</artifactId>
  <version>{version}</version>
  <properties>{properties}</properties>
  <dependencies>
    <dependency>
      <groupId>org.example</groupId>
      <artifactId>example-core</artifactId>
      <version>[7.0.0,)</version>
    </dependency>
  </dependencies>
</project>
"""
