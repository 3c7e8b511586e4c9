"""The choices as Splink understands them: a settings dictionary for any database, and the table of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from palermo_engines.linkage.choices import Choices, Comparison
from palermo_engines.linkage.records import Records

if TYPE_CHECKING:
    import pyarrow as pa

_FIRST_GUESS = 1e-4


def settings_of(choices: Choices) -> dict[str, Any]:
    """The choices as Splink settings, for any database."""
    return {
        "link_type": "dedupe_only",  # all lists in one table: repeats within a list are looked for as well
        "unique_id_column_name": "record",
        "probability_two_random_records_match": _FIRST_GUESS,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule.sql} for rule in choices.rules],
        "comparisons": [_comparison(each) for each in choices.comparisons],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        **choices.known,
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    levels: list[dict[str, Any]] = []
    for level in comparison.levels:
        spelled: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.label}
        if level.silent:
            spelled["is_null_level"] = True
        if level.frequency:
            spelled |= {"tf_adjustment_column": level.frequency, "disable_tf_exact_match_detection": True}
        levels.append(spelled)
    levels.append({"sql_condition": "ELSE", "label_for_charts": "no agreement"})
    return {"output_column_name": comparison.field, "comparison_levels": levels}


def table_of(records: Records, choices: Choices, *more: str) -> pa.Table:
    """The columns that the choices compare, and ``more``, with the number of each record, as an Arrow table."""
    import pyarrow as pa

    spelled = str(choices)
    used = {name: column for name, column in records.columns.items() if name in more or name in spelled}
    return pa.table({"record": np.arange(len(records)), **used})
