"""``palermo encode`` at home and ``palermo link`` on what it handed over; and files of different shapes."""

from __future__ import annotations

import csv
import os
import secrets
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from palermo.config.cli import main
from palermo_engines.estimation.tables import read_table
from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.encoded import codes_of
from palermo_engines.linkage.encoding import Encoder, heading_of, read_key

LISTS = ("police", "shelters", "hotline")
KEY = secrets.token_hex(32)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def key_file(folder: Path, key: str = KEY, mode: int = 0o600) -> Path:
    path = folder / f"key-{len(list(folder.iterdir()))}"
    path.write_text(key + "\n")
    path.chmod(mode)
    return path


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulated") / "country"
    assert run("simulate", "-o", folder, "--people", "3000", "--seed", "3").exit_code == 0
    return folder


def test_lists_coded_at_home_are_joined(country: Path, tmp_path: Path) -> None:
    key, codes = key_file(tmp_path), [tmp_path / f"{name}.csv" for name in LISTS]
    for path in codes:
        done = run("encode", country / path.name, "--key-file", key, "-o", path)
        assert done.exit_code == 0, done.output
        assert KEY not in done.output
        assert path.stat().st_mode & 0o077 == 0
    joined = run("link", *codes, "-o", tmp_path / "linked", "--draws", "3", "--threads", "1")
    assert joined.exit_code == 0, joined.output
    assert "F1 0.88 to 0.89, not 0.98" in joined.output
    named = run("link", *(country / path.name for path in codes), "-o", tmp_path / "named", "--threads", "1")
    assert named.exit_code == 0, named.output
    by_codes, by_names = (read_table((tmp_path / each / "overlaps.csv").read_text()) for each in ("linked", "named"))
    assert by_codes.observed == pytest.approx(by_names.observed, rel=0.05)
    assert sorted(path.name for path in (tmp_path / "linked").iterdir()) == ["draws.csv", "links.csv", "overlaps.csv"]


def test_codes_hold_no_word_of_the_list(country: Path, tmp_path: Path) -> None:
    run("encode", country / "police.csv", "--key-file", key_file(tmp_path), "-o", tmp_path / "codes.csv")
    with (country / "police.csv").open(encoding="utf-8") as rows:
        assert len(list(csv.reader(rows))) == len((tmp_path / "codes.csv").read_text().splitlines())
    heading, *codes = (tmp_path / "codes.csv").read_text().splitlines()
    assert heading == heading_of(Encoder(bytes.fromhex(KEY)))
    assert all(len(code) == 128 and set(code) <= set("0123456789abcdef") for code in codes)


@pytest.mark.parametrize(
    "key",
    ["", "secret", "00" * 32, "ab" * 31, bytes(range(32)).hex(), b"correct horse battery staple 123456".hex(),
     "9b1dc4f07a26e385" * 4, "0123456789abcdef" * 4],
)  # fmt: skip
def test_a_key_that_chance_does_not_make_is_refused(country: Path, tmp_path: Path, key: str) -> None:
    refused = run("encode", country / "police.csv", "--key-file", key_file(tmp_path, key), "-o", tmp_path / "codes.csv")
    assert refused.exit_code == 2
    assert "openssl rand -hex 32" in refused.output
    assert not key or key not in refused.output
    assert not (tmp_path / "codes.csv").exists()


def test_random_keys_are_taken() -> None:
    for at in range(2_000):
        assert len(read_key(secrets.token_hex(32 + at % 33))) >= 32


@pytest.mark.skipif(os.name != "posix", reason="only POSIX tells who may read a file")
def test_a_key_that_others_may_read_is_refused_and_nothing_is_overwritten(country: Path, tmp_path: Path) -> None:
    open_to_all = run(
        "encode", country / "police.csv", "--key-file", key_file(tmp_path, mode=0o644), "-o", tmp_path / "a"
    )
    assert open_to_all.exit_code == 2
    assert "chmod 600" in open_to_all.output
    (tmp_path / "there.csv").write_text("mine")
    again = run("encode", country / "police.csv", "--key-file", key_file(tmp_path), "-o", tmp_path / "there.csv")
    assert again.exit_code == 2
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_codes_of_other_keys_and_names_beside_codes_are_refused(country: Path, tmp_path: Path) -> None:
    for name, key in (("police", KEY), ("hotline", secrets.token_hex(32))):
        run("encode", country / f"{name}.csv", "--key-file", key_file(tmp_path, key), "-o", tmp_path / f"{name}.csv")
    other = run("link", tmp_path / "police.csv", tmp_path / "hotline.csv", "-o", tmp_path / "out")
    assert "coded with different keys" in other.output
    mixed = run("link", tmp_path / "police.csv", country / "shelters.csv", "-o", tmp_path / "out")
    assert "names and coded lists cannot be joined" in mixed.output
    assert (other.exit_code, mixed.exit_code, (tmp_path / "out").exists()) == (2, 2, False)


