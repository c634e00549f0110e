"""Quantities against NewsQuant: value, change, unit and concept.

    python benchmarks/newsquant.py PATH.json [--weights DIR] [--errors] [--limit N]

Counted as the corpus's paper does (Almasian and others, CQE, EMNLP 2023): a quantity of the text counts as
found when one of the same value is read, within its tolerance; value and change, value and unit, and value
and concept ask for the second as well. Every quantity read stands for one of the corpus at most. A concept
is whole when its words are the corpus's, in any order, and partial when they share one. quantulum3 is run
beside, where it is installed; it gives no change and no concept, and the mean of a range, which is held
against the mean. NewsQuant's own way of writing units, changes and concepts is followed here and nowhere in
Whence. Prints one JSON object.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import DataError, Json, load_reader, parser, progress, run
from benchmarks.newsquant_words import Item, items, mended
from whence.reader.syntax import Doc

if TYPE_CHECKING:
    from whence.reader import Reader

COUNTED: Final = {
    "value": "same number, or both ends of a range the same (relative tolerance 1e-5)",
    "unit": "value, and the unit in NewsQuant's normal form, case aside",
    "change": "value, and one of = ~ < > up down",
    "concept_whole": "value, and all words of the concept and no other, case and order aside",
    "concept_partial": "value, and at least one word of the concept",
    "pairing": "each quantity read is paired with one of the corpus at most, the pairs that agree most first",
}
_NEEDS: Final = ("change", "value", "normalized_unit", "referred_concepts")


@dataclass(frozen=True, slots=True)
class Truth:
    """A quantity of the corpus."""

    value: tuple[float, ...]
    unit: str
    change: str
    concept: tuple[str, ...]


def truths(path: Path) -> list[tuple[str, list[Truth]]]:
    """The sentences of a file of NewsQuant and their quantities. Raises DataError."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}. Give the path of NewsQuant's JSON.") from error
    except ValueError as error:
        raise DataError(f"{path}: not JSON ({error}). Give the path of NewsQuant's JSON.") from error
    if not isinstance(rows, list) or not rows:
        raise DataError(f"{path}: no list of sentences. Give the path of NewsQuant's JSON.")
    out = []
    for number, row in enumerate(rows):
        try:
            out.append((str(row["text"]), [_truth(q) for q in row["quantities"]]))
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(
                f"{path}, sentence {number}: needs text, and quantities with {', '.join(_NEEDS)} ({error})."
            ) from error
    return out


def _truth(row: dict[str, Any]) -> Truth:
    text = str(row["value"])
    if "-" in text and "E" not in text and not text.startswith("-"):
        low, high = text.split("-")[:2]
        value: tuple[float, ...] = (float(low), float(high))
    else:
        value = (float(text),)
    concept = tuple(w.lower() for w in str(row["referred_concepts"]).replace(",", " ").split(" ") if w)
    return Truth(value, str(row["normalized_unit"]).lower(), str(row["change"]), concept)


def same_value(one: Sequence[float], two: Sequence[float]) -> bool:
    """Whether two values are the same number or the same range."""
    return len(one) == len(two) and all(
        abs(a - b) <= 1e-8 + 1e-5 * abs(a) for a, b in zip(one, two, strict=True)
    )


@dataclass(slots=True)
class Tally:
    """What was right, over what there was and what was read."""

    truth: int = 0
    read: int = 0
    value: int = 0
    unit: int = 0
    change: int = 0
    whole: int = 0
    partial: int = 0

    def report(self, *names: str) -> Json:
        """Precision, recall and F1 in hundredths, of each of `names`."""
        return {_TITLES[name]: _scores(getattr(self, name), self.truth, self.read) for name in names}


_TITLES: Final = {
    "value": "value",
    "change": "value_and_change",
    "unit": "value_and_unit",
    "whole": "value_and_concept_whole",
    "partial": "value_and_concept_partial",
}


def _scores(right: int, truth: int, read: int) -> Json:
    precision = right / read if read else 0.0
    recall = right / truth if truth else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": round(100 * f1, 1),
    }


def whole(truth: Truth, item: Item) -> bool:
    """Whether a concept has the corpus's words and no other."""
    return len(truth.concept) == len(item.concept) == len(set(truth.concept) & set(item.concept))


def _agreement(truth: Truth, item: Item) -> int:
    """In how much a quantity read is the corpus's, beside its value."""
    partial = bool(set(truth.concept) & set(item.concept))
    return (truth.unit == item.unit) + (truth.change == item.change) + whole(truth, item) + partial


