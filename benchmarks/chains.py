"""Whole attributions against hand-made truth: found, chain, form, polarity, standing, own voice.

    python benchmarks/chains.py examples/ tests/data/hard_attributions.jsonl [--weights DIR] [--errors]

Reads `*.truth.json` beside example reports, and JSON lines of single cases. Prints one JSON object.
An attribution of the truth is *found* when a reading has one whose cue overlaps its cue and whose
content shares more than half of the words of either. Of those found are counted: chains whose
names agree in order, and what else agrees; `own_voice` counts passages on nobody's word that were
attributed all the same (their greater part inside some content).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whence.attributions import Attribution
from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report

Span = tuple[int, int]
ASPECTS = ("chain", "with", "types", "anonymous", "form", "polarity", "standing", "said", "nesting")


@dataclass(slots=True)
class Case:
    """One text with the attributions that a careful analyst finds in it."""

    name: str
    report: Report
    attributions: list[dict[str, Any]]
    own_voice: list[str]


@dataclass(slots=True)
class Tally:
    """Counts over all cases, and a line for everything that is wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


def cases(path: Path) -> Iterator[Case]:
    """The cases in a folder of examples, or in a file of JSON lines."""
    if path.is_dir():
        from whence.reports import load

        for truth_path in sorted(path.glob("*.truth.json")):
            truth = json.loads(truth_path.read_text(encoding="utf-8"))
            about = truth["report"]
            report = load(str(path / about["file"]), published=about.get("published"))
            yield Case(about["file"], report, truth["attributions"], truth.get("own_voice", []))
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            yield Case(row["id"], Report(row["text"]), row["attributions"], row.get("own_voice", []))


def locate(text: str, words: str, near: int = 0) -> Span | None:
    """Where words stand in a text, the occurrence nearest to a place."""
    found = []
    at = text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return min(found, key=lambda s: abs(s[0] - near)) if found else None


def placed(text: str, row: dict[str, Any]) -> tuple[list[Span], Span | None]:
    """The content and cue of a row as spans; the cue is the occurrence nearest to the content."""
    content = []
    at = 0
    for i, words in enumerate(row["content"]):
        span = None
        if i == 0:
            begin = -1
            for _ in range(int(row.get("occurrence", 1))):
                begin = text.find(words, begin + 1)
            span = (begin, begin + len(words)) if begin >= 0 else None
        span = span or locate(text, words, at)
        if span:
            content.append(span)
            at = span[1]
    cue = None
    if row.get("cue") and content:
        options = [c for c in (locate(text, row["cue"], edge) for s in content for edge in s) if c]
        # A cue never stands inside its own content.
        options = [c for c in options if not any(a <= c[0] and c[1] <= b for a, b in content)] or options
        cue = (
            min(options, key=lambda c: min(min(abs(c[0] - b), abs(a - c[1])) for a, b in content))
            if options
            else None
        )
    return content, cue


def shared(a: list[Span], b: list[Span]) -> int:
    """Characters that two lists of spans share."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def size(spans: list[Span]) -> int:
    """Characters in a list of spans."""
    return sum(b - a for a, b in spans)


def names(attribution: Attribution) -> list[str]:
    """The names of a chain, folded for comparison."""
    return [fold(authority.name) for authority in attribution.authority]


def others(attribution: Attribution) -> list[str]:
    """Who says it jointly at the last point of the chain."""
    return sorted(fold(o.name) for o in attribution.authority[-1].also) if attribution.authority else []


def fold(name: str) -> str:
    """A name without its article, case and punctuation."""
    words = name.lower().replace("’s", "").replace("'s", "").replace("’", "'").strip(" ,.").split()
    while words and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


def score(case: Case, reader: Reader, tally: Tally) -> None:
    """Read one case and count what agrees."""
    reading = read_report(case.report, reader)
    text = case.report.text
    used: set[str] = set()
    c = tally.counts
    c["predicted"] += len(reading.attributions)
    for row in case.attributions:
        c["truth"] += 1
        nested = row.get("parent") is not None
        c["truth_nested"] += nested
        content, cue = placed(text, row)
        best = None
        for a in reading.attributions:
            spans = [(s.start, s.end) for s in a.content]
            if a.id in used or a.cue is None:
                continue
            common = shared(spans, content)
            if cue and not shared([(a.cue.start, a.cue.end)], [cue]):
                continue
            if common * 2 > size(content) and common * 2 > size(spans) and (best is None or common > best[0]):
                best = (common, a)
        label = f"{case.name}: {row.get('source')!r} {row.get('cue')!r} {row['content'][0][:50]!r}"
        if best is None:
            tally.errors.append(f"missed    {label}")
            continue
        a = best[1]
        used.add(a.id)
        c["found"] += 1
        c["found_nested"] += nested
        truth_names = [fold(n) for n in row["authority"]]
        for what, mine, theirs in (
            ("chain", names(a), truth_names),
            ("with", others(a), sorted(fold(n) for n in row.get("with", []))),
            ("types", [o.type for o in a.authority], row.get("types", [])),
            ("anonymous", [o.anonymous for o in a.authority], row.get("anonymous", [])),
            ("form", a.form, row["form"]),
            ("polarity", a.polarity, row["polarity"]),
            ("standing", a.standing, row["standing"]),
            ("said", a.said.edtf if a.said else None, (row.get("said") or {}).get("edtf")),
            ("nesting", a.parent is not None, nested),
        ):  # fmt: skip
            if mine == theirs:
                c[what] += 1
            else:
                tally.errors.append(f"{what:9} {label}: {mine} is {theirs}")
    for a in reading.attributions:
        if a.id not in used:
            who = a.source.text if a.source else None
            said = a.cue.text if a.cue else None
            words = a.content[0].text[:60]
            tally.errors.append(f"extra     {case.name}: {who!r} {said!r} {words!r} ({a.confidence})")
    for passage in case.own_voice:
        c["own_voice"] += 1
        span = locate(text, passage)
        if span is None:
            tally.errors.append(f"truth     {case.name}: not in the text: {passage[:60]!r}")
            continue
        for a in reading.attributions:
            if shared([(s.start, s.end) for s in a.content], [span]) * 2 > size([span]):
                c["own_voice_attributed"] += 1
                tally.errors.append(f"own voice {case.name}: {passage[:60]!r} attributed to {names(a)}")
                break


def summary(tally: Tally) -> dict[str, Any]:
    """The counts as shares."""
    c = tally.counts
    found = c["found"] or 1

    def share(a: int, b: int) -> float | None:
        return round(100 * a / b, 1) if b else None

    return {
        "truth": c["truth"],
        "predicted": c["predicted"],
        "recall": share(c["found"], c["truth"]),
        "precision": share(c["found"], c["predicted"]),
        "recall_nested": share(c["found_nested"], c["truth_nested"]),
        **{aspect: share(c[aspect], found) for aspect in ASPECTS},
        "own_voice": c["own_voice"],
        "own_voice_attributed": c["own_voice_attributed"],
    }  # fmt: skip


def main() -> None:
    """Score the given paths, together."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--errors", action="store_true", help="list everything that is wrong, on stderr")
    args = parser.parse_args()
    reader = Reader.load(args.weights)
    out: dict[str, Any] = {"benchmark": "chains", "reader": reader.name}
    for path in args.paths:
        tally = Tally()
        for case in cases(path):
            score(case, reader, tally)
        out[path.name] = summary(tally)
        if args.errors:
            print("\n".join(tally.errors), file=sys.stderr)
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
