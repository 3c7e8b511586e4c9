"""Writing a record: the form, its drafts, and the page that puts two people's changes together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palermo.commons.records_forms.answers import answers_of
from palermo.commons.records_forms.asking import Form, Surroundings, questions_of
from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor, Refused, gated
from palermo.ground.evidence.api import sources_visible_to
from palermo.ground.registers.api import (
    Clash,
    Faulty,
    MadeBefore,
    RegisterRecord,
    change_record,
    create_record,
    draft_of,
    drop_draft,
    find_records,
    keep_draft,
    may_write,
    may_write_field,
    show,
)
from palermo.ground.registers.api import declaration as declared
from palermo.ground.standards.api import body_names
from palermo.site.registers.linking import codes_for, uuids_for
from palermo.site.registers.repeating import form_key, made_from, origin_of
from palermo.site.registers.requests import PageRequest, posted, record_or_404, register_or_404, whole_number
from palermo.site.registers.uploads import keep_uploads
from palermo.site.registers.wording import label_of, moment, refusal_words, title_of, value_html, words_of
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.checking import Checked, check_record
from palermo_engines.registers.model import Declaration, Field, FieldType, in_language

_WRITE = "ground.register.write"
_LINKABLE = 300
_DOCUMENTS = 200


@gated(_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest, register: str) -> HttpResponse:
    """A new record."""
    declaration = register_or_404(request.actor, register)
    may_write(request.actor, declaration).demand()
    return _Desk(request, declaration, None).answer()


@gated(_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, register: str, uuid: UUID) -> HttpResponse:
    """Change a record."""
    declaration = register_or_404(request.actor, register)
    record = record_or_404(request.actor, declaration, uuid)
    may_write(request.actor, declaration, record).demand()
    return _Desk(request, declaration, record).answer()


@gated(_WRITE)
@require_POST
def forget(request: PageRequest, register: str) -> HttpResponse:
    """Throw one's unsaved text away."""
    declaration = register_or_404(request.actor, register)
    uuid = request.POST.get("record") or request.GET.get("record", "")
    record = record_or_404(request.actor, declaration, _uuid(uuid)) if uuid else None
    drop_draft(request.actor, declaration=declaration, record=record)
    return redirect(_address(declaration, record))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _address(declaration: Declaration, record: RegisterRecord | None) -> str:
    if record is None:
        return reverse("register-new", args=[declaration.id])
    return reverse("register-edit", args=[declaration.id, record.uuid])


