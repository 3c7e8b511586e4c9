"""The front page: where it ends, and what it says (symbol, session, date, agenda item, title, kind)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from palermo_engines.documents.chunks import Plan
from palermo_engines.documents.furniture import SYMBOL
from palermo_engines.documents.joining import Joiner
from palermo_engines.documents.lines import Layout, Line, ends_sentence
from palermo_engines.documents.marks import tidy, without_marks
from palermo_engines.documents.model import Metadata
from palermo_engines.documents.words import Words, fold, month_names, words_of
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.periods import iso_date

_LONGEST_FRONT = 80
_SHORTEST_PROSE = 25
_STRAIGHTEN = str.maketrans({"（": "(", "）": ")", "＊": "*", "\u00a0": " ", "’": "'"})
_ISSUED = re.compile(r"\bdistr\b|分发", re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:er|º|-е)?\s+(?:de\s+)?([^\W\d_]+)(?:/[^\W\d_]+)?\s*(?:de\s+)?,?\s*(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"([A-Z][a-z]+)\s+(\d{1,2}),?\s+(\d{4})(?!\d)")
_HAN_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日(?!\s*至)")
_ONLY_DATE = re.compile(r"^[^,，;；]{0,60}$")
_SYMBOL_LINE = re.compile(rf"(?:.{{0,60}}[\s|])?(?P<symbol>{SYMBOL.pattern})[*\s]*$")
_RESOLUTION_TITLE = re.compile(r"(?:\d{1,3}|[A-Z]+)/\d{1,4}(?:[.．]\s*|\s*[-–—]\s*|\s+)(?=[^\s\d])")
_SERIAL = re.compile(r"\d{1,4}\s?[(（]\d{4}[)）]|\d/\d")
_PLACE_AND_DATE = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Front:
    """``end`` is the index of the body's first line; ``lines`` the front page's, when there is one."""

    end: int
    lines: tuple[Line, ...]


def front_of(lines: Sequence[Line], plan: Plan, layout: Layout, words: Words) -> Front:
    """Where the front page ends. A text that begins without one has a front of no lines."""
    end = min(len(lines), _LONGEST_FRONT)
    for index in range(end):
        if plan.begins(index) or _is_summary(lines[index], words) or lines[index].rows is not None:
            end = index
            break
    end = min(end, _prose_start(lines[:end], layout))
    front = tuple(lines[:end])
    if not any(_is_signal(line, words) for line in front):
        return Front(0, ())
    return Front(end, front)


def _is_summary(line: Line, words: Words) -> bool:
    return len(line.text) < 40 and line.text[:1] in words.initials and fold(line.text).rstrip(" .:：") in words.summary


def _prose_start(lines: Sequence[Line], layout: Layout) -> int:
    """The first line of the first passage that ends as a sentence does; the number of lines when there is none."""
    for index, line in enumerate(lines):
        if not ends_sentence(line.text) or line.level:
            continue
        first = index
        while first and layout.full(lines[first - 1], lines[first]) and not ends_sentence(lines[first - 1].text):
            first -= 1
        if sum(len(each.text) for each in lines[first : index + 1]) >= _SHORTEST_PROSE:
            return first
    return len(lines)


def _is_signal(line: Line, words: Words) -> bool:
    """Whether a line is one that only a front page has."""
    folded, straight = fold(line.text), _straight(line)
    if words.front.search(folded) or _SYMBOL_LINE.fullmatch(straight) or words.session.fullmatch(straight):
        return True
    if any(pattern.search(straight) for pattern in words.agenda):
        return True
    return any(pattern.search(folded) for pattern in words.kinds.values())


def _straight(line: Line) -> str:
    return without_marks(line.text).translate(_STRAIGHTEN)


# -- what the front page says -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to ask: the front page, the page furniture, whether the document is a resolution and what
    heads it, and its first paragraphs for when the front page does not tell."""

    lines: tuple[Line, ...]
    furniture: Sequence[str]
    is_resolution: bool
    heading: str | None
    beginning: str


def metadata_of(told: Told, words: Words, joiner: Joiner) -> Metadata:
    """The metadata of a document."""
    symbol = _symbol(told.lines, told.furniture)
    return Metadata(
        language=words.language,
        symbol=symbol,
        title=_unlabelled(told.heading) or _title(told.lines, words, joiner),
        date=_date(told.lines, words),
        session=_first_session(told.lines, words),
        agenda_item=_agenda_item(told.lines, words),
        kind=_kind(told, symbol, words),
    )


def _symbol(front: Sequence[Line], furniture: Sequence[str]) -> str | None:
    """The symbol on the front page, else the one that the running heads repeat most."""
    for line in front:
        found = _SYMBOL_LINE.fullmatch(_straight(line))
        if found and not line.text.lstrip().startswith("*") and _is_heading_of_page(line):
            return _spaced(found["symbol"])
    heads = Counter(
        _spaced(found[0]) for text in furniture if "://" not in text and (found := SYMBOL.search(text)) is not None
    )
    return heads.most_common(1)[0][0] if heads else None


def _is_heading_of_page(line: Line) -> bool:
    return len(line.text.split()) <= 8


def _spaced(symbol: str) -> str:
    return re.sub(r"\s*\(", " (", symbol).strip()


