"""Linking in the room: who sees what, what is kept and for how long, what decisions and draws do to the counts."""

from __future__ import annotations

import html
import io
import logging
import re
import stat
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palermo.ground.access.api import Actor, Refused, console
from palermo.ground.audit import api as audit
from palermo.ground.audit.models import Event
from palermo.ground.jobs.api import Job, run_now
from palermo.measure.estimates.linking import bringing, working
from palermo.measure.estimates.linking.bringing import (
    BroughtList,
    add_list,
    begin,
    choose_columns,
    read_list,
    wrong_births,
)
from palermo.measure.estimates.linking.ending import give_up, sweep
from palermo.measure.estimates.linking.keeping import lists_in
from palermo.measure.estimates.linking.models import Linkage
from palermo.measure.estimates.linking.queries import linkage_of, linkage_to_review
from palermo.measure.estimates.linking.results import doubts_of, opened, outcome_of, sample_of
from palermo.measure.estimates.linking.reviewing import judge, look_at_pair, open_to_reviewers
from palermo.measure.estimates.linking.sealing import keys_kept, seal, unseal
from palermo.measure.estimates.linking.telling import outcome_words
from palermo.measure.estimates.linking.using import Wanted, use_linkage
from palermo.measure.estimates.linking.working import back_to_columns, job_of, start_linking, stop_linking
from palermo.measure.estimates.models import EstimateRun, OverlapTable
from palermo.measure.estimates.publishing import preview
from palermo.measure.estimates.running import Asked
from palermo.measure.estimates.taking_in import About
from palermo.measure.estimates.viewing import exact_view
from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.overlaps import overlap_table
from palermo_engines.linkage.pairs import Pairs
from palermo_engines.linkage.partitions import draw_linkages, groups_of
from palermo_engines.release.gate import Rule
from tests.ground.people import person_with, sign_in, web_actor
from tests.measure.estimates.lists import as_csv, done_run
from tests.measure.estimates.named_lists import named_files, planted_names
from tests.site.crawling import body_of as bytes_of

pytestmark = pytest.mark.django_db
ROLES = ("nobody", "reader", "respondent", "rapporteur", "coordinator", "publisher", "steward", "link_reviewer")
ABOUT = About("Named lists", "TCD", "2021/2023")
_compare, _compared = working.compare, dict[Any, Pairs]()


def body_of(response: Any) -> str:
    return html.unescape(bytes_of(response).decode())


