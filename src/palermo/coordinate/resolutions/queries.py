"""Reading works and what is in them, fenced by the actor. Strangers see what was published with its work, and of that
only texts whose document is published too."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from palermo.coordinate.resolutions.models import Directive as Directive  # pages name what queries give them
from palermo.coordinate.resolutions.models import Paragraph as Paragraph
from palermo.coordinate.resolutions.models import Text as Text
from palermo.coordinate.resolutions.models import Work as Work
from palermo.coordinate.resolutions.rules import may_read_unpublished
from palermo.ground.access.api import Actor


def works_visible_to(actor: Actor) -> QuerySet[Work]:
    """All works for staff, published ones for everybody else; newest first, then by symbol and title."""
    found = Work.objects.all() if may_read_unpublished(actor) else Work.objects.filter(published=True)
    return found.order_by("-year", "-dated", "symbol", "title", "pk")


def work_visible_to(actor: Actor, uuid: UUID) -> Work | None:
    """None when there is no such work, or none for this actor."""
    return works_visible_to(actor).filter(uuid=uuid).first()


def texts_visible_to(actor: Actor) -> QuerySet[Text]:
    """The texts the actor may read, in the order they were taken in."""
    found = Text.objects.select_related("source", "work").order_by("pk")
    return found if may_read_unpublished(actor) else found.filter(work__published=True, source__published=True)


def paragraphs_visible_to(actor: Actor) -> QuerySet[Paragraph]:
    """Paragraphs with their text, source and work. Those an edition lost are for staff."""
    found = Paragraph.objects.select_related("text__source", "text__work")
    if may_read_unpublished(actor):
        return found
    return found.filter(published=True, gone=False, text__in=texts_visible_to(actor))


def paragraph_visible_to(actor: Actor, uuid: UUID) -> Paragraph | None:
    """None when there is no such paragraph, or none for this actor."""
    return paragraphs_visible_to(actor).filter(uuid=uuid).first()


def directives_visible_to(actor: Actor) -> QuerySet[Directive]:
    """Directives with their paragraph and addressees, in reading order. Those without a reviewed finding any more are
    for staff."""
    found = Directive.objects.select_related("paragraph__text__source", "paragraph__text__work")
    found = found.prefetch_related("addressees").order_by("paragraph__text", "paragraph__position", "position")
    if may_read_unpublished(actor):
        return found
    return found.filter(published=True, gone=False, paragraph__in=paragraphs_visible_to(actor))


def directive_visible_to(actor: Actor, uuid: UUID) -> Directive | None:
    """None when there is no such directive, or none for this actor."""
    return directives_visible_to(actor).filter(uuid=uuid).first()


def texts_of(actor: Actor, work: Work) -> list[Text]:
    """The visible texts of a work, each with its visible paragraphs and their directives in ``shown``."""
    shown = paragraphs_visible_to(actor).order_by("position").prefetch_related(_directives(actor))
    texts = texts_visible_to(actor).filter(work=work)
    return list(texts.prefetch_related(Prefetch("paragraphs", queryset=shown, to_attr="shown")))


def _directives(actor: Actor) -> Prefetch[str]:
    return Prefetch("directives", queryset=directives_visible_to(actor), to_attr="shown")


def leading(paragraph: Paragraph) -> Paragraph:
    """The same paragraph in the language that the stage of the work was taken in first: links and statuses stand there,
    so that a translation does not begin a second chain."""
    text = paragraph.text
    same = Paragraph.objects.filter(text__work=text.work_id, text__stage=text.stage, text__pk__lt=text.pk, gone=False)
    other = same.exclude(text__language=text.language).filter(key=paragraph.key).order_by("text").first()
    return other or paragraph


def passages_to_cite(actor: Actor, limit: int) -> list[Paragraph]:
    """Paragraphs that a link or a status may name, those of the newest works first; preambles are left out. At most
    ``limit``."""
    found = paragraphs_visible_to(actor).filter(gone=False).exclude(kind="preambular")
    return list(found.order_by("-text__work__year", "text__work__symbol", "text", "position")[:limit])


def works_by_source(actor: Actor, sources: Iterable[UUID]) -> dict[UUID, Work]:
    """Which visible work each source was taken into."""
    texts = Text.objects.select_related("work", "source").filter(
        Q(source__uuid__in=list(sources)), work__in=works_visible_to(actor).order_by()
    )
    return {text.source.uuid: text.work for text in texts}


def keys_held(source: UUID) -> frozenset[str]:
    """The numbers of the paragraphs held of a source."""
    held = Paragraph.objects.filter(text__source__uuid=source, gone=False)
    return frozenset(held.values_list("key", flat=True))


def directives_of(directives: QuerySet[Directive], works: Iterable[Work]) -> dict[int, list[Directive]]:
    """Those of ``directives`` that stand in ``works``, by the work's id."""
    found: dict[int, list[Directive]] = {}
    for directive in directives.filter(paragraph__text__work__in=[work.pk for work in works]):
        found.setdefault(directive.paragraph.text.work_id, []).append(directive)
    return found


def own_paragraphs(actor: Actor, work: Work) -> list[Paragraph]:
    """The paragraphs of a work that are there now, text by text."""
    found = paragraphs_visible_to(actor).filter(text__work=work, gone=False)
    return list(found.order_by("text", "position"))


def stages_of(actor: Actor, works: Iterable[Work]) -> dict[int, str]:
    """How far each work's latest visible text is, in the reader's words, by the work's id."""
    texts = texts_visible_to(actor).filter(work__in=[work.pk for work in works])
    return {text.work_id: text.stage_words for text in texts}
