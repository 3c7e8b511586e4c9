"""``palermo estimate``: the shapes that programs rely on, refusals in words, and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from palermo.config.commands.estimate import estimate

TABLE = "police,shelter,hotline,count\n1,0,0,120\n0,1,0,90\n0,0,1,70\n1,1,0,14\n1,0,1,11\n0,1,1,9\n1,1,1,2\n"


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(estimate, [str(argument) for argument in arguments])


@pytest.mark.parametrize("method", ["stepwise", "bic"])
def test_one_method_as_json(path: Path, method: str) -> None:
    result = run(path, "--method", method, "--bootstrap", 100, "--format", "json")
    account = json.loads(result.output)
    assert set(account) == {"observed", "digest", "results", "disagreement"}
    assert account["observed"] == 316
    (found,) = account["results"]
    assert set(found) == {"method", "estimate", "intervals", "model", "warnings"}
    low, high = found["intervals"]["0.95"]
    assert low < found["estimate"] < high


def test_the_panel_runs_every_method_and_says_what_cannot_be_tested(path: Path) -> None:
    account = json.loads(run(path, "--bootstrap", 100, "--format", "json").output)
    assert [result["method"] for result in account["results"]] == ["stepwise", "bic", "dga", "lcm"]
    assert "no_highest_interaction" in account["assumptions"]
    assert account["account"]
    assert len(account["variants"]) == 6


def test_the_panel_recommends_a_method_with_its_trial_and_what_it_is_blind_for(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("a,b,c,count\n1,0,0,918\n0,1,0,638\n0,0,1,1172\n1,1,0,160\n1,0,1,301\n0,1,1,212\n1,1,1,55\n")
    advice = json.loads(run(path, "--bootstrap", 100, "--format", "json").output)["recommendation"]
    assert (advice["method"], advice["reason"]) == ("averaged", "averaged_covers")
    assert advice["intervals"]["0.95"][0] < advice["estimate"] < advice["intervals"]["0.95"][1]
    assert advice["trials"][0]["coverage"] > 0.9
    assert [sign["code"] for sign in advice["signs"]] == ["hidden_class", "out_of_reach"]
    assert max(each["total"] for each in advice["hidden_class"]) > 1.4 * advice["estimate"]
    said = run(path, "--bootstrap", 100, "--usable").output
    assert "Recommended: averaged" in said
    assert "Were 50% of everybody hidden" in said
    assert "Would notice an odds ratio of 2 between two lists" in said
    alone = json.loads(run(path, "--method", "averaged", "--format", "json").output)
    assert alone["results"][0]["estimate"] == advice["estimate"]


def test_a_sign_of_a_broken_assumption_is_told_and_no_method_recommended(tmp_path: Path) -> None:
    path = tmp_path / "taiwan.csv"  # the outbreak of 1995, truth about 545
    path.write_text("a,b,c,count\n1,0,0,69\n0,1,0,55\n1,1,0,21\n0,0,1,63\n1,0,1,17\n0,1,1,18\n1,1,1,28\n")
    said = run(path, "--bootstrap", 100).output
    assert "No method is recommended" in said
    assert "hard to see for every list" in said


def test_declared_definitions_warn_of_whom_one_list_alone_can_see(path: Path, tmp_path: Path) -> None:
    definitions = tmp_path / "definitions.csv"
    definitions.write_text("list,dimension,sees\npolice,age,18+\nshelter,age,18+\nhotline,age,0+\n")
    advice = json.loads(run(path, "--definitions", definitions, "--bootstrap", 50, "--format", "json").output)[
        "recommendation"
    ]
    assert (advice["method"], advice["reason"]) == (None, "definitions_exclude")
    assert advice["gaps"][0]["group"] == {"age": ["0-17"]}
    definitions.write_text("list,dimension,sees\ncourts,age,18+\n")
    refused = run(path, "--definitions", definitions)
    assert refused.exit_code == 2
    assert "definitions.csv line 2" in refused.output


def test_a_refusal_is_an_answer_not_an_error(tmp_path: Path) -> None:
    path = tmp_path / "apart.csv"
    path.write_text("a,b,count\n1,0,30\n0,1,20\n")
    result = run(path)
    assert result.exit_code == 0
    assert "Nobody is on more than one list" in result.output
    account = json.loads(run(path, "--method", "stepwise", "--format", "json").output)
    assert account["results"][0]["estimate"] is None
    assert any("Nobody" in warning for warning in account["results"][0]["warnings"])


def test_resamples_print_one_estimate_a_line(path: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.csv"
    codes = {1: 120, 2: 90, 4: 70, 3: 14, 5: 11, 6: 9, 7: 2}
    given.write_text(
        "".join(f"{code},{count},{count},{count + 5 if code < 3 else 0}\n" for code, count in codes.items())
    )
    lines = run(path, "--method", "stepwise", "--resamples", given).output.split()
    point = json.loads(run(path, "--method", "stepwise", "--bootstrap", 0, "--format", "json").output)
    assert float(lines[0]) == pytest.approx(point["results"][0]["estimate"], rel=1e-12)
    assert lines[1] == "inf"
    assert run(path, "--resamples", given).exit_code == 2


def test_the_same_seed_prints_the_same(path: Path) -> None:
    one, two, other = (
        run(path, "--method", "stepwise", "--bootstrap", 50, "--seed", seed).output for seed in (3, 3, 4)
    )
    assert one == two
    assert one != other


def test_wrong_input_says_where_and_exits_with_two(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("a,b,count\n1,0,<5\n")
    result = run(path)
    assert result.exit_code == 2
    assert "bad.csv line 2, column count" in result.output
    assert run(tmp_path / "absent.csv").exit_code == 2