@pytest.fixture(autouse=True)
def compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparing takes a quarter of a minute: the same records with the same seed are compared once."""

    def compare(records: Any, seed: int, work: Any) -> Pairs:
        key = (seed, len(records), str(records.columns["family"][:50]))
        if key not in _compared:
            _compared[key] = _compare(records, seed, work)
        return _compared[key]

    monkeypatch.setattr(working, "compare", compare)


def brought(actor: Actor | None = None) -> Linkage:
    """A linkage whose lists are brought."""
    actor = actor or console()
    linkage = begin(actor, about=ABOUT)
    for name, (_, content) in named_files().items():
        add_list(actor, linkage=linkage, brought=read_list(name, content))
    return linkage


def linked(actor: Actor | None = None) -> Linkage:
    """A linkage that was linked."""
    linkage = brought(actor)
    start_linking(actor or console(), linkage=linkage)
    job = job_of(linkage)
    assert job is not None
    ended = run_now(job)
    assert ended.state == "done", ended.message
    linkage.refresh_from_db()
    return linkage


# Who may do what.


@pytest.mark.parametrize("role", ROLES)
def test_a_linkage_is_its_owner_s_and_reviewers_see_pairs_when_let_in(client: Client, role: str) -> None:
    owner = web_actor(person_with("rapporteur", email="owner@example.org"))
    linkage = linked(owner)
    person = person_with() if role == "nobody" else person_with(role)
    actor = web_actor(person)
    sign_in(client, person)

    def reaches(name: str, *parts: object, method: str = "get", **said: object) -> bool:
        return bool(getattr(client, method)(reverse(name, args=parts), said).status_code != 404)

    def does(deed: Callable[[], object]) -> bool:
        try:
            deed()
        except Refused:
            return False
        return True

    may_begin = role in ("rapporteur", "coordinator", "publisher")
    assert reaches("estimate-linkage-new") is may_begin
    assert does(lambda: begin(actor, about=ABOUT)) is may_begin
    assert not reaches("estimate-linkage", linkage.uuid)
    for name in ("bring", "link", "stop", "resume", "reopen", "reviewers", "use", "abandon"):
        assert not reaches(f"estimate-linkage-{name}", linkage.uuid, method="post", open="yes"), name
    assert not reaches("estimate-linkage-drop", linkage.uuid, 0, method="post")
    assert not does(lambda: give_up(actor, linkage=linkage))
    assert not does(lambda: use_linkage(actor, linkage=linkage, wanted=Wanted()))
    assert not does(lambda: open_to_reviewers(actor, linkage=linkage, opened_now=True))
    pair = ("estimate-linkage-review", linkage.uuid, "doubts", 1)
    assert not reaches(*pair)
    open_to_reviewers(owner, linkage=linkage, opened_now=True)
    linkage.refresh_from_db()
    assert reaches(*pair) is (role == "link_reviewer")
    assert reaches(*pair, method="post", verdict="same") is (role == "link_reviewer")
    assert (linkage.title in body_of(client.get(reverse("estimates")))) is (role == "link_reviewer" or may_begin)
    open_to_reviewers(owner, linkage=linkage, opened_now=False)
    assert not reaches(*pair)
    assert Linkage.objects.get(pk=linkage.pk).state == "linked"


def test_without_a_second_factor_nothing_is_seen(client: Client) -> None:
    person = person_with("rapporteur")
    linkage = brought(web_actor(person))
    sign_in(client, person, second_factor=False)
    assert client.get(reverse("estimate-linkage", args=[linkage.uuid])).status_code == 302
    assert client.get(reverse("estimate-linkage-review", args=[linkage.uuid, "doubts", 1])).status_code == 404


def test_a_forged_upload_is_refused() -> None:
    person = person_with("rapporteur")
    linkage = begin(web_actor(person), about=ABOUT)
    client = Client(enforce_csrf_checks=True)
    sign_in(client, person)
    file = SimpleUploadedFile("a.csv", named_files()["police"][1])
    assert (
        client.post(reverse("estimate-linkage-bring", args=[linkage.uuid]), {"name_1": "a", "file_1": file}).status_code
        == 403
    )
    assert lists_in(Linkage.objects.get()) == []


# What is kept, where, and for how long.


def _stored() -> bytes:
    """Every row of every table, ciphertext as it is, and every file of the home."""
    from django.apps import apps
    from django.conf import settings

    values = (value for model in apps.get_models() for row in model._default_manager.values_list() for value in row)
    rows = [bytes(each).decode("latin-1") if isinstance(each, bytes | memoryview) else repr(each) for each in values]
    files = [path.read_bytes() for path in Path(settings.HOME.root).rglob("*") if path.is_file()]
    return "\n".join(rows).encode() + b"\n".join(files)


def _found(names: set[str], content: bytes) -> set[str]:
    text = content.decode("utf-8", "replace")
    return {name for name in names if name in text or name.encode("unicode_escape").decode() in text}


def test_names_are_nowhere_in_clear_at_any_stage(
    client: Client, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Names, remarks, file names and the headings of a file without headings are looked for in every table, file, log
    and job, while the lists are brought, linked, reviewed and used, and on every page that is no review."""
    caplog.set_level(logging.DEBUG)
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "not-there")  # writing a temporary file would fail
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    secrets = planted_names() | {"REMARK", "SECRETFILE", "Headlessname"}
    person = person_with("coordinator")
    actor = web_actor(person)
    sign_in(client, person)
    client.post(reverse("estimate-linkage-new"), {"title": "Named lists", "subject": "TCD", "period": "2022"})
    linkage = Linkage.objects.get()
    page = reverse("estimate-linkage", args=[linkage.uuid])
    said: dict[str, object] = {}
    for at, (name, (_, content)) in enumerate(named_files().items(), start=1):
        said |= {f"name_{at}": name, f"file_{at}": SimpleUploadedFile(f"SECRETFILE-{at}.csv", content)}
    assert client.post(f"{page}lists/", said).status_code == 302
    headless = SimpleUploadedFile("x.csv", as_csv([("Headlessname", "1999"), ("Othername", "2000")]))
    assert client.post(f"{page}lists/", {"name_1": "headless", "file_1": headless}).status_code == 302
    assert not _found(secrets, _stored())
    assert not _found(secrets - {"Headlessname"}, bytes_of(client.get(page)))
    client.post(f"{page}lists/5/drop/")
    linkage.refresh_from_db()
    start_linking(actor, linkage=linkage)
    job = job_of(linkage)
    assert job is not None
    assert run_now(job).state == "done"
    assert not _found(secrets, _stored())
    review = client.get(reverse("estimate-linkage-review", args=[linkage.uuid, "doubts", 1]))
    assert _found(secrets, bytes_of(review)), "the search itself must find what is there"
    client.post(reverse("estimate-linkage-review", args=[linkage.uuid, "doubts", 1]), {"verdict": "same"})
    assert not _found(secrets, _stored())
    assert not _found(secrets, bytes_of(client.get(page)))
    client.post(f"{page}use/", {"draws": "5", "groupings": ["sex", "region"]})
    table = OverlapTable.objects.get()
    run = done_run(table, Asked(("stepwise",), bootstrap=40, usability=False))
    assert not _found(secrets, _stored())
    for name, uuid in (("estimate-table", table.uuid), ("estimate-run", run.uuid), ("estimate-linkage", linkage.uuid)):
        assert not _found(secrets, bytes_of(client.get(reverse(name, args=[uuid]))))
    assert not _found(secrets, "\n".join(each.getMessage() for each in caplog.records).encode())
    assert Job.objects.get(pk=job.pk).parameters == {"linkage": str(linkage.uuid)}
    assert audit.verify().intact


