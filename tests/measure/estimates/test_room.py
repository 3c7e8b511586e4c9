"""The room of estimates: who may do what, what is kept of uploads, runs, publication, what the public can work out."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import combinations, product
from pathlib import Path
from typing import Any
from uuid import uuid4

import docx
import numpy as np
import openpyxl
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from palermo.ground.access.api import VISITOR, Refused, console
from palermo.ground.audit import api as audit
from palermo.ground.evidence.api import Figure, figures_visible_to
from palermo.ground.jobs.api import run_now
from palermo.measure.estimates import reading
from palermo.measure.estimates.gating import Rounding, public_view
from palermo.measure.estimates.grouping import breakdown_of
from palermo.measure.estimates.models import EstimateRun, OverlapTable
from palermo.measure.estimates.publishing import publish_run, withdraw_run
from palermo.measure.estimates.queries import runs_visible_to, tables_visible_to
from palermo.measure.estimates.reading import CellsError, overlaps_of_lists, overlaps_of_table
from palermo.measure.estimates.running import Asked, job_of, resume_run, start_run, stop_run
from palermo.measure.estimates.taking_in import About, take_in
from palermo.measure.estimates.telling import account_of
from palermo.measure.estimates.viewing import exact_view, span_of
from palermo.measure.estimates.words import ASSUMPTIONS, WARNINGS
from palermo_engines.estimation import words as engine_words
from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.tables import read_table
from palermo_engines.kit.errors import InputError
from palermo_engines.release.gate import Rule
from tests.ground.people import person_with, sign_in, web_actor
from tests.measure.estimates.lists import QUICK, SHARED, agencies, as_csv, done_run, public_table, table_of
from tests.site.crawling import body_of as bytes_of

pytestmark = pytest.mark.django_db
ROLES = ("nobody", "reader", "respondent", "registrar", "auditor", "rapporteur", "coordinator", "publisher")
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared reference material is not here")
SMALL = as_csv([("a", "b", "c", "count"), (1, 0, 0, 60), (0, 1, 0, 50), (0, 0, 1, 70), (1, 1, 0, 20), (1, 0, 1, 3),
                (0, 1, 1, 12), (1, 1, 1, 9)])  # fmt: skip


def body_of(response: Any) -> str:
    return html.unescape(bytes_of(response).decode())


# Who may do what.

ALLOWED = {
    "take in": {"rapporteur", "coordinator", "publisher"},
    "see a table": {"rapporteur", "coordinator", "publisher"},
    "see a run": {"rapporteur", "coordinator", "publisher"},
    "download a table": {"rapporteur", "coordinator", "publisher"},
    "download a report": {"rapporteur", "coordinator", "publisher"},
    "start": {"rapporteur", "coordinator", "publisher"},
    "preview": {"coordinator", "publisher"},
    "publish": {"coordinator", "publisher"},
    "withdraw": {"coordinator", "publisher"},
    "read what is published": set(ROLES),
}


@pytest.mark.parametrize("role", ROLES)
def test_the_table_of_permissions(client: Client, role: str) -> None:
    table = table_of(SMALL)
    first, second = done_run(table), done_run(table)
    source = publish_run(console(), run=second)
    person = person_with() if role == "nobody" else person_with(role)
    actor = web_actor(person)
    sign_in(client, person)

    def page(name: str, *parts: object) -> bool:
        return client.get(reverse(name, args=parts)).status_code == 200

    def act(deed: Callable[[], object]) -> bool:
        try:
            deed()
        except Refused:
            return False
        return True

    overlaps = overlaps_of_table(SMALL, [])
    done = {
        "take in": act(lambda: take_in(actor, about=About("x"), overlaps=overlaps)) and page("estimate-new-lists"),
        "see a table": page("estimate-table", table.uuid),
        "see a run": page("estimate-run", first.uuid),
        "download a table": page("estimate-table-file", table.uuid, "csv"),
        "download a report": page("estimate-run-file", first.uuid, "docx"),
        "start": act(lambda: start_run(actor, table=table, asked=QUICK)),
        "preview": page("estimate-publish", first.uuid),
        "publish": act(lambda: publish_run(actor, run=first)),
        "read what is published": page("source-computation", source.uuid) and page("estimates"),
        "withdraw": act(lambda: withdraw_run(actor, run=second)),
    }
    assert done == {deed: role in allowed for deed, allowed in ALLOWED.items()}


def test_without_a_second_factor_nothing_is_written(client: Client) -> None:
    sign_in(client, person_with("rapporteur"), second_factor=False)
    address = reverse("estimate-new-table")
    assert client.post(address, {"title": "x"}).status_code == 302
    assert not OverlapTable.objects.exists()


# What is kept of uploads.


def _upload(client: Client, **more: object) -> Any:
    said: dict[str, object] = {
        "title": "Joined", "subject": "TCD", "period": "2018", "covariates": "sex", "identifier": "pseudonym",
    }  # fmt: skip
    for at, (name, content) in enumerate(agencies().items(), start=1):
        said |= {f"name_{at}": name, f"file_{at}": SimpleUploadedFile(f"{name}-SECRETNAME.csv", content)}
    return client.post(reverse("estimate-new-lists"), said | more)


def test_lists_are_joined_and_nothing_identifying_is_kept(client: Client, settings: Any, tmp_path: Path) -> None:
    """Pseudonyms, remarks and file names are planted, and looked for in every table, on disk and on every page."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "not-there")  # writing a temporary file would fail
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    sign_in(client, person_with("publisher"))
    assert _upload(client).status_code == 302
    table = OverlapTable.objects.get()
    assert table.names == ["police", "shelter", "hotline"]
    assert table.covariates == ["sex"]
    run = done_run(table)
    source = publish_run(console(), run=run)
    stored = _everything_stored() + "".join(_kept_in_home(settings))
    pages = "".join(
        body_of(client.get(reverse(name, args=[uuid])))
        for name, uuid in (
            ("estimate-table", table.uuid),
            ("estimate-run", run.uuid),
            ("source-computation", source.uuid),
        )
    )
    for planted in ("KLX-", "remark-", "SECRETNAME"):
        assert planted not in stored
        assert planted not in pages
    assert "police" in stored, "the search itself must find what is there"


