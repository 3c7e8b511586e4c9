"""Expressions of declarations: the XPath subset that XLSForm uses, compiled once into closures. Never ``eval``.

``${field}`` is a value, ``${field/part}`` a part of a compound one, ``.`` the value under test. A missing value is the
empty string; a comparison is numeric when both sides read as numbers, and of text (so of ISO dates too) otherwise.
Source: XLSForm reference, "Formulas"; ODK XForms specification, "XPath functions".
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, DecimalException
from functools import lru_cache
from typing import Any

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.calling import ASKING, CALLS, Call
from palermo_engines.registers.patterns import CostlyError, compiled
from palermo_engines.registers.scalars import Scalar, number_in, plain_of, text_in, truth_in

LONGEST = 1000
DEEPEST = 50
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|\$\{(?P<field>[A-Za-z_][A-Za-z0-9_-]*(?:/[\w=;:.-]+)*)\}|(?P<name>[A-Za-z][A-Za-z0-9-]*)|(?P<sign>!=|<=|>=|[=<>+\-*(),.]))"
)
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_WORDS = frozenset({"and", "or", "div", "mod"})


@dataclass(frozen=True, slots=True)
class Around:
    """What an evaluation stands in."""

    values: Mapping[str, Any]
    this: Any
    today: date
    functions: Mapping[str, Callable[..., Any]]


Node = Callable[[Around], Scalar]


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression. ``fields`` are the names asked for, with parts (``participants/women``);
    ``asks_records``: whether it calls ``total`` or ``number-of``."""

    text: str
    fields: frozenset[str]
    asks_records: bool
    node: Node = field(repr=False, compare=False)

    def evaluate(
        self, values: Mapping[str, Any], *, this: Any = None, today: date,
        functions: Mapping[str, Callable[..., Any]] | None = None,
    ) -> Scalar:  # fmt: skip
        """The value: text, a Decimal or a bool; the empty string for nothing. A division by zero and a number that is
        none give the empty string, as a form would show nothing."""
        try:
            return self.node(Around(values, this, today, functions or {}))
        except DecimalException:
            return ""

    def holds(
        self, values: Mapping[str, Any], *, this: Any = None, today: date,
        functions: Mapping[str, Callable[..., Any]] | None = None,
    ) -> bool:  # fmt: skip
        """The value as a truth: text is true unless empty, a number unless zero."""
        return truth_in(self.evaluate(values, this=this, today=today, functions=functions))


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Expression:
    """The expression ready to be evaluated. InputError ``registers.expression`` saying what is wrong and where."""
    if len(text) > LONGEST:
        raise _refused(f"longer than {LONGEST} signs")
    parser = _Parser(text)
    node = parser.whole()
    return Expression(text, frozenset(parser.fields), parser.asks_records, node)


def _refused(why: str) -> InputError:
    return InputError("registers.expression", f"The expression cannot be read: {why}.")


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    place = 0
    end = len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place)
        if found is None or found.end() == place:
            raise _refused(f"unexpected {text[place:].strip()[:12]!r} at sign {place + 1}")
        kind = str(found.lastgroup)
        yield kind, found[kind], found.start(kind) + 1
        place = found.end()


