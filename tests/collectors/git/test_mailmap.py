from pathlib import Path

import pytest
from support.repositories import ADA, Person, RepositoryBuilder, git

from mrl.collectors.git.mailmap import Identity, merged_mailmaps, parse_mailmap

MAILMAP = """\
# comment
Ada Example <ada@city.example>
<ben@city.example> <ben@home.example>
Cleo Muster <cleo@city.example> <CLEO@old.example>
Dan Esempio <dan@city.example> danny <shared@city.example>
Eve Ejemplo <eve@city.example> Eve <shared@city.example> # trailing words
no form at all
<only@one.example
"""
IDENTITIES = (
    Identity("ada", "ADA@city.example"),
    Identity("Ben", "ben@home.example"),
    Identity("x", "cleo@OLD.example"),
    Identity("Danny", "shared@city.example"),
    Identity("eve", "shared@city.example"),
    Identity("nobody known", "shared@city.example"),
    Identity("Ada Example", "other@city.example"),
)


def test_the_four_forms() -> None:
    mailmap = parse_mailmap(MAILMAP)
    assert [mailmap.proper(identity) for identity in IDENTITIES] == [
        ("Ada Example", "ADA@city.example"),
        ("Ben", "ben@city.example"),
        ("Cleo Muster", "cleo@city.example"),
        ("Dan Esempio", "dan@city.example"),
        ("Eve Ejemplo", "eve@city.example"),
        ("nobody known", "shared@city.example"),
        ("Ada Example", "other@city.example"),
    ]


def test_git_reads_the_file_the_same_way(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commit("2024-01-01", ADA, {".mailmap": MAILMAP})
    path = builder.write(work_tree=True)
    asked = "".join(f"{identity.name} <{identity.address}>\n" for identity in IDENTITIES)
    answered = git("check-mailmap", "--stdin", folder=path, stdin=asked.encode()).decode()
    mailmap = parse_mailmap(MAILMAP)
    ours = [mailmap.proper(identity) for identity in IDENTITIES]
    assert answered.lower() == "".join(f"{name} <{address}>\n" for name, address in ours).lower()


@pytest.mark.parametrize("text", ["", "\n\n", "<", "<>", "> <", "A <> <>", "\x00\x1b <x", "#a <b@c> <d@e>"])
def test_lines_without_a_form_change_nobody(text: str) -> None:
    person = Identity("Ada", "d@e")
    assert parse_mailmap(text).proper(person) == person


def test_the_first_of_two_repositories_counts() -> None:
    first, second = (
        parse_mailmap("One <one@x.example> <a@x.example>"),
        parse_mailmap("Two <two@x.example> <a@x.example>"),
    )
    assert merged_mailmaps([first, second]).proper(Identity("", "a@x.example")).name == "One"


def test_later_lines_add_to_earlier_ones() -> None:
    mailmap = parse_mailmap("<ada@city.example> <a@x.example>\nAda Example <a@x.example>\n")
    assert mailmap.proper(Identity("a", "a@x.example")) == ("Ada Example", "ada@city.example")
    assert Person("Ada Example", "ada@city.example") == ADA