def _everything_stored() -> str:
    from django.apps import apps

    rows = [str(list(model._default_manager.values())) for model in apps.get_models()]
    return "".join(rows)


def _kept_in_home(settings: Any) -> list[str]:
    home = Path(settings.HOME.originals)
    return (
        [path.read_bytes().decode("utf-8", "replace") for path in home.rglob("*") if path.is_file()]
        if home.exists()
        else []
    )


def test_joining_counts_people_not_entries() -> None:
    rows = [("id", "sex"), ("1", "female"), ("2", "male"), ("2", "male"), (" 3 ", "")]
    other = [("ID", "sex"), ("2", "female"), ("3", "male"), ("٣", "male")]
    made = overlaps_of_lists([("a", as_csv(rows)), ("b", as_csv(other))], "id", ["sex"])
    assert made.counts == {(1, ("female",)): 1, (3, (reading.UNCLEAR,)): 1, (3, ("male",)): 1, (2, ("male",)): 1}
    assert made.notes == {"again": 1}


def test_cells_that_cannot_be_used_are_named_and_never_quoted(client: Client) -> None:
    content = as_csv([("a", "b", "count"), (1, 0, "<5"), (2, 1, 9), ("Jane", 1, 8), (0, 1, 7)])
    with pytest.raises(CellsError) as raised:
        overlaps_of_table(content, [])
    found = [(each.code, each.row, each.column) for each in raised.value.problems]
    assert found == [("count", 2, "C"), ("indicator", 3, "A"), ("indicator", 4, "A")]
    sign_in(client, person_with("rapporteur"))
    response = client.post(reverse("estimate-new-table"), {"title": "x", "file": SimpleUploadedFile("t.csv", content)})
    assert response.status_code == 422
    assert "row 2, column C" in body_of(response)
    assert "Jane" not in body_of(response)
    missing = _upload(
        client, file_1=SimpleUploadedFile("x.csv", as_csv([("pseudonym", "sex"), ("", "male"), ("1", "")]))
    )
    assert "police, row 2, column A" in body_of(missing)