class _Desk:
    """One visit to the form: what was typed, checked, kept or shown again."""

    def __init__(self, request: PageRequest, declaration: Declaration, record: RegisterRecord | None) -> None:
        self._request = request
        self._actor: Actor = request.actor
        self._declaration = declaration
        self._record = record
        place = record or RegisterRecord(register=declaration.id, state=declaration.start.id, owner=_own(request.actor))
        self._fields = [f for f in declaration.fields if may_write_field(request.actor, declaration, f, place)]

    def answer(self) -> HttpResponse:
        if self._request.method != "POST":
            return self._first_look()
        typed, faults = self._typed()
        if self._request.GET.get("part") == "draft" or self._request.POST.get("do") == "draft":
            return self._keep(typed)
        if self._request.GET.get("part") == "questions":
            return self._show(typed, faults, template="site/registers/_questions.html", status=200)
        if self._request.POST.get("do") == "check":
            return self._show(typed, {**self._faults_in(typed), **faults}, status=200)
        if faults:
            return self._show(typed, {**self._faults_in(typed), **faults})
        return self._save(typed)

    def _first_look(self) -> HttpResponse:
        values: Mapping[str, Any] = {}
        if self._record is not None:
            values = show(self._actor, self._declaration, self._record).values
        draft = draft_of(self._actor, self._declaration, self._record)
        if draft is not None and self._request.GET.get("draft"):
            return self._show(draft.values, {}, status=200, revision=draft.revision)
        return self._show(codes_for(self._actor, self._declaration, values), {}, status=200, draft=draft)

    def _typed(self) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
        """What was typed, with uploads kept, and what is wrong with the uploads."""
        asked = answers_of(self._declaration, posted(self._request))
        return keep_uploads(self._declaration, self._request, asked, self._held())

    def _held(self) -> tuple[Mapping[str, Any], ...]:
        """What the record holds as far as the actor reads it, and their own draft."""
        draft = draft_of(self._actor, self._declaration, self._record)
        kept = show(self._actor, self._declaration, self._record).values if self._record is not None else {}
        return (kept, draft.values if draft else {})

    def _whole(self, typed: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
        """Values for the engine: what was not asked keeps what the record has; codes of records become identifiers;
        what other answers made beside the point is left out, right or wrong."""
        base: dict[str, Any] = {}
        if self._record is not None:
            base = dict(show(self._actor, self._declaration, self._record).values)
        for field in self._declaration.fields:
            if field.type is FieldType.COMPUTED:
                base.pop(field.id, None)
        values, unknown = uuids_for(self._actor, self._declaration, typed)
        whole = {name: value for name, value in {**base, **values}.items() if value is not None}
        beside = typed.keys() - _checked(self._declaration, whole).asked
        return {name: value for name, value in whole.items() if name not in beside}, unknown

    def _faults_in(self, typed: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        values, unknown = self._whole(typed)
        return {**_by_field(_checked(self._declaration, values).faults), **unknown}

    def _save(self, typed: dict[str, Any]) -> HttpResponse:
        values, unknown = self._whole(typed)
        if unknown:
            return self._show(typed, {**self._faults_in(typed), **unknown})
        made = made_from(self._request, self._declaration) if self._record is None else None
        return self._saved_before(typed, values, made) if made is not None else self._save_values(typed, values)

    def _saved_before(self, typed: Mapping[str, Any], values: Mapping[str, Any], made: RegisterRecord) -> HttpResponse:
        """Somebody went back to a form that a record came of. The same again is that record; anything else could be
        meant for it or for another: the next click makes another, when they say so."""
        if _checked(self._declaration, values).values == show(self._actor, self._declaration, made).values:
            return redirect("register-record", self._declaration.id, made.uuid)
        told = _(
            "This form was saved already, as %(code)s. Open that record to change it; save again to make another one."
        )
        return self._show(typed, {"": (told % {"code": made.code},)})

    def _save_values(self, typed: dict[str, Any], values: Mapping[str, Any]) -> HttpResponse:
        try:
            record = self._write(values)
        except Faulty as faulty:
            return self._show(typed, _by_field(faulty.faults))
        except Clash as clash:
            return self._merge(clash)
        except MadeBefore as before:  # by a click in the same moment
            return self._saved_before(typed, values, before.record)
        except (InputError, Refused) as refused:
            return self._show(typed, {"": refusal_words(refused)})
        drop_draft(self._actor, declaration=self._declaration, record=self._record)
        messages.success(self._request, _("Saved."))
        return redirect("register-record", self._declaration.id, record.uuid)

    def _write(self, values: Mapping[str, Any]) -> RegisterRecord:
        if self._record is None:
            origin = origin_of(self._request)
            return create_record(self._actor, declaration=self._declaration, values=values, origin=origin)
        return change_record(
            self._actor, declaration=self._declaration, record=self._record, values=values, revision=self._revision()
        )

    def _revision(self) -> int:
        said = whole_number(self._request.POST.get("revision", ""))
        return said or (self._record.revision if self._record is not None else 0)

    def _keep(self, typed: Mapping[str, Any]) -> HttpResponse:
        try:
            keep_draft(
                self._actor, declaration=self._declaration, record=self._record, values=typed, revision=self._revision()
            )
        except InputError as refused:
            told = refusal_words(refused)
            return HttpResponse(" ".join(told)) if self._request.htmx else self._show(typed, {"": told})
        if self._request.htmx:
            return HttpResponse(_("Kept at %(time)s.") % {"time": f"{timezone.localtime():%H:%M:%S}"})
        messages.success(self._request, _("Your text is kept. You find it when you open the form again."))
        return redirect(reverse("register", args=[self._declaration.id]))

    def _show(
        self, raw: Mapping[str, Any], faults: Mapping[str, tuple[str, ...]], *,
        template: str = "site/registers/edit.html", status: int = 422, revision: int | None = None, draft: Any = None,
    ) -> HttpResponse:  # fmt: skip
        context = self.context(raw, faults)
        if revision is not None:
            context["revision"] = revision
        if draft is not None:
            forget_address = reverse("register-draft-forget", args=[self._declaration.id])
            tail = f"?record={self._record.uuid}" if self._record else ""
            context["draft"] = {"when": moment(draft.changed_at), "address": forget_address + tail}
        return render(self._request, template, context, status=status)

    def context(self, raw: Mapping[str, Any], faults: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
        """Everything the form's template needs."""
        declaration, record = self._declaration, self._record
        checked = _checked(declaration, self._whole(raw)[0])
        asked = [field for field in self._fields if field.id in checked.asked or faults.get(field.id)]
        around = Surroundings({f.id: _linkable(self._actor, f) for f in asked if f.type is FieldType.LINK})
        form = Form(
            questions_of(declaration, asked, raw, faults, around),
            tuple(fault for name, told in faults.items() if declaration.field(name) is None for fault in told),
            _computed(declaration, checked.values),
        )
        typed = {field.type for field in asked}
        beside = [field for field in self._fields if field not in asked and raw.get(field.id) is not None]
        return {
            "beside": questions_of(declaration, beside, raw, {}),
            "declaration": declaration, "register_title": title_of(declaration), "form": form,
            "record": show(self._actor, declaration, record) if record else None,
            "revision": self._revision() if self._request.method == "POST" else (record.revision if record else 0),
            "notices": [in_language(notice.message, active_language()) for notice in checked.notices] if faults else [],
            "hidden_questions": sum(f.type is not FieldType.COMPUTED for f in self._fields) - len(form.questions),
            "help": in_language(declaration.help, active_language()), "action": _address(declaration, record),
            "here_title": _("Edit") if record else _("New record"),
            "form_key": "" if record else form_key(self._request, declaration),
            "bodies": body_names(active_language()) if FieldType.ORGANISATION in typed else (),
            "documents": _documents(self._actor) if FieldType.CITATION in typed else (),
        }  # fmt: skip

    def _merge(self, clash: Clash) -> HttpResponse:
        """Both versions side by side; the form holds both together, with what was typed where they clash."""
        merged = codes_for(self._actor, self._declaration, clash.merged)
        fields = [field for name in clash.fields if (field := self._declaration.field(name)) is not None]
        context = self.context(merged, {})
        assert self._record is not None
        self._record.refresh_from_db()
        context |= {
            "revision": clash.revision,
            "theirs_by": show(self._actor, self._declaration, self._record).changed_by or _("somebody else"),
            "clashes": [
                {"id": field.id, "label": label_of(field), "theirs": value_html(field, clash.theirs.get(field.id)),
                 "mine": value_html(field, clash.mine.get(field.id))}
                for field in fields
            ],
        }  # fmt: skip
        return render(self._request, "site/registers/merge.html", context, status=409)


def _checked(declaration: Declaration, values: Mapping[str, Any]) -> Checked:
    return check_record(declaration, values, today=timezone.localdate())


def _own(actor: Actor) -> str:
    return min(actor.organisations, default="")


def _by_field(faults: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for fault in faults:
        words = in_language(fault.message, active_language())
        found[fault.field] = (*found.get(fault.field, ()), words)
    return found


def _computed(declaration: Declaration, values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (label_of(field), words_of(field, values[field.id]))
        for field in declaration.fields
        if field.type is FieldType.COMPUTED and values.get(field.id) is not None
    )


def _linkable(actor: Actor, field: Field) -> tuple[tuple[str, str], ...]:
    target = declared(str(field.options.get("to", "")))
    if target is None:
        return ()
    found = find_records(actor, target, limit=_LINKABLE).records
    return tuple((shown.code, shown.title) for shown in found)


def _documents(actor: Actor) -> list[str]:
    sources = sources_visible_to(actor).filter(kind="document").exclude(key="").order_by("key")
    return list(sources.values_list("key", flat=True).distinct()[:_DOCUMENTS])
