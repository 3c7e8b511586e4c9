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

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any) -> None:  # noqa: N803 ARG002 (Django's names)
        self.activated = content_length <= LARGEST_UPLOAD

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        kept = super().receive_data_chunk(raw_data, start)
        return kept if self.activated else None


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
