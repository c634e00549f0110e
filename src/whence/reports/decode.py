"""From bytes to text: what is text, in which encoding, and how sure that is."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from whence.reports.errors import ReportError

_KINDS: Final = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"\x1aE\xdf\xa3", "a video"),
)  # fmt: skip

_BOMS: Final = (
    # The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_META_CHARSET: Final = re.compile(rb"""(?i)<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""")
_XML_CHARSET: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")
_HEAD: Final = 4096

# Control characters that no text holds; tab, newlines, form feed, and the escape of terminals aside.
_CONTROLS: Final = bytes(b for b in range(32) if b not in (9, 10, 11, 12, 13, 27)) + b"\x7f"
_CONTROL_SHARE: Final = 0.01
_SAMPLE: Final = 65_536

# Pages that say one of these mean Windows' superset of it, as the HTML standard has it.
_MEANT: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}

# Python's codecs that are no encodings of text, or that can make lone surrogates.
_NOT_ENCODINGS: Final = ("utf-7", "utf-16", "utf-32", "unicode", "raw", "idna", "punycode", "undefined")

# What the detector makes of a few accents in English text: it cannot tell these apart by so little, and
# the first of each family is by far the likelier.
_FAMILIES: Final = (
    ("cp1252", ("cp1250", "cp1254", "cp1257", "cp1258", "iso8859", "latin", "cp85", "cp437", "cp775", "hp")),
    ("mac-roman", ("mac-iceland", "mac-latin2", "mac-turkish", "mac-croatian")),
)
_MOSTLY_ASCII: Final = 0.85


class Decoded(NamedTuple):
    """A text, the encoding that it was read in, and what a reader should know of that."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def binary_kind(data: bytes) -> str | None:
    """What `data` is, in words, where it is not text in any encoding; None where it may be text."""
    for magic, kind in _KINDS:
        if data.startswith(magic):
            return kind
    if data[4:8] == b"ftyp":
        return "a video"
    if data[:4] == b"RIFF":
        return "a recording or an image"
    if any(data.startswith(bom) for bom, _ in _BOMS):
        return None
    if b"\0" in data:
        return "binary data"
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary data" if controls > _CONTROL_SHARE * len(sample) else None


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page names in its head, as it names it."""
    head = data[:_HEAD]
    match = _META_CHARSET.search(head) or _XML_CHARSET.search(head)
    return match[1].decode("ascii", "replace") if match else None


def decode(data: bytes, source: str, *, charset: str | None = None, page: bool = False) -> Decoded:
    """`data` as text, every newline as it stands; `charset` is what a server said of it.

    In turn: a byte order mark, strict UTF-8, what the server and (for a `page`) the page itself say,
    and a detector. Raises ReportError where it is not text.
    """
    kind = binary_kind(data)
    if kind is not None:
        raise ReportError(source, f"this is {kind}, not text", "Give a text file or a saved HTML page")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            body = data[len(bom) :]
            text = _strictly(body, encoding)
            if text is not None:
                return _checked(Decoded(text, encoding), source)
            lossy = body.decode(encoding, "replace")
            return _checked(Decoded(lossy, encoding, (_lossy_warning(lossy, encoding),)), source)
    text = _strictly(data, "utf-8")
    if text is not None:
        return _checked(Decoded(text, "utf-8"), source)
    for name in (charset, declared_charset(data) if page else None):
        declared = _known(name)
        if declared is not None and declared != "utf-8":
            text = _strictly(data, declared)
            if text is not None:
                return _checked(Decoded(text, declared), source)
    return _checked(_detected(data), source)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _known(name: str | None) -> str | None:
    """Python's name for an encoding of text, as the web means it; None where there is no such one."""
    if name is None:
        return None
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)  # a codec from bytes to bytes, such as base64, is refused here
    except (LookupError, UnicodeError):
        return None
    encoding = codec.name.replace("_", "-")
    return None if encoding.startswith(_NOT_ENCODINGS) else _MEANT.get(encoding, encoding)


def _detected(data: bytes) -> Decoded:
    # A text that is UTF-8 but for a few bytes (cut, or pasted into) is better read as what it is.
    mostly = data.decode("utf-8", "replace")
    broken = mostly.count("\ufffd")
    multibyte = sum(1 for c in mostly[:_SAMPLE] if c > "\x7f" and c != "\ufffd")
    if multibyte > broken:
        return Decoded(mostly, "utf-8", (_lossy_warning(mostly, "utf-8"),))

    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    encoding = _known(best.encoding) if best is not None else None
    for candidate in (_likelier(encoding, data[:_SAMPLE]), encoding, "cp1252"):
        text = _strictly(data, candidate) if candidate is not None else None
        if candidate is not None and text is not None:
            return Decoded(text, candidate, (f"not UTF-8: read as {candidate}, by its looks",))
    text = data.decode("cp1252", "replace")
    return Decoded(text, "cp1252", (_lossy_warning(text, "cp1252"),))


def _likelier(encoding: str | None, sample: bytes) -> str | None:
    if encoding is None or sum(byte < 128 for byte in sample) < _MOSTLY_ASCII * len(sample):
        return encoding
    for likely, family in _FAMILIES:
        if encoding.startswith(family):
            return likely
    return encoding


def _lossy_warning(text: str, encoding: str) -> str:
    return f"mis-encoded: {text.count(chr(0xFFFD))} places are not {encoding} and were read as \ufffd"


def _checked(decoded: Decoded, source: str) -> Decoded:
    # UTF-16 may still hold NULs, which neither XML nor a terminal takes; surrogates cannot come out of
    # a strict or replacing decoder, and UTF-7, which could make them, is never tried.
    if "\0" in decoded.text:
        raise ReportError(source, "this is binary data, not text", "Give a text file or a saved HTML page")
    return decoded
