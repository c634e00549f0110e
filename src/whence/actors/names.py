"""Names in a form in which they can be compared: without case, accents, hyphens, articles, possessives."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST: Final = 160
"""A longer text is no name: code points."""
_SPECIAL: Final = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
        "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ŧ": "t", "ħ": "h", "ə": "e",
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʹ": "'", "`": "'", "´": "'", "＇": "'",
        "&": " and ",
    }
)  # fmt: skip
_POSSESSIVE: Final = re.compile(r"'s?(?=\s|$)", re.IGNORECASE)
_NO_WORD: Final = re.compile(r"[\W_]+")
_ARTICLE: Final = re.compile(r"the\s+", re.IGNORECASE)
_DOTS: Final = re.compile(r"(?<=\b[A-Za-z])\.(?=[A-Za-z]\b|$|[\s,')])")
_BREAKS: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]+")


def core(text: str) -> str:
    """A name without an article before it, a possessive, dots in an acronym and accents; case is kept."""
    # Most names are plain: each step is left out where it would change nothing.
    if not text.isascii() or "&" in text or "`" in text:
        text = text.translate(_SPECIAL)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if not (text.isascii() and text.isprintable()) or "  " in text:
        text = _BREAKS.sub(" ", text)
    text = text.strip()
    if "." in text:
        text = _DOTS.sub("", text)
    if "'" in text:
        text = _POSSESSIVE.sub("", text).replace("'", "")
    return _ARTICLE.sub("", text, count=1) if text[:4].lower() == "the " else text


def fold(cored: str) -> str:
    """What `core` gives, in small letters with one space between words."""
    if "+" in cored:
        cored = cored.replace("+", " plus ")
    if cored.isascii() and cored.replace(" ", "").isalnum() and "  " not in cored:
        return cored.strip().lower()
    return _NO_WORD.sub(" ", cored).strip().casefold()


def normal(text: str) -> str:
    """The form in which two writings of one name are equal; empty for what cannot be a name.

    "the Kremlin's" and "Kremlin", "Kim Jong-un" and "Kim Jong Un", "U.S." and "US", "Élysée" and "Elysee"
    are equal. Transliterations are not: see `name_key`.
    """
    return fold(core(text)) if len(text) <= LONGEST else ""


def is_acronym(cored: str) -> bool:
    """Whether a name is so short an acronym that it is only read in capitals: "US", "WHO", "AP"."""
    return len(cored) <= 3 and cored.isalnum() and cored.upper() == cored and not cored.isdigit()


_MOHAMED: Final = re.compile(r"m[ou]h?am+[ae]d")
_ABD: Final = re.compile(r"abd[aeiou]?[lr]?")
_ABD_JOINED: Final = re.compile(r"abd[aeu]l(?=\w{3})")
_RUNS: Final = re.compile(r"(.)\1+")
_ARTICLES: Final = frozenset({"al", "el", "as", "ad", "an", "ar", "at", "ash"})
_HONORIFICS: Final = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "president", "gen", "general", "prof"}
)
_SPELLINGS: Final = (("x", "ks"), ("y", "i"), ("ou", "u"), ("oo", "u"), ("ck", "k"), ("q", "k"), ("gh", "g"))


@lru_cache(maxsize=20_000)
def _spelling(word: str) -> str:
    if _MOHAMED.fullmatch(word):
        return "mohamad"
    if _ABD.fullmatch(word):
        return "abd"
    word = _ABD_JOINED.sub("abd", word)
    for old, new in _SPELLINGS:
        if old in word:
            word = word.replace(old, new)
    word = _RUNS.sub(r"\1", word)
    if len(word) > 3:
        word = word.replace("ie", "e")
        if word.endswith("j"):
            word = word[:-1].removesuffix("i") + "i"
        if word == "aleksander":
            word = "aleksandr"
    return word


def name_key(name: str) -> str:
    """A key that is equal for the usual spellings of one person's name, for comparing people across reports.

    On top of `normal` it evens out how names are written in Latin letters: Zelensky, Zelenskyy and Zelenskiy;
    Sergei and Sergey; Mohammed and Muhammad; al-Assad and Assad; Kim Jong Un and Kim Jongun. Names in two
    languages stay two (Oleksandr, Aleksandr). Words keep their order. Empty for what cannot be a name.
    """
    words = normal(name).split()
    while len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    kept = [word for word in words if word not in _ARTICLES] if len(words) > 1 else words
    return "".join(map(_spelling, kept or words))
