"""Text from the outside, made fit to be shown: no input may speak to the terminal."""

from __future__ import annotations

import re
from typing import Final

_UNFIT: Final = re.compile(
    r"["
    r"\x00-\x1f\x7f-\x9f"  # control characters, the escape of terminals among them
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of writing
    r"\u2028\u2029"  # line and paragraph separators
    r"\ud800-\udfff"  # halves of a surrogate pair, which cannot be encoded
    r"]"
)
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
