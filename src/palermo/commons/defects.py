"""How a defect of the program is written to the log: where it happened, and nothing that it was working on."""

from __future__ import annotations

import traceback


def frames_of(defect: BaseException) -> str:
    """The kind of ``defect`` and the lines of code it passed through, without its message: messages of libraries
    may quote a row, a name or a request."""
    frames = "".join(traceback.format_tb(defect.__traceback__))
    return f"{type(defect).__name__} at\n{frames}"