@pytest.mark.parametrize(
    ("content", "covariates", "code"),
    [
        (as_csv([("a", "b"), (1, 1)]), [], "estimates.column"),
        (as_csv([("a", "count"), (1, 5)]), [], "estimates.lists"),
        (as_csv([("a", "b", "count"), (0, 0, 5)]), [], "estimates.empty"),
        (as_csv([("a", "a", "count"), (0, 1, 5)]), [], "estimates.names"),
        (
            as_csv([("a", "b", "who", "count"), *((1, 1, f"name {at}", 1) for at in range(13))]),
            ["who"],
            "estimates.values",
        ),
        (b"", [], "table.empty"),
    ],
)
def test_tables_that_cannot_be_used_are_refused(content: bytes, covariates: list[str], code: str) -> None:
    with pytest.raises(InputError) as raised:
        overlaps_of_table(content, covariates)
    assert raised.value.code == code
    assert "name 3" not in str(raised.value)


def test_a_workbook_reads_as_a_csv_does() -> None:
    book = openpyxl.Workbook()
    for row in [("a", "b", "count"), (1, 0, 5), (0, 1, 4), (1, 1, 2)]:
        book.active.append(row)  # type: ignore[union-attr]
    stream = io.BytesIO()
    book.save(stream)
    assert overlaps_of_table(stream.getvalue(), []).counts == {(1, ()): 5, (2, ()): 4, (3, ()): 2}


def test_the_digest_is_the_one_that_the_command_line_prints() -> None:
    assert table_of(SMALL).digest == read_table(SMALL.decode()).digest


@pytest.mark.parametrize(
    "about", [About(" "), About("x", "ZZZ"), About("x", "", "2018-13"), About("x", "", "2019/2018")]
)
def test_a_table_about_nothing_is_refused(about: About) -> None:
    with pytest.raises(InputError):
        take_in(console(), about=about, overlaps=overlaps_of_table(SMALL, []))


def test_too_large_uploads_are_refused_with_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from palermo.measure.estimates import uploads, working_pages

    for module in (uploads, working_pages):
        monkeypatch.setattr(module, "LARGEST_UPLOAD", 100)
    sign_in(client, person_with("rapporteur"))
    response = client.post(reverse("estimate-new-table"), {"title": "x", "file": SimpleUploadedFile("t.csv", SMALL)})
    assert response.status_code == 422
    assert "32 MB" in body_of(response)


def test_a_forged_upload_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, person_with("rapporteur"))
    response = client.post(reverse("estimate-new-table"), {"title": "x", "file": SimpleUploadedFile("t.csv", SMALL)})
    assert response.status_code == 403
    assert not OverlapTable.objects.exists()


# Runs.


def test_a_run_keeps_what_was_asked_and_the_same_again_gives_the_same() -> None:
    table = table_of(SMALL)
    one, two = done_run(table), done_run(table)
    assert one.result == two.result
    assert one.asked == {
        "methods": ["stepwise", "dga"],
        "threshold": 0.02,
        "bootstrap": 60,
        "seed": 1,
        "usability": False,
    }
    assert done_run(table, Asked(("stepwise",), bootstrap=60, seed=2, usability=False)).result != one.result


@pytest.mark.parametrize(
    "asked", [Asked(methods=()), Asked(methods=("magic",)), Asked(threshold=0), Asked(bootstrap=10**6), Asked(seed=-1)]
)
def test_runs_out_of_bounds_are_refused(asked: Asked) -> None:
    with pytest.raises(InputError):
        start_run(console(), table=table_of(SMALL), asked=asked)
    assert not EstimateRun.objects.exists()