def test_pages_of_a_linkage_are_kept_by_no_cache(client: Client) -> None:
    person = person_with("rapporteur")
    linkage = linked(web_actor(person))
    sign_in(client, person)
    for address in (
        reverse("estimate-linkage", args=[linkage.uuid]),
        reverse("estimate-linkage-review", args=[linkage.uuid, "sample", 1]),
    ):
        assert "no-store" in client.get(address)["Cache-Control"]


def _key(linkage: Linkage) -> Path:
    from django.conf import settings

    return Path(settings.HOME.root) / "linkages" / f"{linkage.uuid}.key"


def test_the_key_is_a_file_of_its_own_and_without_it_an_old_copy_cannot_be_read() -> None:
    linkage = brought()
    copy = bytes(linkage.sealed_lists)
    assert stat.S_IMODE(_key(linkage).stat().st_mode) == 0o600
    assert b"Surname" in unseal(linkage.uuid, "lists", copy)
    for other, part in ((begin(console(), about=ABOUT).uuid, "lists"), (linkage.uuid, "pairs"), (uuid4(), "lists")):
        with pytest.raises(InputError, match="deleted"):
            unseal(other, part, copy)
    with pytest.raises(InputError, match="deleted"):
        unseal(linkage.uuid, "lists", copy[:-1] + bytes([copy[-1] ^ 1]))


@pytest.mark.django_db(transaction=True)
def test_giving_up_empties_the_row_and_destroys_the_key() -> None:
    linkage = linked()
    copy = bytes(linkage.sealed_lists)
    give_up(console(), linkage=linkage)
    linkage.refresh_from_db()
    assert (linkage.state, bytes(linkage.sealed_lists + linkage.sealed_pairs)) == ("given_up", b"")
    assert not _key(linkage).exists()
    with pytest.raises(InputError):
        unseal(linkage.uuid, "lists", copy)


