"""Corrections that come from a program go through the same forms as those of people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from palermo.know.review.forms import FORMS
from palermo.know.review.models import Finding
from palermo_engines.kit.errors import InputError


def read_correction(finding: Finding, fact: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``fact`` laid over those of the finding and checked. InputError naming the first bad field."""
    form_class = FORMS.get(finding.kind)
    if form_class is None:
        raise InputError("review.not_correctable", "A finding of this kind can be accepted or rejected only.")
    fields = form_class.base_fields
    unknown = sorted(set(fact) - set(fields))
    if unknown:
        raise InputError("review.unknown_field", "The fact has no such field.", where=unknown[0])
    stated = {**finding.fact, **fact}
    typed = {name: field.prepare_value(stated.get(name)) for name, field in fields.items()}
    form = form_class({**typed, "revision": finding.revision, "note": ""})
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise InputError("review.bad_field", str(errors[0]), where=str(field))
    return form.fact()
