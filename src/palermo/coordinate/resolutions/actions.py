"""Writing works: who may -> write -> audit, in one transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from palermo.coordinate.resolutions.intake import address
from palermo.coordinate.resolutions.models import Directive, Paragraph, Work
from palermo.coordinate.resolutions.rules import may_publish, may_write
from palermo.coordinate.resolutions.symbols import check_symbol
from palermo.coordinate.resolutions.vocabulary import is_known, themes
from palermo.coordinate.resolutions.words import WorkKind
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of


class ChangedMeanwhile(InputError):  # noqa: N818 - the words of the room
    """Somebody else changed it since the page was opened. Nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "resolutions.changed_meanwhile", "Somebody else changed this in the meantime.",
            advice="Look at it again; what you typed is still here.",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkFields:
    """What people type about a work. Dates are ISO 8601, as precise as known."""

    title: str
    kind: str
    symbol: str = ""
    language: str = ""
    body: str = ""
    session: str = ""
    planned: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class DirectiveFields:
    """What people add to a directive. ``addressees`` are codes, each with whether the text only implies it; None leaves
    them as they were read."""

    action: str = ""
    theme: str = ""
    addressees: tuple[tuple[str, bool], ...] | None = None


def create_work(actor: Actor, *, fields: WorkFields) -> Work:
    """A work without a text, such as a resolution that others cite. InputError naming the field."""
    may_write(actor).demand()
    with audit.act(actor, "coordinate.work.created", object_kind="work") as act:
        work = Work.objects.create(**_checked(fields, None))
        act.about(work.uuid)
    return work


def change_work(actor: Actor, *, work: Work, fields: WorkFields, revision: int) -> Work:
    """Change what was typed. ChangedMeanwhile when ``revision`` is not the current one."""
    may_write(actor).demand()
    with audit.act(actor, "coordinate.work.changed", object_kind="work", object_uuid=work.uuid):
        current = Work.objects.select_for_update().get(pk=work.pk)
        if current.revision != revision:
            raise ChangedMeanwhile
        for name, value in _checked(fields, work).items():
            setattr(current, name, value)
        current.revision += 1
        current.save()
    return current


def publish_work(actor: Actor, *, work: Work) -> int:
    """Show the work with every paragraph and directive it has now. Returns how many directives are public. Texts of
    documents that are not published stay hidden until those are."""
    may_publish(actor).demand()
    with audit.act(actor, "coordinate.work.published", object_kind="work", object_uuid=work.uuid) as act:
        Work.objects.filter(pk=work.pk).update(published=True)
        Paragraph.objects.filter(text__work=work, gone=False).update(published=True)
        shown = Directive.objects.filter(paragraph__text__work=work, gone=False).update(published=True)
        act.note(directives=shown)
    return shown


def unpublish_work(actor: Actor, *, work: Work) -> None:
    """Take the work back: at once neither it nor anything in it is public."""
    may_publish(actor).demand()
    with audit.act(actor, "coordinate.work.unpublished", object_kind="work", object_uuid=work.uuid):
        Work.objects.filter(pk=work.pk).update(published=False)
        Paragraph.objects.filter(text__work=work).update(published=False)
        Directive.objects.filter(paragraph__text__work=work).update(published=False)


def change_directive(actor: Actor, *, directive: Directive, fields: DirectiveFields, revision: int) -> Directive:
    """Say what is to be done, about what, and whom an unnamed addressee is. ChangedMeanwhile as for works."""
    may_write(actor).demand()
    with audit.act(actor, "coordinate.directive.changed", object_kind="directive", object_uuid=directive.uuid):
        current = Directive.objects.select_for_update().get(pk=directive.pk)
        if current.revision != revision:
            raise ChangedMeanwhile
        _check_directive(fields)
        current.action, current.theme = _clean(fields.action)[:400], fields.theme
        current.revision += 1
        if fields.addressees is not None:
            current.edited = True
            address(current, list(fields.addressees))
        current.save()
    return current


def _checked(fields: WorkFields, work: Work | None) -> dict[str, object]:
    said = {name: _clean(value) for name, value in asdict(fields).items()}
    if not said["title"]:
        raise InputError("resolutions.title", "Give it a title.", where="title")
    if said["kind"] not in set(WorkKind):
        raise InputError("resolutions.kind", "Say what kind of work it is.", where="kind")
    check_symbol(said["symbol"])
    check_addressee(said["body"], "body")
    same = Work.objects.filter(symbol=said["symbol"]).exclude(pk=work.pk if work else 0)
    if said["symbol"] and same.exists():
        raise InputError("resolutions.symbol_held", "A work with this symbol is here already.", where="symbol")
    for name in ("planned", "dated"):
        check_day(said[name], name)
    date = said["dated"] or said["planned"]
    return {**said, "year": int(date[:4]) if date else None}


def _check_directive(fields: DirectiveFields) -> None:
    if fields.theme and fields.theme not in themes():
        raise InputError("resolutions.theme", "Choose a theme of the list.", where="theme")
    for code, _implicit in fields.addressees or ():
        check_addressee(code, "named")


def check_addressee(code: str, where: str) -> None:
    """InputError unless ``code`` is empty or a group, body or country that is known."""
    if code and not is_known(code):
        raise InputError("resolutions.body", "Choose a group, body or country that is known here.", where=where)


def check_day(text: str, where: str) -> None:
    """InputError unless ``text`` is empty or one ISO date of any precision."""
    if not text:
        return
    try:
        days = days_of(text)
    except ValueError:
        days = None
    if days is None or "/" in text:
        raise InputError(
            "resolutions.date", "This is not a date.", advice="Write 2018, 2018-05 or 2018-05-14.", where=where
        )


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()


def uuid_in(text: str) -> UUID | None:
    """The identifier in an address or on its own; None when there is none."""
    for part in reversed(text.strip().rstrip("/").replace("#", "/").split("/")):
        try:
            return UUID(part)
        except ValueError:
            continue
    return None