@pytest.mark.django_db(transaction=True)
def test_after_seven_days_nothing_opens_it_and_the_sweep_empties_it(client: Client) -> None:
    person = person_with("rapporteur")
    actor = web_actor(person)
    linkage, other = linked(actor), begin(actor, about=ABOUT)
    assert timedelta(days=6, hours=23) < linkage.delete_at - timezone.now() <= timedelta(days=7)
    with audit.act(console(), "test.aged", object_kind="linkage"):
        Linkage.objects.filter(pk=linkage.pk).update(delete_at=timezone.now() - timedelta(seconds=1))
    linkage.refresh_from_db()
    assert linkage_to_review(actor, linkage.uuid) is None
    for deed in (
        lambda: look_at_pair(actor, linkage=linkage, queue="doubts", place=1),
        lambda: judge(actor, linkage=linkage, queue="doubts", place=1, verdict="same"),
        lambda: use_linkage(actor, linkage=linkage, wanted=Wanted()),
        lambda: open_to_reviewers(actor, linkage=linkage, opened_now=True),
    ):
        with pytest.raises(InputError, match="deleted"):
            deed()
    assert sweep() == 1
    assert sweep() == 0
    linkage.refresh_from_db()
    assert (linkage.state, bytes(linkage.sealed_pairs), _key(linkage).exists()) == ("expired", b"", False)
    assert _key(other).exists()
    assert Event.objects.filter(verb="measure.linkage.expired", object_uuid=str(linkage.uuid)).count() == 1
    sign_in(client, person)
    assert "its time ran out" in body_of(client.get(reverse("estimate-linkage", args=[linkage.uuid])))


@pytest.mark.django_db(transaction=True)
def test_the_server_sweeps_when_it_starts() -> None:
    from palermo.config.commands import serve

    linkage = brought()
    with audit.act(console(), "test.aged", object_kind="linkage"):
        Linkage.objects.filter(pk=linkage.pk).update(delete_at=timezone.now() - timedelta(seconds=1))
    closing = threading.Event()
    closing.set()
    serve._sweep(closing)
    linkage.refresh_from_db()
    assert (linkage.state, _key(linkage).exists()) == ("expired", False)


def test_a_key_whose_row_never_came_to_be_is_destroyed() -> None:
    import os

    linkage = begin(console(), about=ABOUT)
    lost = uuid4()
    lost_key = _key(Linkage(uuid=lost))
    lost_key.write_bytes(b"x" * 32)
    for path in (lost_key, _key(linkage)):
        os.utime(path, (0, 0))
    sweep()
    assert not lost_key.exists()
    assert _key(linkage).exists()
    assert linkage.uuid in keys_kept(before=timezone.now().timestamp())


def test_a_row_from_another_machine_says_that_it_is_gone(client: Client) -> None:
    person = person_with("rapporteur")
    linkage = brought(web_actor(person))
    _key(linkage).unlink()
    sign_in(client, person)
    page = client.get(reverse("estimate-linkage", args=[linkage.uuid]))
    assert page.status_code == 200
    assert "Only counts are left" in body_of(page)
    with pytest.raises(InputError):
        seal(linkage.uuid, "lists", b"x")


# Bringing lists.


def test_a_bad_file_loses_no_good_one_and_is_named(client: Client) -> None:
    person = person_with("rapporteur")
    linkage = begin(web_actor(person), about=ABOUT)
    sign_in(client, person)
    files = {
        "name_1": "police", "file_1": SimpleUploadedFile("a.csv", named_files()["police"][1]),
        "name_2": "broken", "file_2": SimpleUploadedFile("b.xlsx", b"PK\x03\x04 not a workbook"),
        "name_3": "police", "file_3": SimpleUploadedFile("c.csv", named_files()["hotline"][1]),
    }  # fmt: skip
    response = client.post(reverse("estimate-linkage-bring", args=[linkage.uuid]), files)
    assert response.status_code == 422
    assert "broken: The file cannot be read" in body_of(response)
    assert "police: Each list needs a name of its own" in body_of(response)
    linkage.refresh_from_db()
    assert [each.name for each in lists_in(linkage)] == ["police"]


