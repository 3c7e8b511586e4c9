"""What a file is, told from its bytes; its name decides nothing."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import StrEnum

from palermo_engines.kit.errors import InputError

_HEAD = 4096
_SAMPLE = 60_000
_SIGNATURES = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\x00": "a picture",
    b"MM\x00*": "a picture",
    b"BM": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"SQLite format 3": "a database",
    b"{\\rtf": "a rich text (RTF) file",
    b"OggS": "a recording",
    b"ID3": "a recording",
    b"RIFF": "a recording or a picture",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|section|main|table|h[1-6]|p|div)\b[^>]{0,500}>", re.IGNORECASE
)
_XML = re.compile(rb"\s*<\?xml\b")
_WRITTEN = re.compile("[\x00-\u06ff\u2000-\u303f\u4e00-\u9fff\uff00-\uffff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_COMMON = {
    "gb18030": re.compile(
        "[的一是在不了有和人这中大为上个国以要他时来用们生到作地于出就分对成会可主发年动同工也能下"
        "过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体"
        "制机当使点从业本去把性好应开它合还因由其些然前外政四日社义事平形相全表间样与关各重新线内数正]"
    ),
    "cp1251": re.compile("[оеаинтсрвл]"),
    "koi8-r": re.compile("[оеаинтсрвл]"),
    "cp1256": re.compile("[اليمنوتربةع]"),
    "cp1252": re.compile("[éèàçêôáíóúñîâûùü]"),
}
_OWN_LETTERS = {
    "gb18030": re.compile("[\u3000-\u9fff\uff00-\uffef]"),
    "cp1251": re.compile("[\u0400-\u04ff]"),
    "koi8-r": re.compile("[\u0400-\u04ff]"),
    "cp1256": re.compile("[\u0600-\u06ff]"),
    "cp1252": re.compile("[\u00c0-\u00ff]"),
}


class Kind(StrEnum):
    """The formats that can be read."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TEXT = "text"


def kind_of(content: bytes, name: str) -> Kind:
    """The format of a file. Raises InputError when it is none that can be read."""
    head = content[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(_ZIP):
        return _kind_of_zip(content, name)
    if head.startswith(_OLE):
        raise _ole_error(content, name)
    for signature, what in _SIGNATURES.items():
        if head.startswith(signature) and (len(signature) > 3 or _CONTROL.search(head)):
            raise not_a_document(what, name)
    if _HTML.search(_as_ascii(head)) and (head.lstrip()[:1] == b"<" or not head.isascii() or b"<" in head[:200]):
        return Kind.HTML
    if _XML.match(head):
        return Kind.HTML if b"xhtml" in head else _plain_or_error(content, name)
    return _plain_or_error(content, name)


def not_a_document(what: str, name: str) -> InputError:
    """The error for a file of another kind."""
    return InputError(
        "documents.not_a_document",
        f"the file is {what}, not a document.",
        where=name,
        advice="Give a .txt, .docx, .html or .pdf file.",
    )


def _as_ascii(head: bytes) -> bytes:
    """UTF-16 seen as bytes has a zero in every second place."""
    return head.replace(b"\x00", b"") if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else head


def _kind_of_zip(content: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(
            "documents.broken", "the file is a damaged or cut-off Word document or ZIP archive.", where=name,
            advice="Download or save it again.",
        ) from error  # fmt: skip
    if "word/document.xml" in names or any(part.startswith("word/document") for part in names):
        return Kind.DOCX
    if any(part.startswith("xl/") for part in names):
        raise not_a_document("a spreadsheet", name)
    raise not_a_document("a ZIP archive", name)


def _ole_error(content: bytes, name: str) -> InputError:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return InputError(
            "documents.encrypted", "the Word document is protected by a password.", where=name,
            advice="Save a copy without the password.",
        )  # fmt: skip
    return InputError(
        "documents.not_a_document", "the file is in the old Word format (.doc) or another Office format.", where=name,
        advice="Open it and save it as .docx.",
    )  # fmt: skip


def _plain_or_error(content: bytes, name: str) -> Kind:
    sample = content[:_SAMPLE]
    if _byte_order(sample) is None and len(_CONTROL.findall(sample)) * 200 > len(sample):
        raise not_a_document("binary data", name)
    return Kind.TEXT


def decode(content: bytes) -> str:
    """The text of a plain file: by its byte order mark, as UTF-8, else by the letters its bytes make most likely."""
    encoding = _byte_order(content[:_SAMPLE])
    if encoding is not None:
        return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(content, error.start):
            return content.decode("utf-8", errors="replace")
    return content.decode(_likeliest(content), errors="replace")


def _byte_order(sample: bytes) -> str | None:
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return _unmarked_utf16(sample)


def _unmarked_utf16(sample: bytes) -> str | None:
    """UTF-16 without its mark: it decodes without an error, and line ends or spaces stand in it as two bytes."""
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    even = sample[: len(sample) // 2 * 2]
    for encoding, signs in (("utf-16-le", (b"\n\x00", b" \x00")), ("utf-16-be", (b"\x00\n", b"\x00 "))):
        if any(even.find(sign) % 2 == 0 for sign in signs if sign in even) and _is_text(even, encoding):
            return encoding
    return None


def _is_text(sample: bytes, encoding: str) -> bool:
    """Whether bytes so decoded are letters, signs and blanks, and nothing that no text holds."""
    try:
        text = sample[:4000].decode(encoding, errors="strict" if len(sample) <= 4000 else "ignore")
    except UnicodeDecodeError:
        return False
    usual = sum(1 for sign in text if sign.isprintable() or sign.isspace())
    known = len(_WRITTEN.findall(text))
    return usual > 0.97 * len(text) and known > 0.9 * len(text)


def _mostly_utf8(content: bytes, first_error: int) -> bool:
    """A few bad bytes in a UTF-8 text do not make it another encoding."""
    sample = content[:_SAMPLE]
    bad = sample.decode("utf-8", errors="replace").count("\ufffd")
    good = sum(1 for byte in sample if byte >= 0xC0)
    return first_error > 0 and bad * 20 < good


def _likeliest(content: bytes) -> str:
    sample = bytes(content[:_SAMPLE])
    return max(_COMMON, key=lambda encoding: _likelihood(sample, encoding))


def _likelihood(sample: bytes, encoding: str) -> float:
    """The share of the letters outside ASCII that are common ones, in words that look like words."""
    text = sample.decode(encoding, errors="replace")
    foreign = [sign for sign in text if sign > "\x7f"]
    if not foreign:
        return 0.0
    own = len(_OWN_LETTERS[encoding].findall(text))
    common = len(_COMMON[encoding].findall(text))
    bad = text.count("\ufffd")
    share = common / len(foreign) * (own / len(foreign)) - 3 * bad / len(foreign)
    ascii_share = 1 - len(foreign) / len(text)
    return share * (0.5 + ascii_share) if encoding == "cp1252" else share
