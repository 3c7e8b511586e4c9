"""Uploads that never touch the disk: lists of agencies hold identifiers, and a temporary file can outlive a crash."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from palermo.ground.access.api import ActorRequest

LARGEST_UPLOAD = 32 * 1024 * 1024


class InMemoryOnly(MemoryFileUploadHandler):
    """Keeps every file of a request that is not larger than ``LARGEST_UPLOAD`` in all; of a larger one, none."""

    @property
    def activated(self) -> bool:
        """Whether this request's files are kept; Django's own limit, which it writes here, would send them to disk."""
        assert self.request is not None
        return int(self.request.META.get("CONTENT_LENGTH") or 0) <= LARGEST_UPLOAD

    @activated.setter
    def activated(self, within_django_limit: bool) -> None:
        pass


def in_memory(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Choose the handler before anything reads the request. The check against forged requests reads it, so it comes
    after: the view behind it is protected, the outer one only says how to read."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def wrapper(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [InMemoryOnly(request)]
        return protected(request, *args, **kwargs)

    return wrapper
