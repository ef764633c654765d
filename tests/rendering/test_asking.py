"""What a report says of servers that were not asked: never that everything was read."""

import pytest
from support.assessments import not_assessed
from support.pages import Page

from mrl.model.snapshot import Server
from mrl.rendering import render
from mrl.rendering.asking import not_asked

EVERYTHING = {
    "en": "everything that was asked for could be read",
    "fr": "tout ce qui était demandé a pu être lu",
}
NOT_ASKED = {
    "en": "Forges, trackers and quality servers were not asked: the run was offline, or none is known",
    "fr": "Les forges, outils de suivi et serveurs de qualité n\u2019ont pas été interrogés",
}
SOME = {
    "en": "Not asked, as none is known for the project: trackers, quality servers.",
    "fr": "Non interrogés, faute d\u2019en connaître pour ce projet : outils de suivi, serveurs de qualité.",
}


def said(*servers: Server, language: str, output_format: str) -> str:
    assessment = not_assessed().model_copy(update={"gaps": (), "not_asked": servers})
    document = render(assessment, output_format, language)
    return Page(document).words if output_format == "html" else " ".join(document.decode().split())


def test_nothing_is_said_where_each_was_asked() -> None:
    assert not_asked(()) is None


@pytest.mark.parametrize("output_format", ["html", "md"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_report_from_clones_alone_says_so(language: str, output_format: str) -> None:
    text = said(*Server, language=language, output_format=output_format)
    assert NOT_ASKED[language] in text
    assert EVERYTHING[language] not in text


@pytest.mark.parametrize("output_format", ["html", "md"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_those_that_were_not_asked_are_named(language: str, output_format: str) -> None:
    text = said(Server.TRACKER, Server.QUALITY, language=language, output_format=output_format)
    assert SOME[language] in text
    assert EVERYTHING[language] not in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_only_who_asked_all_of_them_may_say_that_all_was_read(language: str) -> None:
    text = said(language=language, output_format="html")
    assert EVERYTHING[language] in text
    assert NOT_ASKED[language] not in text
