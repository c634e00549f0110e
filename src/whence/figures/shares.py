"""Shares, ratios and multiples: "two-thirds", "one in three", "four to one", "twice", "tenfold"."""

from __future__ import annotations

from typing import Final

from whence.figures.draft import Draft
from whence.figures.numerals import FRACTIONS, FRACTIONS_PLURAL, TENS, UNITS, Num, is_numeral, number_at
from whence.figures.pieces import Pieces
from whence.figures.quantity import Change, Number
from whence.figures.units import known, unit_at

_HYPHENS: Final = frozenset("-‑‐–")
_MULTIPLES: Final = {"twice": 2, "thrice": 3}
_VERBS: Final[dict[str, tuple[Number, Change]]] = {
    "doubled": (2, "up"),
    "double": (2, "up"),
    "doubles": (2, "up"),
    "doubling": (2, "up"),
    "tripled": (3, "up"),
    "triple": (3, "up"),
    "triples": (3, "up"),
    "tripling": (3, "up"),
    "trebled": (3, "up"),
    "treble": (3, "up"),
    "quadrupled": (4, "up"),
    "quadruple": (4, "up"),
    "quadrupling": (4, "up"),
    "quintupled": (5, "up"),
    "halved": (0.5, "down"),
    "halve": (0.5, "down"),
    "halves": (0.5, "down"),
    "halving": (0.5, "down"),
}
_FOLD: Final = (
    {f"{word}fold": n for word, n in UNITS.items()}
    | {f"{word}fold": n for word, n in TENS.items()}
    | {"hundredfold": 100}
)
_COMPARES: Final = frozenset(
    ["as", "the", "that", "what", "its", "their", "his", "her", "this", "those", "these", "our", "the"]
)
_DEGREES: Final = frozenset(
    [
        "more",
        "higher",
        "larger",
        "greater",
        "bigger",
        "faster",
        "longer",
        "stronger",
        "heavier",
        "less",
        "lower",
        "smaller",
        "fewer",
        "cheaper",
        "likelier",
        "over",
        "earnings",
        "sales",
        "book",
        "revenue",
        "profits",
        "ebitda",
    ]
)
_NOT_PART: Final = frozenset(
    [
        "first",
        "second",
        "third",
        "fourth",
        "last",
        "final",
        "opening",
        "closing",
        "other",
        "each",
        "every",
        "this",
        "next",
        "previous",
    ]
)
_SMALL: Final = frozenset((10, 100, 1000, 10_000, 100_000, 1_000_000))


def starters() -> frozenset[str]:
    """The words, beside digits and number words, that a share or a multiple can begin with."""
    return (
        frozenset(_MULTIPLES)
        | frozenset(_VERBS)
        | frozenset(_FOLD)
        | {"a", "an", "half"}
        | frozenset(FRACTIONS)
    )


def share_at(p: Pieces, i: int) -> Draft | None:
    """The share, ratio or multiple that begins at piece i; None where none does."""
    low = p.low[i]
    if low in _FOLD:
        return Draft(i, i + 1, i, i + 1, _FOLD[low], _FOLD[low], kind="ratio")
    if low in _VERBS:
        return _verb(p, i)
    if low in _MULTIPLES:
        if p.word(i + 1) in _COMPARES or (p.word(i + 1) in ("normal", "average", "usual")):
            return Draft(i, i + 1, i, i + 1, _MULTIPLES[low], _MULTIPLES[low], kind="ratio")
        return None
    return _colon(p, i) or _factor(p, i) or _fraction(p, i) or _one_in(p, i) or _times(p, i)


def _verb(p: Pieces, i: int) -> Draft | None:
    low = p.low[i]
    value, change = _VERBS[low]
    tag = p.tag(i)
    direction: Change | None = change
    if low in ("double", "triple", "quadruple", "treble"):
        if p.word(i + 1) in ("the", "that", "its", "their", "what", "his", "her", "last"):
            direction = change if tag.startswith("VB") else None
        elif not tag.startswith("VB") or p.word(i + 1) in _HYPHENS:
            return None
    elif (low == "halves" and tag in ("NNS", "NN")) or (p.word(i - 1) in _HYPHENS and i and p.glued[i]):
        return None
    return Draft(i, i + 1, i, i + 1, value, value, kind="ratio", change=direction)


