"""Releases of datasets: recording a new one, and putting it in the place of the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from palermo.ground.evidence.models import Figure, Source, TreatyAction
from palermo.ground.evidence.words import FigureStatus, SourceKind
from palermo.measure.models import Area, Release
from palermo.measure.words import DatasetKind
from palermo_engines.kit.errors import InputError


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of a file before it is imported. ``dated`` is ISO 8601, empty when the file does not say;
    ``places`` are the codes of the States it speaks of."""

    kind: DatasetKind
    key: str
    title: str
    publisher: str
    dated: str
    digest: str
    filename: str
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Imported:
    """``changed`` is False when these very bytes had been imported before: nothing was written."""

    release: Release
    changed: bool
    report: dict[str, Any]


def release_with(kind: DatasetKind, digest: str) -> Release | None:
    """The release that these very bytes were imported as."""
    return Release.objects.select_related("source").filter(kind=kind, source__digest=digest).first()


def standing_releases(kind: DatasetKind) -> list[Release]:
    """The releases whose figures stand, the newest first."""
    found = Release.objects.select_related("source").filter(kind=kind, superseded_by=None)
    return list(found.order_by("-created_at", "-pk"))


def _earlier_of(publication: Publication) -> list[Release]:
    """What a publication takes the place of: standing releases of its kind that speak of the same places. Data of
    another region lives beside it."""
    return [release for release in standing_releases(publication.kind) if publication.places & set(release.places)]


def refuse_older(publication: Publication) -> None:
    """InputError when a newer release stands already: an old file must not bring withdrawn figures back."""
    newest = max((release.source.dated for release in _earlier_of(publication)), default="")
    if publication.dated and publication.dated < newest:
        raise InputError(
            "import.older_release",
            f"This file was released on {publication.dated}; the release of {newest} stands already.",
            advice="Import the newest file the publisher offers.",
        )


def begin_release(publication: Publication, rows: int) -> tuple[Release, int]:
    """The records of a new release, and how many records of the releases before were withdrawn; those stay readable.
    Its figures are to be written next, in the same act."""
    refuse_older(publication)
    earlier = _earlier_of(publication)
    source = Source.objects.create(
        kind=SourceKind.DATASET.value,
        key=publication.key,
        title=publication.title,
        publisher=publication.publisher,
        language="en",
        dated=publication.dated,
        digest=publication.digest,
        published=True,
    )
    release = Release.objects.create(
        kind=publication.kind,
        source=source,
        filename=publication.filename[:200],
        rows=rows,
        places=sorted(publication.places),
    )
    return release, _supersede(earlier, release)


def _supersede(earlier: list[Release], release: Release) -> int:
    withdrawn = 0
    sources = [item.source_id for item in earlier]
    for model in (Figure, TreatyAction):
        standing = model.objects.filter(source_id__in=sources).exclude(status=FigureStatus.WITHDRAWN.value)
        withdrawn += standing.update(status=FigureStatus.WITHDRAWN.value)
    Release.objects.filter(pk__in=[item.pk for item in earlier]).update(superseded_by=release)
    return withdrawn


def keep_report(release: Release, report: Mapping[str, Any]) -> None:
    release.report = dict(report)
    release.save(update_fields=("report",))


def area_codes(printed: set[str]) -> dict[str, str]:
    """A stable subject code for each printed area, made on first sight: ``area:`` and what its name begins with."""
    known = dict(Area.objects.values_list("printed", "code"))
    taken = set(known.values())
    for name in sorted(printed - set(known)):
        code = _free_code(name, taken)
        Area.objects.create(code=code, printed=name[:200])
        taken.add(code)
        known[name] = code
    return {name: known[name] for name in printed}


def _free_code(name: str, taken: set[str]) -> str:
    stem = "".join(char for char in name.casefold() if char.isascii() and char.isalnum())[:7] or "x"
    candidates = (f"area:{stem}", *(f"area:{stem[:4]}{number}" for number in range(2, 1000)))
    return next(code for code in candidates if code not in taken)
