"""Answers kept until the data changes. Every write leaves an audit event: the chain's end is the version."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor, may
from palermo.ground.audit.models import Head

_MOST_ANSWERS = 512
Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


def latest_seal() -> str:
    """Another text after every audited write; no two histories share one, so a restored backup is another version."""
    return Head.objects.filter(pk=1).values_list("hash", flat=True).first() or ""


def kept_while_fresh(question: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Keep the answers of a pure reading function in this process while nothing was written.

    Arguments must be hashable; an actor counts as what it may see, so that nobody is shown another's drafts. The
    reader's language counts too, because answers may hold words. Answers are shared: callers must not change them.
    """
    answers: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()
    lock = Lock()

    @wraps(question)
    def answered(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        key = (
            latest_seal(),
            active_language(),
            *map(_seen, args),
            *((name, _seen(value)) for name, value in sorted(kwargs.items())),
        )
        with lock:
            if key in answers:
                answers.move_to_end(key)
                return answers[key]
        answer = question(*args, **kwargs)
        with lock:
            answers[key] = answer
            while len(answers) > _MOST_ANSWERS:
                answers.popitem(last=False)
        return answer

    return answered


def _seen(argument: object) -> object:
    if isinstance(argument, Actor):
        return bool(may(argument, "measure.figure.read_unpublished"))
    return argument
