"""Values: what each type takes, what it refuses, and that bringing a value into shape twice changes nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.values import normalise
from tests.engines.registers.samples import SAID, SAYS, UUIDS, field

DIGEST = "0" * 64


@given(said=SAID)
def test_what_may_be_said_is_taken_and_stays(said: tuple[str, Any]) -> None:
    name, raw = said
    value = normalise(field(name), raw)
    assert normalise(field(name), value) == value


def test_every_type_has_values() -> None:
    assert {field(name).type for name in SAYS} | {field("women").type} == set(type(field("event").type))


@pytest.mark.parametrize("name", sorted(SAYS))
@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_nothing_said_is_none(name: str, nothing: Any) -> None:
    assert normalise(field(name), nothing) is None


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("event", "  A\r\nB\rC ", "A\nB\nC"),
        ("event", " \n ", None),
        ("levels", ["7", "national", "7"], ["7", "national"]),
        ("levels", "7", ["7"]),
        ("open", False, False),
        ("days", 0, {"value": "0", "qualifier": "exact"}),
        ("days", "12.0", {"value": "12", "qualifier": "exact"}),
        ("days", {"qualifier": "none_known"}, {"value": "0", "qualifier": "none_known"}),
        ("days", {"value": 5, "unit": "days"}, {"value": "5", "qualifier": "exact"}),
        ("rate", "-0", {"value": "0", "qualifier": "exact"}),
        ("rate", "1.50", {"value": "1.5", "qualifier": "exact"}),
        ("rate", 0.1, {"value": "0.1", "qualifier": "exact"}),
        ("rate", Decimal(1200), {"value": "1200", "qualifier": "exact"}),
        ("rate", {"value": "5", "high": "5"}, {"value": "5", "qualifier": "exact"}),
        ("participants", {"total": 0}, {"total": 0, "qualifier": "exact"}),
        ("participants", {"qualifier": "exact"}, None),
        ("participants", {"qualifier": "none_known"}, {"qualifier": "none_known"}),
        ("participants", {"women": 0, "parts": {}}, {"women": 0, "qualifier": "exact"}),
        ("share", {"words": "one third"}, {"words": "one third", "qualifier": "exact"}),
        ("share", {"qualifier": "nearly"}, None),
        ("held", "2014/2014", "2014"),
        ("held", "2014-05-01/", "2014-05-01/.."),
        ("held", "../2014", "../2014"),
        ("launch", {"planned": "2017-10", "actual": ""}, {"planned": "2017-10"}),
        ("town", {"country": "PRI", "city": " "}, {"country": "PRI"}),
        ("spot", {"lat": "1.50", "lon": 2}, {"lat": 1.5, "lon": 2.0}),
        ("plan", UUID(int=7), str(UUID(int=7))),
        ("plan", str(UUID(int=7)).upper().replace("-", ""), str(UUID(int=7))),
        ("source", {"language": "zh"}, None),
        ("cost", {"amount": "", "currency": "USD"}, None),
    ],
)
def test_the_shape_that_is_kept(name: str, raw: Any, value: Any) -> None:
    assert normalise(field(name), raw) == value


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("event", 5, "must be text"),
        ("event", "x" * 2001, "longer than 2,000"),
        ("event", "a\x00b", "cannot be shown"),
        ("event", "a\ud800b", "cannot be shown"),
        ("event", "a\x9bb", "cannot be shown"),
        ("notes", "x" * 50_001, "longer than 50,000"),
        ("page", "javascript:alert(1)", "no web address"),
        ("mail", "a b@c.d", "no e-mail"),
        ("symbol", "A/1 ", None),
        ("symbol", "A/x", "way the register asks"),
        ("name", {"de": "x"}, "does not belong"),
        ("name", "x", "has parts"),
        ("level", "local", "not one of the choices"),
        ("level", ["national"], "not one of the choices"),
        ("levels", ["national", "local"], "not one of the choices"),
        ("levels", ["7"] * 501, "At most 500"),
        ("open", "yes", "true or false"),
        ("open", 1, "true or false"),
        ("country", "ALBANIA", "no country"),
        ("country", "PRI", "no country"),
        ("body", {"code": "A", "name": "B"}, "either a code or a name"),
        ("chair", {"seat": 5}, "names no record"),
        ("chair", {"seat": {"a": 1}}, "names no record"),
        ("participants", {"total": -1}, "whole number"),
        ("participants", {"total": "12"}, "whole number"),
        ("participants", {"total": True}, "whole number"),
        ("participants", {"total": 1.0}, "whole number"),
        ("participants", {"total": 10**12}, "whole number"),
        ("participants", 12, "has parts"),
        ("participants", {"total": 1, "qualifier": "perhaps"}, "qualifier"),
        ("participants", {"women": 2, "qualifier": "none_known"}, "None known"),
        ("participants", {"parts": {"age=child": 2}, "qualifier": "none_known"}, "None known"),
        ("participants", {"parts": {"child": 2}}, "named by its code"),
        ("participants", {"parts": {"age=": 2}}, "named by its code"),
        ("participants", {"parts": {"age=a\x07": 2}}, "named by its code"),
        ("participants", {"parts": {"age=infant": 2}}, "does not belong"),
        ("participants", {"parts": {"form=labour": 2}}, "does not belong"),
        ("participants", {"parts": [2]}, "counts by code"),
        ("days", "1,000", "no number"),
        ("days", "<5", "no number"),
        ("days", "٣", "no number"),
        ("days", "３", "no number"),
        ("days", True, "no number"),
        ("days", "1.5", "whole number"),
        ("days", -1, "at least 0"),
        ("days", 401, "at most 400"),
        ("days", {"value": 5, "high": 500}, "at most 400"),
        ("days", {"value": 5, "unit": "weeks"}, "are in days"),
        ("rate", {"value": 5, "unit": "weeks"}, "no unit"),
        ("rate", {"value": "9", "high": "5"}, "lower value to the higher"),
        ("rate", {"high": "5"}, "lower value too"),
        ("rate", {"value": "1", "qualifier": "none_known"}, "None known"),
        ("rate", "1e5", "no number"),
        ("rate", float("nan"), "no number"),
        ("rate", float("inf"), "no number"),
        ("rate", "1" * 17, "no number"),
        ("cost", {"amount": "5"}, "needs its currency"),
        ("cost", {"amount": "5", "currency": "usd"}, "needs its currency"),
        ("cost", {"amount": "5", "currency": "USD", "on": "yesterday"}, "no date or period"),
        ("grant", {"amount": "5", "currency": "CHF"}, "are in USD, EUR"),
        ("share", {"value": "-1"}, "per cent"),
        ("agreed", "2014-13", "no date"),
        ("agreed", "2014-02-30", "no date"),
        ("agreed", "0000-01-01", "no date"),
        ("agreed", "٢٠١٤", "no date"),
        ("agreed", "7/11/2014", "no date"),
        ("agreed", 2014, "no date"),
        ("signed", "2014-11", "must say the day"),
        ("held", "2016/2014", "ends before it begins"),
        ("held", "..", "no date or period"),
        ("held", "../..", "no date or period"),
        ("held", "2014/2015/2016", "no date or period"),
        ("launch", {"done": "2014"}, "does not belong"),
        ("land", {"country": "ALB", "city": "Tirana"}, "never finer than its country"),
        ("town", {"lat": 1, "lon": 2}, "never finer than its city"),
        ("spot", {"lat": 1}, "latitude"),
        ("spot", {"lat": 91, "lon": 0}, "latitude"),
        ("town", {"country": "Albania"}, "no country"),
        ("report", {"digest": "x", "name": "a.pdf", "size": 1}, "digest and a name"),
        ("report", {"digest": DIGEST, "name": "a.exe", "size": 1}, "end in pdf, docx"),
        ("report", {"digest": DIGEST, "name": "../a.pdf", "size": 1}, "no folders"),
        ("report", {"digest": DIGEST, "name": "a.pdf", "size": -1}, "size in bytes"),
        ("plan", "O08-1", "names no record"),
        ("plan", 5, "names no record"),
        ("source", {"language": "de", "document": "A"}, "language is one of"),
        ("source", {"source": 5}, "names no record"),
        ("women", {"value": "1"}, "computed and never typed"),
    ],
)
def test_what_is_refused_and_what_is_said(name: str, raw: Any, says: str | None) -> None:
    if says is None:
        assert normalise(field(name), raw) == raw.strip()
        return
    with pytest.raises(InputError, match=says) as error:
        normalise(field(name), raw)
    assert (error.value.code, error.value.where) == ("registers.value", name)


HOSTILE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | UUIDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "total", "parts", "country", "lat", "seat", "size", "name"]), inner)
    ),
    max_leaves=8,
)


@given(name=st.sampled_from(sorted(SAYS)), raw=HOSTILE)
def test_anything_else_is_refused_and_breaks_nothing(name: str, raw: Any) -> None:
    try:
        value = normalise(field(name), raw)
    except InputError as error:
        assert error.where == name  # noqa: PT017 - both ends are right
        return
    assert normalise(field(name), value) == value
