"""Figures against hand-made truth: amounts and bounds, kind, unit, metric, side and whole.

    python benchmarks/figures.py tests/data/hard_figures.jsonl [--weights DIR] [--errors]

Each line of the data is a short text with the figures that a careful analyst reads in it, and the
strings in it that are none. A figure of the truth is *found* when one that was read overlaps its words,
each with one; `amount` counts those whose low, high, both inclusions and "about" agree (of vague words,
that the same word leaves it open), over all figures of the truth; so do `kind`, `unit`, `metric`, `side`
and `of`. `extra` are figures read where the truth has none. Beside them, in the same run, what quantulum3
makes of the same texts: how many of the exact numbers and bounds it has, where it is installed. `speed` is
the time that figures take as a part of the whole reading (parsing, attributions, figures), with all the
texts as one report of many paragraphs. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import DataError, Json, load_reader, run
from whence.reading import read_report
from whence.reports.report import Report

if TYPE_CHECKING:
    from whence.figures.figure import Figure
    from whence.reader import Reader

ASPECTS: Final = ("amount", "kind", "unit", "change", "metric", "side", "of")
CLOSE: Final = 0.0005
"""How far apart two numbers may be, relative to the larger."""
DIGIT: Final = 0.00006
"""And how far at all: fractions are given to four digits."""


def load(path: Path) -> list[Json]:
    """The cases of a file. Raises DataError, naming file and line, where one is not as it should be."""
    cases = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}. Give a file of cases.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
            for figure in case["figures"]:
                start = figure.get("start", case["text"].find(figure["text"]))
                if start < 0 or case["text"][start : start + len(figure["text"])] != figure["text"]:
                    raise ValueError(f"{figure['text']!r} is not in the text there")
                figure["start"] = start
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path}, line {number}: {error}") from error
        cases.append(case)
    return cases


def measure(path: Path, reader: Reader, wrong: list[Json] | None = None) -> Json:
    """Scores of the reader on a file of cases, in per cent; what was wrong goes into `wrong`."""
    cases = load(path)
    right: Counter[str] = Counter()
    total = found = extra = barred = 0
    for case in cases:
        reading = read_report(Report(case["text"], published=case.get("published")), reader)
        pairs, left = _pair(case["figures"], reading.figures)
        by_id = {figure.id: figure for figure in reading.figures}
        for truth, figure in pairs:
            total += 1
            found += figure is not None
            for aspect in ASPECTS:
                good = figure is not None and AGREES[aspect](truth, figure, by_id, case)
                right[aspect] += good
                if not good and wrong is not None:
                    wrong.append(_complaint(case, aspect, truth, figure, by_id))
        extra += len(left)
        bars = [(i, i + len(s)) for s in case.get("not_figures", ()) if (i := case["text"].find(s)) >= 0]
        for figure in left:
            in_bar = any(figure.span.start < b and a < figure.span.end for a, b in bars)
            barred += in_bar
            if wrong is not None:
                wrong.append(
                    {"id": case["id"], "extra": figure.span.text, "text": case["text"], "barred": in_bar}
                )
    return {
        "cases": len(cases),
        "figures": total,
        "found": _share(found, total),
        "extra": extra,
        "extra_where_barred": barred,
        **{aspect: _share(right[aspect], total) for aspect in ASPECTS},
    }


def quantulum(path: Path) -> Json | None:
    """How many of the truth's numbers and whole amounts quantulum3 has; None where it is not installed."""
    try:
        from quantulum3 import parser  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        return None
    total = numbers = amounts = 0
    for case in load(path):
        parsed = parser.parse(case["text"])
        for truth in case["figures"]:
            total += 1
            end = truth["start"] + len(truth["text"])
            over = [q for q in parsed if q.span[0] < end and truth["start"] < q.span[1]]
            wanted = {x for x in (truth["low"], truth["high"]) if x is not None}
            hit = any(any(_close(q.value, w) for w in wanted) for q in over)
            numbers += hit
            exact = truth["low"] == truth["high"] and not truth["approximate"] and truth["low"] is not None
            amounts += hit and exact
    return {"number": _share(numbers, total), "amount": _share(amounts, total)}


def speed(path: Path, reader: Reader) -> Json:
    """Seconds of reading all the texts as one report, and the part of them that figures take."""
    from whence.attributions import attribute
    from whence.figures.read import read_figures
    from whence.parse import Parse

    report = Report("\n".join(case["text"] for case in load(path)))
    read_figures(Parse.of(Report("Two men died."), reader), ())  # what is loaded once is loaded
    began = time.process_time()
    parse = Parse.of(report, reader)
    attributions = attribute(parse, reader)
    read = time.process_time()
    read_figures(parse, attributions)
    figures = time.process_time() - read
    whole = time.process_time() - began
    return {"words": len(parse.doc), "seconds": round(whole, 2), "figures": _share(figures, whole)}


