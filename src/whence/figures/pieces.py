"""The words of a Doc as the grammar of quantities reads them: "5bn" and "34-year" cut in their parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from whence.figures.quantity import Range

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

BREAK: Final = "\n"
"""Stands between paragraphs; no phrase runs over it."""

NUMERAL: Final = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"  # 3,000.50
    r"|\d{1,2}(?:,\d{2})+,\d{3}"  # 1,00,000
    r"|\d{1,3}(?:\.\d{3}){2,}"  # 1.250.000
    r"|\d+(?:\.\d+)?|\.\d+"
)
_MIXED: Final = re.compile(rf"({NUMERAL})(?![\d.,]*\d)")
_SIGNS: Final = "$€£¥₩₽₴₪₹₺₦₫₱฿₸₾₼₡"
_HEAD: Final = re.compile(
    rf"([A-Za-z.]{{0,3}}[{_SIGNS}][A-Za-z]{{0,3}}|[A-Z]{{2,3}}|~|≈|∼|<|>|≥|≤|\+|-|−|–|\()?=?(?=\.?\d)"
)
_TAIL: Final = re.compile(rf"{NUMERAL}|[^\W\d_°ºµμ²³″′]+|[°ºµμ][A-Za-z]*|[²³]|[^\w\s]")
_ORDINAL: Final = re.compile(r"\d{1,6}(?:st|nd|rd|th)\b", re.IGNORECASE)
_LOOSE: Final = re.compile(
    r"\d{1,4}s\b|\d+(?!(?:[kcm]?m)[23]\b)[A-Za-z]+\d|\d+:\d+|\d{1,2}\.\d{1,2}\.\d{2,4}$|\d{4}-\d\d-\d\d$"
)
_PREFIX: Final = re.compile(r"(minus|plus|sub|now)(-)(?=\d)", re.IGNORECASE)
_DOLLARS: Final = re.compile(r"(?:AU?|US|CA?|NZ|HK|S)(?=\d)")
_NUMBER_HYPHEN: Final = re.compile(r"[a-z]{3,9}-", re.IGNORECASE)
_LONGEST: Final = 60
"""Longer words are no numbers that anybody reads."""


class Pieces:
    """The words of a Doc in parts, without white space; paragraphs are kept apart by BREAK.

    `low[i]` and `text[i]` are the words, `token[i]` the token that each is part of, `glued[i]` whether
    no space stands before it.
    """

    __slots__ = ("_entities", "_tags", "doc", "glued", "low", "number_cache", "size", "text", "token")

    def __init__(self, doc: Doc) -> None:
        """Of any Doc, tagged or blank."""
        self.doc = doc
        self.text: list[str] = []
        self.low: list[str] = []
        self.token: list[int] = []
        self.glued: list[bool] = []
        self._tags: list[str] | None = None
        self._entities: list[str] | None = None
        stuck = False
        for i, token in enumerate(doc):
            word = token.text
            if word.isspace() or not word:
                if word.count("\n") > 1 or "\u2029" in word:
                    self._add(BREAK, i, False)
                stuck = False
                continue
            if len(word) > 1 and not word.isalpha() and any(map(str.isdigit, word)):
                self._cut(word, i, stuck)
            elif word[-1] == "-" and _NUMBER_HYPHEN.fullmatch(word):  # four-, five- and six-cylinder engines
                self._add(word[:-1], i, stuck)
                self._add("-", i, True)
            else:
                self._add(word, i, stuck)
            stuck = not token.whitespace_
        self.size = len(self.text)

    def _add(self, word: str, token: int, glued: bool) -> None:
        self.text.append(word)
        self.low.append(word.lower())
        self.token.append(token)
        self.glued.append(glued)

    def _cut(self, word: str, token: int, glued: bool) -> None:
        if len(word) > _LONGEST or word.isdigit() or _LOOSE.match(word):
            self._add(word, token, glued)
            return
        prefix = _PREFIX.match(word)
        if prefix:  # minus-5, sub-7
            self._add(prefix.group(1), token, glued)
            self._add(prefix.group(2), token, True)
            self._cut(word[prefix.end() :], token, True)
            return
        dollars = _DOLLARS.match(word) if glued and self.text and self.text[-1] == "$" else None
        if dollars:  # $A82,615
            self.text[-1] += dollars.group()
            self.low[-1] = self.text[-1].lower()
            word = word[dollars.end() :]
        head = _HEAD.match(word)
        at = head.end() if head else 0
        if head and head.group():
            number = _MIXED.match(word, at)
            # COP29, MH17: names, not sums of money
            named = (
                number
                and number.group().isdigit()
                and len(number.group()) < 3
                and word[number.end() :] in ("", "s")  # "eight TB2s"
            )
            if not number or (named and head.group().isalpha()):
                self._add(word, token, glued)
                return
            self._add(word[:at].rstrip("=") or "=", token, glued)
            glued = True
        elif not word[0].isdigit() and word[0] != ".":
            self._add(word, token, glued)
            return
        ordinal = _ORDINAL.match(word, at)
        number = ordinal or _MIXED.match(word, at)
        if not number:
            self._add(word[at:], token, glued)
            return
        self._add(number.group(), token, glued)
        for part in _TAIL.finditer(word, number.end()):
            self._add(part.group(), token, True)

    def tokens(self, a: int, b: int) -> Range:
        """The tokens that pieces [a, b) are parts of."""
        return self.token[a], self.token[b - 1] + 1

    def tag(self, i: int) -> str:
        """The fine tag of a piece (Penn Treebank); "" in a Doc without tags and outside the text."""
        if not 0 <= i < len(self.token):
            return ""
        if self._tags is None:
            self._tags = [token.tag_ for token in self.doc]
        return self._tags[self.token[i]]

    def entity(self, i: int) -> str:
        """The kind of name that a piece is part of; "" for none, without entities and outside the text."""
        if not 0 <= i < len(self.token):
            return ""
        if self._entities is None:
            self._entities = [token.ent_type_ for token in self.doc]
        return self._entities[self.token[i]]

    def word(self, i: int) -> str:
        """The lower-case piece at i; "" outside the text."""
        return self.low[i] if 0 <= i < self.size else ""

    def same(self, i: int, words: tuple[str, ...]) -> bool:
        """Whether the pieces from i on are these words."""
        return i >= 0 and tuple(self.low[i : i + len(words)]) == words
