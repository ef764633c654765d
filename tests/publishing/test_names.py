"""Names that no forge changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.release_github import stored_name

from mrl.publishing.names import name_of_new, name_of_old, read_on_its_way, safe_name, version_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("Rapport d'évaluation (août).pdf", "Rapport.d.evaluation.aout.pdf"),
        ("œuvre ß.json", "oeuvre.ss.json"),
        (".hidden..txt", "hidden.txt"),
        ("отчёт.pdf", "pdf"),
        ("報告", ""),
    ],
)
def test_names_are_written_plainly(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=40))
def test_what_is_safe_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert not safe or stored_name(safe) == safe
    assert re.fullmatch(r"(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?", safe)
    assert ".." not in safe


@given(st.text(min_size=1, max_size=40))
def test_tags_become_versions_that_differ(tag: str) -> None:
    assert re.fullmatch(r"(?!.*\.\.)[\w+.-]+", version_name(tag), re.ASCII)
    assert version_name(tag) != version_name(tag + "/")


def test_files_on_their_way_tell_where_to() -> None:
    new = read_on_its_way(name_of_new("report.pdf", "ab" * 32))
    assert new is not None
    assert (new.kind, new.mark, new.name) == ("new", "ab" * 6, "report.pdf")
    old = read_on_its_way(name_of_old("report.pdf", 17))
    assert old is not None
    assert (old.kind, old.mark, old.name) == ("old", "17", "report.pdf")
    assert read_on_its_way("mrl-newer.pdf") is None
    assert stored_name(name_of_new("report.pdf", "ab" * 32)) == name_of_new("report.pdf", "ab" * 32)
