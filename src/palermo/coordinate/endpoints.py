"""The operations of this wing in the API. Reading what is published needs no token."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from ninja import Query, Router

from palermo.coordinate.obligations.actions import ObligationFields, create_obligation, publish_obligation
from palermo.coordinate.obligations.queries import Wanted as WantedObligations
from palermo.coordinate.obligations.queries import listed_for, obligation_visible_to, obligations_wanted
from palermo.coordinate.resolutions.actions import WorkFields, create_work, publish_work
from palermo.coordinate.resolutions.boards import board
from palermo.coordinate.resolutions.chaining import chain_of, line_of
from palermo.coordinate.resolutions.citing import cited_figure, cited_paragraph
from palermo.coordinate.resolutions.listing import Wanted, works_wanted
from palermo.coordinate.resolutions.pages import found_directive, found_paragraph, found_work
from palermo.coordinate.resolutions.proposals import (
    End,
    Proposal,
    Statement,
    decide,
    proposal_visible_to,
    propose_renewal,
    propose_status,
    propose_taking_up,
)
from palermo.coordinate.resolutions.reading import work_page
from palermo.coordinate.schemas import (
    ChainPlaceOut,
    DirectiveOut,
    MoveIn,
    ObligationIn,
    ObligationOut,
    ProposalOut,
    RenewalIn,
    StatusIn,
    TakenUpIn,
    WorkIn,
    WorkOut,
    WorkParagraphOut,
    WorkPublishedOut,
    WorksOut,
)
from palermo.coordinate.spelling import chain_out, directive_out, obligation_out, paragraphs_out, work_out
from palermo.ground.access.api import Actor, ActorRequest, gated, open_to_all

router = Router(tags=["coordinate"])
ITEMS_A_PAGE = 50
MAX_PAGE = 100_000
_PUBLISHED = "strangers see published works, texts and statements only, in the query itself"
_WRITE = "coordinate.work.write"

PageNumber = Annotated[int, Query(ge=1, le=MAX_PAGE)]
Word = Annotated[str, Query(max_length=60)]


@router.get("/works", response=WorksOut)
@open_to_all(_PUBLISHED)
def list_works(
    request: ActorRequest, body: Word = "", kind: Word = "", year: Word = "", verb: Word = "", addressee: Word = "",
    theme: Word = "", status: Word = "", page: PageNumber = 1,
) -> WorksOut:  # fmt: skip
    """Works, newest first. Filters on directives (verb, addressee, theme, status) must fit one directive."""
    wanted = Wanted(body, kind, year, verb, addressee, theme, status)
    pages = Paginator(works_wanted(request.actor, wanted, timezone.now().date()), ITEMS_A_PAGE)
    shown = pages.get_page(page)
    items = [work_out(work) for work in shown.object_list]
    return WorksOut(count=pages.count, page=shown.number, pages=pages.num_pages, items=items)


@router.get("/works/{uuid}", response=WorkOut)
@open_to_all(_PUBLISHED)
def get_work(request: ActorRequest, uuid: UUID) -> WorkOut:
    """One work."""
    return work_out(found_work(request.actor, uuid))


@router.get("/works/{uuid}/paragraphs", response=list[WorkParagraphOut])
@open_to_all(_PUBLISHED)
def list_work_paragraphs(request: ActorRequest, uuid: UUID) -> list[WorkParagraphOut]:
    """The paragraphs of its texts with what they direct, and how that stands today."""
    page = work_page(request.actor, found_work(request.actor, uuid), timezone.now().date())
    return list(paragraphs_out(page))


@router.get("/works/{uuid}/line", response=list[list[WorkOut]])
@open_to_all(_PUBLISHED)
def get_line(request: ActorRequest, uuid: UUID) -> list[list[WorkOut]]:
    """The works that renew each other, step by step from the first; empty when there are no others."""
    line = line_of(request.actor, found_work(request.actor, uuid))
    return [[work_out(work) for work in generation.works] for generation in line]


@router.get("/directives/{uuid}", response=DirectiveOut)
@open_to_all(_PUBLISHED)
def get_directive(request: ActorRequest, uuid: UUID) -> DirectiveOut:
    """One directive as it stands today."""
    (row,) = board(request.actor, [found_directive(request.actor, uuid)], timezone.now().date())
    return directive_out(row)


@router.get("/chains/{paragraph}", response=list[ChainPlaceOut])
@open_to_all(_PUBLISHED)
def get_chain(request: ActorRequest, paragraph: UUID) -> list[ChainPlaceOut]:
    """Everything that hangs together with the paragraph, from the earliest to the latest: the same from each member."""
    return chain_out(chain_of(request.actor, found_paragraph(request.actor, paragraph)))


@router.get("/obligations", response=list[ObligationOut])
@open_to_all("strangers see published obligations only, in the query itself")
def list_obligations(
    request: ActorRequest, author: Word = "", body: Word = "", standing: Word = ""
) -> list[ObligationOut]:
    """Reporting obligations in the order of their planned dates, as they stand today."""
    wanted = WantedObligations(author, body, standing)
    return [obligation_out(row) for row in obligations_wanted(request.actor, wanted, timezone.now().date())]


@router.post("/works", response=WorkOut)
@gated(_WRITE)
def post_work(request: ActorRequest, said: WorkIn) -> WorkOut:
    """A work without a text, such as a resolution that others cite."""
    return work_out(create_work(request.actor, fields=WorkFields(**said.dict())))


@router.post("/works/{uuid}/publish", response=WorkPublishedOut)
@gated("coordinate.work.publish")
def publish_one_work(request: ActorRequest, uuid: UUID) -> WorkPublishedOut:
    """Publish the work with everything in it."""
    work = found_work(request.actor, uuid)
    return WorkPublishedOut(work=work.uuid, directives=publish_work(request.actor, work=work))


@router.post("/directives/{uuid}/statuses", response=ProposalOut)
@gated(_WRITE)
def post_status(request: ActorRequest, uuid: UUID, said: StatusIn) -> ProposalOut:
    """Propose what came of a directive."""
    statement = Statement(
        said.addressee, said.status, said.as_of, cited_paragraph(request.actor, _text(said.paragraph)),
        cited_figure(request.actor, _text(said.figure)), said.reason,
    )  # fmt: skip
    directive = found_directive(request.actor, uuid)
    return _proposal_out("status", propose_status(request.actor, directive=directive, said=statement))


@router.post("/taken-up", response=ProposalOut)
@gated(_WRITE)
def post_taken_up(request: ActorRequest, said: TakenUpIn) -> ProposalOut:
    """Propose that one paragraph takes up another."""
    earlier = _end(request.actor, said.earlier, said.earlier_directive)
    later = _end(request.actor, said.later, said.later_directive)
    made = propose_taking_up(request.actor, earlier=earlier, later=later, reason=said.reason)
    return _proposal_out("taken-up", made)


@router.post("/renewals", response=ProposalOut)
@gated(_WRITE)
def post_renewal(request: ActorRequest, said: RenewalIn) -> ProposalOut:
    """Propose that one work continues another."""
    made = propose_renewal(
        request.actor, predecessor=found_work(request.actor, said.predecessor),
        successor=found_work(request.actor, said.successor),
        evidence=cited_paragraph(request.actor, _text(said.evidence), "evidence"), reason=said.reason,
    )  # fmt: skip
    return _proposal_out("renewal", made)


@router.post("/proposals/{kind}/{uuid}/decision", response=ProposalOut)
@gated(_WRITE)
def decide_one_proposal(request: ActorRequest, kind: str, uuid: UUID, said: MoveIn) -> ProposalOut:
    """Confirm, refuse or withdraw. ``resolutions.changed_meanwhile`` when ``revision`` is not the current one."""
    proposal = proposal_visible_to(request.actor, kind, uuid)
    if proposal is None:
        raise Http404
    return _proposal_out(kind, decide(request.actor, proposal=proposal, move=said.move, revision=said.revision))


@router.post("/obligations", response=ObligationOut)
@gated(_WRITE)
def post_obligation(request: ActorRequest, said: ObligationIn) -> ObligationOut:
    """A reporting obligation, hidden until it is published."""
    pointed = {
        "mandate": found_directive(request.actor, said.mandate) if said.mandate else None,
        "report": found_work(request.actor, said.report) if said.report else None,
        "evidence": cited_paragraph(request.actor, _text(said.evidence), "evidence"),
    }
    made = create_obligation(request.actor, fields=ObligationFields(**(said.dict() | pointed)))
    return _obligation(request.actor, made.uuid)


@router.post("/obligations/{uuid}/publish", response=ObligationOut)
@gated("coordinate.work.publish")
def publish_one_obligation(request: ActorRequest, uuid: UUID) -> ObligationOut:
    """Show it to everybody."""
    found = obligation_visible_to(request.actor, uuid)
    if found is None:
        raise Http404
    publish_obligation(request.actor, obligation=found)
    return _obligation(request.actor, uuid)


def _obligation(actor: Actor, uuid: UUID) -> ObligationOut:
    found = obligation_visible_to(actor, uuid)
    if found is None:  # a token that may write and not read
        raise Http404
    (row,) = listed_for(actor, [found], timezone.now().date())
    return obligation_out(row)


def _end(actor: Actor, paragraph: UUID, directive: UUID | None) -> End:
    return End(found_paragraph(actor, paragraph), found_directive(actor, directive) if directive else None)


def _proposal_out(kind: str, proposal: Proposal) -> ProposalOut:
    return ProposalOut(uuid=proposal.uuid, kind=kind, state=proposal.state, revision=proposal.revision)


def _text(uuid: UUID | None) -> str:
    return str(uuid) if uuid else ""
