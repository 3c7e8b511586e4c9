"""Registers are made and changed while the house is open; a broken one breaks no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from palermo.ground.access.api import VISITOR, Refused, console
from palermo.ground.audit.models import Event
from palermo.ground.evidence.api import Figure, figures_visible_to
from palermo.ground.jobs.api import jobs_visible_to, run_now
from palermo.ground.registers.api import (
    Wanted,
    add_declaration,
    broken_declarations,
    check_declaration,
    create_record,
    declaration,
    declaration_at,
    declarations,
    draft_declaration,
    draft_of_declaration,
    find_records,
    settle,
    unsettled,
    versions_of,
)
from palermo.ground.registers.models import RegisterDeclaration
from palermo_engines.registers.model import Declaration
from palermo_engines.registers.reading import DeclarationError
from tests.ground.registers.conftest import Declare
from tests.ground.registers.samples import COURSES, actor_with, course

pytestmark = pytest.mark.django_db

SECOND = COURSES.replace("version: 1", "version: 2")


def _problems(text: str) -> list[str]:
    with pytest.raises(DeclarationError) as error:
        add_declaration(console(), text=text)
    return [problem.field for problem in error.value.problems]


def test_a_declaration_added_is_live_at_once_and_audited(courses: Declaration) -> None:
    added = add_declaration(console(), text=COURSES.replace("COURSES", "OURS"))
    assert declaration("OURS") == added
    assert [each.id for each in declarations()] == ["COURSES", "OURS"]
    assert create_record(console(), declaration=added, values={"event": "x"}).code == "OURS-000001"
    assert Event.objects.filter(verb="ground.register.declared").count() == 1


def test_the_instance_s_row_wins_over_the_file_and_the_highest_version_over_others(courses: Declaration) -> None:
    add_declaration(console(), text=SECOND.replace("en: Courses", "en: Our courses"))
    add_declaration(console(), text=SECOND.replace("version: 2", "version: 5").replace("en: Courses", "en: Fifth"))
    found = declaration("COURSES")
    assert found is not None
    assert (found.version, found.title["en"]) == (5, "Fifth")
    assert [row.version for row in versions_of(console(), "COURSES")] == [5, 2]


def test_only_designers_declare(courses: Declaration) -> None:
    for role in ("coordinator", "publisher", "steward"):
        with pytest.raises(Refused):
            add_declaration(actor_with(role), text=SECOND)
    assert add_declaration(actor_with("designer"), text=SECOND).version == 2


def test_all_problems_are_told_with_their_lines(courses: Declaration) -> None:
    broken = COURSES.replace("type: people", "type: crowd").replace("list: level,", "list: levels,")
    with pytest.raises(DeclarationError) as error:
        add_declaration(console(), text=broken)
    lines = broken.splitlines()
    assert len(error.value.problems) >= 2
    told = [lines[problem.line - 1] for problem in error.value.problems]
    assert any("crowd" in line for line in told)
    assert any("levels" in line for line in told)
    assert not RegisterDeclaration.objects.exists()


def test_what_only_this_house_knows_is_checked_too(courses: Declaration) -> None:
    assert _problems(COURSES) == ["version"]
    assert _problems(SECOND.replace("visible: [coordinator]", "visible: [king]")) == ["notes"]
    assert _problems(SECOND.replace("who: registrar", "who: auditor")) == ["who"]
    assert _problems(SECOND.replace("who: registrar", "who: emperor")) == ["who"]
    assert _problems(SECOND.replace("people_trained", "people_enchanted")) == ["people_enchanted"]
    assert _problems(COURSES.replace("id: COURSES", "id: Courses")) == ["id"], "nobody hears the difference"
    assert [problem.field for problem in check_declaration(console(), text=COURSES)] == ["version"]
    assert check_declaration(console(), text=SECOND) == ()


def test_a_change_that_would_make_values_unreadable_is_refused_and_names_the_field(courses: Declaration) -> None:
    numbers = SECOND.replace("id: notes, type: text", "id: notes, type: number")
    without = "\n".join(line for line in SECOND.splitlines() if "id: notes" not in line)
    fewer = SECOND.replace("    - {code: national, label: {en: National}}\n", "")
    several = SECOND.replace("list: level, facet", "list: level, multiple: true, facet")
    stateless = SECOND.replace("{id: draft, label: {en: Draft}, start: true}", "{id: new, label: {en: N}, start: true}")
    stateless = stateless.replace("draft]", "new]").replace("[draft,", "[new,").replace("to: draft", "to: new")
    assert check_declaration(console(), text=numbers) == ()
    course(courses, notes="said", level="national")
    assert _problems(numbers) == ["notes"]
    assert _problems(without) == ["notes"]
    assert _problems(fewer) == ["level"]
    assert _problems(several) == ["level"]
    assert _problems(stateless) == ["workflow"]


def test_records_are_read_in_the_words_they_were_written_with(courses: Declaration, declare: Declare) -> None:
    record = course(courses)
    declare(COURSES.replace("version: 1", "version: 9").replace("en: Event}", "en: Name of the event}"))
    old, new = declaration_at("COURSES", record.declaration_version), declaration("COURSES")
    assert old is not None
    assert new is not None
    assert (old.fields[0].label["en"], new.fields[0].label["en"]) == ("Event", "Name of the event")
    kept = RegisterDeclaration.objects.get()
    assert (kept.version, kept.origin, kept.published) == (1, "release", False)
    assert declaration_at("COURSES", 4) is None


def test_a_field_that_becomes_hidden_is_gone_from_searches_and_figures_at_once(courses: Declaration) -> None:
    course(courses, "published", event="Quokka", held="2014", participants={"total": 3})
    assert find_records(VISITOR, courses, Wanted(text="quokka")).total == 1
    hidden = SECOND.replace("id: participants,", "id: participants, visible: [coordinator],")
    hidden = hidden.replace("required: true,", "required: true, visible: [coordinator],")
    added = add_declaration(console(), text=hidden)
    assert find_records(VISITOR, added, Wanted(text="quokka")).total == 0
    assert list(Figure.objects.values_list("status", flat=True)) == ["withdrawn"]
    assert unsettled() == ()


def test_the_figures_of_a_large_register_are_hidden_until_a_job_has_made_them_anew(
    courses: Declaration, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A field that is hidden now must not stay public in its figures while a million records wait to be settled."""
    monkeypatch.setattr("palermo.ground.registers.declaring.AT_ONCE", 0)
    monkeypatch.setattr("palermo.ground.registers.books.AT_ONCE", 0)
    course(courses, "published", participants={"total": 12})
    kept = course(courses, "published", participants={"total": 30})
    assert figures_visible_to(VISITOR).count() == 2
    hidden = SECOND.replace("type: people,", "type: people, visible: members,")
    added = add_declaration(console(), text=hidden)
    assert figures_visible_to(VISITOR).count() == 0
    course(added, "published", participants={"total": 5})
    assert figures_visible_to(VISITOR).count() == 0, "a record written meanwhile must not open the others"
    (job,) = jobs_visible_to(console()).filter(kind="ground.register.settle")
    run_now(job)
    assert unsettled() == ()
    assert figures_visible_to(VISITOR).count() == 0
    add_declaration(console(), text=hidden.replace("version: 2", "version: 3").replace(", visible: members", ""))
    run_now(jobs_visible_to(console()).filter(kind="ground.register.settle").order_by("-pk")[0])
    assert set(figures_visible_to(VISITOR).values_list("value", flat=True)) == {12, 30, 5}
    assert figures_visible_to(VISITOR).get(origin_uuid=kept.uuid).value == 30


