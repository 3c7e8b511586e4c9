"""A form that Palermo did not write -> a declaration, with notices of all that a register does not keep.

Groups are flattened, their labels stand in the help of their fields; a repeat becomes a register of its own, linked
to the first. Whatever the form would show to all is shown to the own organisation only, until somebody decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from palermo_engines.kit.languages import Language
from palermo_engines.registers.xlsform.drafts import OTHER, PART_OF, Draft, reference_field
from palermo_engines.registers.xlsform.foreign_expressions import both, drop_dangling, translated, truth
from palermo_engines.registers.xlsform.foreign_lists import Lists
from palermo_engines.registers.xlsform.foreign_types import Kind, keys_of, kind_of, remark_of
from palermo_engines.registers.xlsform.identity import MESSAGE, asks_for_identity
from palermo_engines.registers.xlsform.languages import texts_of
from palermo_engines.registers.xlsform.naming import field_id, unused
from palermo_engines.registers.xlsform.notices import Notices
from palermo_engines.registers.xlsform.tables import Line

_IGNORED = {"default": "A preset answer", "choice_filter": "A filter of the choices", "trigger": "A trigger"}


@dataclass(frozen=True, slots=True)
class Surrounding:
    """What the groups around a question add to it."""

    labels: tuple[Mapping[Language, str], ...] = ()
    relevant: str = ""


@dataclass(slots=True)
class Import:
    """A form being read. ``drafts`` are the register and those of its repeats; ``language`` is that of plain labels."""

    lists: Lists
    language: Language
    notices: Notices
    drafts: list[Draft] = field(default_factory=list)
    notes: list[Mapping[Language, str]] = field(default_factory=list)

    def read(self, lines: Sequence[Line], draft: Draft) -> None:
        """The lines of a survey into the draft and those of its repeats."""
        draft.fields.append(reference_field(draft.taken))
        self.drafts.append(draft)
        self.add(lines, draft)

    def add(self, lines: Sequence[Line], draft: Draft) -> None:
        """The lines of a survey as further fields of the draft."""
        _name_questions(lines, draft)
        self._walk(list(lines), draft, Surrounding())
        self._leave_notes(draft)
        for identifier in drop_dangling(draft.fields):
            message = (
                f"A condition of the field {identifier} asks for a question that was left out; so is the condition."
            )
            self.notices.say_of_sheet("survey", "expression", message)

    def _walk(self, lines: list[Line], draft: Draft, around: Surrounding) -> None:
        position = 0
        while position < len(lines):
            line, kind = lines[position], kind_of(lines[position].cell("type"))
            if kind.name in ("begin_group", "begin_repeat"):
                end = _end_of(lines, position)
                self._section(line, kind, lines[position + 1 : end], draft, around)
                position = end
            elif not kind.name.startswith("end_"):
                self._question(line, kind, draft, around)
            position += 1

    def _section(self, line: Line, kind: Kind, inner: list[Line], draft: Draft, around: Surrounding) -> None:
        if kind.name == "begin_repeat":
            self._repeat(line, inner, draft)
            return
        label = texts_of(line.cells, "label", self.language)
        relevant = both(around.relevant, self._expression(line, "relevant", draft))
        self._walk(inner, draft, Surrounding((*around.labels, label) if label else around.labels, relevant))

    def _repeat(self, line: Line, inner: list[Line], draft: Draft) -> None:
        name = line.cell("name") or "repeat"
        label = texts_of(line.cells, "label", self.language) or {"en": name}
        suffix = field_id(name).upper().replace("_", "-")
        linked = Draft(f"{draft.id[:12].rstrip('-_')}-{suffix[:8]}".rstrip("-_"), dict(label), draft.wing)
        linked.id = unused(linked.id, {each.id for each in self.drafts})
        self.read(inner, linked)
        back = {"id": unused("part_of", linked.taken), "type": "link", "to": draft.id, "label": dict(PART_OF)}
        linked.fields.append({**back, "inverse": dict(label)})
        message = f"What repeats became the register {linked.id}, with a link back to {draft.id}."
        self.notices.say(line, "repeat", message)

    def _question(self, line: Line, kind: Kind, draft: Draft, around: Surrounding) -> None:
        if kind.name == "note":
            self.notes.append(texts_of(line.cells, "label", self.language))
            return
        remark = remark_of(kind, line.cell("name"))
        if remark is not None:
            self.notices.say(line, *remark)
        keys = keys_of(kind, line)
        if keys is not None and (keys["type"] != "choice" or self._take_list(line, kind, keys, draft)):
            self._field(line, kind, keys, draft, around)

    def _take_list(self, line: Line, kind: Kind, keys: dict[str, Any], draft: Draft) -> bool:
        entries = self.lists.entries(kind.list)
        if not entries:
            self.notices.say(line, "no_list", "The sheet of choices has no such list; the question is left out.")
            return False
        list_id = field_id(kind.list)
        if kind.or_other and all(entry["code"] != "other" for entry in entries):
            list_id, entries = f"{list_id}_or_other", [*entries, {"code": "other", "label": dict(OTHER)}]
        draft.lists[list_id] = entries
        keys["list"] = list_id
        return True

    def _field(self, line: Line, kind: Kind, keys: dict[str, Any], draft: Draft, around: Surrounding) -> None:
        declared = {"id": self._id(line, draft), **keys, "label": self._label(line)}
        declared |= self._help(line, around)
        declared |= self._conditions(line, kind, draft, around)
        if kind.name == "calculate" and "value" not in declared:
            self.notices.say(line, "calculation", "The calculation uses what registers do not know; it is left out.")
            return
        if asks_for_identity(line.cell("name"), [declared["label"].get("en", "")]):
            self.notices.say(line, "identity", MESSAGE)
        self._remark_on_the_rest(line)
        draft.fields.append(declared)
        if kind.or_other:
            draft.fields.append(self._other(declared, draft))

    def _id(self, line: Line, draft: Draft) -> str:
        """The id given before; another when a question of the same name has it already."""
        name = line.cell("name")
        given = draft.names.setdefault(name, "") or unused(field_id(name), draft.taken)
        draft.names[name] = given
        if all(each["id"] != given for each in draft.fields):
            return given
        self.notices.say(line, "name_twice", "A question of this name came before; conditions mean that one.")
        return unused(given, draft.taken)

    def _label(self, line: Line) -> dict[Language, str]:
        label = texts_of(line.cells, "label", self.language)
        return label or {"en": line.cell("name") or line.cell("type")}

    def _help(self, line: Line, around: Surrounding) -> dict[str, Any]:
        """Labels of the groups, the notes before the question, its hint: what a person who fills it in would see."""
        own = [texts_of(line.cells, kind, self.language) for kind in ("hint", "guidance_hint")]
        joined = _joined([*around.labels, *self.notes, *own])
        self.notes.clear()
        return {"help": joined} if joined else {}

    def _conditions(self, line: Line, kind: Kind, draft: Draft, around: Surrounding) -> dict[str, Any]:
        keys: dict[str, Any] = {}
        required = truth(line.cell("required"))
        if required is not False and kind.name != "calculate":
            keys["required"] = True if required else self._expression(line, "required", draft)
        keys["relevant"] = both(around.relevant, self._expression(line, "relevant", draft))
        keys["constraint"] = self._expression(line, "constraint", draft)
        if keys["constraint"]:
            keys["message"] = texts_of(line.cells, "constraint_message", self.language)
        if kind.name == "calculate":
            keys["value"] = self._expression(line, "calculation", draft, silent=True)
        return {key: value for key, value in keys.items() if value}

    def _expression(self, line: Line, heading: str, draft: Draft, *, silent: bool = False) -> str:
        text = line.cell(heading)
        renamed = translated(text, draft.names) if text else ""
        if renamed is None and not silent:
            message = f"The {heading} uses a question or function that the register does not have; it is left out."
            self.notices.say(line, "expression", message)
        return renamed or ""

    def _remark_on_the_rest(self, line: Line) -> None:
        for heading, what in _IGNORED.items():
            if line.cell(heading):
                self.notices.say(line, "left_out", f"{what} is left out.")

    def _other(self, declared: Mapping[str, Any], draft: Draft) -> dict[str, Any]:
        chosen = f"selected(${{{declared['id']}}}, 'other')"
        label = {language: f"{text}: {OTHER[language]}" for language, text in declared["label"].items()}
        field_of = {"id": unused(f"{declared['id']}_other", draft.taken), "type": "text", "label": label}
        return {**field_of, "relevant": both(str(declared.get("relevant", "")), chosen)}

    def _leave_notes(self, draft: Draft) -> None:
        """Notes after the last question go to its help."""
        joined = _joined([draft.fields[-1].get("help", {}), *self.notes])
        self.notes.clear()
        if joined:
            draft.fields[-1]["help"] = joined


def _joined(texts: Sequence[Mapping[Language, str]]) -> dict[Language, str]:
    """Texts one after the other, each language for itself."""
    languages = {language for text in texts for language in text}
    return {language: " ".join(text[language] for text in texts if language in text) for language in sorted(languages)}


def _name_questions(lines: Sequence[Line], draft: Draft) -> None:
    """Give every question of this register an id before any expression is read: it may ask for a later question."""
    depth = 0
    for line in lines:
        kind = kind_of(line.cell("type"))
        depth = max(depth + {"begin_repeat": 1, "end_repeat": -1}.get(kind.name, 0), 0)
        if depth == 0 and keys_of(kind, line) is not None and line.cell("name") not in draft.names:
            draft.names[line.cell("name")] = unused(field_id(line.cell("name")), draft.taken)


def _end_of(lines: Sequence[Line], start: int) -> int:
    """Where the section that begins at ``start`` ends; the end of the form when nothing closes it."""
    depth = 0
    for position in range(start, len(lines)):
        name = kind_of(lines[position].cell("type")).name
        depth += name.startswith("begin_") - name.startswith("end_")
        if depth == 0:
            return position
    return len(lines)
