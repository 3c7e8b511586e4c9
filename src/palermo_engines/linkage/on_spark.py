"""Spark in place of DuckDB, for more records than one machine holds; the same linkage comes out.

Here it runs beside this process (local mode): it listens on this machine alone, and what spills to the disk is
encrypted. For a cluster, give ``match`` a ``splink.SparkAPI`` of your own session. Needs the extra ``spark`` and Java
17 or 21; both are looked for when it is called.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from palermo_engines.kit.errors import InputError

_READ_ONCE = re.compile("__splink__m_u_counts|__splink__df_sql_query|__splink__df_predict")


@contextmanager
def spark_of(folder: str, *, threads: int = 2, memory: str = "2g") -> Iterator[Any]:
    """A Splink database on Spark in local mode, stopped at the end. ``folder``: where it may put what does not fit.

    Raises InputError ``linkage.spark`` when the extra or Java is not installed.
    """
    api, builder = _spark()
    for name, value in _settings(folder, threads, memory).items():
        builder = builder.config(name, value)
    session = builder.master(f"local[{threads}]").appName("palermo").getOrCreate()
    session.sparkContext.setLogLevel("OFF")  # an error comes as an exception; a log could hold what a record says
    try:
        yield api(spark_session=session, break_lineage_method="persist", register_udfs_automatically=False)
    finally:
        session.stop()


def _spark() -> tuple[Any, Any]:
    try:
        from pyspark.sql import SparkSession
        from splink import SparkAPI
    except ImportError as error:
        advice = "Install it, pinned, as docs/how-to/linkage.md says, or leave out --engine spark."
        raise InputError("linkage.spark", "Spark is not installed.", advice=advice) from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        advice = "On Debian: apt-get install default-jre-headless"
        raise InputError("linkage.spark", "Spark needs Java 17 or 21.", advice=advice)

    class Kept(SparkAPI):
        """Every result that is read more than once is computed once: Splink's own ways leave plans that grow with each
        step, or write plain files."""

        def _break_lineage_and_repartition(self, result: Any, templated_name: str, _physical_name: str) -> Any:
            return result if _READ_ONCE.match(templated_name) else result.coalesce(_parts(self)).localCheckpoint()

    return Kept, SparkSession.builder


def _parts(database: Any) -> int:
    return int(database.spark.conf.get("spark.sql.shuffle.partitions"))


def _settings(folder: str, threads: int, memory: str) -> dict[str, str]:
    return {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.authenticate": "true",
        "spark.io.encryption.enabled": "true",
        "spark.network.crypto.enabled": "true",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": memory,
        "spark.local.dir": folder,
        "spark.sql.warehouse.dir": f"{folder}/warehouse",
        "spark.sql.shuffle.partitions": str(threads),
        "spark.default.parallelism": str(threads),
        "spark.sql.adaptive.enabled": "false",
    }
