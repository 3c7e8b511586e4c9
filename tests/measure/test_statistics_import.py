"""The published workbook becomes figures: nothing invented, nothing lost, all of it or nothing."""

from __future__ import annotations

import json
import zipfile
from decimal import Decimal
from io import BytesIO

import pytest

from palermo.ground.access.api import VISITOR, Actor, Refused
from palermo.ground.audit.models import Event
from palermo.ground.evidence.models import Figure, Source
from palermo.measure.cells import TableError
from palermo.measure.importing import import_dataset
from palermo.measure.models import Release
from palermo_engines.kit.errors import InputError
from tests.measure.conftest import COLUMNS, SHARED, citizens, row, workbook

pytestmark = pytest.mark.django_db


def imported(actor: Actor, *rows: object, **workbook_options: object) -> dict[str, object]:
    return import_dataset(actor, workbook(*rows, **workbook_options), "statistics.xlsx").report  # type: ignore[arg-type]


def test_a_row_becomes_a_figure_with_everything_that_makes_it_true(actor: Actor) -> None:
    imported(actor, row(Sex="Female", Age="0 to 17 years", txtVALUE="1,282"))
    figure = Figure.objects.select_related("source").get()
    assert (figure.measure, figure.subject, figure.value) == ("victims_identified", "TCD", Decimal(1282))
    assert (figure.breakdown, figure.period, figure.unit) == ("age=child;sex=female", "2018", "people")
    assert (str(figure.period_first), str(figure.period_last)) == ("2018-01-01", "2018-12-31")
    assert (figure.locator, figure.origin, figure.status) == ("statistics_1!4", "dataset", "published")
    assert "1,282" in figure.snippet
    assert (figure.source.kind, figure.source.dated, figure.source.published) == ("dataset", "2023-05-30", True)


def test_a_suppressed_count_is_not_a_zero_and_a_zero_is_not_suppressed(actor: Actor) -> None:
    report = imported(actor, row(txtVALUE="<5"), row(Year=2019, txtVALUE="0"))
    hidden, zero = Figure.objects.order_by("period")
    assert (hidden.suppressed, hidden.value, hidden.qualifier) == (True, Decimal(5), "less_than")
    assert (zero.suppressed, zero.value, zero.qualifier) == (False, Decimal(0), "exact")
    assert (report["suppressed"], report["suppressed_rows"]) == (1, 1)


def test_a_row_without_a_value_is_missing_and_counted(actor: Actor) -> None:
    report = imported(actor, row(), row(Year=2019, txtVALUE=None))
    assert (report["rows"], report["figures"], report["without_value"]) == (2, 1, 1)


def test_duplicates_are_dropped_and_contradictions_kept_side_by_side(actor: Actor) -> None:
    report = imported(actor, row(), row(), row(txtVALUE="15"), row(Year=2019), row(Year=2019))
    assert [str(value) for value in Figure.objects.filter(period="2018").values_list("value", flat=True)] == [
        "12.0000", "15.0000",
    ]  # fmt: skip
    assert (report["duplicates"], report["repeated_keys"], report["contradicting_keys"]) == (2, 2, 1)


def test_citizenships_are_coded_where_certain_and_else_kept_as_printed(actor: Actor) -> None:
    printed = ["Côte d'Ivoire", "CÃ´te d'Ivoire", "C�te d�Ivoire", "Congolese", "Nationals", "Europe others", ""]
    report = imported(actor, *(citizens(text, Year=2010 + index) for index, text in enumerate(printed)))
    breakdowns = list(Figure.objects.order_by("period").values_list("breakdown", flat=True))
    assert breakdowns == [
        "citizenship=CIV", "citizenship=CIV", "citizenship=CIV", 'citizenship="Congolese"', "citizenship=national",
        'citizenship="Europe others"', "citizenship=not_stated",
    ]  # fmt: skip
    assert report["uncoded"] == {"Congolese": 1, "Europe others": 1}
    assert "C�te d�Ivoire" in Figure.objects.get(period="2012").snippet


def test_two_spellings_of_one_citizenship_are_no_contradiction(actor: Actor) -> None:
    report = imported(actor, citizens("Brazil", txtVALUE="7"), citizens("Brasil", txtVALUE="9"))
    assert (report["contradicting_keys"], report["coded_together"]) == (0, 2)
    assert set(Figure.objects.values_list("scope", flat=True)) == {"printed as Brazil", "printed as Brasil"}


def test_regions_and_areas_without_a_code_are_subjects_of_their_own_never_the_world(actor: Actor) -> None:
    report = imported(
        actor,
        row(Iso3_code="SAM", Country="", Region="", Subregion=""),
        row(Iso3_code="", Country="Sark"),
        row(Iso3_code="Aruba/Curacao", Country=""),
    )
    assert report["regions"] == {"SAM": 1, "Aruba/Curacao": 1}
    assert report["areas"] == {"Sark": 1}
    assert set(Figure.objects.values_list("subject", flat=True)) == {"area:sam", "area:sark", "area:arubacu"}


