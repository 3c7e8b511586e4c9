"""Expressions: what forms say, no more; the same answer as a naive evaluation of the same tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.expressions import compile_expression

TODAY = date(2026, 3, 1)
PEOPLE = {"women": 935, "men": 1466, "not_disaggregated": 291, "qualifier": "exact", "parts": {"age=child": 138}}
VALUES: dict[str, Any] = {
    "zero": {"value": "0", "qualifier": "exact"},
    "count": {"value": "12", "qualifier": "about"},
    "people": PEOPLE,
    "stated": {"total": 7, "women": 3, "qualifier": "exact"},
    "nobody": {"qualifier": "none_known"},
    "money": {"amount": "357701.5", "currency": "USD", "qualifier": "exact"},
    "share": {"value": "33.3", "qualifier": "nearly"},
    "one": "forced_labour",
    "many": ["a", "b"],
    "flag": True,
    "unset": False,
    "day": "2014-11-07",
    "period": "2013-12-18/2016-04-01",
    "name": "Report 2",
}


def result(text: str, this: Any = None, **functions: Any) -> Any:
    """What the expression says of ``VALUES``."""
    return compile_expression(text).evaluate(VALUES, this=this, today=TODAY, functions=functions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", Decimal(7)),
        ("(1 + 2) * 3", Decimal(9)),
        ("7 mod 3", Decimal(1)),
        ("1 div 4", Decimal("0.25")),
        ("-2 - -3", Decimal(1)),
        ("1 div 0", ""),
        ("'a' + 1", ""),
        ("${count} > 9", True),
        ("${count} = '12.0'", True),
        ("${zero} != ''", True),
        ("${zero} = 0", True),
        ("${missing} = ''", True),
        ("${missing} = 0", False),
        ("${missing} >= 0", False),
        ("${missing} <= 5", False),
        ("${people}", Decimal(2692)),
        ("${people/women} + ${people/men}", Decimal(2401)),
        ("${people/age=child} < ${people}", True),
        ("${people/other}", ""),
        ("${stated}", Decimal(7)),
        ("${nobody}", Decimal(0)),
        ("${nobody/qualifier} = 'none_known'", True),
        ("${money} * 2", Decimal(715403)),
        ("${money/currency} = 'USD'", True),
        ("${share} < 50", True),
        ("${day} < '2014-12'", True),
        ("${day} <= today()", True),
        ("today()", "2026-03-01"),
        ("${period}", "2013-12-18"),
        ("decimal-date-time(${day}) - decimal-date-time('2014-11-01')", Decimal(6)),
        ("decimal-date-time('2014-02-30')", ""),
        ("date('1970-01-02') = date(1)", True),
        ("${flag}", True),
        ("${flag} = true()", True),
        ("${unset} = false()", True),
        ("${flag} and not(${unset})", True),
        ("${name}", "Report 2"),
        ("${one} = 'forced_labour' or ${one} = 'sexual'", True),
        ("selected(${many}, 'b')", True),
        ("selected(${many}, 'c')", False),
        ("selected(${one}, 'forced')", False),
        ("selected(${missing}, 'a')", False),
        ("count-selected(${many})", Decimal(2)),
        ("count-selected(${missing})", Decimal(0)),
        ("if(${count} > 5, 'many', 'few')", "many"),
        ("if(${missing}, 1 div 0, 'no')", "no"),
        ("if(${zero}, 'some', 'none')", "none"),
        ("not(${nobody})", True),
        ("coalesce(${missing}, ${one})", "forced_labour"),
        ("coalesce(${missing}, '')", ""),
        ("string-length(${name})", Decimal(8)),
        ("contains(${name}, 'port')", True),
        ("starts-with(${name}, 'Rep')", True),
        ("regex(${name}, '[A-Z][a-z]+ [0-9]')", True),
        ("regex(${name}, '[A-Z]')", False),
        ("regex(${name}, '(')", None),
        ("regex(${name}, concat('(', 'a'))", False),
        ("regex(${name}, '(a+)+')", None),
        ("concat(${name}, ' of ', 2 + 3)", "Report 2 of 5"),
        ("number('4.50') = 4.5", True),
        ("number('four')", ""),
        ("string(1.50 + 0.5)", "2"),
        ("int(7.9)", Decimal(7)),
        ("int(-7.9)", Decimal(-7)),
        ("round(2.5)", Decimal(3)),
        ("round(2.345, 2)", Decimal("2.35")),
        ("min(3, ${count}, 9)", Decimal(3)),
        ("max(3, ${count}, 9)", Decimal(12)),
        ("sum(1, ${count}, ${missing})", Decimal(13)),
        ("'it''s' = 1", None),
        ('"it\'s"', "it's"),
        ("  1=1  ", True),
        ("true() or nothing()", None),
    ],
)
def test_each_form_of_an_expression(text: str, expected: Any) -> None:
    if expected is None:
        with pytest.raises(InputError):
            compile_expression(text)
    else:
        found = result(text)
        assert found == expected
        assert isinstance(found, bool) == isinstance(expected, bool)


def test_the_value_under_test() -> None:
    assert result(". >= 0 and . < 100", this={"value": "42", "qualifier": "exact"}) is True
    assert result(". >= 0 and . < 100", this={"value": "100", "qualifier": "exact"}) is False
    assert result(". > 2000", this=PEOPLE) is True
    assert result(". = '2013-12-18'", this=VALUES["period"]) is True
    assert result(". <= 3", this="") is False


def test_the_names_asked_for() -> None:
    expression = compile_expression("${people/women} > 1 and selected(${many}, 'a')")
    assert expression.fields == {"people/women", "many"}
    assert not expression.asks_records


def test_other_records_are_asked_only_where_they_are_at_hand() -> None:
    text = "total('O08', 'amount', 'paid') >= ${count} and number-of('O10', 'serving', 'region=eu') < 2"
    expression = compile_expression(text)
    assert expression.asks_records
    asked = []

    def total(*words: str) -> Decimal:
        asked.append(words)
        return Decimal(500)

    functions = {"total": total, "number-of": lambda *_words: 1}
    assert expression.holds(VALUES, today=TODAY, functions=functions)
    assert asked == [("O08", "amount", "paid")]
    with pytest.raises(InputError, match="other records"):
        expression.evaluate(VALUES, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "1 +", "(1", "1)", "${a", "${}", "${a/}", "'a", "a", "1 2", "1 = ", "and", "not()", "not(1, 2)",
        "if(1, 2)", "selected(${a})", "coalesce('a')", "1 = 1;", "doc('file:///etc/passwd')", "document('x')",
        "collection('x')", "environment-variable('HOME')", "unparsed-text('x')", "pulldata('a', 'b', 'c', 'd')",
        "/data/a", "//a", "../a", "a/b", "@a", "${a}[1]", "__import__('os')", "system-property('x')", "1 ** 2", "$a",
        "concat('a',)", "lambda", "${a.__class__}", "1e3",
    ],
)  # fmt: skip
def test_what_no_form_needs_is_refused(text: str) -> None:
    with pytest.raises(InputError) as error:
        compile_expression(text)
    assert error.value.code == "registers.expression"


def test_a_refusal_says_where() -> None:
    with pytest.raises(InputError, match=r"no function 'document' \(at sign 5\)"):
        compile_expression("1 = document('x')")


def test_length_and_depth_are_limited() -> None:
    assert result("(" * 40 + "1" + ")" * 40) == 1
    for text in ("(" * 60 + "1" + ")" * 60, "not(" * 60 + "1" + ")" * 60, "1" + "+1" * 500):
        with pytest.raises(InputError):
            compile_expression(text)


def test_the_longest_chains_evaluate() -> None:
    assert result("1" + "+1" * 499) == 500
    assert result("-" * 998 + "1") == 1
    assert result("1=1" + " or 1" * 199) is True


@pytest.mark.parametrize("text", ["٣ + 1", "３ = 3", "${naïve}"])
def test_only_ascii_is_syntax(text: str) -> None:
    with pytest.raises(InputError):
        compile_expression(text)


def test_digits_of_other_scripts_are_text() -> None:
    assert compile_expression("${a} = 3").evaluate({"a": "٣"}, today=TODAY) is False


@dataclass(frozen=True)
class Tree:
    """An expression as text, and the value that it has."""

    text: str
    value: Any


NUMBERS = st.integers(-50, 50).map(lambda number: Tree(f"({number})", Decimal(number)))
FIELDS = st.sampled_from(
    [Tree("${count}", Decimal(12)), Tree("${zero}", Decimal(0)), Tree("${people/women}", Decimal(935))]
)
ARITHMETIC = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}
COMPARISONS = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip


def numeric(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    """Sums, products, choices and extremes of numbers."""
    pairs = st.tuples(inner, st.sampled_from(sorted(ARITHMETIC)), inner)
    computed = pairs.map(lambda t: Tree(f"({t[0].text} {t[1]} {t[2].text})", ARITHMETIC[t[1]](t[0].value, t[2].value)))
    extremes = st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda few: st.sampled_from([
            Tree(f"min({', '.join(one.text for one in few)})", min(one.value for one in few)),
            Tree(f"max({', '.join(one.text for one in few)})", max(one.value for one in few)),
        ])
    )  # fmt: skip
    chosen = st.tuples(inner, inner, inner).map(
        lambda t: Tree(f"if({t[0].text}, {t[1].text}, {t[2].text})", t[1].value if t[0].value else t[2].value)
    )
    return computed | extremes | chosen


NUMERIC = st.recursive(NUMBERS | FIELDS, numeric, max_leaves=6)


@st.composite
def truths(draw: st.DrawFn, depth: int = 3) -> Tree:
    """Comparisons of numbers, joined by and, or and not()."""
    kind = draw(st.sampled_from(["compare", "and", "or", "not"])) if depth else "compare"
    if kind == "compare":
        left, sign, right = draw(NUMERIC), draw(st.sampled_from(sorted(COMPARISONS))), draw(NUMERIC)
        return Tree(f"{left.text} {sign} {right.text}", COMPARISONS[sign](left.value, right.value))
    first = draw(truths(depth - 1))
    if kind == "not":
        return Tree(f"not({first.text})", not first.value)
    second = draw(truths(depth - 1))
    joined = (first.value and second.value) if kind == "and" else (first.value or second.value)
    return Tree(f"({first.text} {kind} {second.text})", joined)


@given(tree=truths() | NUMERIC)
def test_agrees_with_a_naive_evaluation(tree: Tree) -> None:
    if len(tree.text) <= 1000:
        assert result(tree.text) == tree.value


TOKENS = ["1", "'a'", "${count}", "${x/y}", ".", "+", "-", "*", "div", "mod", "and", "or", "=", "!=", "<", "(", ")",
          ",", "not(", "if(", "selected(", "concat(", "today()", " "]  # fmt: skip


@given(text=st.lists(st.sampled_from(TOKENS), max_size=25).map("".join) | st.text(max_size=60))
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    try:
        compiled = compile_expression(text)
    except InputError:
        return
    assert isinstance(compiled.evaluate(VALUES, this="x", today=TODAY), str | bool | Decimal)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "total", "women", "x"]), inner)
    ),
    max_leaves=6,
)


@given(value=JSON, text=st.sampled_from([". + 1", "${a/women} > 0", "string-length(.)", "selected(., 'a')", "date(.)",
                                         "round(., .)", "decimal-date-time(.)", "substr(., 1)"]))  # fmt: skip
def test_no_value_breaks_an_expression(value: Any, text: str) -> None:
    found = compile_expression(text).evaluate({"a": value}, this=value, today=TODAY)
    assert isinstance(found, str | bool | Decimal)
