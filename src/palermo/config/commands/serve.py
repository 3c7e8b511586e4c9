"""``palermo serve``: the web site and the worker that carries out long jobs, on this machine."""

from __future__ import annotations

import multiprocessing
import threading

import click

from palermo.config.console import home_option

_HOUR = 3600.0


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Requests answered at once.")
@home_option
def serve(host: str, port: int, threads: int) -> None:
    """Serve the instance's web site until Ctrl-C. Jobs that were cut off resume."""
    run(host, port, threads)


def run(host: str, port: int, threads: int = 4) -> None:
    """Start the threads for jobs and sweeping, then the web server in a child of this process; returns when it ends."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from palermo.ground.access.api import console
    from palermo.ground.jobs import api as jobs
    from palermo.ground.registers import api as registers
    from palermo.know import api as know

    if know.search_index_is_stale():
        click.echo("the search index was made by another release; making it anew", err=True)
        know.rebuild_search_index()
    for declaration in registers.unsettled():
        click.echo(f"register {declaration.id} was declared anew; its figures and tags are made again", err=True)
        registers.settle(console(), declaration=declaration)
    # Not forked: a child would inherit locks that threads of this process hold just then, and wait for them for ever.
    multiprocessing.set_start_method("spawn", force=True)
    closing = threading.Event()
    worker = threading.Thread(target=jobs.run_waiting, args=(closing,), daemon=True, name="palermo-jobs")
    worker.start()
    threading.Thread(target=_sweep, args=(closing,), daemon=True, name="palermo-sweep").start()
    click.echo(f"Palermo is at http://{_shown(host)}:{port}/  (Ctrl-C ends it)")
    try:
        Granian(
            "palermo.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=threads,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
        ).serve()
    finally:
        closing.set()
        worker.join(timeout=10)  # the unit in hand ends; what is left resumes at the next start


def _sweep(closing: threading.Event) -> None:
    """Delete what is kept for some days only, now and every hour. A database that is busy or away is asked again."""
    from django.db import DatabaseError, connection

    from palermo.measure import api as measure

    while True:
        try:
            measure.sweep_linkages()
        except DatabaseError as defect:
            click.echo(f"the sweep failed and is tried again in an hour ({type(defect).__name__})", err=True)
        finally:
            connection.close()
        if closing.wait(_HOUR):
            return


def _shown(host: str) -> str:
    # Passkeys are bound to a name, and browsers accept them without TLS on localhost only.
    return "localhost" if host in ("127.0.0.1", "::1") else host
