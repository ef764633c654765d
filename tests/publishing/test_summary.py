"""What stands in the notes of a release."""

from support.release_runs import assessment_of

from mrl.i18n import translator
from mrl.model.base import Text
from mrl.publishing.files import ReleaseFile
from mrl.publishing.summary import Verdict, summary_block

FILE = ReleaseFile(name="rapport d'été [1].pdf", stored="rapport.d.ete.1.pdf", local="x", content=b"x")
LINKS = [(FILE, "https://forge.example/d/rapport.d.ete.1.pdf")]
COMMIT = "c0ffee" + "0" * 34


def block(language: str, **changes: object) -> list[str]:
    assessment = assessment_of()
    rubric = assessment.rubric.model_copy(update=changes)
    verdicts = [Verdict(title="Readiness", words="5.4")]
    changed = assessment.model_copy(update={"rubric": rubric})
    return summary_block(changed, verdicts, COMMIT, LINKS, translator(language)).splitlines()


def test_headlines_what_was_assessed_and_the_files() -> None:
    assert block("en") == [
        "### Assessment of this release",
        "",
        "- **Readiness**: 5.4",
        "",
        "Commit `c0ffee000000` as of 31 March 2026, rubric Sample readiness rubric 1.0.0, mrl 0.1.0.",
        "",
        r"Files: [rapport d'été \[1\].pdf](https://forge.example/d/rapport.d.ete.1.pdf)",
        "",
        "*Weights and wording are this sample's own; this is not an official result of OW2.*",
    ]


def test_in_french() -> None:
    words = block("fr")
    assert words[0] == "### Évaluation de cette version"
    assert words[2] == "- **Readiness**\u202f: 5.4"
    assert "31 mars 2026" in words[4]


def test_a_rubric_of_anybody_cannot_write_markup() -> None:
    evil = Text(en="<!-- mrl:end --> *x* [y](z) <img>\n# a")
    line = block("en", title=evil)[4]
    assert r"rubric &lt;!-- mrl:end --&gt; \*x\* \[y\](z) &lt;img&gt; \# a 1.0.0" in line
