"""A job under way, as its work sees it: what was asked, where it stands, and one transaction per unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from palermo.ground.access.api import Actor, actor_on_behalf_of
from palermo.ground.jobs.models import Job

MESSAGE_LENGTH: int = Job._meta.get_field("message").max_length or 400


class StopRequested(Exception):  # noqa: N818  a fact, in the past tense
    """Somebody asked the job to stop. Work lets it pass; what was committed stays, and the job can be resumed."""


class Interrupted(Exception):  # noqa: N818  a fact, in the past tense
    """The worker itself is closing down: the job goes back to waiting."""


class Superseded(Exception):  # noqa: N818  a fact, in the past tense
    """Another worker took the job over while this one seemed dead. This one must not write any more."""


class Run:
    """Handed to the work of a job.

    Compute first, then enter ``unit`` to write: on SQLite a unit holds the only writer's place.

        for number in range(run.checkpoint.get("next", 0), len(paths)):
            document = read(paths[number])
            with run.unit() as checkpoint:
                store(run.actor, document)
                checkpoint["next"] = number + 1
    """

    def __init__(
        self,
        job: Job,
        *,
        progress: Callable[[Job], None] | None = None,
        closing_down: Callable[[], bool] = lambda: False,
    ) -> None:
        self.job = job
        self.actor: Actor = actor_on_behalf_of(job.requested_by)
        self.parameters: dict[str, Any] = dict(job.parameters)
        self.checkpoint: dict[str, Any] = dict(job.checkpoint)
        self._progress = progress
        self._closing_down = closing_down

    @property
    def stop_requested(self) -> bool:
        """Whether somebody asked for a stop. Looked up each time."""
        return Job.objects.filter(pk=self.job.pk, stop_requested=True).exists()

    def pause_point(self) -> None:
        """A place where the work may be broken off. ``unit`` is one; long computing without units may add more.

        Raises StopRequested, Interrupted: let them pass.
        """
        if self._closing_down():
            raise Interrupted
        if self.stop_requested:
            raise StopRequested

    def step(self, done: int, total: int | None = None, message: str = "") -> None:
        """Say how far the work is: ``done`` of ``total`` units, and in a few words what it does now."""
        self._write(done=done, total=self.job.total if total is None else total, message=message[:MESSAGE_LENGTH])
        self._tell()

    @contextmanager
    def unit(self) -> Iterator[dict[str, Any]]:
        """One unit: its writes, its checkpoint and ``done`` + 1 are committed together, or none of them.

        Yields the checkpoint to change: a JSON object. Raises Superseded when another worker has the job.
        """
        self.pause_point()
        checkpoint = dict(self.checkpoint)
        with transaction.atomic():
            self._hold()
            yield checkpoint
            self._write(checkpoint=checkpoint, done=F("done") + 1, takeovers=0)
        self.checkpoint = checkpoint
        self.job.refresh_from_db(fields=("done",))
        self._tell()

    def _hold(self) -> None:
        """Lock the job's row, so that nobody takes it over in the middle of a unit."""
        if not Job.objects.select_for_update().filter(pk=self.job.pk, worker=self.job.worker).exists():
            raise Superseded

    def _write(self, **fields: Any) -> None:
        ours = Job.objects.filter(pk=self.job.pk, worker=self.job.worker, state=Job.State.RUNNING)
        if not ours.update(heartbeat_at=timezone.now(), **fields):
            raise Superseded
        for name, content in fields.items():
            if not isinstance(content, F):
                setattr(self.job, name, content)

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self.job)