def _pair(
    truths: Sequence[Json], figures: Sequence[Figure]
) -> tuple[list[tuple[Json, Figure | None]], list[Figure]]:
    """Each figure of the truth with that read which shares most of its words, each but once."""
    ranked = sorted(
        (
            (-overlap, i, j)
            for i, truth in enumerate(truths)
            for j, figure in enumerate(figures)
            if (overlap := _overlap(truth, figure)) > 0
        )
    )
    of: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in of and j not in taken:
            of[i] = j
            taken.add(j)
    pairs = [(truth, figures[of[i]] if i in of else None) for i, truth in enumerate(truths)]
    return pairs, [figure for j, figure in enumerate(figures) if j not in taken]


def _overlap(truth: Json, figure: Figure) -> int:
    start: int = truth["start"]
    end = start + len(truth["text"])
    return min(end, figure.span.end) - max(start, figure.span.start)


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= max(DIGIT, CLOSE * max(abs(a), abs(b)))


def _amount(truth: Json, figure: Figure, by_id: dict[str, Figure], case: Json) -> bool:
    if truth.get("vague"):
        return figure.vague is not None
    low, high = truth["low"], truth["high"]
    return (
        figure.vague is None
        and _close(low, figure.low)
        and _close(high, figure.high)
        and (low is None or truth["low_inclusive"] == figure.low_inclusive)
        and (high is None or truth["high_inclusive"] == figure.high_inclusive)
        and truth["approximate"] == figure.approximate
    )


def _unit(truth: Json, figure: Figure, by_id: dict[str, Figure], case: Json) -> bool:
    wanted, got = truth["unit"], figure.unit
    # The noun of a share or a ratio may be named or left to what it is a share of.
    return wanted == got or (truth["kind"] in ("share", "ratio") and (wanted is None or got is None))


def _named(name: str) -> Callable[[Json, Figure, dict[str, Figure], Json], bool]:
    def agrees(truth: Json, figure: Figure, by_id: dict[str, Figure], case: Json) -> bool:
        named = getattr(figure.measure, name)
        got = named.value if named is not None else None
        # One party under two names ("Britain", "the United Kingdom") is one.
        same = (
            name == "side"
            and got is not None
            and truth[name] is not None
            and _party(truth[name]) == _party(got)
        )
        return bool(truth[name] == got) or same

    return agrees


def _party(name: str) -> str:
    from whence.actors import packaged_actors

    return packaged_actors().party(name) or name


def _of(truth: Json, figure: Figure, by_id: dict[str, Figure], case: Json) -> bool:
    whole = by_id.get(figure.of or "")
    if truth["of"] is None or whole is None:
        return truth["of"] is None and whole is None
    start = next((f["start"] for f in case["figures"] if f["text"] == truth["of"] and f is not truth), -1)
    start = start if start >= 0 else case["text"].find(truth["of"])
    return whole.span.start < start + len(truth["of"]) and start < whole.span.end


AGREES: Final[dict[str, Callable[[Json, Figure, dict[str, Figure], Json], bool]]] = {
    "amount": _amount,
    "kind": lambda truth, figure, by_id, case: truth["kind"] == figure.kind,
    "unit": _unit,
    "change": lambda truth, figure, by_id, case: truth["change"] == figure.change,
    "metric": _named("metric"),
    "side": _named("side"),
    "of": _of,
}


def _complaint(case: Json, aspect: str, truth: Json, figure: Figure | None, by_id: dict[str, Figure]) -> Json:
    wanted: Any = truth.get(aspect)
    got: Any = None
    if aspect == "amount":
        wanted = [
            truth["low"],
            truth["high"],
            truth["low_inclusive"],
            truth["high_inclusive"],
            truth["approximate"],
        ]
        wanted.append(truth.get("vague"))
    if figure is not None:
        if aspect == "amount":
            got = [figure.low, figure.high, figure.low_inclusive, figure.high_inclusive, figure.approximate]
            got.append(figure.vague)
        elif aspect in ("metric", "side"):
            named = getattr(figure.measure, aspect)
            got = named.value if named is not None else None
        elif aspect == "of":
            got = by_id[figure.of].span.text if figure.of else None
        else:
            got = getattr(figure, aspect)
    return {
        "id": case["id"], "aspect": aspect, "figure": truth["text"],
        "read": figure.span.text if figure else None, "wanted": wanted, "got": got, "text": case["text"],
    }  # fmt: skip


def _share(part: float, whole: float) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def main() -> Json:
    """The benchmark as a command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="a file of cases, JSON lines")
    parser.add_argument("--weights", type=Path, help="a folder of weights instead of the packaged ones")
    parser.add_argument("--errors", action="store_true", help="print what was wrong to standard error")
    arguments = parser.parse_args()
    wrong: list[Json] = []
    reader = load_reader(arguments.weights)
    scores = measure(arguments.data, reader, wrong if arguments.errors else None)
    for line in wrong:
        print(json.dumps(line, ensure_ascii=False), file=sys.stderr)
    return {
        "data": arguments.data.name,
        "whence": scores,
        "quantulum3": quantulum(arguments.data),
        "speed": speed(arguments.data, reader),
    }


if __name__ == "__main__":
    run(main)