def test_limits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    linkage = begin(console(), about=ABOUT)
    wide = as_csv([[f"c{at}" for at in range(61)], ["x"] * 61])
    with pytest.raises(InputError) as raised:
        read_list("wide", wide)
    assert raised.value.code == "linking.columns"
    with pytest.raises(InputError) as raised:
        read_list("", wide)
    assert raised.value.code == "estimates.names"
    monkeypatch.setattr(bringing, "MOST_RECORDS", 600)
    add_list(console(), linkage=linkage, brought=read_list("police", named_files()["police"][1]))
    with pytest.raises(InputError) as raised:
        add_list(console(), linkage=linkage, brought=read_list("hotline", named_files()["hotline"][1]))
    assert raised.value.code == "linking.records"
    monkeypatch.setattr(bringing, "MOST_LISTS", 1)
    with pytest.raises(InputError) as raised:
        add_list(console(), linkage=linkage, brought=read_list("courts", named_files()["prosecutors"][1]))
    assert raised.value.code == "linking.lists"


def test_columns_are_recognised_and_what_is_told_stays() -> None:
    linkage = brought()
    lists = lists_in(linkage)
    shelters = next(each for each in lists if each.name == "shelters")
    assert dict(zip(shelters.headings, shelters.columns, strict=True))["Date de naissance"] == "birth"
    assert shelters.columns[-1] == ""
    told = [list(each.columns) for each in lists]
    told[0][0] = ""
    choose_columns(console(), linkage=linkage, columns=told)
    assert [each.columns for each in lists_in(linkage)] == told
    with pytest.raises(InputError, match="changed"):
        choose_columns(console(), linkage=linkage, columns=told[:-1])
    told[1] = ["family"] * len(told[1])
    choose_columns(console(), linkage=linkage, columns=told)
    with pytest.raises(InputError, match="same thing"):
        start_linking(console(), linkage=linkage)


def test_dates_that_cannot_be_read_are_placed_and_left_out_only_when_told() -> None:
    rows = [("Surname", "Born"), ("A", "1999"), ("", ""), ("B", "yesterday"), ("C", "31/12/1980")]
    one = read_list("one", as_csv(rows))
    assert wrong_births([one]) == [("one", 4, 1)]
    (cleaned,) = bringing.without_wrong_births([one])
    assert [row[1] for row in cleaned.rows] == ["1999", "", "", "31/12/1980"]
    assert wrong_births([cleaned]) == []


def test_too_few_records_fail_with_words_and_lists_can_be_changed(client: Client) -> None:
    person = person_with("rapporteur")
    actor = web_actor(person)
    linkage = begin(actor, about=ABOUT)
    for name in ("one", "two"):
        rows = [("Surname", "Born"), *((f"Name{name}{at}", 1980 + at) for at in range(4))]
        add_list(actor, linkage=linkage, brought=read_list(name, as_csv(rows)))
    start_linking(actor, linkage=linkage)
    job = job_of(linkage)
    assert job is not None
    ended = run_now(job)
    sign_in(client, person)
    if ended.state == "failed":
        assert "Too few records agree" in body_of(client.get(reverse("estimate-linkage", args=[linkage.uuid])))
        back_to_columns(actor, linkage=linkage)
        linkage.refresh_from_db()
        assert linkage.state == "columns"
    else:
        pytest.fail("eight records taught something")


