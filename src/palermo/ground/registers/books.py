"""Holding a register's book: nobody else writes its records until the transaction ends."""

from __future__ import annotations

from palermo.ground.audit import api as audit
from palermo.ground.registers.declarations import keep_version
from palermo.ground.registers.deriving import derivation
from palermo.ground.registers.models import RegisterBook
from palermo.ground.registers.settling import AT_ONCE, settle_book
from palermo_engines.registers.model import Declaration


def hold_book(declaration: Declaration) -> RegisterBook:
    """The register's book, held until this transaction ends. Inside an act.

    A small register whose declaration changed since is settled first: an upgrade of the release brings new files.
    """
    audit.take_turn()
    book = RegisterBook.objects.select_for_update().filter(register=declaration.id).first()
    if book is None:
        book = RegisterBook.objects.create(register=declaration.id, derived=derivation(declaration))
    keep_version(declaration)
    if book.last_number <= AT_ONCE and book.derived != derivation(declaration):
        settle_book(book, declaration)
    return book
