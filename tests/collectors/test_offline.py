"""A run without network: what lies elsewhere was not read, and the snapshot says so."""

import pytest
import yaml
from support import repositories

from mrl import pipeline
from mrl.model.snapshot import Server, Snapshot

AWAY = "https://ada:secret@results.example.org/scorecard.json?key=secret"


@pytest.fixture
def snapshot(tmp_path, cli_invoke):
    repository = repositories.well_kept(tmp_path / "repository")
    path = tmp_path / "project.yaml"
    path.write_text(
        yaml.safe_dump(
            {
                "schema": "mrl-project/1",
                "name": "Example",
                "repositories": [{"source": str(repository)}],
                "results": [AWAY],
            }
        )
    )
    result = cli_invoke("collect", path, "--offline", "--json", "--quiet")
    assert result.exit_code == 0, result.stderr
    return Snapshot.model_validate_json(result.stdout)


def test_a_result_file_elsewhere_is_a_gap(snapshot):
    reasons = [gap.reason.in_english() for gap in snapshot.gaps if gap.subject == "results"]
    assert reasons == ["https://results.example.org/scorecard.json: not fetched, the run was offline"]


def test_no_server_was_asked(snapshot):
    rubric = pipeline.open_rubric("market-readiness")
    assert pipeline.judge(snapshot, pipeline.Scoring(rubric=rubric)).not_asked == tuple(Server)
