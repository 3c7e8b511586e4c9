"""What compares the records of ``palermo link``: DuckDB within this process, or Spark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any


@contextmanager
def database_of(engine: str, threads: int) -> Iterator[Any]:
    """A Splink database of ``duckdb`` or ``spark``, closed behind whoever used it. InputError when it cannot be had."""
    if engine == "spark":
        from palermo_engines.linkage.on_spark import spark_of

        with TemporaryDirectory(prefix="palermo-") as folder, spark_of(folder, threads=threads) as database:
            yield database
        return
    from palermo_engines.linkage.matching import duckdb_of

    yield duckdb_of(threads=threads)
