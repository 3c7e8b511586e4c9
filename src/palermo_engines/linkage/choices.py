"""What is compared, and why: blocking rules and comparison levels as plain data, in SQL that DuckDB and Spark share.

Only equality, order, ``levenshtein`` and ``bit_count`` occur, which both compute exactly and alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Rule:
    """Only pairs that some rule lets through are compared. ``sql`` is over the records ``l`` and ``r``."""

    sql: str
    why: str


@dataclass(frozen=True)
class Level:
    """``label`` and ``sql`` of one degree of agreement, tried in order. ``frequency``: the column whose common values
    weigh less; ``within``: counted among people with the same value of that column. ``beside`` or ``without``: the
    column that both have, or one lacks, at this level. ``silent``: says nothing either way."""

    label: str
    sql: str
    frequency: str = ""
    within: str = ""
    beside: str = ""
    without: str = ""
    silent: bool = False


@dataclass(frozen=True)
class Comparison:
    """The degrees of agreement on one field; ``else`` (no agreement) is added.

    ``among``: chance agreement is learned from different people who agree on that column, because the fields go
    together: a given name is less surprising among people with the same family name.
    """

    field: str
    why: str
    levels: tuple[Level, ...]
    among: str = ""


@dataclass(frozen=True)
class Training:
    """Pairs that agree on ``columns`` are split into same and different people, to learn how *other* fields behave."""

    columns: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Choices:
    """All of it. ``least``: pairs below this probability are not kept."""

    rules: tuple[Rule, ...]
    comparisons: tuple[Comparison, ...]
    training: tuple[Training, ...]
    least: float = 0.001
    known: dict[str, Any] = field(default_factory=dict)


def equal(*columns: str) -> str:
    """The SQL of agreement on all these columns."""
    return " AND ".join(f"l.{column} = r.{column}" for column in columns)


_SWAPPED = "family_key_l = given_key_r AND given_key_l = family_key_r AND family_key_l <> family_key_r"


def _missing(*columns: str) -> str:
    return " OR ".join(f"{column}_{side} IS NULL" for column in columns for side in "lr")


def _near(name: str) -> tuple[Level, ...]:
    """Names that are nearly the same."""
    left, right, key = f"{name}_l", f"{name}_r", f"{name}_key"
    sound = f"length({key}_l) > 2 AND levenshtein({key}_l, {key}_r) <= 1"
    return (
        Level("one letter differs", f"levenshtein({left}, {right}) <= 1"),
        Level("two letters, or one sound, differ", f"levenshtein({left}, {right}) <= 2 OR ({sound})"),
    )


_SAME, _SOUNDS = "same spelling", "same sounds in another romanisation"
_FAMILY = (
    Level("missing", _missing("family"), silent=True),
    Level("given and family name changed places", _SWAPPED),
    Level(_SAME, "family_l = family_r", frequency="family"),
    Level(_SOUNDS, "family_key_l = family_key_r", frequency="family_key"),
    *_near("family"),
)
# beside a family name, a given name is compared with those of people of the same origin; alone, with everybody's
_GIVEN = (
    Level("missing, or counted with the family name", f"{_missing('given')} OR ({_SWAPPED})", silent=True),
    Level(f"{_SAME}, no family name", f"given_l = given_r AND ({_missing('family')})",
          frequency="given_alone", without="family"),
    Level(f"{_SOUNDS}, no family name", f"given_key_l = given_key_r AND ({_missing('family')})",
          frequency="given_key_alone", without="family"),
    Level(_SAME, "given_l = given_r", frequency="given", within="citizenship", beside="family"),
    Level(_SOUNDS, "given_key_l = given_key_r", frequency="given_key", within="citizenship", beside="family"),
    *_near("given"),
)  # fmt: skip
_Y, _M, _D = (f"birth_{part}_l = birth_{part}_r" for part in ("year", "month", "day"))
_BIRTH = (
    Level("missing", "born_low_l IS NULL OR born_low_r IS NULL", silent=True),
    Level("same day", f"{_Y} AND {_M} AND {_D}"),
    Level("same month, a day is missing", f"{_Y} AND {_M} AND (birth_day_l IS NULL OR birth_day_r IS NULL)"),
    Level("day and month changed places", f"{_Y} AND birth_month_l = birth_day_r AND birth_day_l = birth_month_r"),
    Level("one part of the date differs", f"({_Y} AND {_M}) OR ({_Y} AND {_D}) OR "
          f"({_M} AND {_D} AND abs(birth_year_l - birth_year_r) <= 1)"),
    Level("same year, no more is known", "born_low_l <= born_high_r AND born_low_r <= born_high_l AND "
          "(birth_month_l IS NULL OR birth_month_r IS NULL)"),
    Level("within a year", "born_low_l <= born_high_r + 1 AND born_low_r <= born_high_l + 1"),
)  # fmt: skip


def _plain(name: str, *more: Level, rare: bool = False) -> tuple[Level, ...]:
    missing = Level("missing", f"{name}_l IS NULL OR {name}_r IS NULL", silent=True)
    return (missing, Level("same", f"{name}_l = {name}_r", frequency=name if rare else ""), *more)


NAMED = Choices(
    rules=(
        Rule(equal("family_key", "born_low"), "a family name by sound and the year: survives a wrong day"),
        Rule(equal("family_key", "born_high"), "the same for an age, which fits two years"),
        Rule(equal("given_key", "born_low", "sex"), "a given name and the year: survives any family name"),
        Rule(equal("given_key", "born_high", "sex"), "the same for an age"),
        Rule(
            equal("family_first", "given_first", "birth_year", "birth_month"),
            "first sounds and the month: survives two misspellings",
        ),
        Rule(equal("given_key", "birth_year", "birth_month"), "a given name and the month: survives a missing name"),
        Rule(equal("family_key", "given_key"), "both names by sound: survives a wrong or missing date"),
        Rule(equal("birth_year", "birth_month", "birth_day", "family_first"), "the day: survives misspelling"),
        Rule(equal("birth_year", "birth_month", "birth_day", "given_first"), "the same for the given name"),
        Rule("l.family_key = r.given_key AND l.given_key = r.family_key", "names that changed places"),
        Rule(equal("reference"), "a referral number that stayed with the person"),
    ),
    comparisons=(
        Comparison("family", "rare names say more than common ones", _FAMILY),
        Comparison("given", "as the family name", _GIVEN,
                   among="family_key"),
        Comparison("birth", "as much of the date as both know", _BIRTH),
        Comparison("sex", "rarely wrong, and says little", _plain("sex"), among="given_key"),
        Comparison("citizenship", "often missing, goes with the names", _plain("citizenship"), among="family_key"),
        Comparison("reference", "no identity, but it stays with the person",
                   _plain("reference", Level("one sign differs", "levenshtein(reference_l, reference_r) <= 1"),
                          rare=True)),
    ),
    training=(
        Training(("family_key", "given_key"), "teaches dates, sex, citizenship and numbers"),
        Training(("birth_year", "birth_month", "birth_day"), "teaches names"),
    ),
)  # fmt: skip

# Where all pairs of namesakes can be compared, nearly nobody is missed.
THOROUGH = replace(
    NAMED,
    rules=(
        Rule(equal("family_key"), "all namesakes by sound"),
        Rule(equal("given_key"), "all with one given name by sound"),
        Rule(equal("birth_year", "birth_month", "birth_day"), "all born on one day"),
        Rule(equal("family_first", "given_first", "born_low"), "first sounds and the year: survives two misspellings"),
        Rule(equal("family_first", "given_first", "born_high"), "the same for an age"),
        *NAMED.rules[-2:],
    ),
)
FEW = 60_000


def choices_for(records: int) -> Choices:
    """The thorough choices up to FEW records, beyond them those that scale."""
    return THOROUGH if records <= FEW else NAMED
