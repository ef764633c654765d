"""The language of a run: who chooses it, and that all that is printed follows."""

import gettext
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from support import assessments

from mrl.cli import language, letters
from mrl.files.writing import canonical_json

ROOT = Path(__file__).parent.parent.parent
FRENCH = {"LANG": "fr_FR.UTF-8"}
WRONG = "schema: mrl-project/1\nname: P\nrepositories:\n- {source: a, rolle: core}\ncore_weight: 3\n"


def plain(text: str) -> str:
    """Write the narrow spaces of French as ordinary ones."""
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA@euro"}, "fr"),
        ({"LANG": "FR"}, "fr"),
        ({"LANG": "fry_NL.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "POSIX"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "fr"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LC_MESSAGES": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "de"}, "en"),
        ({"LANGUAGE": "fr"}, "fr"),
        ({"LANGUAGE": "fr", "LC_ALL": "C"}, "en"),
    ],
)
def test_environment_chooses(environment: dict[str, str], chosen: str) -> None:
    assert language.choose([], environment) == chosen


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        (["--lang", "en", "metrics"], "en"),
        (["metrics", "--lang=en"], "en"),
        (["--lang", "fr", "metrics", "--lang", "en"], "en"),
        (["--lang=en", "metrics", "--lang=fr"], "fr"),
        (["--lang=en", "metrics", "--lang", "fr"], "fr"),
        (["metrics", "--lang", "de"], "fr"),
        (["metrics", "--lang"], "fr"),
        (["metrics", "--", "--lang", "en"], "fr"),
        (["metrics", "--language", "en"], "fr"),
    ],
)
def test_command_line_goes_before_the_environment(arguments: list[str], chosen: str) -> None:
    assert language.choose(arguments, FRENCH) == chosen


def test_wrong_file_is_told_in_french_with_its_place(tmp_path, cli_invoke) -> None:
    path = tmp_path / "project.yaml"
    path.write_text(WRONG)
    result = cli_invoke("plan", path, env=FRENCH)
    assert result.exit_code == 2
    assert plain(result.stderr).splitlines() == [
        f"mrl: {path}:4:15: repositories.0.rolle: clé inconnue « rolle » ; peut-être « role » ?",
        f"mrl: {path}:5:1: core_weight: « 3 » : la valeur doit être inférieure ou égale à 1",
    ]


@pytest.mark.parametrize("environment", [{}, {**FRENCH, "LC_ALL": "C"}, {"LANG": "de_DE.UTF-8"}])
def test_english_is_what_it_was(tmp_path, cli_invoke, environment) -> None:
    path = tmp_path / "project.yaml"
    path.write_text(WRONG)
    assert cli_invoke("plan", path, env=environment).stderr.splitlines() == [
        f"mrl: {path}:4:15: repositories.0.rolle: unknown key 'rolle'; did you mean 'role'?",
        f"mrl: {path}:5:1: core_weight: '3': input should be less than or equal to 1",
    ]


def test_option_wins_over_the_environment(tmp_path, cli_invoke) -> None:
    french = cli_invoke("--lang", "fr", "score", tmp_path / "none", env={"LANG": "en_GB.UTF-8"})
    assert plain(french.stderr) == f"mrl: {tmp_path}/none: fichier introuvable ; vérifier le chemin\n"
    english = cli_invoke("score", tmp_path / "none", "--lang", "en", env=FRENCH)
    assert english.stderr == f"mrl: {tmp_path}/none: no such file; check the path\n"


@pytest.mark.parametrize("code", ["en", "fr"])
def test_what_was_written_like_a_day_is_echoed_as_it_was(tmp_path, monkeypatch, cli_invoke, code) -> None:
    monkeypatch.chdir(tmp_path)
    assert "2026-01-31" in cli_invoke("assess", "2026-01-31", "--lang", code).stderr
    path = tmp_path / "project.yaml"
    path.write_text("schema: mrl-project/1\nname: P\ncore_weight: 2026-01-31\n")
    assert "2026-01-31" in cli_invoke("plan", path, "--lang", code).stderr


def test_help_is_french_and_then_english_again(cli_invoke) -> None:
    shown = words_by_line(plain(cli_invoke("score", "--help", "--lang", "fr").stdout))
    for line in (
        "Usage : main score [OPTIONS] INSTANTANÉ",
        "Note INSTANTANÉ, hors ligne, selon un référentiel et les réponses données.",
        "Options :",
        "--out FICHIER Fichier à écrire. [par défaut : assessment.json]",
        "-h, --help Affiche cette aide et s\u2019arrête.",
        "Exemple : mrl score out/snapshot.json --answers answers.yaml --out",
    ):
        assert line in shown
    again = words_by_line(cli_invoke("score", "--help").stdout)
    for line in (
        "Usage: main score [OPTIONS] SNAPSHOT",
        "Options:",
        "--out FILE The file to write. [default: assessment.json]",
        "-h, --help Show this message and exit.",
    ):
        assert line in again


