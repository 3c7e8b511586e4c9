"""Bringing lists: what the linkage is about, files one after the other, and what each of their columns is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from palermo import __version__
from palermo.commons.table_files import read_table
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.measure.estimates.linking.keeping import BroughtList, lists_in, put_lists
from palermo.measure.estimates.linking.models import Linkage
from palermo.measure.estimates.linking.queries import is_alive
from palermo.measure.estimates.linking.rules import may_link, may_own
from palermo.measure.estimates.linking.sealing import draw_key, gone
from palermo.measure.estimates.linking.words import LinkageState
from palermo.measure.estimates.reading import LONGEST_NAME
from palermo.measure.estimates.taking_in import About, demand_known
from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.births import read_birth
from palermo_engines.linkage.choices import FEW
from palermo_engines.linkage.columns import recognise, text_of
from palermo_engines.linkage.records import COMPARED

DAYS, MOST_LISTS, MOST_COLUMNS, MOST_RECORDS = 7, 8, 60, FEW


def begin(actor: Actor, *, about: About) -> Linkage:
    """Open an empty linkage. InputError when title, place or period cannot be used."""
    may_link(actor).demand()
    demand_known(about)
    with audit.act(actor, "measure.linkage.begun", object_kind="linkage") as act:
        linkage = Linkage(
            title=about.title, subject=about.subject, period=about.period, started_by=actor.code, version=__version__,
            delete_at=timezone.now() + timedelta(days=DAYS),
        )  # fmt: skip
        draw_key(linkage.uuid)
        linkage.save()
        act.about(linkage.uuid)
    return linkage


def read_list(name: str, content: bytes) -> BroughtList:
    """A file as a list, its columns recognised by their titles. InputError naming the list."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise InputError("estimates.names", f"Each list needs a name of its own, of at most {LONGEST_NAME} signs.")
    table = read_table(content, name)
    if len(table.headings) > MOST_COLUMNS:
        advice = "Delete columns that are not about the person."
        raise InputError("linking.columns", f"more than {MOST_COLUMNS} columns.", advice=advice, where=name)
    width = len(table.headings)
    cells = ([text_of(cell) for cell in row] for row in table.rows)
    rows = [[*row[:width], *[""] * (width - len(row))] for row in cells]
    first = next((at for at, row in enumerate(rows) if any(row)), len(rows))
    rows = rows[first:]
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise InputError("table.empty", "The table has no rows.", where=name)
    fields = {heading: field for field, heading in recognise(table.headings).items() if heading}
    columns = [fields.pop(heading, "") for heading in table.headings]
    return BroughtList(name, list(table.headings), rows, table.first_row + first, columns)


def add_list(actor: Actor, *, linkage: Linkage, brought: BroughtList) -> None:
    """Keep one more list, sealed. InputError when its name is taken, or there are too many lists or records."""

    def added(lists: list[BroughtList]) -> list[BroughtList]:
        if brought.name in [each.name for each in lists]:
            raise InputError("estimates.names", "Each list needs a name of its own.", where=brought.name)
        if len(lists) >= MOST_LISTS:
            raise InputError("linking.lists", f"At most {MOST_LISTS} lists can be linked.", where=brought.name)
        if sum(len(each.rows) for each in (*lists, brought)) > MOST_RECORDS:
            message = f"more than {MOST_RECORDS:,} records in all."
            advice = "Link them with palermo link on the machine where they lie."
            raise InputError("linking.records", message, advice=advice, where=brought.name)
        return [*lists, brought]

    _changed(actor, linkage, "measure.linkage.list_added", added, records=len(brought.rows))


def remove_list(actor: Actor, *, linkage: Linkage, place: int) -> None:
    """Forget a list that was brought."""
    _changed(actor, linkage, "measure.linkage.list_removed", lambda lists: lists[:place] + lists[place + 1 :])


def choose_columns(actor: Actor, *, linkage: Linkage, columns: Sequence[Sequence[str]]) -> None:
    """Say what each column of each list is; kept even where it cannot be linked so yet, so that nothing is lost."""

    def told(lists: list[BroughtList]) -> list[BroughtList]:
        if [len(each) for each in columns] != [len(each.columns) for each in lists]:
            raise InputError("linking.changed", "The lists changed meanwhile.", advice="Look at the columns again.")
        return [each.with_columns(list(said)) for each, said in zip(lists, columns, strict=True)]

    _changed(actor, linkage, "measure.linkage.columns_told", told)


def wrong_births(lists: Sequence[BroughtList]) -> list[tuple[str, int, int]]:
    """Dates of birth that cannot be read: name of the list, row of its file, number of the column from 0."""
    return [(brought.name, row, at) for brought, row, at, _ in _wrong(lists)]


def without_wrong_births(lists: Sequence[BroughtList]) -> list[BroughtList]:
    """The lists with those dates unknown."""
    wrong = {(brought.name, place) for brought, _, _, place in _wrong(lists)}
    return [
        replace(
            each, rows=[_blanked(each, row) if (each.name, at) in wrong else row for at, row in enumerate(each.rows)]
        )
        for each in lists
    ]


def _blanked(brought: BroughtList, row: list[str]) -> list[str]:
    return ["" if field == "birth" else cell for field, cell in zip(brought.columns, row, strict=True)]


def _wrong(lists: Sequence[BroughtList]) -> list[tuple[BroughtList, int, int, int]]:
    found = []
    for brought in lists:
        if "birth" not in brought.columns:
            continue
        at = brought.columns.index("birth")
        year = brought.columns.index("year") if "year" in brought.columns else None
        for place, row in enumerate(brought.rows):
            try:
                read_birth(row[at], "" if year is None else row[year])
            except InputError:
                found.append((brought, brought.first_row + place, at, place))
    return found


def demand_linkable(lists: Sequence[BroughtList]) -> None:
    """InputError when a column is told twice, or a list has nothing that can be compared."""
    if len(lists) < 2:
        raise InputError("linking.few", "Two lists are needed, or more.")
    for brought in lists:
        told = [field for field in brought.columns if field]
        if len(set(told)) != len(told):
            raise InputError("linking.twice", "Two columns are said to be the same thing.", where=brought.name)
        if not set(told) & set(COMPARED):
            raise InputError("linking.nothing", "No column can be compared with other lists.", where=brought.name)


def _changed(
    actor: Actor, linkage: Linkage, verb: str, change: Callable[[list[BroughtList]], list[BroughtList]], **noted: object
) -> None:
    may_own(actor, linkage).demand()
    with audit.act(actor, verb, object_kind="linkage", object_uuid=linkage.uuid, **noted):
        current = Linkage.objects.select_for_update().get(pk=linkage.pk)
        if not is_alive(current):
            raise gone()
        if current.state != LinkageState.COLUMNS:
            raise InputError("linking.late", "These lists are being linked already.")
        put_lists(current, change(lists_in(current)))
        current.save(update_fields=("sealed_lists", "names"))
    linkage.refresh_from_db()