def test_stopping_keeps_the_lists_and_goes_on(client: Client) -> None:
    person = person_with("rapporteur")
    actor = web_actor(person)
    linkage = brought(actor)
    start_linking(actor, linkage=linkage)
    with pytest.raises(InputError, match="already"):
        start_linking(actor, linkage=linkage)
    with pytest.raises(InputError, match="already"):
        back_to_columns(actor, linkage=linkage)
    stop_linking(actor, linkage=linkage)
    sign_in(client, person)
    page = reverse("estimate-linkage", args=[linkage.uuid])
    assert "Stopped. The lists are kept." in body_of(client.get(page))
    client.post(f"{page}resume/")
    job = job_of(linkage)
    assert job is not None
    assert run_now(job).state == "done"
    assert "What came out" in body_of(client.get(page))


# Review, quality, draws.


def test_every_look_is_an_event_that_names_places_only(client: Client) -> None:
    person = person_with("rapporteur")
    linkage = linked(web_actor(person))
    sign_in(client, person)
    client.get(reverse("estimate-linkage-review", args=[linkage.uuid, "sample", 2]))
    event = Event.objects.get(verb="measure.linkage.pair_seen")
    assert event.actor == web_actor(person).code
    assert re.sub(r"\s", "", str(event.details)) in ('{"place":2,"queue":"sample"}', "{'place':2,'queue':'sample'}")
    for queue, place in (("doubts", 0), ("doubts", 9999), ("others", 1)):
        assert client.get(reverse("estimate-linkage-review", args=[linkage.uuid, queue, place])).status_code == 404
    bad = client.post(reverse("estimate-linkage-review", args=[linkage.uuid, "doubts", 1]), {"verdict": "maybe"})
    assert bad.status_code == 302
    linkage.refresh_from_db()
    assert not linkage.sealed_judgements


def test_decisions_are_certain_in_every_draw() -> None:
    linkage = linked()
    found = opened(linkage)
    places = doubts_of(found)
    pairs = [(int(found.pairs.left[at]), int(found.pairs.right[at])) for at in places[:2]]
    for place, verdict in ((1, "same"), (2, "different"), (3, "unsure")):
        judge(console(), linkage=linkage, queue="doubts", place=place, verdict=verdict)
    linkage.refresh_from_db()
    now = opened(linkage)
    drawn = list(draw_linkages(groups_of(now.decided(), len(now.records)), 30, 1))
    assert all(person[pairs[0][0]] == person[pairs[0][1]] for person in drawn)
    assert all(person[pairs[1][0]] != person[pairs[1][1]] for person in drawn)
    before = list(draw_linkages(groups_of(found.pairs, len(found.records)), 30, 1))
    assert {bool(person[pairs[0][0]] == person[pairs[0][1]]) for person in before} == {True, False}
    assert outcome_of(now).decisions == 2
    assert outcome_of(now).doubtful == len(places) - 3


def test_quality_is_told_once_the_sample_is_judged() -> None:
    linkage = linked()
    found = opened(linkage)
    assert "Nobody has checked it yet" in outcome_words(outcome_of(found))[-1]
    for place, at in enumerate(sample_of(found), start=1):
        verdict = "same" if found.pairs.probability[at] > 0.5 else "different"
        judge(console(), linkage=linkage, queue="sample", place=place, verdict=verdict)
    linkage.refresh_from_db()
    outcome = outcome_of(opened(linkage))
    assert outcome.judged is not None
    assert outcome.judged.precision.low < outcome.judged.precision.value <= outcome.judged.precision.high
    assert "judged pairs: precision" in outcome_words(outcome)[-1]


def test_using_it_keeps_counts_and_draws_and_groups_with_unclear() -> None:
    linkage = linked()
    found = opened(linkage)
    expected = outcome_of(found)
    table = use_linkage(console(), linkage=linkage, wanted=Wanted(7, ("region", "sex")))
    linkage.refresh_from_db()
    assert (linkage.state, linkage.table, bytes(linkage.sealed_lists)) == ("used", table, b"")
    assert table.covariates == ["sex", "region"]
    assert table.observed == expected.people == sum(row[2] for row in table.rows)
    assert {code: sum(row[2] for row in table.rows if row[0] == code) for code in expected.cells} == expected.cells
    assert any("unclear" in row[1] for row in table.rows)
    assert len(table.draws) == 7
    draws = draw_linkages(groups_of(found.pairs, len(found.records)), 7, 1)
    assert table.draws == [overlap_table(found.records, each).counts.astype(int).tolist() for each in draws]
    assert table.linked["records"] == expected.records
    with pytest.raises(InputError):
        use_linkage(console(), linkage=linkage, wanted=Wanted())


