"""Jobs: asked for by those who may, done by one worker, stopped, resumed, taken over, and never half done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from palermo.ground.access.api import Actor, Refused, console, create_organisation
from palermo.ground.audit import api as audit
from palermo.ground.audit.models import Event
from palermo.ground.jobs import kinds
from palermo.ground.jobs.api import Job, Run, job_kind, request, resume, run_now, stop
from palermo.ground.jobs.run import Superseded
from palermo.ground.jobs.worker import TAKEOVERS_WITHOUT_PROGRESS, carry_out, claim
from palermo.ground.organisations.models import Organisation
from palermo_engines.kit.errors import InputError
from tests.ground.people import person_with, sign_in, web_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    known = dict(kinds._kinds)
    job_kind("test.bodies", permission="ground.person.manage")(_bodies)
    job_kind("test.refusing", permission="ground.person.manage")(_refusing)
    job_kind("test.broken", permission="ground.person.manage")(_broken)
    yield
    kinds._kinds.clear()
    kinds._kinds.update(known)


def _bodies(run: Run) -> dict[str, int]:
    for number in range(run.checkpoint.get("next", 0), run.parameters["units"]):
        run.step(number, run.parameters["units"], f"body {number}")
        with run.unit() as checkpoint:
            create_organisation(run.actor, code=f"body-{number}", name=f"Body {number}")
            checkpoint["next"] = number + 1
            if number == run.parameters.get("fails_at"):
                raise InputError("broken_row", "The row cannot be read.", where=f"row {number}")
    return {"bodies": run.parameters["units"]}


def _refusing(run: Run) -> None:
    raise InputError("no_such_sheet", "The workbook has no such sheet.", where="Sheet1", advice="Choose another.")


def _broken(run: Run) -> None:
    raise RuntimeError(run.parameters["row"])


def _queued(kind: str = "test.bodies", **parameters: Any) -> Job:
    return request(console(), kind, {"units": 3} | parameters)


def test_work_is_done_with_progress_and_a_report() -> None:
    seen: list[tuple[int, int | None, str]] = []
    job = run_now(_queued(), lambda job: seen.append((job.done, job.total, job.message)))
    assert (job.state, job.done, job.total, job.percent, job.report) == ("done", 3, 3, 100, {"bodies": 3})
    assert seen == [(n + after, 3, f"body {n}") for n in range(3) for after in (0, 1)]
    assert Organisation.objects.count() == 3
    verbs = list(Event.objects.filter(object_kind="job").values_list("verb", flat=True))
    assert verbs == ["ground.job.requested", "ground.job.finished"]


def test_asking_needs_the_permission_of_the_kind() -> None:
    with pytest.raises(Refused):
        request(web_actor(person_with("reviewer")), "test.bodies", {})
    with pytest.raises(KeyError):
        request(console(), "test.nothing", {})
    assert not Job.objects.exists()


def test_a_fault_in_the_input_ends_it_with_where_and_advice() -> None:
    job = run_now(_queued("test.refusing"))
    assert (job.state, job.message) == ("failed", "Sheet1: The workbook has no such sheet. Choose another.")


def test_a_defect_says_where_in_the_log_but_quotes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    job = run_now(_queued("test.broken", row="the secret content of a row"))
    assert job.state == "failed"
    assert "secret content" not in job.message + caplog.text
    assert "_broken" in caplog.text
    assert "RuntimeError" in caplog.text


def test_the_unit_that_fails_leaves_nothing_and_resuming_repeats_it_only() -> None:
    job = run_now(_queued(fails_at=1))
    assert (job.state, job.done, job.checkpoint) == ("failed", 1, {"next": 1})
    assert job.message.startswith("row 1")
    assert list(Organisation.objects.values_list("code", flat=True)) == ["body-0"]
    Job.objects.filter(pk=job.pk).update(parameters={"units": 3})
    job = run_now(resume(console(), job))
    assert (job.state, job.done) == ("done", 3)
    assert Organisation.objects.count() == 3
    assert audit.verify().intact


def test_a_stop_takes_effect_between_units_and_can_be_resumed() -> None:
    job = _queued(units=5)

    def stop_after_two(moving: Job) -> None:
        if moving.done == 2:
            stop(console(), Job.objects.get(pk=job.pk))

    stopped = run_now(job, stop_after_two)
    assert (stopped.state, stopped.done, stopped.stop_requested) == ("stopped", 2, False)
    assert run_now(resume(console(), stopped)).state == "done"
    assert Organisation.objects.count() == 5


def test_a_waiting_job_stops_at_once_and_a_finished_one_cannot_be_resumed() -> None:
    job = stop(console(), _queued())
    assert job.state == "stopped"
    assert claim() is None
    done = run_now(resume(console(), job))
    with pytest.raises(InputError):
        resume(console(), done)


def test_ctrl_c_stops_a_job_of_the_command_line_resumably() -> None:
    def press(_: Job) -> None:
        raise KeyboardInterrupt

    job = _queued()
    with pytest.raises(KeyboardInterrupt):
        run_now(job, press)
    job.refresh_from_db()
    assert job.state == "stopped"
    assert run_now(resume(console(), job)).state == "done"


def test_a_closing_worker_hands_its_job_back() -> None:
    _queued()
    claimed = claim()
    assert claimed is not None
    closing = threading.Event()
    carry_out(claimed, progress=lambda job: closing.set() if job.done == 1 else None, closing_down=closing.is_set)
    assert (claimed.state, claimed.done) == ("waiting", 1)
    again = claim()
    assert again is not None
    carry_out(again)
    assert again.state == "done"
    assert Organisation.objects.count() == 3


def test_only_one_of_two_workers_gets_a_job() -> None:
    job = _queued()
    assert claim() is not None
    assert claim() is None
    with pytest.raises(InputError):
        run_now(job)


def _silence(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=5))


def test_a_worker_that_was_only_slow_cannot_write_after_another_took_over() -> None:
    _queued()
    slow = claim()
    assert slow is not None
    run = Run(slow)
    with run.unit() as checkpoint:
        create_organisation(run.actor, code="body-0", name="Body 0")
        checkpoint["next"] = 1
    _silence(slow)
    other = claim()
    assert other is not None
    assert other.pk == slow.pk
    with pytest.raises(Superseded):
        _one_more_body(run)
    assert list(Organisation.objects.values_list("code", flat=True)) == ["body-0"]
    carry_out(other)
    assert (other.state, other.done) == ("done", 3)


def _one_more_body(run: Run) -> None:
    with run.unit():
        create_organisation(run.actor, code="late", name="Too late")


def test_a_job_that_kills_its_worker_each_time_is_given_up() -> None:
    _queued()
    for _ in range(TAKEOVERS_WITHOUT_PROGRESS + 2):
        job = claim()
        assert job is not None
        _silence(job)
    carry_out(job)
    assert job.state == "failed"
    assert "died several times" in job.message


def test_who_lost_the_seat_no_longer_acts_through_a_job() -> None:
    steward = person_with("steward")
    person_with("steward", email="second@example.org")
    job = request(web_actor(steward), "test.bodies", {"units": 2})
    with audit.act(console(), "ground.test.changed", object_kind="seat"):
        steward.holdings.update(valid_to=timezone.now().date() - timedelta(days=1))
    assert run_now(job).state == "failed"
    assert not Organisation.objects.filter(code="body-0").exists()


def test_an_unknown_kind_fails_with_words() -> None:
    job = _queued()
    kinds._kinds.pop("test.bodies")
    assert "does not know this kind" in run_now(job).message


def test_the_pages_show_progress_and_steer(client: Client) -> None:
    job = _queued()
    sign_in(client, person_with("documentalist"))
    address = f"/desk/jobs/{job.uuid}/"
    assert b'hx-trigger="every 2s"' in client.get(address).content
    part = client.get(address, headers={"HX-Request": "true"}).content
    assert b"<html" not in part
    assert b"<progress" in part
    assert client.post(f"{address}stop/").status_code == 302
    assert b"hx-trigger" not in client.get(address).content, "nothing moves: no more asking"
    assert client.post(f"{address}resume/").status_code == 302
    assert run_now(Job.objects.get()).state == "done"
    assert b"3 / 3" in client.get("/desk/jobs/").content


def test_readers_see_jobs_but_do_not_steer(client: Client) -> None:
    job = _queued()
    sign_in(client, person_with("reader"))
    assert client.get(f"/desk/jobs/{job.uuid}/").status_code == 200
    assert client.post(f"/desk/jobs/{job.uuid}/stop/").status_code == 404
    with pytest.raises(Refused):
        stop(Actor("p-x", "web"), job)