class _Parser:
    """Recursive descent: or, and, comparison, sum, product, sign, primary."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0
        self.fields: set[str] = set()
        self.asks_records = False

    def whole(self) -> Node:
        if not self._tokens:
            raise _refused("it is empty")
        node = self._either()
        if self._at < len(self._tokens):
            _kind, text, place = self._tokens[self._at]
            raise _refused(f"unexpected {text[:12]!r} at sign {place}")
        return node

    def _either(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _refused(f"nested deeper than {DEEPEST}")
        node = self._both()
        while self._takes("or"):
            node = _or(node, self._both())
        self._depth -= 1
        return node

    def _both(self) -> Node:
        node = self._comparison()
        while self._takes("and"):
            node = _and(node, self._comparison())
        return node

    def _comparison(self) -> Node:
        node = self._sum()
        while (sign := self._sign(_COMPARED)) is not None:
            node = _compared(sign, node, self._sum())
        return node

    def _sum(self) -> Node:
        node = self._product()
        while (sign := self._sign(("+", "-"))) is not None:
            node = _computed(operator.add if sign == "+" else operator.sub, node, self._product())
        return node

    def _product(self) -> Node:
        node = self._signed()
        while True:
            if self._sign(("*",)) is not None:
                node = _computed(operator.mul, node, self._signed())
            elif self._takes("div"):
                node = _computed(operator.truediv, node, self._signed())
            elif self._takes("mod"):
                node = _computed(operator.mod, node, self._signed())
            else:
                return node

    def _signed(self) -> Node:
        turned = False
        while self._sign(("-",)) is not None:
            turned = not turned
        node = self._primary()
        return _computed(operator.sub, lambda _around: Decimal(0), node) if turned else node

    def _primary(self) -> Node:
        kind, text, place = self._next()
        if kind == "number":
            number = Decimal(text)
            return lambda _around: number
        if kind == "text":
            inner = text[1:-1]
            return lambda _around: inner
        if kind == "field":
            self.fields.add(text)
            return _field(text)
        if kind == "name":
            return self._call(text, place)
        if text == ".":
            return lambda around: plain_of(around.this)
        if text == "(":
            node = self._either()
            self._expect(")")
            return node
        raise _refused(f"unexpected {text[:12]!r} at sign {place}")

    def _call(self, name: str, place: int) -> Node:
        called = CALLS.get(name)
        if called is None or name in _WORDS:
            raise _refused(f"there is no function {name!r} (at sign {place})")
        arguments = self._arguments()
        if not called.least <= len(arguments) <= called.most:
            raise _refused(f"{name}() takes {called.counts}, not {len(arguments)} (at sign {place})")
        if name == "regex":
            self._demand_pattern()
        if name in ASKING:
            self.asks_records = True
            return _asked(name, arguments)
        return _called(called, arguments)

    def _arguments(self) -> list[Node]:
        self._expect("(")
        found: list[Node] = []
        while not self._sees(")"):
            if found:
                self._expect(",")
            found.append(self._either())
        self._expect(")")
        return found

    def _demand_pattern(self) -> None:
        """A pattern written out, as they nearly all are, is judged at once; another one when it is used."""
        (before, sign, _), (kind, text, place) = self._tokens[self._at - 3 : self._at - 1]
        if (before, sign, kind) == ("sign", ",", "text"):
            try:
                compiled(text[1:-1])
            except CostlyError as error:
                raise _refused(f"the pattern at sign {place} cannot be used: {error}") from None

    def _next(self) -> tuple[str, str, int]:
        if self._at >= len(self._tokens):
            raise _refused("it ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def _sees(self, sign: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at][:2] == ("sign", sign)

    def _sign(self, wanted: Any) -> str | None:
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "sign" and self._tokens[self._at][1] in wanted:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return None

    def _takes(self, word: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at][:2] == ("name", word):
            self._at += 1
            return True
        return False

    def _expect(self, sign: str) -> None:
        kind, text, place = self._next()
        if (kind, text) != ("sign", sign):
            raise _refused(f"expected {sign!r} at sign {place}, found {text[:12]!r}")


def _or(left: Node, right: Node) -> Node:
    return lambda around: truth_in(left(around)) or truth_in(right(around))


def _and(left: Node, right: Node) -> Node:
    return lambda around: truth_in(left(around)) and truth_in(right(around))


def _compared(sign: str, left: Node, right: Node) -> Node:
    compare = _COMPARED[sign]

    def node(around: Around) -> bool:
        one, other = left(around), right(around)
        if isinstance(one, bool) or isinstance(other, bool):
            return compare(truth_in(one), truth_in(other))
        first, second = number_in(one), number_in(other)
        if first is not None and second is not None:
            return compare(first, second)
        if sign not in ("=", "!=") and "" in (one, other):
            return False  # nothing is neither more nor less than something
        return compare(text_in(one), text_in(other))

    return node


def _computed(compute: Callable[[Any, Any], Any], left: Node, right: Node) -> Node:
    def node(around: Around) -> Scalar:
        first, second = number_in(left(around)), number_in(right(around))
        return "" if first is None or second is None else compute(first, second)

    return node


def _field(name: str) -> Node:
    identifier, *parts = name.split("/")

    def node(around: Around) -> Scalar:
        value = around.values.get(identifier)
        for part in parts:
            value = _part(value, part)
        return plain_of(value)

    return node


def _part(value: Any, part: str) -> Any:
    """A part of a compound value; ``age=child`` stands among the parts of a count of people."""
    if not isinstance(value, dict):
        return None
    inner = value.get("parts")
    return value[part] if part in value else (inner.get(part) if isinstance(inner, dict) else None)


def _called(called: Call, arguments: list[Node]) -> Node:
    if called.lazy is not None:
        lazy = called.lazy
        return lambda around: lazy([lambda node=node: node(around) for node in arguments])  # type: ignore[misc]
    run = called.run
    assert run is not None
    return lambda around: run(around.today, [node(around) for node in arguments])


def _asked(name: str, arguments: list[Node]) -> Node:
    def node(around: Around) -> Scalar:
        function = around.functions.get(name)
        if function is None:
            raise InputError("registers.expression", f"{name}() can only be asked where other records are at hand.")
        return plain_of(function(*(text_in(argument(around)) for argument in arguments)))

    return node