def _colon(p: Pieces, i: int) -> Draft | None:
    """As in "3:1": a ratio where no clock shows it."""
    left, colon, right = p.low[i].partition(":")
    if not (
        colon and left.isdigit() and right.isdigit() and len(left) <= 3 and len(right) == 1 and right != "0"
    ):
        return None
    value = int(left) / int(right)
    return Draft(i, i + 1, i, i + 1, value, value, kind="ratio")


def _factor(p: Pieces, i: int) -> Draft | None:
    if p.low[i] == "a" and p.same(i + 1, ("factor", "of")):
        number = number_at(p, i + 3) if i + 3 < p.size else None
        if number:
            return Draft(i, number.end, number.start, number.end, number.value, number.value, kind="ratio")
    return None


def _fraction(p: Pieces, i: int) -> Draft | None:
    """As in "two-thirds", "a quarter", "one-fifth", "half of"."""
    low = p.low[i]
    if low == "half":
        return _half(p, i)
    if low in ("a", "an"):
        j, top = i + 1, 1
    else:
        number = number_at(p, i)
        if (
            number is None
            or number.value != int(number.value)
            or not 1 <= number.value <= 99
            or number.scale != 1
        ):
            if (
                number is not None
                and 0 < number.value < 1
                and number.end > i
                and p.word(number.end) not in known().words
                and p.word(number.end) != "%"
            ):
                return _written(p, i, number)
            return None
        if number.digits and p.text[number.start] == "1/2":
            return None
        j, top = number.end, int(number.value)
    if p.word(j) in _HYPHENS and p.glued[j]:
        j += 1
    word = p.word(j)
    one = top == 1
    over = (
        FRACTIONS.get(word)
        if one
        else FRACTIONS_PLURAL.get(word)
        or (FRACTIONS.get(word) if j > i + 1 and p.word(j - 1) in _HYPHENS else None)
    )
    if over is None or top >= over:
        return None
    end = j + 1
    if p.word(end) in _HYPHENS and p.glued[end] and end + 1 < p.size and p.glued[end + 1]:
        return None  # a third-party audit
    if word in ("second", "seconds") or not _is_share(p, i, j, top):
        return None
    if low == "a" and _one_more(p, i, word, over, end):
        return None
    value: Number = top / over
    # "a quarter of an hour", "a fiftieth of a second"
    if p.word(end) == "of" and p.word(end + 1) in ("a", "an"):
        unit = unit_at(p, end + 2) if end + 2 < p.size else None
        if unit is not None and unit.kind in ("duration", "measure") and unit.name.split()[0] != "degree":
            return Draft(
                i,
                unit.end,
                i,
                end,
                value,
                value,
                kind=unit.kind,
                unit=unit.name,
                unit_at=(unit.start, unit.end),
            )
        if unit is not None and unit.kind == "percentage":
            return Draft(
                i,
                unit.end,
                i,
                end,
                value,
                value,
                kind="percentage",
                unit=unit.name,
                unit_at=(unit.start, unit.end),
            )
        if p.word(end + 2) in ("million", "billion", "trillion"):
            scale = {"million": 10**6, "billion": 10**9, "trillion": 10**12}[p.low[end + 2]]
            return Draft(i, end + 3, i, end + 3, value * scale, value * scale)
    return Draft(i, end, i, end, value, value, kind="share")


def _one_more(p: Pieces, i: int, word: str, over: int, end: int) -> bool:
    """Whether "a third" is the third of them: "killed two soldiers and wounded a third"."""
    if word == "quarter" or p.word(end) in ("of", "fewer", "more", "less", "lower", "higher"):
        return False
    before = range(max(0, i - 12), i)
    return any(UNITS.get(p.low[k]) == over - 1 or p.low[k] == str(over - 1) for k in before)


def _written(p: Pieces, i: int, number: Num) -> Draft | None:
    """As in "¾ of the votes": a share written as a sign."""
    if "/" not in p.low[i : number.end] and p.low[i] not in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞":
        return None
    if p.word(number.end) in ("of", "the") and p.word(number.end + 1) not in ("a", "an"):
        return Draft(i, number.end, i, number.end, number.value, number.value, kind="share")
    return None