def test_the_columns_are_found_by_name_in_any_order_behind_any_preamble(actor: Actor) -> None:
    turned = list(reversed(COLUMNS))
    content = workbook(list(reversed(row())), columns=[*turned[:3], "Remark", *turned[3:]], preamble=4)
    with pytest.raises(TableError):  # the row has no cell for the further column, so every cell is one off
        import_dataset(actor, content, "x.xlsx")
    shifted = list(reversed(row()))
    content = workbook([*shifted[:3], "note", *shifted[3:]], columns=[*turned[:3], "Remark", *turned[3:]], preamble=4)
    import_dataset(actor, content, "x.xlsx")
    assert Figure.objects.get().locator == "statistics_1!6"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"txtVALUE": "about 5"}, "txtVALUE"),
        ({"txtVALUE": "1,28"}, "txtVALUE"),
        ({"txtVALUE": "-3"}, "txtVALUE"),
        ({"Year": "20I8"}, "Year"),
        ({"Indicator": "Persons seen"}, "Indicator"),
        ({"Sex": "F"}, "Sex"),
        ({"Iso3_code": "", "Country": ""}, "Iso3_code"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_the_whole_file_and_says_where(
    actor: Actor, cells: dict[str, object], column: str
) -> None:
    with pytest.raises(TableError) as refused:
        imported(actor, row(), row(**cells))
    assert (refused.value.problems[0].row, refused.value.problems[0].column) == (5, column)
    assert f"row 5, column {column}" in str(refused.value)
    assert not Figure.objects.exists()
    assert not Source.objects.exists()


def test_missing_columns_are_named(actor: Actor) -> None:
    with pytest.raises(InputError, match="txtVALUE") as refused:
        import_dataset(actor, workbook(columns=COLUMNS[:11]), "x.xlsx")
    assert refused.value.code == "workbook.columns_missing"
    assert refused.value.where == "sheet statistics_1, row 3"


@pytest.mark.parametrize("content", [b"PK\x03\x04 no archive", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_workbook_is_refused(actor: Actor, content: bytes) -> None:
    with pytest.raises(InputError):
        import_dataset(actor, content, "x.xlsx")


def test_a_workbook_laid_out_over_millions_of_cells_is_refused_before_it_is_laid_out(actor: Actor) -> None:
    source = zipfile.ZipFile(BytesIO(workbook(row())))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in source.infolist():
            content = source.read(member)
            if "sheet1" in member.filename:
                content = content.replace(b"</sheetData>", b'<row r="9"><c r="XFD9"/></row></sheetData>')
            archive.writestr(member, content)
    with pytest.raises(InputError) as refused:
        import_dataset(actor, stream.getvalue(), "x.xlsx")
    assert refused.value.code == "workbook.too_large"


def test_the_same_bytes_change_nothing_and_say_so(actor: Actor) -> None:
    content = workbook(row())
    first = import_dataset(actor, content, "a.xlsx")
    again = import_dataset(actor, content, "b.xlsx")
    assert (first.changed, again.changed) == (True, False)
    assert again.report == first.report
    assert (Figure.objects.count(), Release.objects.count()) == (1, 1)
    assert Event.objects.filter(verb="measure.dataset.imported").count() == 1


def test_a_newer_release_withdraws_the_figures_of_the_one_before_and_keeps_them(actor: Actor) -> None:
    imported(actor, row(), released="30/05/2023")
    report = imported(actor, row(txtVALUE="14"), row(Year=2019), released="01/02/2024")
    assert report["withdrawn"] == 1
    assert list(Figure.objects.filter(status="withdrawn").values_list("value", flat=True)) == [Decimal(12)]
    assert Figure.objects.filter(status="published").count() == 2
    older = Release.objects.get(source__dated="2023-05-30")
    assert older.superseded_by is not None
    assert older.superseded_by.source.dated == "2024-02-01"


def test_an_older_release_does_not_come_back(actor: Actor) -> None:
    imported(actor, row(), released="01/02/2024")
    with pytest.raises(InputError) as refused:
        imported(actor, row(txtVALUE="3"), released="30/05/2023")
    assert refused.value.code == "import.older_release"
    assert Figure.objects.get().value == Decimal(12)


def test_data_of_another_region_lives_beside(actor: Actor) -> None:
    imported(actor, row(), released="01/02/2024")
    report = imported(actor, row(Iso3_code="NER", Country="Niger"), released="30/05/2023")
    assert report["withdrawn"] == 0
    assert Figure.objects.filter(status="published").count() == 2


def test_one_event_with_counts_and_no_names(actor: Actor) -> None:
    imported(actor, row(), citizens("Europe others"))
    details = json.loads(Event.objects.get(verb="measure.dataset.imported").details)
    assert (details["rows"], details["figures"]) == (2, 2)
    assert "Europe others" not in str(details)


def test_a_visitor_cannot_import(actor: Actor) -> None:
    with pytest.raises(Refused):
        import_dataset(VISITOR, workbook(row()), "x.xlsx")


@pytest.mark.skipif(not SHARED.exists(), reason="the real inputs are not beside this checkout")
def test_the_real_file(actor: Actor) -> None:
    content = (SHARED / "glotip_2023-05-30.xlsx").read_bytes()
    report = import_dataset(actor, content, "glotip.xlsx").report
    counts = {name: report[name] for name in ("rows", "duplicates", "repeated_keys", "suppressed_rows", "citizenships")}
    assert counts == {
        "rows": 46556, "duplicates": 255, "repeated_keys": 336, "suppressed_rows": 23076, "citizenships": 403,
    }  # fmt: skip
    assert report["figures"] == Figure.objects.count() == 46556 - 255
    assert report["areas"] == {"Sark": 26}
    assert len(report["regions"]) == 8
    assert len(report["uncoded"]) < 40
