"""The dossier: its pages in both languages, names that break layouts, no winner, identical bytes."""

import io
import json
import logging
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader
from support import comparisons

from mrl.errors import InputError
from mrl.model.comparison import Comparison
from mrl.rubric.schemas import schema_text

SAMPLES = {
    "three": lambda: (comparisons.plain(), comparisons.rich(), comparisons.answered()),
    "itself": lambda: (comparisons.rich(), comparisons.rich()),
    "awkward": lambda: tuple(comparisons.awkward()),
    "counts": lambda: tuple(
        getattr(comparisons, name)(comparisons.COUNTS) for name in ("plain", "rich", "unknown", "answered")
    ),
    "bands": lambda: tuple(
        maker(comparisons.BANDS) for maker in (comparisons.plain, comparisons.answered, comparisons.unknown)
    ),
}
PAGES = [("three", "en"), ("three", "fr"), ("awkward", "fr"), ("counts", "en"), ("bands", "fr")]
NOT_NESTED = frozenset({"meta", "link", "br", "img", "rect", "path", "circle"})


@cache
def rendered(name, output_format, language):
    return comparisons.dossier(*SAMPLES[name]()).render(output_format, language)


@cache
def pages(name, language):
    document = PdfReader(io.BytesIO(rendered(name, "pdf", language)))
    return document, [" ".join(page.extract_text().split()) for page in document.pages]


class Reader(HTMLParser):
    """Collects ids, references, tags and words of a page, and sees that every tag is closed."""

    def __init__(self):
        super().__init__()
        self.ids, self.references, self.tags, self.open, self.words = [], [], Counter(), [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags[tag] += 1
        self.ids += [values["id"]] if "id" in values else []
        address = values.get("href", "")
        self.references += [address[1:]] if address.startswith("#") else []
        if tag not in NOT_NESTED:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in NOT_NESTED:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.words.append(data)


def html(name, language):
    reader = Reader()
    text = rendered(name, "html", language).decode()
    reader.feed(text)
    return reader, text


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_no_page_is_empty_and_all_are_a4(name, language):
    document, texts = pages(name, language)
    for page, text in zip(document.pages, texts, strict=True):
        assert len(text.split()) > 40
        assert sorted(round(float(side)) for side in page.mediabox[2:]) == [595, 842]
    assert document.trailer["/Root"]["/Lang"] == language


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_only_the_differences_of_many_lie_on_their_side(name, language):
    document, texts = pages(name, language)
    wide = [
        text
        for page, text in zip(document.pages, texts, strict=True)
        if page.mediabox.width > page.mediabox.height
    ]
    assert len(wide) == (1 if len(SAMPLES[name]()) > 3 else 0)
    assert all("What differs" in text or "Ce qui diffère" in text for text in wide)


def test_nothing_is_complained_about(caplog):
    with caplog.at_level(logging.WARNING):
        comparisons.dossier(comparisons.rich(), comparisons.unknown()).render("pdf", "fr")
    assert [record.message for record in caplog.records] == []


def test_each_part_begins_on_the_page_the_contents_say():
    _, texts = pages("three", "en")
    titles = ("At a glance", "What differs", "On common ground", "Dimension by dimension", "Verdict A")
    for title in titles:
        number = int(re.search(rf"{title}[ .]*(\d+)", texts[0])[1])
        assert title.removesuffix(" A") in texts[number - 1]


def test_the_glance_and_the_differences_take_a_page_each():
    for name in ("three", "awkward"):
        document, _ = pages(name, "fr")
        places = document.named_destinations
        numbers = [
            document.get_destination_page_number(places[each])
            for each in ("glance", "differences", "unknown")
        ]
        assert numbers == [1, 2, 3]


def test_no_winner_is_named_where_ranges_overlap():
    _, texts = pages("three", "en")
    assert "As far as the answers given are right: Answered Office above Plain Forms." in texts[1]
    assert "Facts alone do not settle it." in texts[1]
    assert "whatever is still found out: Answered" not in " ".join(texts)
    assert not re.search(r"winner|best project|recommend", " ".join(texts).replace("names no winner", ""))


def test_a_project_beside_itself_is_a_tie():
    reader, _ = html("itself", "en")
    whole = " ".join(reader.words)
    assert "There is no difference in what is known." in whole
    assert "No project dominates another." in whole
    assert whole.count("Equal in every one of 5,000 draws: there is no order.") == 2


def test_a_rubric_without_headline_compares_counts():
    _, texts = pages("counts", "en")
    whole = " ".join(texts)
    assert "This rubric has no headline" in whole
    assert "How firm the order is" not in whole
    assert re.search(r"\d+ of \d+ met", whole)


def test_every_verdict_is_there_under_names_of_its_own():
    reader, text = html("three", "en")
    assert [name for name in reader.ids if name.startswith("verdict-of-")] == [
        f"verdict-of-{letter}" for letter in "ABC"
    ]
    assert text.count('class="whose"') == 3


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", SAMPLES)
def test_the_page_is_whole_and_nothing_stands_twice(name, language):
    reader, text = html(name, language)
    assert reader.open == []
    assert [each for each, count in Counter(reader.ids).items() if count > 1] == []
    assert set(reader.references) <= set(reader.ids)
    assert set(re.findall(r'"url\(#([\w-]+)\)"', text)) <= set(reader.ids)


def test_hostile_names_are_text():
    reader, text = html("awkward", "en")
    assert reader.tags["script"] == reader.tags["img"] == 0
    assert reader.tags["link"] == 0
    assert "&lt;script&gt;alert(1)" in text
    assert "\u202e" not in text


def test_charts_say_what_they_show():
    _, text = html("three", "en")
    for chart in re.findall(r"<svg[^>]*>.*?</svg>", text, re.DOTALL):
        assert "<title>" in chart or 'aria-hidden="true"' in chart
    assert "<title>Plain Forms: 2.2 of 10, between" in text


def test_french_is_complete():
    for name in SAMPLES:
        reader, text = html(name, "fr")
        assert 'lang="en"' not in text
        words = " ".join(reader.words)
        assert not re.search(
            r"(?<![-\w])(the|what is|draws|known|above|whatever|range)(?![-\w])", words.lower()
        )


def test_second_run_gives_the_same_bytes():
    for output_format in ("pdf", "html", "csv", "json"):
        again = comparisons.dossier(*SAMPLES["three"]()).render(output_format, "en")
        assert again == rendered("three", output_format, "en")


def test_the_pdf_carries_what_it_was_made_from():
    document, _ = pages("three", "en")
    names = {"A.assessment.json", "B.assessment.json", "C.assessment.json", "comparison.json"}
    assert names | {"document.json", "market-readiness.yaml"} == set(document.attachments)
    content = document.attachments["comparison.json"][0]
    assert content == rendered("three", "json", "en")
    assert len(rendered("awkward", "pdf", "fr")) < 1_200_000


def test_json_holds_to_the_schema_and_is_read_back():
    content = rendered("awkward", "json", "en")
    schema = json.loads(schema_text(Comparison, "A comparison", "serialization"))
    Draft202012Validator(schema).validate(json.loads(content))
    assert Comparison.model_validate_json(content).projects[3].counts.met == 0


def test_another_format_is_refused():
    with pytest.raises(InputError, match="there is no format 'docx'; choose one of pdf, html, csv, json"):
        comparisons.dossier(*SAMPLES["itself"]()).render("docx", "en")