def test_too_many_groups_are_refused_and_nothing_is_lost(client: Client) -> None:
    person = person_with("rapporteur")
    linkage = linked(web_actor(person))
    sign_in(client, person)
    response = client.post(
        reverse("estimate-linkage-use", args=[linkage.uuid]),
        {"draws": "9", "groupings": ["sex", "form", "region", "year"]},
    )
    assert response.status_code == 422
    assert "choose fewer" in body_of(response)
    assert 'value="9"' in body_of(response)
    assert linkage_of(web_actor(person), linkage.uuid).state == "linked"  # type: ignore[union-attr]


# Runs on such a table.


@pytest.fixture
def pooled_run() -> EstimateRun:
    table = use_linkage(console(), linkage=linked(), wanted=Wanted(6, ("sex",)))
    return done_run(table, Asked(("stepwise", "dga"), bootstrap=60, usability=False))


def test_a_run_pools_each_method_and_tells_what_links_cost(pooled_run: EstimateRun) -> None:
    view = exact_view(pooled_run)
    for result in view["results"]:
        assert result["draws"] == 6
        assert result["best"]["estimate"]
        assert 0 <= result["share"] <= 1
        assert result["intervals"]["0.95"][0] < result["estimate"] < result["intervals"]["0.95"][1]
    again = done_run(pooled_run.table, Asked(("stepwise", "dga"), bootstrap=60, usability=False))
    assert again.result == pooled_run.result
    groups = {each["value"]: each for each in view["strata"]["groups"]}
    assert groups["female"]["estimate"] is not None
    assert groups["unclear"]["estimate"] is None
    assert sum(each["observed"] for each in groups.values()) == pooled_run.table.observed


def test_page_and_report_show_both_figures_seed_and_draws(client: Client, pooled_run: EstimateRun) -> None:
    sign_in(client, person_with("rapporteur"))
    page = re.sub(r"</?bdi[^>]*>", "", body_of(client.get(reverse("estimate-run", args=[pooled_run.uuid]))))
    file = b"".join(client.get(reverse("estimate-run-file", args=[pooled_run.uuid, "docx"])))
    report = docx.Document(io.BytesIO(file))
    tables = "\n".join("|".join(cell.text for cell in row.cells) for table in report.tables for row in table.rows)
    stepwise = next(each for each in pooled_run.result["results"] if each["method"] == "stepwise")
    for words in (page, tables):
        assert "Plausible linkages drawn" in words
        assert "Seed of the linkage" in words
        assert f"{round(stepwise['best']['estimate']):,}" in words
        assert f"{round(stepwise['estimate']):,}" in words


def test_the_public_reads_pooled_figures_and_no_count_of_the_linkage(pooled_run: EstimateRun) -> None:
    try:
        public = preview(pooled_run, Rule(5, 1))
    except InputError as refused:
        pytest.skip(f"the gate refuses this table: {refused.code}")
    assert set(public["linked"]) == {"draws", "seed", "version"}
    for result in public["results"]:
        assert not {"best", "observed"} & set(result)
        assert result["share"] == round(result["share"], 1)


def test_a_list_of_empty_rows_and_odd_titles_keeps_its_places() -> None:
    rows = [("", "Name", "Name"), ("1", "A", "x"), ("", "", ""), ("2", "B", "y")]
    made = read_list("odd", as_csv(rows))
    assert made == BroughtList("odd", ["", "Name", "Name"], [["1", "A", "x"], ["", "", ""], ["2", "B", "y"]], 2,
                               ["", "family", ""])  # fmt: skip