def test_a_rapporteur_stops_and_resumes_the_own_run_and_nothing_is_done_twice(client: Client) -> None:
    person = person_with("rapporteur")
    table = table_of(SMALL)
    run = start_run(web_actor(person), table=table, asked=QUICK)
    stop_run(web_actor(person), run=run)
    sign_in(client, person)
    assert "Stopped" in body_of(client.get(reverse("estimate-run", args=[run.uuid])))
    assert client.post(reverse("estimate-resume", args=[run.uuid])).status_code == 302
    job = job_of(run)
    assert job is not None
    assert run_now(job).state == "done"
    run.refresh_from_db()
    assert [each["method"] for each in run.result["results"]] == ["stepwise", "dga"]
    assert run.result == done_run(table).result


def test_nobody_steers_the_run_of_another_without_the_permission() -> None:
    run = start_run(console(), table=table_of(SMALL), asked=QUICK)
    stranger = web_actor(person_with("rapporteur"))
    with pytest.raises(Refused):
        stop_run(stranger, run=run)
    resume = job_of(run)
    assert resume is not None
    assert not resume.stop_requested


def test_the_pages_of_a_run_under_way_ask_again_only_while_it_moves(client: Client) -> None:
    sign_in(client, person_with("rapporteur"))
    run = start_run(console(), table=table_of(SMALL), asked=QUICK)
    address = reverse("estimate-run", args=[run.uuid])
    part = client.get(address, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert b"every 2s" in part.content
    job = job_of(run)
    assert job is not None
    run_now(job)
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert b"every 2s" not in client.get(address).content


def test_two_lists_and_groups_go_through_every_part() -> None:
    rows = [("a", "b", "sex", "count"), (1, 0, "female", 40), (0, 1, "female", 30), (1, 1, "female", 9),
            (1, 0, "male", 20), (0, 1, "male", 25), (1, 1, "male", 8)]  # fmt: skip
    run = done_run(table_of(as_csv(rows), ["sex"]), Asked(bootstrap=50))
    assert "two_lists" in run.result["results"][0]["warnings"]
    groups = run.result["strata"]["groups"]
    assert sum(each["estimate"] for each in groups) == pytest.approx(run.result["strata"]["total"]["estimate"])
    assert json.dumps(run.result, allow_nan=False)


# What is said.


def test_the_words_are_the_engines_words() -> None:
    with override("en"):
        assert {code: str(words) for code, words in WARNINGS.items()} == engine_words.WARNINGS
        assert [each.code for each in ASSUMPTIONS] == list(engine_words.ASSUMPTIONS)
        for each in ASSUMPTIONS:
            assert engine_words.ASSUMPTIONS[each.code].startswith(str(each.assumed))


@needs_shared
def test_ukdat_flags_its_spread_in_words_a_minister_understands() -> None:
    run = done_run(table_of(public_table("ukdat")), Asked(("stepwise", "dga"), bootstrap=200, usability=False))
    said = "\n".join(account_of(exact_view(run)))
    assert "The lists hold 2,744 different people." in said
    assert "The methods do not agree." in said
    assert "choosing the method decides the number more than chance does" in said
    assert "never one number alone" in said
    assert len(run.result["variants"]) == 56 + 201
    low, high = span_of(exact_view(run)) or (0, 0)
    assert low < 11_400 < 22_990 < (high or 0)


@needs_shared
@pytest.mark.parametrize(
    ("name", "content"),
    [("isolated_list", None), ("no_overlap", as_csv([("a", "b", "count"), (1, 0, 30), (0, 1, 20)]))],
)
def test_no_honest_estimate_is_refused_with_the_reason_and_a_bound(
    client: Client, name: str, content: bytes | None
) -> None:
    run = done_run(table_of(content or public_table("artificial_3")))
    said = "\n".join(account_of(exact_view(run)))
    assert run.result["refusals"] == [name]
    assert "results" not in run.result
    assert str(WARNINGS[name]) in said
    assert "at least about" in said
    with pytest.raises(InputError, match="nothing to publish"):
        publish_run(console(), run=run)
    sign_in(client, person_with("publisher"))
    page = body_of(client.get(reverse("estimate-run", args=[run.uuid])))
    assert "none would be honest" in page
    assert "Publish …" not in page
    assert client.get(reverse("estimate-publish", args=[run.uuid])).status_code == 302
    assert client.get(reverse("estimate-run-file", args=[run.uuid, "pdf"])).status_code == 200


@needs_shared
def test_the_lesson_of_taiwan_is_not_hidden(client: Client) -> None:
    run = done_run(table_of(public_table("hav_taiwan")), Asked(("stepwise",), bootstrap=1_000, usability=False))
    found = run.result["results"][0]
    assert found["estimate"] == pytest.approx(388.48, abs=0.01)
    assert found["intervals"]["0.95"][1] < 460, "the text says so"
    source = publish_run(console(), run=run)
    said = body_of(client.get(reverse("source-computation", args=[source.uuid])))
    assert "about 388" in said
    assert "about 545" in said


# Reports.


def test_the_report_opens_and_each_number_leads_to_its_source(client: Client, tmp_path: Path) -> None:
    run = done_run(table_of(SMALL))
    sign_in(client, person_with("rapporteur"))
    word = client.get(reverse("estimate-run-file", args=[run.uuid, "docx"])).content
    opened = docx.Document(io.BytesIO(word))
    cells = {cell.text for table in opened.tables for row in table.rows for cell in row.cells}
    assert {"Stepwise selection", run.table.digest, "1", "0.02", "60"} <= cells
    page = body_of(client.get(reverse("estimate-run", args=[run.uuid])))
    targets = {each.target_ref for each in opened.part.rels.values() if each.is_external}
    anchors = {target.partition("#")[2] for target in targets}
    assert {"method-stepwise", "overlap", "variants", "untestable", "rerun"} <= anchors
    assert all(f"/estimates/runs/{run.uuid}/#" in target for target in targets)
    assert all(f'id="{anchor}"' in page for anchor in anchors)
    pdf = pypdfium2.PdfDocument(client.get(reverse("estimate-run-file", args=[run.uuid, "pdf"])).content)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    assert "--seed 1" in re.sub(r"\s+", " ", text)
    assert client.get(reverse("estimate-run-file", args=[run.uuid, "odt"])).status_code == 404
    if shutil.which("soffice"):
        (tmp_path / "r.docx").write_bytes(word)
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/p", "--headless", "--convert-to", "txt:Text"]
        subprocess.run([*command, "r.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=180)
        assert "Stepwise selection" in (tmp_path / "r.txt").read_text(encoding="utf-8-sig")


# Publication.


def test_publishing_puts_the_range_into_evidence_as_estimated(client: Client) -> None:
    run = done_run(table_of(SMALL))
    assert not figures_visible_to(VISITOR).exists()
    source = publish_run(console(), run=run)
    figure = figures_visible_to(VISITOR).get()
    low, high = span_of(public_view(exact_view(run), Rule())) or (0, 0)
    assert (figure.measure, figure.origin, figure.status) == ("victims_estimated", "computed", "published")
    assert (figure.value, figure.high) == (Decimal(round(low)), Decimal(round(high or 0)))
    assert (figure.subject, figure.period, figure.unit) == ("TCD", "2018", "people")
    page = body_of(client.get(reverse("figure", args=[figure.uuid])))
    assert reverse("source-computation", args=[source.uuid]) in page
    assert "Victims estimated" in page
    assert client.get(reverse("measure", args=["victims_estimated"])).status_code == 200
    assert not Figure.objects.exclude(measure="victims_estimated").exists(), "nothing is added to what was detected"
    with pytest.raises(InputError, match="published before"):
        publish_run(console(), run=run)


def test_groups_are_published_by_known_codes_and_small_ones_not_at_all() -> None:
    rows = [("a", "b", "Sex", "count")]
    for sex, scale in (("Female", 10), ("male", 5)):
        rows += [(1, 0, sex, 4 * scale), (0, 1, sex, 3 * scale), (1, 1, sex, 2 * scale)]  # type: ignore[list-item]
    rows += [(1, 1, "other", 2)]  # type: ignore[list-item]
    publish_run(console(), run=done_run(table_of(as_csv(rows), ["Sex"])))
    found = set(Figure.objects.values_list("breakdown", flat=True))
    assert "" in found
    assert "sex=other" not in found
    assert found <= {"", "sex=female", "sex=male"}
    assert breakdown_of("Form of work", "car; wash=1") == 'form_of_work="car, wash:1"'


def test_small_counts_do_not_get_out_by_any_door(client: Client) -> None:
    run = done_run(table_of(SMALL))
    source = publish_run(console(), run=run)
    run.refresh_from_db()
    view = run.published
    hidden = [code for code, count in view["cells"] if count is None]
    assert 0b101 in hidden
    assert len(hidden) > 1
    assert "digest" not in view
    assert view["bound"] is None
    doors = [
        body_of(client.get(reverse("source-computation", args=[source.uuid]))),
        body_of(client.get(f"/api/v1/estimates/{source.uuid}")),
        str([cell.text for table in _word(client, source.uuid).tables for row in table.rows for cell in row.cells]),
        json.dumps(view),
    ]
    for door in doors:
        assert run.table.digest not in door
        assert run.table.salt not in door
    listed = client.get(f"/api/v1/estimates/{source.uuid}").json()
    assert {tuple(each["lists"]): each["people"] for each in listed["overlap"]}["a", "c"] is None
    assert not re.search(r'"(variants|truth)"', json.dumps(view))
    exact = [each["estimate"] for each in run.result["results"]]
    assert [each["estimate"] for each in listed["methods"]] == [Rounding(2).nearest(each) for each in exact]


@pytest.mark.parametrize(
    ("cells", "digits"),
    [
        ((60, 50, 20, 70, 3, 12, 9), 2),
        ((10, 63, 49, 44, 4, 37, 19), 2),
        ((50, 53, 10, 15, 3, 32, 63), 2),
        ((56, 25, 27, 48, 2, 51, 61), None),
        ((66, 8, 12, 68, 2, 26, 16), 1),
    ],
)
def test_the_rounded_estimate_does_not_give_a_withheld_count_back(cells: tuple[int, ...], digits: int | None) -> None:
    """An attacker tries every table that the printed counts leave open, and keeps those with the printed estimate."""
    rows = [(code & 1, code >> 1 & 1, code >> 2, count) for code, count in enumerate(cells, start=1)]
    table = table_of(as_csv([("a", "b", "c", "count"), *rows]))
    exact = exact_view(done_run(table, Asked(("stepwise",), bootstrap=60, usability=False)))
    if digits is None:
        with pytest.raises(InputError, match="give a count away"):
            public_view(exact, Rule())
        return
    view, rounding = public_view(exact, Rule()), Rounding(digits)
    assert view["results"] == [rounding.result(exact["results"][0])]
    tables = np.array(list(_open_tables(view)), dtype=float)
    totals = select(tables, 3).totals
    stated = view["results"][0]["estimate"]
    left = {int(row[4]) for row, total in zip(tables, totals, strict=True) if rounding.nearest(total) == stated}
    assert cells[4] in left, "the truth itself"
    assert len(left) > 1


def _open_tables(view: Any) -> Iterator[list[int]]:
    """Every table of whole numbers that agrees with what is printed: some withheld cells are tried, the others follow
    from the printed totals."""
    counts = dict(view["cells"])
    hidden = [code for code, count in counts.items() if count is None]
    sums = [(7, view["observed"]), *((1 << at, size) for at, size in enumerate(view["sizes"]))]
    sums = [(mask, total) for mask, total in sums if total is not None]
    rows = np.array([[float(bool(code & mask)) for code in hidden] for mask, _ in sums])
    left = np.array([total - sum(n for code, n in counts.items() if n and code & mask) for mask, total in sums])
    rank = np.linalg.matrix_rank(rows)
    free = next(
        chosen
        for chosen in combinations(range(len(hidden)), len(hidden) - rank)
        if np.linalg.matrix_rank(np.delete(rows, chosen, axis=1)) == rank
    )
    bound = [at for at in range(len(hidden)) if at not in free]
    for tried in product(range(1, 81), repeat=len(free)):
        solved = np.linalg.lstsq(rows[:, bound], left - rows[:, list(free)] @ np.array(tried), rcond=None)[0].round()
        cells = np.zeros(len(hidden))
        cells[list(free)], cells[bound] = tried, solved
        if (cells >= 1).all() and (rows @ cells == left).all():
            found = counts | dict(zip(hidden, cells.tolist(), strict=True))
            yield [int(found.get(code) or 0) for code in range(1, 8)]


def test_an_estimate_that_is_the_small_count_in_disguise_is_not_published() -> None:
    rows = [("a", "b", "count"), (1, 0, 40), (0, 1, 30), (1, 1, 4)]
    run = done_run(table_of(as_csv(rows)))
    with pytest.raises(InputError, match="give their number away"):
        publish_run(console(), run=run)
    assert not figures_visible_to(VISITOR).exists()


def _word(client: Client, uuid: object) -> Any:
    return docx.Document(io.BytesIO(client.get(reverse("estimate-file", args=[uuid, "docx"])).content))


def test_a_withdrawn_estimate_says_so_and_shows_no_number(client: Client) -> None:
    run = done_run(table_of(SMALL))
    source = publish_run(console(), run=run)
    withdraw_run(console(), run=run)
    page = body_of(client.get(reverse("source-computation", args=[source.uuid])))
    assert "withdrawn" in page
    assert "Stepwise selection" not in page
    assert not figures_visible_to(VISITOR).exists()
    assert client.get(f"/api/v1/estimates/{source.uuid}").status_code == 404
    assert client.get(reverse("estimate-file", args=[source.uuid, "pdf"])).status_code == 404
    assert client.get("/api/v1/estimates").json() == []
    with pytest.raises(InputError):
        withdraw_run(console(), run=run)


def test_a_run_that_is_not_finished_is_not_published() -> None:
    run = start_run(console(), table=table_of(SMALL), asked=QUICK)
    with pytest.raises(InputError, match="not finished"):
        publish_run(console(), run=run)
    with pytest.raises(InputError):
        resume_run(console(), run=run)


def test_strangers_find_nothing_and_the_chain_stays_whole(client: Client) -> None:
    table = table_of(SMALL)
    run = done_run(table)
    for name, uuid in (("estimate-table", table.uuid), ("estimate-run", run.uuid), ("source-computation", run.uuid),
                       ("source-computation", uuid4())):  # fmt: skip
        assert client.get(reverse(name, args=[uuid])).status_code == 404
    assert "A table" not in body_of(client.get(reverse("estimates")))
    assert not tables_visible_to(VISITOR).exists()
    assert not runs_visible_to(VISITOR).exists()
    assert audit.verify().intact


# The journey through the views.


def test_from_agency_lists_to_the_public_report(client: Client) -> None:
    sign_in(client, person_with("coordinator"))
    table_page = _upload(client)["Location"]
    begun = client.post(
        f"{table_page}run/",
        {"methods": ["stepwise", "dga"], "threshold": "0.02", "bootstrap": "60", "seed": "7", "usability": ""},
    )
    run = EstimateRun.objects.get()
    assert begun["Location"] == reverse("estimate-run", args=[run.uuid])
    assert "Waiting for its turn" in body_of(client.get(begun["Location"]))
    job = job_of(run)
    assert job is not None
    run_now(job)
    page = body_of(client.get(begun["Location"]))
    assert "In plain words" in page
    assert ">female<" in re.sub("</?bdi>", "", page)
    preview = client.get(reverse("estimate-publish", args=[run.uuid]), {"minimum": "10", "base": "1"})
    assert "withheld" in body_of(preview)
    done = client.post(reverse("estimate-publish", args=[run.uuid]), {"minimum": "10", "base": "1"})
    public = body_of(Client().get(done["Location"]))
    assert "Estimated, not detected" in public
    assert run.table.digest not in public
    assert client.post(reverse("estimate-withdraw", args=[run.uuid])).status_code == 302
