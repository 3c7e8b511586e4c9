"""The code lists read, are whole, and a malformed one is refused by name and entry."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from palermo_engines.kit import codelists
from palermo_engines.kit.codelists import CodeList, Status, all_lists, load, read_list
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.standards import standards_directory
from palermo_engines.kit.yaml_files import read_yaml

LISTS = all_lists()
RECOVERED = Path(__file__).resolve().parents[3] / "shared" / "standards" / "codelists.json"
VOCABULARY = {
    "cl01_assistance_areas": 5,
    "cl02_professions": 24,
    "cl03_vulnerability_factors": 12,
    "cl04_campaign_audiences": 12,
    "cl05_campaign_formats": 20,
    "cl06_victim_services": 17,
    "cl07_facility_kinds": 8,
    "cl08_related_crimes": 7,
    "cl09_law_making_stages": 9,
    "cl10_enforcement_measures": 12,
    "cl11_exploitation_forms": 10,
    "cl12_protocol_concepts": 5,
    "cl13_interpol_data_kinds": 6,
    "cl14_portal_users": 6,
    "cl15_global_plan_pillars": 5,
    "cl16_protection_measures": 9,
    "cl17_quantifiers": 7,
}
REFERENCE = re.compile(r"00[0-4](¶[0-9]+| OP[0-9]+| PP[0-9]+| III|;)")
GOOD = {
    "id": "colours",
    "title": {"en": "Colours"},
    "standard": "A standard",
    "source": "A page",
    "entries": [
        {"code": "1", "status": "attested", "labels": {"en": "Red", "zh": "红"}},
        {
            "code": "1a",
            "parent": "1",
            "status": "reconstructed",
            "note": "a guess",
            "labels": {"en": "Pink", "zh": "粉红"},
        },
    ],
}


def written(folder: Path, **changes: object) -> Path:
    path = folder / "colours.yaml"
    path.write_text(yaml.safe_dump({**GOOD, **changes}, allow_unicode=True), encoding="utf-8")
    return path


def entries(**changes: object) -> list[dict[str, object]]:
    first, second = GOOD["entries"]  # type: ignore[misc]
    return [first, {**second, **changes}]


def test_a_list_is_loaded_by_its_id() -> None:
    exploitation = load("htcds_type_of_exploitation")
    entry = exploitation.entry("ForcedLabour")
    assert entry is not None
    assert (entry.label("en"), entry.label("zh"), entry.status) == ("Forced labour", "强迫劳动", Status.ATTESTED)
    assert exploitation.entry("Nonsense") is None


def test_a_missing_label_is_shown_in_english() -> None:
    adoption = load("htcds_type_of_exploitation").entry("ForcedAdoption")
    assert adoption is not None
    assert adoption.label("fr") == "Forced adoption"


@pytest.mark.parametrize("list_id", ["no_such_list", "../countries", "", "HTCDS", "source/standards"])
def test_an_unknown_list_is_refused(list_id: str) -> None:
    with pytest.raises(InputError) as refused:
        load(list_id)
    assert refused.value.code == "codelists.unknown"


@pytest.mark.parametrize("each", LISTS.values(), ids=LISTS)
def test_every_list_is_whole(each: CodeList) -> None:
    assert each.source
    assert "zh" in each.title
    for entry in each.entries:
        assert entry.note or entry.status is Status.ATTESTED or each.id.startswith("iccs_")
        assert entry.uses is None or entry.uses in LISTS
        assert not entry.own_code or entry.code == entry.code.lower()


def test_short_lists_are_complete_in_chinese() -> None:
    """All but names of columns and variables, which are code, and the long list of industries."""
    incomplete = {list_id for list_id, each in LISTS.items() if "zh" not in each.languages}
    assert {list_id for list_id in incomplete if not list_id.endswith("_variables")} == {
        "ctdc_synthetic_2026_renamed_columns",
        "glotip_columns",
        "glotip_valid_combinations",
        "htcds_industries_in_three_tiers",
    }


def written_by_hand() -> set[str]:
    standards = read_yaml(standards_directory() / "codelists" / "source" / "standards.yaml")
    prefixes = tuple(f"{standard['prefix']}_" for standard in standards)
    return {list_id for list_id in LISTS if not list_id.startswith(prefixes)}


def test_lists_written_by_hand_stand_beside_the_others_complete_in_six_languages() -> None:
    assert len(LISTS) - len(written_by_hand()) == 78
    assert written_by_hand() >= set(VOCABULARY)
    assert {list_id: LISTS[list_id].languages for list_id in written_by_hand()} == dict.fromkeys(
        written_by_hand(), LANGUAGES
    )


@pytest.mark.parametrize(("list_id", "size"), VOCABULARY.items(), ids=VOCABULARY)
def test_the_vocabulary_says_where_each_value_is_stated(list_id: str, size: int) -> None:
    each = LISTS[list_id]
    assert (each.standard, len(each.entries)) == ("Palermo vocabulary", size)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", entry.code) for entry in each.entries)
    assert all(REFERENCE.match(entry.note or "") for entry in each.entries)


def test_only_one_word_of_the_vocabulary_is_inferred() -> None:
    """No statement of the survey says "all"; the class stands beside the others all the same."""
    inferred = {
        (i, entry.code) for i in VOCABULARY for entry in LISTS[i].entries if entry.status is Status.RECONSTRUCTED
    }
    assert inferred == {("cl17_quantifiers", "all")}


def test_what_is_inferred_is_marked() -> None:
    assert {e.code for e in load("untoc_review_questionnaires").entries if e.status is Status.RECONSTRUCTED} == {
        "Cluster I",
        "Cluster III",
    }
    units = load("ic_tip_units_of_classification").entries
    assert all(entry.own_code for entry in units)


def test_codes_stay_text() -> None:
    """YAML would read 02, 1, -99 and No as numbers and a boolean."""
    assert load("iccs_codes_that_touch_trafficking").entries[0].code == "02"
    assert [entry.code for entry in load("ctdc_k_anonymised_flag").entries] == ["1", "0", "-99"]
    assert load("ctdc_perpetrators_whether_the_victim_paid").entry("No") is not None


@pytest.mark.skipif(not RECOVERED.exists(), reason="the recovered lists are not beside the repository (../shared)")
def test_every_recovered_variable_and_code_is_carried_over() -> None:
    recovered = json.loads(RECOVERED.read_text(encoding="utf-8"))
    named = [entry for list_id, each in LISTS.items() if list_id.endswith("_variables") for entry in each.entries]
    assert len(recovered) == len(named) == 218
    assert Counter(variable["variable"] for variable in recovered) == Counter(entry.code for entry in named)
    assert sum(bool(variable["codes"]) for variable in recovered) == sum(entry.uses is not None for entry in named)
    wanted = Counter(len(variable["codes"]) for variable in recovered if variable["codes"])
    assert wanted == Counter(len(LISTS[entry.uses].entries) for entry in named if entry.uses)


def test_the_pattern_of_a_good_file(tmp_path: Path) -> None:
    read = read_list(written(tmp_path))
    assert [entry.code for entry in read.entries] == ["1", "1a"]
    assert read.languages == ("en",)
    assert read_list(written(tmp_path, title={"en": "Colours", "zh": "颜色"})).languages == ("en", "zh")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "colors"}, "the id must be the name of the file"),
        ({"colour": "red"}, "exactly the fields"),
        ({"source": ""}, "standard and source"),
        ({"title": {"zh": "颜色"}}, "title"),
        ({"entries": []}, "at least one entry"),
        ({"entries": ["red"]}, "entry 1"),
        ({"entries": entries(code=2)}, "entry 2"),
        ({"entries": entries(code="1")}, "entry 2: the code 1 is used twice"),
        ({"entries": entries(status="rumoured")}, "entry 2 (1a): status"),
        ({"entries": entries(parent="9")}, "entry 2 (1a): its parent 9"),
        ({"entries": entries(parent="1a")}, "entry 2 (1a): its parent 1a"),
        ({"entries": entries(labels={"en": True})}, "entry 2 (1a): every text"),
        ({"entries": entries(labels={"zh": "粉红"})}, "entry 2 (1a): texts are by language"),
        ({"entries": entries(labels={"en": "Pink", "de": "Rosa"})}, "entry 2 (1a): texts are by language"),
        ({"entries": entries(own_code="yes")}, "entry 2 (1a): status"),
        ({"entries": entries(definition="a pale red")}, "entry 2"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_malformed_list_names_file_and_entry(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_list(written(tmp_path, **changes))
    assert refused.value.code == "codelists.malformed"
    assert refused.value.where == "codelists/colours.yaml"
    assert said in refused.value.message


@pytest.mark.parametrize("content", [b"id: [", b"\xff\xfe\x00", b"- 1", b"!!python/object:os.system {}"], ids=str)
def test_what_is_no_list_at_all_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "colours.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_list(path)


def test_lists_are_read_where_the_standards_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "codelists"
    folder.mkdir()
    written(folder)
    monkeypatch.setenv("PALERMO_STANDARDS", str(tmp_path))
    assert list(codelists.all_lists()) == ["colours"]
    assert load("colours").entries[1].parent == "1"
