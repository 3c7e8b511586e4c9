"""Long work: its progress, its checkpoint, and whether somebody asked it to stop."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.ground.records import Classification, Record


class Job(Record):
    """``checkpoint`` is committed in the same transaction as the unit of work it follows, so a job killed at any
    moment resumes without half-done units. ``heartbeat_at`` tells a dead worker from a slow one; ``worker`` names
    who works on it now, so that a worker that was only slow cannot write after another took its job over."""

    classification = Classification(personal="none", retention="a year after it ended")

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        STOPPED = "stopped"
        FAILED = "failed"
        DONE = "done"

    kind = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    message = models.CharField(max_length=400, blank=True)
    checkpoint = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    stop_requested = models.BooleanField(default=False)
    requested_by = models.CharField(max_length=40)
    worker = models.CharField(max_length=32, blank=True)
    takeovers = models.PositiveSmallIntegerField(default=0, help_text="since a unit was last finished")
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "ground"
        ordering = ("-created_at",)
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("state", "created_at"))]

    @property
    def percent(self) -> int | None:
        """How far it is, 0 to 100; None while the whole is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None