def test_a_coded_list_holds_codes_alone() -> None:
    title = heading_of(Encoder(bytes(range(32))))
    for headings, rows, where in (
        ([title, "family"], [["00" * 64, "Bel"]], "police"),
        ([title], [["00" * 64], ["no code"]], "police, row 3"),
    ):
        with pytest.raises(InputError) as caught:
            codes_of("police", headings, rows)
        assert (caught.value.code, caught.value.where) == ("linkage.encoded", where)


def test_files_of_different_shapes_are_joined(country: Path, tmp_path: Path) -> None:
    """The same lists as a workbook with dates, with semicolons in another encoding, and under odd titles."""
    rows = {name: list(csv.reader((country / f"{name}.csv").open(encoding="utf-8"))) for name in LISTS}
    book = Workbook()
    for row in rows["police"]:
        book.active.append(row)
    book.save(tmp_path / "police.xlsx")
    with (tmp_path / "shelters.csv").open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows["shelters"])
    titles = [f"Campo {at}" for at, _ in enumerate(rows["hotline"][0], start=1)]
    with (tmp_path / "hotline.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t").writerows([titles, *rows["hotline"][1:]])
    files = [tmp_path / "police.xlsx", tmp_path / "shelters.csv", tmp_path / "hotline.csv"]
    unknown = run("link", *files, "-o", tmp_path / "out")
    assert unknown.exit_code == 2
    assert "hotline: the columns are not recognised." in unknown.output
    told = dict(zip(("number", "family", "given", "birth"), titles, strict=False))
    told |= {"sex": "Campo 5", "citizenship": "Campo 6", "year": titles[rows["hotline"][0].index("Year")]}
    told |= {"reference": titles[rows["hotline"][0].index("Referral")]}
    saying = tmp_path / "columns.yaml"
    saying.write_text("hotline:\n" + "".join(f"  {field}: {title}\n" for field, title in told.items()))
    same, plain = (
        run("link", *paths, "-o", tmp_path / out, "--threads", "1", *more)
        for paths, out, more in (
            (files, "same", ["--columns", saying]), ([country / f"{name}.csv" for name in LISTS], "plain", []),
        )
    )  # fmt: skip
    assert same.exit_code == 0, same.output
    assert "hotline: " in same.output
    assert "columns read: " in same.output
    for name in ("links.csv", "overlaps.csv"):
        assert (tmp_path / "same" / name).read_text() == (tmp_path / "plain" / name).read_text()
    assert plain.exit_code == 0


@pytest.mark.parametrize(
    "said", ["- a\n", "police: x\n", "nobody: {family: a}\n", "police: {family: a\n", "police: {colour: Surname}\n"]
)
def test_what_is_said_of_columns_is_checked(country: Path, tmp_path: Path, said: str) -> None:
    saying = tmp_path / "columns.yaml"
    saying.write_text(said)
    refused = run("link", country / "police.csv", "--columns", saying, "-o", tmp_path / "out")
    assert refused.exit_code == 2
    assert refused.output.count("\n") == 1


def test_an_open_quotation_mark_and_a_wrong_date_name_row_and_column(tmp_path: Path) -> None:
    (tmp_path / "police.csv").write_text('Surname,Born\n"Bel,1999\nDor,1980\n')
    assert (
        "police.csv, row 2: A quotation mark is not closed"
        in run("link", tmp_path / "police.csv", "-o", tmp_path / "out").output
    )
    (tmp_path / "police.csv").write_text("Surname,Born\nBel,1999\nDor,spring\n")
    refused = run("link", tmp_path / "police.csv", "-o", tmp_path / "out").output
    assert "police, row 3, column B" in refused
    assert "spring" not in refused


def test_spark_says_what_is_missing(country: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    refused = run("link", country / "police.csv", "-o", tmp_path / "out", "--engine", "spark")
    assert refused.exit_code == 2
    assert "Spark is not installed." in refused.output
