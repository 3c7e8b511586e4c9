"""Appends events from several threads at once; prints whether the chain is intact and how many events it has."""

# ruff: noqa: E402  (Django is set up before its models are imported)
import sys
import threading

import django

django.setup()

from django.db import connection

from palermo.ground.audit import api as audit
from palermo.ground.audit.actor import SYSTEM


def write(count: int) -> None:
    for number in range(count):
        with audit.act(SYSTEM, "ground.test.done", object_kind="test", number=number):
            pass
    connection.close()


if __name__ == "__main__":
    threads, each = int(sys.argv[1]), int(sys.argv[2])
    workers = [threading.Thread(target=write, args=(each,)) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    verification = audit.verify()
    sys.stdout.write(f"{verification.intact} {verification.events}")
