"""What a form sent and no page took, so that it can be sent again: nothing typed is lost when a session ends.

It is offered only where the browser says that the form stood on a page of this instance. A form that stood elsewhere
must not be one click away from being sent in the reader's name. Forms about accounts hold passwords and are left out.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError

_ACCOUNT = "/account/"
_OF_THE_FORM = frozenset({"csrfmiddlewaretoken", "revision", "_asked", "do"})


def sent_by(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Names and values of a refused form, in the order sent; none when it may not be sent again."""
    if request.method != "POST" or request.path.startswith(_ACCOUNT) or not _from_here(request):
        return ()
    try:
        lists = list(request.POST.lists())
    except (SuspiciousOperation, UnreadablePostError):
        return ()
    pairs = tuple((name, value) for name, values in lists for value in values if name != "csrfmiddlewaretoken")
    return pairs if typed_in(pairs) else ()


def typed_in(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Those that a reader knows as their own: what forms carry along is left out, and what is empty."""
    return tuple((name, value) for name, value in pairs if name not in _OF_THE_FORM and value.strip())


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser names a page of ours as the form's. Old ones give the page's address only, new ones both."""
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    page = urlsplit(said)
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return f"{page.scheme}://{page.netloc}" in own
