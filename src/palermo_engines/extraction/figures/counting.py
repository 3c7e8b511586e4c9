"""Whether a number with its unit states a figure at all, or is an article, a set phrase or a stretch of time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from palermo_engines.extraction.figures.lexicon import Lexicon
from palermo_engines.extraction.figures.printed import Number
from palermo_engines.extraction.figures.qualifiers import TIME_UNITS, read_qualifier
from palermo_engines.extraction.figures.units import UnitReading
from palermo_engines.kit.quantities import Qualifier

_COUNTED_CASE = re.compile(r"(?:^|[的了有过和、及，。；：到出共仅理破])$")


def counts(text: str, number: Number, reading: UnitReading, numbers: Sequence[Number], lexicon: Lexicon) -> bool:
    """True when the text counts or measures something here."""
    if number.form == "share" or reading.currency:
        return True
    if number.value == 1 and number.high is None and number.form == "words":
        return _one_counts(text, number, reading, numbers, lexicon)
    if reading.unit in TIME_UNITS:
        return _duration_counts(text, number, reading, lexicon)
    return reading.unit is not None or number.form == "digits" or not lexicon.chinese


def _one_counts(text: str, number: Number, reading: UnitReading, numbers: Sequence[Number], lexicon: Lexicon) -> bool:
    """一 and "one" count where something shows that they do: people and cases, another number, "only"."""
    before = text[max(0, number.start - 24) : number.start].lower().rstrip()
    if lexicon.pattern(_behind_word(lexicon), "one", "blocked_before").search(before):
        return False
    behind = text[number.end : number.end + 16].lower()
    if lexicon.pattern(r"\s*(?:{})", "one", "blocked_after").match(behind):
        return False
    if reading.unit in TIME_UNITS:
        return bool(lexicon.pattern(_behind_word(lexicon), "durations", "single").search(before))
    if lexicon.pattern(_behind_word(lexicon), "one", "before").search(before):
        return True
    if _is_coordinated(text, number, reading, numbers, lexicon):
        return True
    if reading.classifier == "起" and (reading.noun is None or not _COUNTED_CASE.search(before)):
        return False  # 一起 is also "together"
    return reading.classifier in lexicon.strings("one", "classifiers") or reading.unit in lexicon.strings(
        "one", "units"
    )


def _behind_word(lexicon: Lexicon) -> str:
    return r"(?:{})\s*$" if lexicon.chinese else r"(?<!\w)(?:{})\s*$"


def _is_coordinated(
    text: str, number: Number, reading: UnitReading, numbers: Sequence[Number], lexicon: Lexicon
) -> bool:
    """ "23个国家和一个区域性组织": joined by "and" to another counted number of the same clause."""
    lead = text[max(0, number.start - 6) : number.start]
    joined = lexicon.pattern(_behind_word(lexicon), "one", "coordinators").search(lead)
    reach = 24 if lexicon.chinese else 90
    earlier = [
        other for other in numbers if other.end < number.start and number.start - other.end <= reach and other.value > 1
    ]
    if joined and earlier:
        return not re.search(r"[，。；：,.;:]", text[earlier[-1].end : number.start])
    later = [
        other
        for other in numbers
        if other.start > number.end and other.value > 1 and other.start - max(reading.ends) <= 8
    ]
    between = text[max(reading.ends) : later[0].start] if later else ""
    return bool(later) and bool(
        lexicon.pattern(r"[^，。；：,.;:\w]*(?:{})\s*", "one", "coordinators").fullmatch(between)
    )


def _duration_counts(text: str, number: Number, reading: UnitReading, lexicon: Lexicon) -> bool:
    """ "For three days", "fifteen years' imprisonment" measure; "the past two years" only says when."""
    before = text[max(0, number.start - 16) : number.start].lower().rstrip()
    if lexicon.pattern(_behind_word(lexicon), "durations", "blocked").search(before):
        return False
    if read_qualifier(text, number, reading.unit, reading.ends, lexicon) is not Qualifier.EXACT or number.high:
        return True
    behind = text[max(reading.ends) : max(reading.ends) + 24].lower()
    return bool(
        (number.form == "digits" and "digits_need_words" not in lexicon.values("durations"))
        or lexicon.pattern(_behind_word(lexicon), "durations", "before").search(before)
        or lexicon.pattern(r"['’]?[\s-]*(?:{})", "durations", "after").match(behind)
    )
