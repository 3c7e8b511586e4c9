"""Write one YAML file a code list, in our own shape, from the recovered open standards.

Usage: ``python standards/codelists/build_codelists.py [FILE]``; FILE (default ``../shared/standards/codelists.json``
beside the repository) lists variables with their codes. Codes and labels carry over, definitions do not. Variables of
a standard that use the same codes share a list, named after the first; ``STANDARD_variables.yaml`` names every variable
and the list it uses. ``source/`` holds the standards' names, the lists' titles, and labels in other languages. Lists
written by hand stand in the same folder and are left as they are.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[2] / "shared" / "standards" / "codelists.json"
Variable = dict[str, Any]


def main() -> None:
    """Write the lists and say how many."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    lists = build(json.loads(source.read_text(encoding="utf-8")), Words())
    for entry in lists:
        (HERE / f"{entry['id']}.yaml").write_text(spell(entry), encoding="utf-8")
    entries = sum(len(entry["entries"]) for entry in lists)
    print(f"{len(lists)} lists, {entries} entries; {len(written_by_hand())} lists written by hand were left")


def written_by_hand() -> list[str]:
    """Ids of the lists in the folder that no standard of ``source/standards.yaml`` claims by its prefix."""
    prefixes = tuple(f"{standard['prefix']}_" for standard in _standards())
    return sorted(path.stem for path in HERE.glob("*.yaml") if not path.stem.startswith(prefixes))


class Words:
    """The labels of ``source/translations.yaml``; English labels are found whatever their capitals."""

    def __init__(self) -> None:
        content = yaml.safe_load((HERE / "source" / "translations.yaml").read_text(encoding="utf-8"))
        self._titles = {title: {"zh": text} for title, text in content["titles"].items()}
        chinese = {label: {"zh": text} for label, text in content["chinese"].items()}
        same = {label: dict.fromkeys(LANGUAGES, label) for label in content["same_in_all"]}
        self._labels = {label.casefold(): words for label, words in (same | chinese | content["all_languages"]).items()}

    def label(self, english: str) -> dict[str, str]:
        """The label in every language known; a number or a symbol reads the same in all."""
        known = self._labels.get(english.casefold())
        if known is None and not re.search("[a-z]", english):
            known = dict.fromkeys(LANGUAGES, english)
        return {"en": english} | (known or {})

    def title(self, english: str) -> dict[str, str]:
        """A list's title, with a capital in English."""
        return {"en": english[0].upper() + english[1:]} | self._titles.get(english, {})


def build(variables: list[Variable], words: Words) -> list[dict[str, Any]]:
    """Every list, in the order of the source."""
    standards = _standards()
    groups: dict[str, list[Variable]] = {}
    for variable in variables:
        groups.setdefault(_standard(variable, standards)["prefix"], []).append(variable)
    return [entry for group in groups.values() for entry in _of_standard(group, _standard(group[0], standards), words)]


def _standards() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((HERE / "source" / "standards.yaml").read_text(encoding="utf-8"))
    return found


def _standard(variable: Variable, standards: list[dict[str, Any]]) -> dict[str, Any]:
    name, version = variable["standard"], variable.get("version", "")
    return next(s for s in standards if name.startswith(s["name"]) and version.startswith(s.get("version", "")))


def _of_standard(variables: list[Variable], standard: dict[str, Any], words: Words) -> list[dict[str, Any]]:
    lists: dict[str, dict[str, Any]] = {}
    uses: dict[str, str] = {}
    for variable in variables:
        if variable["codes"]:
            key = json.dumps([(code["code"], code["label"]) for code in variable["codes"]])
            if key not in lists:
                lists[key] = _list(standard, standard["titles"][variable["variable"]], words)
                lists[key]["entries"] = _entries(variable["codes"], words)
            uses[variable["variable"]] = lists[key]["id"]
    named = _list(standard, "variables", words)
    named["entries"] = [_variable(variable, uses) for variable in variables]
    return [*lists.values(), named]


def _list(standard: dict[str, Any], title: str, words: Words) -> dict[str, Any]:
    list_id = f"{standard['prefix']}_{_slug(title)}"
    return {"id": list_id, "title": words.title(title), "standard": standard["standard"], "source": standard["source"]}


def _entries(codes: list[dict[str, Any]], words: Words) -> list[dict[str, Any]]:
    ours = {code["label"]: _slug(code["label"]) for code in codes if code["code"] is None}
    labels = {code["code"]: code["label"] for code in codes}
    return [_entry(code, ours, words.label(_label(code, labels))) for code in codes]


def _label(code: dict[str, Any], labels: dict[str | None, str]) -> str:
    """The label with a plain hyphen in ranges; three points at its head stand for the first words of its parent's."""
    label: str = code["label"].replace("--", "-")
    return label.replace("...", labels[code["parent"]].split(" (")[0], 1) if label.startswith("...") else label


def _entry(code: dict[str, Any], ours: dict[str, str], labels: dict[str, str]) -> dict[str, Any]:
    said = code.get("status", "attested")
    entry: dict[str, Any] = {"code": str(code["code"]) if code["code"] is not None else ours[code["label"]]}
    entry["status"] = "attested" if said == "attested" else "reconstructed"
    if code["parent"]:
        entry["parent"] = ours.get(code["parent"], str(code["parent"]))
    if code["code"] is None:
        entry["own_code"] = True
    if said not in ("attested", "reconstructed"):
        entry["note"] = said.split(";")[0] if said.startswith("symbol") else said
    return entry | {"labels": labels}


def _variable(variable: Variable, uses: dict[str, str]) -> dict[str, Any]:
    code, label = variable["variable"], variable.get("label")
    entry: dict[str, Any] = {"code": code, "status": "attested" if label else "reconstructed"}
    if not label:
        entry["note"] = "code attested; label spelt out from the code"
    if code in uses:
        entry["uses"] = uses[code]
    return entry | {"labels": {"en": label or _spelt_out(code)}}


def _spelt_out(code: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", code).strip()
    return words[0].upper() + words[1:].lower() if not words.isupper() else words.capitalize()


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def spell(entry: dict[str, Any]) -> str:
    """The file: the head in full, then one line an entry."""
    head = {key: value for key, value in entry.items() if key != "entries"}
    text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=1000)
    lines = [yaml.safe_dump(item, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=True).strip()
             for item in entry["entries"]]  # fmt: skip
    return text + "entries:\n" + "".join(f"- {line}\n" for line in lines)


if __name__ == "__main__":
    main()
