"""The questions of a record's form, in the reader's language, with what stands in them and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.commons.wording.bodies import body_name
from palermo.commons.wording.languages import active_language, html_language, language_name
from palermo.commons.wording.places import alphabetical, country_name, known_countries
from palermo.commons.wording.units import unit_text
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.registers.model import Declaration, Field, FieldType, in_language
from palermo_engines.registers.wording import in_words

Words = str | Promise
QUALIFIERS: tuple[tuple[str, Words], ...] = (
    ("exact", _("exactly")), ("about", _("about")), ("more_than", _("more than")), ("at_least", _("at least")),
    ("nearly", _("nearly")), ("less_than", _("less than")), ("at_most", _("at most")),
)  # fmt: skip
NONE_KNOWN: tuple[str, Words] = ("none_known", _("none known"))
PEOPLE_PARTS: tuple[tuple[str, Words], ...] = (
    ("total", pgettext_lazy("people", "Total")), ("women", pgettext_lazy("people", "Women")),
    ("men", pgettext_lazy("people", "Men")), ("not_disaggregated", _("Sex not stated")),
)  # fmt: skip
_FEW = 6  # choices up to this many are shown one beside the other
_CURRENCIES = ("USD", "EUR", "GBP", "CHF", "CNY", "JPY", "RUB")


@dataclass(frozen=True, slots=True)
class Option:
    """A line of a choice. ``depth`` counts the broader entries above it."""

    code: str
    words: Words
    chosen: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A field as it is asked. ``shape`` names the template; ``said`` is what that template needs."""

    field: Field
    label: str
    help: str
    required: bool
    faults: tuple[str, ...]
    shape: str
    said: Mapping[str, Any]

    @property
    def template(self) -> str:
        return f"commons/records_forms/{self.shape}.html"

    @property
    def id(self) -> str:
        return self.field.id

    @property
    def optional(self) -> bool:
        """Whether it may always stay empty: what is required with some answers is not called optional."""
        return not self.field.required

    @property
    def grouped(self) -> bool:
        """Whether the question has several inputs, and so a legend instead of a label."""
        return self.shape not in ("text", "lines", "select", "organisation", "link")

    @property
    def described_by(self) -> str:
        """For aria-describedby: the identifiers of the help and of the error that stand on the page."""
        parts = [f"{self.id}_help"] if self.help else []
        return " ".join([*parts, *([f"{self.id}_error"] if self.faults else [])])


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked, what cannot be, and what is wrong with the record as a whole. ``computed`` are shown only."""

    questions: tuple[Question, ...]
    faults: tuple[str, ...] = ()
    computed: tuple[tuple[str, str], ...] = ()

    @property
    def wrong(self) -> bool:
        return bool(self.faults) or any(question.faults for question in self.questions)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What questions are asked with: titles of records a link may lead to, by field id."""

    linkable: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def questions_of(
    declaration: Declaration,
    fields: Iterable[Field],
    raw: Mapping[str, Any],
    faults: Mapping[str, tuple[str, ...]],
    around: Surroundings = Surroundings(),
) -> tuple[Question, ...]:
    """The questions for ``fields``, filled with ``raw`` (values as stored, or as typed)."""
    return tuple(
        _question(entry, raw.get(entry.id), faults.get(entry.id, ()), around)
        for entry in fields
        if entry.type is not FieldType.COMPUTED and declaration.field(entry.id) is not None
    )


def _question(entry: Field, value: Any, faults: tuple[str, ...], around: Surroundings) -> Question:
    language = active_language()
    shape, said = _SHAPES[entry.type](entry, value)
    if entry.type is FieldType.LINK:
        said = {**said, "linkable": around.linkable.get(entry.id, ())}
    return Question(
        entry, in_language(entry.label, language), in_language(entry.help, language), entry.required == "true",
        faults, shape, said,
    )  # fmt: skip


Shape = tuple[str, dict[str, Any]]


def _text(entry: Field, value: Any) -> Shape:
    if entry.options.get("lines") == "many":
        return "lines", {"value": value or ""}
    kinds = {"url": "url", "email": "email"}
    return "text", {"value": value or "", "input": kinds.get(str(entry.options.get("format")), "text")}


