"""Errors that say where and what to do (rule 12 of the house)."""

from __future__ import annotations


class InputError(Exception):
    """Input that cannot be used: ``message`` says what is wrong, ``advice`` what to do, ``where`` names the place.

    ``code`` is stable, for programs and translations; the message is English, for logs and the command line.
    Messages never quote the content of the input.
    """

    def __init__(self, code: str, message: str, *, advice: str = "", where: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.advice = advice
        self.where = where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message}" + (f" {self.advice}" if self.advice else "")
