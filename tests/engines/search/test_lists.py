"""Synonyms and stop words are data with an owner: a slip in them says where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.standards import standards_directory
from palermo_engines.search.synonyms import load_synonyms


def test_the_words_of_the_protocol_are_kept_apart() -> None:
    synonyms = load_synonyms()
    assert set(synonyms.names("受害者")) >= {"受害人", "被害人", "victim"}
    assert "survivor" not in synonyms.names("victim")
    assert "victim" not in synonyms.names("presumed victim")


def test_any_form_of_a_name_is_recognised() -> None:
    assert load_synonyms().names("victims") == load_synonyms().names("victim")


def test_names_inside_a_chinese_word_are_rewritten() -> None:
    assert load_synonyms().rewritten("贩运受害者")[:3] == ["贩运受害者", "贩运受害人", "贩运被害人"]


def test_a_malformed_group_names_its_file_and_number(tmp_path: Path) -> None:
    (tmp_path / "search_synonyms.yaml").write_text("- {id: a, en: [b]}\n- {english: [c]}\n", encoding="utf-8")
    stop_words = (standards_directory() / "search_stop_words.yaml").read_text(encoding="utf-8")
    (tmp_path / "search_stop_words.yaml").write_text(stop_words, encoding="utf-8")
    with pytest.raises(InputError, match=r"search_synonyms\.yaml, 2"):
        load_synonyms(tmp_path)
