"""Which registers there are: the files of this release, and what the instance added or changed.

The published row with the highest version wins over the file. Nothing needs a restart: each call asks for one number
and looks at the files' times. A file that is broken is listed with its problem and breaks no other.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from palermo.ground.audit.actor import SYSTEM_CODE
from palermo.ground.registers.models import RegisterDeclaration
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import WINGS, Declaration
from palermo_engines.registers.reading import read_declaration

_BESIDE_SOURCE = Path(__file__).resolve().parents[4] / "registers"
_INSTANCE = RegisterDeclaration.Origin.INSTANCE


@dataclass(frozen=True, slots=True)
class Broken:
    """A file or row that cannot be read: ``where`` names it with the line, ``problem`` says why."""

    name: str
    where: str
    problem: str


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What was read at one moment. ``stamp`` tells whether it still holds."""

    stamp: object
    read: Mapping[str, Declaration]
    broken: tuple[Broken, ...]


_files: dict[Path, tuple[tuple[int, int], Declaration | Broken]] = {}
_rows = _Shelf(None, {}, ())


def registers_directory() -> Path:
    """The folder of built-in declarations: ``PALERMO_REGISTERS`` when set, else ``registers/`` beside ``src/``."""
    return Path(os.environ.get("PALERMO_REGISTERS") or _BESIDE_SOURCE)


def declaration(identifier: str) -> Declaration | None:
    """The declaration in force of a register; None when there is no such register."""
    return _in_force().get(identifier)


def declarations() -> tuple[Declaration, ...]:
    """Every register in force, by wing (in the order of the house) and id."""
    return tuple(sorted(_in_force().values(), key=lambda found: (WINGS.index(found.wing), found.id)))


def broken_declarations() -> tuple[Broken, ...]:
    """Files and rows that cannot be read, each with its problem."""
    return (*(found for found in _from_files() if isinstance(found, Broken)), *_from_rows().broken)


def declaration_at(identifier: str, version: int) -> Declaration | None:
    """The declaration as it was in ``version``, to read an old record in its own words; None when it was not kept."""
    current = declaration(identifier)
    if current is not None and current.version == version:
        return current
    row = RegisterDeclaration.objects.filter(register=identifier, version=version).first()
    return read_declaration(row.text, name=f"{identifier} {version}") if row else None


def _in_force() -> Mapping[str, Declaration]:
    found = {each.id: each for each in _from_files() if isinstance(each, Declaration)}
    return {**found, **_from_rows().read}


def _from_files() -> Iterator[Declaration | Broken]:
    """What each file says. Of two files with one id the first by name counts, the other is broken."""
    seen: set[str] = set()
    for path in _paths():
        found = _read_once(path)
        if isinstance(found, Declaration) and found.id in seen:
            found = Broken(found.id, str(path), f"There is another file for {found.id}.")
        seen.add(found.id if isinstance(found, Declaration) else "")
        yield found


def _paths() -> list[Path]:
    folder = registers_directory()
    return sorted(path for wing in WINGS for path in folder.glob(f"{wing}/*.yaml"))


def _read_once(path: Path) -> Declaration | Broken:
    status = path.stat()
    stamp = (status.st_mtime_ns, status.st_size)
    known = _files.get(path)
    if known is None or known[0] != stamp:
        known = _files[path] = (stamp, _read_file(path))
    return known[1]


def _read_file(path: Path) -> Declaration | Broken:
    try:
        found = read_declaration(path.read_text(encoding="utf-8"), name=path.name)
    except InputError as error:
        return Broken(path.stem, error.where or path.name, error.message)
    except (OSError, UnicodeDecodeError):
        return Broken(path.stem, path.name, "The file cannot be read as text.")
    if found.wing != path.parent.name:
        return Broken(found.id, path.name, f"It stands in {path.parent.name}, but says wing: {found.wing}.")
    return found


def _from_rows() -> _Shelf:
    """The instance's declarations, read again when a newer one was published."""
    global _rows
    published = RegisterDeclaration.objects.filter(published=True, origin=_INSTANCE)
    stamp = published.order_by("-pk").values_list("pk", "digest").first()
    if stamp != _rows.stamp:
        _rows = _read_rows(stamp)
    return _rows


def _read_rows(stamp: object) -> _Shelf:
    newest: dict[str, RegisterDeclaration] = {}
    for row in RegisterDeclaration.objects.filter(published=True, origin=_INSTANCE).order_by("version"):
        newest[row.register] = row
    read: dict[str, Declaration] = {}
    broken: list[Broken] = []
    for name, row in newest.items():
        try:
            read[name] = read_declaration(row.text, name=name)
        except InputError as error:  # a release may read more strictly than the one it was added under
            broken.append(Broken(name, error.where, error.message))
    return _Shelf(stamp, read, tuple(broken))


def keep_version(found: Declaration) -> None:
    """Keep the declaration as a row before the first record is written under it: an upgrade of the release must not
    take the words away that old records are read with. Inside an act."""
    if not RegisterDeclaration.objects.filter(register=found.id, version=found.version).exists():
        RegisterDeclaration.objects.create(
            register=found.id,
            version=found.version,
            text=found.source,
            digest=digest_of(found.source),
            origin=RegisterDeclaration.Origin.RELEASE,
            by=SYSTEM_CODE,
        )


def digest_of(text: str) -> str:
    """SHA-256 of a declaration's text."""
    return hashlib.sha256(text.encode()).hexdigest()
