"""Taking a text in: a work with paragraphs and directives that cite it. Doing it again changes only what changed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from palermo.coordinate.resolutions.matching import directives_again, paragraphs_again
from palermo.coordinate.resolutions.models import Addressee, Directive, Paragraph, Text, Work
from palermo.coordinate.resolutions.offering import OfferedDirective, OfferedParagraph, OfferedText
from palermo.coordinate.resolutions.rules import may_write
from palermo.coordinate.resolutions.symbols import body_of_symbol
from palermo.coordinate.turns import take_turn
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.evidence.models import Source


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was done: ``new`` paragraphs and directives, ``kept`` ones found again, ``lost`` ones that the edition does
    not have any more. ``elsewhere``: another language of the same text carries the directives already."""

    work: Work
    text: Text
    new_paragraphs: int
    kept_paragraphs: int
    lost_paragraphs: int
    new_directives: int
    kept_directives: int
    lost_directives: int
    elsewhere: bool


def take_in(actor: Actor, *, offered: OfferedText, work: Work | None = None) -> TakenIn:
    """Lay the text into its work: the one it was taken into before, else ``work``, else the one with its symbol, else a
    new one. What is new waits for the work's next publishing. Refused when the actor may not write."""
    may_write(actor).demand()
    with audit.act(actor, "coordinate.text.taken_in", object_kind="work") as act:
        take_turn()
        text = _text(offered, work)
        done = _lay(text, offered)
        act.about(text.work.uuid)
        act.note(
            source=str(offered.source), edition=offered.edition, new_paragraphs=done.new_paragraphs,
            lost_paragraphs=done.lost_paragraphs, new_directives=done.new_directives,
            lost_directives=done.lost_directives,
        )  # fmt: skip
    return done


def _text(offered: OfferedText, work: Work | None) -> Text:
    held = Text.objects.select_related("work").filter(source__uuid=offered.source).first()
    if held is not None:
        held.edition = offered.edition
        held.save(update_fields=["edition"])
        return held
    source = Source.objects.get(uuid=offered.source)
    owner = work or _work_with(offered.symbol) or _new_work(offered)
    return Text.objects.create(
        work=owner, stage=offered.stage.value, language=offered.language, source=source, edition=offered.edition
    )


def _work_with(symbol: str) -> Work | None:
    return Work.objects.filter(symbol=symbol).first() if symbol else None


def _new_work(offered: OfferedText) -> Work:
    return Work.objects.create(
        symbol=offered.symbol[:80], title=offered.title, language=offered.language, kind=offered.kind.value,
        body=body_of_symbol(offered.symbol), session=offered.session, dated=offered.dated,
        year=int(offered.dated[:4]) if offered.dated else None,
    )  # fmt: skip


def _lay(text: Text, offered: OfferedText) -> TakenIn:
    held = list(text.paragraphs.all())
    known = {each.finding: each for each in Directive.objects.filter(paragraph__text=text)}
    findings = {finding: directive.paragraph_id for finding, directive in known.items()}
    again = paragraphs_again(held, offered.paragraphs, findings)
    text.paragraphs.update(gone=True)  # numbers may change places: nobody holds one while they are given out
    by_offer = {id(offer): paragraph for paragraph in held if (offer := again.get(paragraph.pk)) is not None}
    kept = [_moved(by_offer[id(offer)], offer) for offer in offered.paragraphs if id(offer) in by_offer]
    fresh = [offer for offer in offered.paragraphs if offer.wanted and id(offer) not in by_offer]
    made = [(_made(text, offer), offer) for offer in fresh]
    text.paragraphs.filter(gone=True).update(published=False)
    placed = [(by_offer[id(offer)], offer) for offer in offered.paragraphs if id(offer) in by_offer] + made
    elsewhere = _carried_elsewhere(text)
    counts = _lay_directives([] if elsewhere else placed, known)
    return TakenIn(text.work, text, len(made), len(kept), len(held) - len(kept), *counts, elsewhere)


def _moved(paragraph: Paragraph, offer: OfferedParagraph) -> Paragraph:
    paragraph.key, paragraph.position, paragraph.words = offer.key, offer.position, offer.words
    paragraph.kind, paragraph.gone = offer.kind.value, False
    paragraph.save(update_fields=["key", "position", "words", "kind", "gone"])
    return paragraph


def _made(text: Text, offer: OfferedParagraph) -> Paragraph:
    return Paragraph.objects.create(
        text=text, kind=offer.kind.value, key=offer.key, position=offer.position, words=offer.words
    )


def _carried_elsewhere(text: Text) -> bool:
    """Whether an earlier text of the same stage in another language has the directives: they are the same ones."""
    others = Text.objects.filter(work=text.work, stage=text.stage, pk__lt=text.pk).exclude(language=text.language)
    return Directive.objects.filter(paragraph__text__in=others, gone=False).exists()


def _lay_directives(
    placed: list[tuple[Paragraph, OfferedParagraph]], known: dict[UUID, Directive]
) -> tuple[int, int, int]:
    """New, kept and lost directives. ``known`` are those held, by finding."""
    offered = {entry.finding for _, offer in placed for entry in offer.directives}
    lost = set(known) - offered
    found: set[int] = set()
    new = 0
    for paragraph, offer in placed:
        again = directives_again(known, paragraph, offer.directives, lost)
        for position, entry in enumerate(offer.directives):
            directive = again.get(entry.finding)
            if directive is None:
                _lay_directive(Directive(), paragraph, position, entry)
                new += 1
            else:
                found.add(directive.pk)
                _lay_directive(directive, paragraph, position, entry)
    gone = [directive.pk for directive in known.values() if directive.pk not in found]
    Directive.objects.filter(pk__in=gone).update(gone=True, published=False)
    return new, len(found), len(gone)


def _lay_directive(directive: Directive, paragraph: Paragraph, position: int, entry: OfferedDirective) -> None:
    directive.paragraph, directive.position, directive.finding = paragraph, position, entry.finding
    directive.verb, directive.printed = entry.verb[:40], entry.printed[:120]
    directive.start, directive.end, directive.gone = entry.start, entry.end, False
    directive.save()
    if not directive.edited:
        address(directive, [(code, False) for code in entry.addressees])


def address(directive: Directive, addressees: list[tuple[str, bool]]) -> None:
    """Set whom a directive speaks to: codes, each with whether it is only implied. Belongs inside an act."""
    directive.addressees.all().delete()
    Addressee.objects.bulk_create(
        Addressee(directive=directive, position=position, code=code[:40], implicit=implicit)
        for position, (code, implicit) in enumerate(dict(addressees).items())
    )