def _is_share(p: Pieces, i: int, j: int, top: int) -> bool:
    """Whether "a third" is a part of something, not the third in a row, and "a quarter" no three months."""
    after = p.word(j + 1)
    word = p.low[j]
    if top > 1 or p.word(j - 1) in _HYPHENS or p.low[i] in ("one", "1"):
        return True
    if after == "of" or p.word(i - 1) in (
        "by",
        "than",
        "about",
        "nearly",
        "almost",
        "around",
        "roughly",
        "under",
        "over",
        "least",
        "barely",
        "quite",
        "to",
        "up",
    ):
        return not (word == "quarter" and after in ("to", "past"))
    if after in ("fewer", "more", "less", "lower", "higher", "larger", "smaller", "cheaper"):
        return True
    if word in ("quarter", "half") and (
        p.word(i - 1) in ("in", "during", "for", "per", "of", "last")
        or after in ("ago", "earlier", "later", "century", "-", "to", "past")
    ):
        return False
    if not after or not after[0].isalpha():
        return word not in ("second",)
    tag = p.tag(j + 1)
    if tag:
        return tag in ("VBD", "VBP", "VBZ", "MD", "IN", "WDT", "WP", "CC", "RB", "TO")
    return after in (
        "are",
        "were",
        "is",
        "was",
        "have",
        "had",
        "has",
        "in",
        "from",
        "and",
        "or",
        "by",
        "will",
        "would",
    )


_HALF_BEFORE: Final = frozenset(
    [
        "about",
        "almost",
        "nearly",
        "around",
        "roughly",
        "over",
        "under",
        "than",
        "least",
        "by",
        "other",
        "some",
        "only",
        "to",
        "barely",
        "quite",
        "just",
        "approximately",
    ]
)


def _half(p: Pieces, i: int) -> Draft | None:
    """As in "half of them", "more than half"; and of a unit: "half an hour", "half a percentage point"."""
    before, after = p.word(i - 1), p.word(i + 1)
    if (
        before in _NOT_PART
        or (before == "a" and after not in ("of",))
        or (before in _HYPHENS and i and p.glued[i])
    ):
        return None
    if after in ("a", "an") or (after in _HYPHENS and p.word(i + 2) in ("a", "an")):
        j = i + 2 if after in ("a", "an") else i + 4
        unit = unit_at(p, j) if j < p.size else None
        if unit is not None:
            return Draft(
                i,
                unit.end,
                i,
                i + 1,
                0.5,
                0.5,
                kind=unit.kind,
                unit=unit.name,
                unit_at=(unit.start, unit.end),
            )
        return None
    if after in _HYPHENS:
        return None
    if after in (
        "of",
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "that",
        "those",
        "these",
        "this",
        "as",
        "what",
    ):
        if before in ("in",) and after not in ("of", "its", "their", "the"):
            return None
        return Draft(i, i + 1, i, i + 1, 0.5, 0.5, kind="share")
    if before in _HALF_BEFORE or (p.word(i - 2) in ("more", "less") and before == "than"):
        return Draft(i, i + 1, i, i + 1, 0.5, 0.5, kind="share")
    if not after and not before:
        return Draft(i, i + 1, i, i + 1, 0.5, 0.5, kind="share")
    tag = p.tag(i + 1)
    if before not in ("in", "the") and (
        tag in ("VBD", "VBP", "VBZ", "MD") or (p.tag(i) in ("NN", "DT", "PDT") and after in ".,;")
    ):
        return Draft(i, i + 1, i, i + 1, 0.5, 0.5, kind="share")
    return None