def words_by_line(shown: str) -> list[str]:
    """Return each line with single spaces: how far columns stand apart follows from the longest option."""
    return [" ".join(line.split()) for line in shown.splitlines()]


def test_help_of_the_program_is_french(cli_invoke) -> None:
    shown = plain(cli_invoke("--help", env=FRENCH).stdout)
    for line in (
        "Usage : main [OPTIONS] COMMANDE [ARGUMENTS]...",
        "  Évalue l\u2019aptitude au marché de projets de logiciel libre.",
        "    mrl assess .                      # le dépôt du dossier courant",
        "Commandes :",
    ):
        assert line in shown.splitlines()
    assert "\n  metrics    Liste chaque mesure avec son unité" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["asses"], "Erreur : La commande 'asses' n\u2019existe pas."),
        (["assess"], "Erreur : Argument manquant 'CIBLE'."),
        (["assess", "."], "Pour de l\u2019aide : « main assess --help »."),
        (["assess", "--folder"], "Erreur : L\u2019option '--folder' n\u2019existe pas."),
        (["assess", "--jobs", "many"], "'--jobs' : 'many' n\u2019est pas un nombre entier valide."),
        (["assess", "--as-of", "soon"], "« soon » n\u2019est pas une date ; l\u2019écrire sous la forme"),
        (
            ["report", "--format", "doc"],
            "'doc' n\u2019est pas l\u2019une de ces valeurs : 'pdf', 'html', 'md', 'csv', 'badge'.",
        ),
    ],
)
def test_wrong_use_is_told_in_french(cli_invoke, arguments, message) -> None:
    wrong = [*arguments, "--jobs", "0"] if arguments == ["assess", "."] else arguments
    result = cli_invoke(*wrong, env=FRENCH)
    assert result.exit_code == 2
    assert message in plain(result.stderr)


def test_no_word_of_ours_stays_behind_in_this_process(cli_invoke) -> None:
    before = gettext.textdomain(), dict(os.environ)
    cli_invoke("--lang", "fr", "--help")
    assert (gettext.textdomain(), dict(os.environ)) == before
    assert language.current() == "en"
    assert click.UsageError("x").format_message() == "x"


def test_documents_follow_the_language(tmp_path, cli_invoke) -> None:
    path = tmp_path / "assessment.json"
    path.write_bytes(canonical_json(assessments.partly_answered()))
    french = ("report", path, "--format", "md", "--out", tmp_path / "fr")
    assert cli_invoke(*french, env=FRENCH).exit_code == 0
    assert cli_invoke("report", path, "--format", "md", "--out", tmp_path / "en").exit_code == 0
    assert "31 mars 2026" in (tmp_path / "fr" / "report.md").read_text()
    assert "31 March 2026" in (tmp_path / "en" / "report.md").read_text()


def test_keys_of_json_never_change(cli_invoke) -> None:
    lists = [json.loads(cli_invoke("metrics", "--json", "--lang", code).stdout) for code in ("en", "fr")]
    assert lists[0] == lists[1]


def test_metrics_are_listed_in_french(cli_invoke) -> None:
    lines = plain(cli_invoke("metrics", env=FRENCH).stdout).splitlines()
    assert lines[0] == "activity.commits_12_months  [nombre, commits, source : git, cumul : somme]"
    assert lines[1].startswith("    Commits en 12 mois : Commits faits par des personnes")
    assert "    source : définition propre à mrl" in lines


def test_a_terminal_with_few_letters_gets_them_spelt_plainly() -> None:
    command = [sys.executable, "-c", "from mrl.cli.start import start; start()", "score", "none"]
    environment = {**os.environ, **FRENCH, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60)
    assert done.stderr.decode("latin-1") == "mrl: none: fichier introuvable ; vérifier le chemin\n"


def test_letters_without_likeness_are_written_by_number(monkeypatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", stream)
    letters.spell_plainly_where_needed()
    stream.write("l\u2019œuvre\u202f: «\N{CJK UNIFIED IDEOGRAPH-4E2D}»")
    stream.flush()
    assert stream.buffer.getvalue() == b'l\'oeuvre : "\\u4e2d"'
