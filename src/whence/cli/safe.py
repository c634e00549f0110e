"""Text from the outside, made fit to be shown: no input may speak to the terminal."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, BinaryIO, Final

_UNFIT: Final = re.compile(
    r"["
    r"\x00-\x1f\x7f-\x9f"  # control characters, the escape of terminals among them
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of writing
    r"\u2028\u2029"  # line and paragraph separators
    r"\ud800-\udfff"  # halves of a surrogate pair, which cannot be encoded
    r"]"
)
_KEPT: Final = re.compile(r"\n|\t|[^\n\t]+")
_SPACE: Final = re.compile(r"\s+")


def printable(text: str) -> str:
    """`text` on one line: `escaped`, and runs of white space as one space."""
    return escaped(_SPACE.sub(" ", text)).strip()


def escaped(text: str) -> str:
    r"""`text` with every character that is unfit to show written out, as `\x1b`."""
    return _UNFIT.sub(_code, text)


def _code(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


class ForTerminal(BytesIO):
    """A stream onto a terminal's: lines and tabs as they are, what is unfit to show written out."""

    def __init__(self, terminal: BinaryIO) -> None:
        super().__init__()
        self._terminal = terminal

    def write(self, data: Any) -> int:
        """Write bytes; gives how many were taken, which is all of them."""
        text = bytes(data).decode("utf-8", "backslashreplace")
        shown = _KEPT.sub(lambda match: match[0] if match[0] in "\n\t" else escaped(match[0]), text)
        self._terminal.write(shown.encode("utf-8", "backslashreplace"))
        return len(data)

    def flush(self) -> None:
        """Flush the terminal's stream."""
        self._terminal.flush()
