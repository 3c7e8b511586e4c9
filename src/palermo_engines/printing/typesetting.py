"""Typst, given a template of ours and what it is to say as JSON, so that nothing in it is read as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from palermo_engines.kit.errors import InputError


def typeset(template: Path, content: Mapping[str, Any], *, code: str) -> bytes:
    """The bytes of a PDF, in the fonts of the machine; the template reads ``sys.inputs.report``. InputError with
    ``code`` when Typst refuses."""
    spelled = json.dumps(content, ensure_ascii=False)
    try:
        pdf = typst.compile(template.read_bytes(), format="pdf", sys_inputs={"report": spelled})
    except RuntimeError as error:  # typst.TypstError, which some versions of the package do not name
        raise InputError(code, "The report could not be typeset.") from error
    assert isinstance(pdf, bytes)
    return pdf