def _one_in(p: Pieces, i: int) -> Draft | None:
    """As in "one in three", "2 out of 5", "three in every hundred", "one adult in eight", "four to one"."""
    number = _small(p, i)
    if number is None:
        return None
    j = number.end
    ratio = _to_one(p, number)
    if ratio:
        return ratio
    noun = 0
    if (
        number.value == 1
        and p.low[i] in ("one", "1")
        and p.tag(j) in ("NN", "NNP", "JJ")
        and p.word(j + 1) in ("in", "out")
    ):
        noun, j = 1, j + 1
    word = p.word(j)
    if word in _HYPHENS and p.glued[j] and p.word(j + 1) in ("in", "of", "out"):
        j += 1
        word = p.word(j)
    if word not in ("in", "out", "of"):
        return None
    k = j + 1
    if word == "out":
        if p.word(k) != "of":
            return None
        k += 1
    if p.word(k) in _HYPHENS:
        k += 1
    every = p.word(k) in ("every", "each")
    if every:
        k += 1
    whole = number_at(p, k) if k < p.size else None
    if whole is None and p.word(k) in ("hundred", "thousand"):
        value = {"hundred": 100, "thousand": 1000}[p.low[k]]
        whole = Num(value, k, k + 1)
    if (
        whole is None
        or whole.value != int(whole.value)
        or not number.value < whole.value
        or number.value == 0
    ):
        return None
    if not _is_part(p, number, word, whole, every, noun):
        return None
    share = number.value / whole.value
    return Draft(i, whole.end, i, whole.end, share, share, kind="share")


def _is_part(p: Pieces, number: Num, word: str, whole: Num, every: bool, noun: int) -> bool:
    total = whole.value
    unit = unit_at(p, whole.end, whole) if whole.end < p.size else None
    if unit is not None or (whole.plain and 1900 <= total <= 2100):
        return every and unit is not None and unit.kind not in ("duration", "percentage", "measure")
    if every:
        return True
    words = not number.digits and not whole.digits
    if word == "in" and total in (10, 100):
        return True  # "4 in 10 Republicans"
    if word == "of":
        return total == 10 or total == 100 or (words and total <= 10 and number.end == number.start + 1)
    if word == "out":
        return total <= 10 or total in (12, 20, 50, 100) or total in _SMALL
    if number.value == 1:
        return (
            total <= 100_000
            and not (noun and total > 100)
            and p.word(whole.end) not in ("other", "different")
        )
    if total > 100 and total not in _SMALL:
        return False
    # "two in five had left", not "two in three cities"
    after = p.tag(whole.end) if whole.end < p.size else ""
    return after not in ("NNS", "NNPS", "JJ") or (
        words and total <= 10 and number.value > 1 and p.word(number.start - 1) in _LEADS
    )


_LEADS: Final = frozenset(
    {
        "",
        ",",
        "and",
        "that",
        "than",
        "about",
        "around",
        "nearly",
        "almost",
        "some",
        "roughly",
        "approximately",
    }
    | {"least", "perhaps", "over", "says", "said"}
)
"""What may stand before "two in five flights" where it is a share, and not two of something in five."""


def _small(p: Pieces, i: int) -> Num | None:
    low = p.low[i]
    if not (low in UNITS or low in TENS or is_numeral(low)):
        return None
    number = number_at(p, i)
    if number is None or number.scale != 1 or number.value != int(number.value) or number.value > 999:
        return None
    return number


def _to_one(p: Pieces, number: Num) -> Draft | None:
    """As in "four to one", "3-to-1"."""
    j = number.end
    if p.word(j) in _HYPHENS and p.word(j + 1) == "to":
        j += 1
    if p.word(j) != "to" or number.value <= 1 or p.word(number.start - 1) in ("from", "by", "won", "lost"):
        return None
    k = j + 2 if p.word(j + 1) in _HYPHENS else j + 1
    if (
        p.word(k) not in ("one", "1") or unit_at(p, k + 1) is not None
        if k + 1 < p.size
        else p.word(k) not in ("one", "1")
    ):
        return None
    return Draft(number.start, k + 1, number.start, k + 1, number.value, number.value, kind="ratio")


def _times(p: Pieces, i: int) -> Draft | None:
    """As in "three times as many", "ten times that", "20-fold"; not "three times a week"."""
    number = number_at(p, i)
    if number is None:
        return None
    j = number.end
    k = j + 1 if p.word(j) in _HYPHENS else j
    if p.word(k) in ("fold",) or (p.word(j) == "fold" and p.glued[j]):
        return Draft(i, k + 1, i, j, number.value, number.value, kind="ratio")
    if p.word(j) in ("times", "x") and number.end > i:
        after = p.word(j + 1)
        if (
            after in _COMPARES
            or after in _DEGREES
            or (p.word(j) == "times" and p.tag(j + 1) in ("JJR", "RBR"))
        ):
            return Draft(i, j + 1, i, j, number.value, number.value, kind="ratio")
    return None