def _rich_text(_entry: Field, value: Any) -> Shape:
    return "lines", {"value": value or "", "markdown": True}


def _translated(_entry: Field, value: Any) -> Shape:
    texts = value if isinstance(value, dict) else {}
    return "translated", {
        "texts": [(code, html_language(code), language_name(code), texts.get(code, "")) for code in LANGUAGES]
    }


def _choice(entry: Field, value: Any) -> Shape:
    options = _options(entry, _as_list(value))
    if entry.multiple:
        return "boxes", {"options": options, "many": len(options) > _FEW * 2}
    return ("radios" if len(options) <= _FEW else "select"), {"options": options}


def _options(entry: Field, chosen: list[Any]) -> list[Option]:
    language = active_language()
    parents = {choice.code: choice.parent for choice in entry.choices}
    return [
        Option(choice.code, in_language(choice.label, language), choice.code in chosen, _depth(choice.code, parents))
        for choice in entry.choices
    ]


def _depth(code: str, parents: Mapping[str, str | None]) -> int:
    depth, seen = 0, {code}
    above = parents.get(code)
    while above is not None and above not in seen:
        seen.add(above)
        depth, above = depth + 1, parents.get(above)
    return min(depth, 3)


def _yes_no(_entry: Field, value: Any) -> Shape:
    options = [Option("true", _("Yes"), value is True), Option("false", _("No"), value is False)]
    return "radios", {"options": options, "clearable": True}


def _country(entry: Field, value: Any) -> Shape:
    chosen = _as_list(value)
    options = _countries(chosen)
    if entry.multiple:
        return "boxes", {"options": options, "many": True, "search": True}
    return "select", {"options": options}


def _countries(chosen: list[Any]) -> list[Option]:
    options = [Option(code, country_name(code), code in chosen) for code in alphabetical(known_countries())]
    return sorted(options, key=lambda option: not option.chosen)  # what was chosen is seen at once


def _organisation(entry: Field, value: Any) -> Shape:
    names = [_body_name(body) for body in _as_list(value)]
    return ("lines" if entry.multiple else "organisation"), {"value": "\n".join(names), "one_a_line": entry.multiple}


def _body_name(body: Any) -> str:
    if not isinstance(body, dict):
        return str(body)
    return body.get("name") or body_name(str(body.get("code", "")), active_language()) or str(body.get("code", ""))


def _seat(_entry: Field, value: Any) -> Shape:
    return "seat", {"value": value if isinstance(value, dict) else {}}


def _people(entry: Field, value: Any) -> Shape:
    counts = value if isinstance(value, dict) else {}
    language = active_language()
    parts = counts.get("parts") or {}
    groups = [
        (breakdown.title, [(key, in_language(label, language), parts.get(key, "")) for key, label in breakdown.cells])
        for breakdown in breakdowns_of(entry)
    ]
    asked = {key for _title, cells in groups for key, _label, _count in cells}
    further = [(key, cell_words(entry, key), count) for key, count in parts.items() if key not in asked]
    if further:
        groups.append((str(_("several together")), further))
    return "people", {
        "counts": [(part, words, "" if counts.get(part) is None else counts[part]) for part, words in PEOPLE_PARTS],
        "groups": groups,
        "qualifiers": _qualifiers(counts, with_none_known=True),
    }


def cell_words(entry: Field, key: str) -> str:
    """``age=child;sex=female`` in words: the labels of its entries."""
    said = in_words(entry, {"parts": {key: 0}}, active_language())
    return said.removesuffix(" 0")


@dataclass(frozen=True, slots=True)
class BreakdownCells:
    """A way in which a count of people is split besides sex: its name, and its cells ``(age=child, label)``."""

    title: str
    cells: tuple[tuple[str, Mapping[Any, str]], ...]


def breakdowns_of(entry: Field) -> tuple[BreakdownCells, ...]:
    """The breakdowns that a field of type people asks for, from its option ``breakdowns``."""
    found = []
    for name, choices in (entry.options.get("breakdown_choices") or {}).items():
        cells = tuple((f"{name}={choice.code}", choice.label) for choice in choices)
        found.append(BreakdownCells(str(name).replace("_", " "), cells))
    return tuple(found)


