"""A reader who asks in Chinese reads Chinese first."""

from __future__ import annotations

import pytest

from palermo_engines.search.scripts import languages_written_like


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("受害人", ("zh",)),
        ("UNODC 受害人", ("zh",)),
        ("الضحايا", ("ar",)),
        ("жертвы", ("ru",)),
        ("victims", ("en", "es", "fr")),
        ("protección", ("en", "es", "fr")),
        ("2030", ("en", "fr", "es", "ru", "ar", "zh")),
        ("жертвы 受害人", ("zh", "ru")),
    ],
)
def test_the_script_of_a_query_tells_which_languages_come_first(query: str, first: tuple[str, ...]) -> None:
    assert languages_written_like(query) == first