def _date(front: Sequence[Line], words: Words) -> str | None:
    """The date of distribution; else the date in the line that says what was adopted when."""
    issued = next((index for index, line in enumerate(front) if _ISSUED.search(line.text)), None)
    if issued is not None:
        for line in front[issued : issued + 6]:
            date = date_in(_straight(line))
            if date and not words.session.search(line.text):
                return date
    for line in front:
        if words.kinds["resolution"].search(fold(line.text)):
            date = date_in(_straight(line))
            if date:
                return date
    return None


def date_in(text: str) -> str | None:
    """The first date of a line as ISO 8601, in any of the six languages; None when there is none."""
    found = _HAN_DATE.search(text)
    if found:
        return _iso(found[1], found[2], found[3])
    for found in _DAY_FIRST.finditer(text):
        month = month_names().get(fold(found[2]))
        if month:
            return _iso(found[3], str(month), found[1])
    found = _MONTH_FIRST.search(text)
    month = month_names().get(fold(found[1])) if found else None
    return _iso(found[3], str(month), found[2]) if found and month else None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return iso_date(int(year), int(month), int(day))
    except ValueError:
        return None


def _first_session(front: Sequence[Line], words: Words) -> str | None:
    for line in front:
        found = words.session.search(_straight(line))
        if found:
            return tidy(found[0], words.language == "zh")
    return None


def _agenda_item(front: Sequence[Line], words: Words) -> str | None:
    for line in front:
        for pattern in words.agenda:
            found = pattern.search(_straight(line))
            if found:
                return "".join(found["item"].split())
    return None


def _kind(told: Told, symbol: str | None, words: Words) -> str | None:
    """Draft resolution before resolution before note before report; a symbol under /RES/ settles it."""
    folded = [fold(without_marks(line.text)) for line in told.lines]
    begins = fold(told.beginning)
    if symbol and "/RES/" in symbol:
        return "resolution"
    if any(words.kinds["draft_resolution"].search(line) for line in folded):
        return "draft_resolution"
    if told.is_resolution and ("/L." in (symbol or "") or words.kinds["draft_resolution"].search(begins)):
        return "draft_resolution"
    if told.is_resolution or any(words.kinds["resolution"].search(line) for line in folded):
        return "resolution"
    for kind in ("report", "note"):
        if any(words.kinds[kind].search(line) for line in folded):
            return kind
    return "report" if words.self_report.search(begins) else None


def _title(front: Sequence[Line], words: Words, joiner: Joiner) -> str | None:
    """The last passage of the front page that is none of its usual lines and does not say whose text it is."""
    passages = _passages(front, words, joiner)
    for passage in reversed(passages):
        if not _is_front_matter(passage, words) and not _tells_kind(passage, words, joiner):
            return _spell(passage, words, joiner)
    return _numbered_title(passages, words, joiner)


def _numbered_title(passages: Sequence[Sequence[Line]], words: Words, joiner: Joiner) -> str | None:
    """What the Security Council prints in a title's place: "Resolution 2650 (2022)"."""
    for passage in passages:
        text = _spell(passage, words, joiner)
        if words.kinds["resolution"].search(fold(text)) and _SERIAL.search(text) and date_in(text) is None:
            return text
    return None


def _passages(front: Sequence[Line], words: Words, joiner: Joiner) -> list[list[Line]]:
    """Front lines grouped: a title may run over several lines, parted from others by blank lines or by its level."""
    passages: list[list[Line]] = []
    for line in front:
        before = passages[-1] if passages else []
        if before and not line.gap and (line.text[0].islower() or not _stands_apart(line, before, words, joiner)):
            before.append(line)
        else:
            passages.append([line])
    return passages


def _stands_apart(line: Line, before: Sequence[Line], words: Words, joiner: Joiner) -> bool:
    if line.level or before[-1].level or _is_front_matter([line], words) or _tells_kind([line], words, joiner):
        return True
    return _is_front_matter(before[-1:], words) or _tells_kind(before, words, joiner)


def _tells_kind(passage: Sequence[Line], words: Words, joiner: Joiner) -> bool:
    """Whether a passage says whose report, note or draft it is."""
    text = fold(without_marks(joiner.join([line.text for line in passage])))
    return len(text) < 120 and any(pattern.search(text) for pattern in words.kinds.values())


def _is_front_matter(passage: Sequence[Line], words: Words) -> bool:
    """Whether a passage is a line of the head of the page: organ, session, date, distribution, agenda item."""
    if len(passage) != 1:
        return not passage
    folded, straight = fold(without_marks(passage[0].text)), _straight(passage[0])
    if words.front.search(folded) or words_of("en").front.search(folded) or _SYMBOL_LINE.fullmatch(straight):
        return True
    if any(pattern.search(straight) for pattern in words.agenda) or words.session.fullmatch(straight.strip()):
        return True
    if len(straight) < 60 and _PLACE_AND_DATE.search(straight) and (date_in(straight) or "年" in straight[:8]):
        return True
    return folded in {"general", "limited"} | set(LANGUAGES)


def _spell(passage: Sequence[Line], words: Words, joiner: Joiner) -> str:
    text = tidy(without_marks(joiner.join([line.text for line in passage])), words.language == "zh")
    return _unlabelled(text).rstrip("*")


def _unlabelled(title: str | None) -> str:
    """A resolution's title without its number ("78/228. ..."); nothing for none."""
    label = _RESOLUTION_TITLE.match(title or "")
    return (title or "")[label.end() if label else 0 :]