def _number(entry: Field, value: Any) -> Shape:
    said = value if isinstance(value, dict) else {}
    return "number", {
        "value": said.get("value") or "", "high": said.get("high") or "", "unit": _plural(entry),
        "qualifiers": _qualifiers(said, with_none_known=True),
    }  # fmt: skip


def _plural(entry: Field) -> str:
    unit = str(entry.options.get("unit", ""))
    return unit_text(unit, Decimal(100)) if unit else ""


def _money(entry: Field, value: Any) -> Shape:
    said = value if isinstance(value, dict) else {}
    offered = tuple(entry.options.get("currencies") or _CURRENCIES)
    return "money", {
        **{part: said.get(part) or "" for part in ("amount", "on", "rate_source")},
        "currency": said.get("currency") or offered[0], "currencies": offered, "qualifiers": _qualifiers(said),
    }  # fmt: skip


def _share(_entry: Field, value: Any) -> Shape:
    said = value if isinstance(value, dict) else {}
    return "share", {
        "value": said.get("value") or "", "words": said.get("words") or "", "qualifiers": _qualifiers(said)
    }  # fmt: skip


def _qualifiers(said: Mapping[str, Any], *, with_none_known: bool = False) -> list[Option]:
    chosen = said.get("qualifier") or "exact"
    offered = (*QUALIFIERS, NONE_KNOWN) if with_none_known else QUALIFIERS
    return [Option(code, words, code == chosen) for code, words in offered]


def _date(_entry: Field, value: Any) -> Shape:
    return "date", {"day": _day_parts(value)}


def _period(entry: Field, value: Any) -> Shape:
    return "period", {"spans": [(entry.id, "", *_span(value))]}


def _planned_actual(entry: Field, value: Any) -> Shape:
    said = value if isinstance(value, dict) else {}
    spans = [
        (f"{entry.id}.{part}", words, *_span(said.get(part)))
        for part, words in (("planned", _("Planned")), ("actual", _("Actual")))
    ]
    return "period", {"spans": spans}


def _span(value: Any) -> tuple[dict[str, str], dict[str, str], bool]:
    first, slash, last = str(value or "").partition("/")
    return _day_parts(first), _day_parts(last), bool(slash) and last in ("", "..")


def _day_parts(value: Any) -> dict[str, str]:
    pieces = [*str(value or "").strip(".").split("-"), "", ""][:3]
    return dict(zip(("year", "month", "day"), pieces, strict=True))


def _place(entry: Field, value: Any) -> Shape:
    said = value if isinstance(value, dict) else {}
    finest = str(entry.options.get("finest", "city"))
    order = ("country", "region", "city", "point")
    asked = order[: order.index(finest) + 1] if finest in order else order[:3]
    return "place", {"value": said, "asked": asked, "countries": _countries([said.get("country")])}


def _file(entry: Field, value: Any) -> Shape:
    accept = ",".join(f".{ending}" for ending in entry.options.get("accept", ()))
    return "file", {"files": _as_list(value), "accept": accept}


def _link(entry: Field, value: Any) -> Shape:
    return "link", {"value": "\n".join(str(one) for one in _as_list(value)), "one_a_line": entry.multiple}


def _citation(_entry: Field, value: Any) -> Shape:
    said = value if isinstance(value, dict) else {}
    return "citation", {"value": said, "languages": [(code, language_name(code)) for code in LANGUAGES]}


def _as_list(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


_SHAPES: Mapping[FieldType, Callable[[Field, Any], Shape]] = {
    FieldType.TEXT: _text,
    FieldType.RICH_TEXT: _rich_text,
    FieldType.TRANSLATED_TEXT: _translated,
    FieldType.CHOICE: _choice,
    FieldType.YES_NO: _yes_no,
    FieldType.COUNTRY: _country,
    FieldType.ORGANISATION: _organisation,
    FieldType.SEAT: _seat,
    FieldType.PEOPLE: _people,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.SHARE: _share,
    FieldType.DATE: _date,
    FieldType.PERIOD: _period,
    FieldType.PLANNED_ACTUAL: _planned_actual,
    FieldType.PLACE: _place,
    FieldType.FILE: _file,
    FieldType.LINK: _link,
    FieldType.CITATION: _citation,
}
