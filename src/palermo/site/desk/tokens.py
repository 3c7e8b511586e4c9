"""One's own tokens for programs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from palermo.ground.access.api import ActorRequest, create_token, gated, revoke_token, tokens_of
from palermo.site.desk.forms import TokenForm
from palermo.site.desk.words import permission_title
from palermo_engines.kit.errors import InputError

_CREATE = "ground.token.create"


@gated(_CREATE)
@require_safe
def tokens(request: ActorRequest) -> HttpResponse:
    """The tokens one made, and a form for another."""
    return _page(request, TokenForm(actor=request.actor))


@gated(_CREATE)
@require_POST
@never_cache
def create(request: ActorRequest) -> HttpResponse:
    """Make a token; the answer shows it, once."""
    form = TokenForm(request.POST, actor=request.actor)
    if form.is_valid():
        try:
            made = create_token(request.actor, **form.cleaned_data)
        except InputError as error:
            form.refuse(error)
        else:
            return render(request, "site/desk/token_made.html", {"made": made})
    return _page(request, form, status=422)


@gated(_CREATE)
@require_POST
def revoke(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """End a token at once."""
    token = tokens_of(request.actor).filter(uuid=uuid).first()
    if token is None:
        raise Http404
    revoke_token(request.actor, token=token)
    messages.success(request, gettext("The token no longer works."))
    return redirect("desk-tokens")


def _page(request: ActorRequest, form: TokenForm, status: int = 200) -> HttpResponse:
    own = [(token, [permission_title(name) for name in token.scopes]) for token in tokens_of(request.actor)]
    content = {"tokens": own, "form": form, "now": timezone.now()}
    return render(request, "site/desk/tokens.html", content, status=status)
