"""Asks for a linkage (``ask``), works until killed (``work POINT N``), or to the end and tells (``finish``)."""

from __future__ import annotations

import hashlib
import json
import sys

import django

PEOPLE = 1_600


def main(deed: str, *arguments: str) -> None:
    django.setup()
    {"ask": _ask, "work": _work, "finish": _finish}[deed](*arguments)


def _ask() -> None:
    from palermo.ground.access.api import console
    from palermo.measure.estimates.linking.bringing import add_list, begin, read_list
    from palermo.measure.estimates.linking.working import start_linking
    from palermo.measure.estimates.taking_in import About
    from tests.measure.estimates.named_lists import named_files

    linkage = begin(console(), about=About("Killed"))
    for name, (_, content) in named_files(PEOPLE).items():
        add_list(console(), linkage=linkage, brought=read_list(name, content))
    start_linking(console(), linkage=linkage)


def _work(point: str = "", number: str = "0") -> None:
    from tests.measure.programs.killed_estimator import _work as work

    work(point, number)


def _finish() -> None:
    from palermo.ground.access.api import console
    from palermo.ground.audit import api as audit
    from palermo.ground.audit.models import Event
    from palermo.measure.estimates.linking.keeping import pairs_in
    from palermo.measure.estimates.linking.models import Linkage
    from palermo.measure.estimates.linking.using import Wanted, use_linkage

    _work()
    linkage = Linkage.objects.get()
    pairs = pairs_in(linkage)
    parts = (pairs.left, pairs.right, pairs.weight, pairs.probability, pairs.evidence)
    digest = hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()
    table = use_linkage(console(), linkage=linkage, wanted=Wanted(5, ("sex",)))
    told = {
        "pairs": digest, "rows": table.rows, "draws": table.draws, "linked": table.linked,
        "intact": audit.verify().intact,
        "linked_once": Event.objects.filter(verb="measure.linkage.linked").count() == 1,
    }  # fmt: skip
    print(json.dumps(told))  # noqa: T201 - the test listens


if __name__ == "__main__":
    main(*sys.argv[1:])
