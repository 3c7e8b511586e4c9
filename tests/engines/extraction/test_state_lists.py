"""Any list of States, written with the conjunctions of its language, splits back into the same States."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.state_lists import lists_of_states
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.places import countries
from tests.engines.extraction.texts import read

COMMA = {"zh": "、", "ar": "، "}
LAST = {"zh": ["和", "以及", "及"], "en": [" and ", ", and "], "fr": [" et ", " et la "], "es": [" y ", " e "],
        "ru": [" и "], "ar": [" و", "، و"]}  # fmt: skip
ENDINGS = {"zh": "。"}

_MEMBERS = sorted(country.iso3 for country in countries().values() if country.status == "member")


@st.composite
def written_lists(draw: st.DrawFn) -> tuple[Language, list[str], str]:
    language = draw(st.sampled_from(LANGUAGES))
    chosen = draw(st.lists(st.sampled_from(_MEMBERS), min_size=2, max_size=9, unique=True))
    names = [countries()[iso3].name(language) for iso3 in chosen]
    joint = draw(st.sampled_from(LAST[language]))
    text = COMMA.get(language, ", ").join(names[:-1]) + joint + names[-1] + ENDINGS.get(language, ".")
    return language, chosen, text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written_lists())
def test_a_written_list_splits_back_into_its_states(written: tuple[Language, list[str], str]) -> None:
    language, chosen, text = written
    found = read(text, language).mentions
    assert [mention.code for mention in found] == chosen
    lists = lists_of_states(normalised(text), found, language)
    assert [list(each.countries) for each in lists] == [chosen]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(LANGUAGES), st.sampled_from(_MEMBERS))
def test_every_name_of_a_state_stands_for_it(language: Language, iso3: str) -> None:
    kenya = countries()["KEN"].name(language)
    for alias in countries()[iso3].all_names(language):
        if alias.kind in ("short", "formal"):
            assert iso3 in {mention.code for mention in read(f"{alias.text}, {kenya}", language).mentions}, alias