def pair(gold: Sequence[Truth], read: Sequence[Item]) -> list[tuple[int, int]]:
    """Quantities of the corpus and quantities read that have the same value, one to one."""
    ranked = sorted(
        (-_agreement(t, q), i, j)
        for i, t in enumerate(gold)
        for j, q in enumerate(read)
        if same_value(t.value, q.value)
    )
    pairs: list[tuple[int, int]] = []
    for _, i, j in ranked:
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def add(tally: Tally, gold: Sequence[Truth], read: Sequence[Item]) -> list[tuple[int, int]]:
    """Count one sentence; gives the pairs."""
    pairs = pair(gold, read)
    tally.truth += len(gold)
    tally.read += len(read)
    tally.value += len(pairs)
    for i, j in pairs:
        truth, item = gold[i], read[j]
        tally.unit += truth.unit == item.unit
        tally.change += truth.change == item.change
        tally.whole += whole(truth, item)
        tally.partial += bool(set(truth.concept) & set(item.concept))
    return pairs


def quantulum() -> Callable[[str], list[Item]] | None:
    """quantulum3 as a reader of quantities; None where it is not installed."""
    try:
        from quantulum3 import parser as theirs
    except ImportError:
        return None

    def read(text: str) -> list[Item]:
        try:
            found = theirs.parse(text)
        except Exception as error:  # it fails on some inputs, which then count as nothing read
            print(f"quantulum3: {type(error).__name__} on a sentence", file=sys.stderr)
            return []
        return [
            Item((float(q.value),), "-" if q.unit.name == "dimensionless" else q.unit.name.lower(), "", ())
            for q in found
            if math.isfinite(q.value)
        ]

    return read


def measure(
    sentences: Iterable[tuple[str, list[Truth]]],
    reader: Reader,
    *,
    errors: bool = False,
    peers: bool = True,
) -> Json:
    """All scores of Whence and, where it is installed and asked for, of quantulum3."""
    ours, theirs = Tally(), Tally()
    peer = quantulum() if peers else None
    wrong: list[Json] = []
    done = 0
    for text, gold in sentences:
        read = items(Doc(reader(mended(text))))
        pairs = add(ours, gold, read)
        if errors:
            wrong += _errors(text, gold, read, pairs)
        if peer is not None:
            means = [Truth((sum(t.value) / len(t.value),), t.unit, t.change, t.concept) for t in gold]
            add(theirs, means, peer(text))
        done += 1
        progress("newsquant", done)
    result: Json = {
        "sentences": done,
        "quantities": ours.truth,
        "whence": ours.report("value", "change", "unit", "whole", "partial"),
        "quantulum3": theirs.report("value", "unit")
        if peer
        else "not installed: pip install 'whence[bench]'",
    }
    return {**result, "errors": wrong} if errors else result


def _errors(
    text: str, gold: Sequence[Truth], read: Sequence[Item], pairs: list[tuple[int, int]]
) -> list[Json]:
    out: list[Json] = []
    for i, j in pairs:
        truth, item = gold[i], read[j]
        for name, right in (
            ("unit", truth.unit == item.unit),
            ("change", truth.change == item.change),
            ("concept", whole(truth, item)),
        ):
            if not right:
                differs = {"want": getattr(truth, name), "read": getattr(item, name)}
                out.append({"wrong": name, "text": text, "value": truth.value, **differs})
    found, given = {i for i, _ in pairs}, {j for _, j in pairs}
    out += [
        {"wrong": "missed", "text": text, "want": (t.value, t.unit)}
        for i, t in enumerate(gold)
        if i not in found
    ]
    out += [
        {"wrong": "extra", "text": text, "read": (q.value, q.unit)}
        for j, q in enumerate(read)
        if j not in given
    ]
    return out


def main() -> Json:
    """Score the quantities that are read in the sentences of the given file."""
    arguments = parser(__doc__, "NewsQuant, or a part of it, as JSON")
    arguments.add_argument("--errors", action="store_true", help="list every difference, with its sentence")
    args = arguments.parse_args()
    sentences = truths(args.path)[: args.limit]
    reader = load_reader(args.weights)
    return {
        "benchmark": "newsquant",
        "data": args.path.name,
        "reader": reader.name,
        **measure(sentences, reader, errors=args.errors),
        "counted": COUNTED,
    }


if __name__ == "__main__":
    run(main)