def test_an_upgraded_file_hides_words_before_it_is_settled_and_settling_finds_the_rest(
    courses: Declaration, declare: Declare
) -> None:
    course(courses, "published", event="Quokka", notes="wombat")
    upgraded = declare(
        COURSES.replace("version: 1", "version: 2").replace(
            "required: true,", "required: true, visible: [coordinator],"
        )
    )
    assert find_records(VISITOR, upgraded, Wanted(text="quokka")).total == 0
    assert [each.id for each in unsettled()] == ["COURSES"]
    assert settle(console(), declaration=upgraded) == 1
    assert unsettled() == ()
    assert find_records(VISITOR, upgraded, Wanted(text="quokka")).total == 0


def test_a_broken_file_is_listed_with_its_problem_and_breaks_no_other(courses: Declaration, tmp_path: Path) -> None:
    (tmp_path / "know" / "torn.yaml").write_text("id: TORN\nwing: know\nversion: one\n", encoding="utf-8")
    (tmp_path / "know" / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "measure").mkdir()
    (tmp_path / "measure" / "astray.yaml").write_text(COURSES.replace("COURSES", "ASTRAY"), encoding="utf-8")
    (tmp_path / "know" / "copy.yaml").write_text(COURSES, encoding="utf-8")
    assert [each.id for each in declarations()] == ["COURSES"]
    broken = {each.where.partition(":")[0].rpartition("/")[2]: each for each in broken_declarations()}
    assert set(broken) == {"torn.yaml", "binary.yaml", "astray.yaml", "copy.yaml"}
    assert ":" in broken["torn.yaml"].where, "the line is named"


def test_a_file_that_is_changed_or_removed_is_so_without_a_restart(declare: Declare, tmp_path: Path) -> None:
    assert declare(COURSES).version == 1
    assert declare(COURSES.replace("version: 1", "version: 22")).version == 22
    (tmp_path / "know" / "COURSES.yaml").unlink()
    assert declaration("COURSES") is None


def test_a_draft_is_kept_as_typed_and_is_the_designer_s_own(courses: Declaration) -> None:
    designer = actor_with("designer")
    draft_declaration(designer, register="COURSES", text="id: COURSES\n  half a sent")
    draft_declaration(designer, register="COURSES", text="id: COURSES\n  half a sentence")
    draft = draft_of_declaration(designer, "COURSES")
    assert draft is not None
    assert draft.text.endswith("half a sentence")
    assert draft_of_declaration(console(), "COURSES") is None
    assert declaration("COURSES") == courses
    add_declaration(designer, text=SECOND)
    assert draft_of_declaration(designer, "COURSES") is None
