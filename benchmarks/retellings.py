"""Retellings, copies and drift across reports against hand-made truth: precision and recall.

    python benchmarks/retellings.py benchmarks/data/retellings [--stories 6-10] [--errors]

Reads every report, adds it to a ledger in a temporary folder as `whence add` does, and compares what the
ledger then holds with `truth.jsonl`. Prints one JSON object.

A retelling is right when it joins the two sentences that the truth joins: the sentence of the earliest and
most direct form, and the sentence of the later report. In the stories before 32 only statements with a
figure are marked in the truth, so that of these only such are scored; later ones mark all. Sentences that
were taken over word for word are counted apart as well (`reworded` are the others). A drift is right when
it is of a kind that the truth has for that retelling; a drift of a retelling that was not found is missed.
A copy is right when the truth has passages of the earlier report in the later; reports with one and the
same text are one report with two appearances, and so found.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from sqlalchemy import select

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import common
from whence.ledger.store import Ledger
from whence.ledger.tables import attribution, evidence, finding, report, retelling
from whence.ledger.tracing import follow
from whence.ledger.tracing.copies import sources_of
from whence.ledger.tracing.drift import KINDS
from whence.ledger.tracing.gathering import tellings_of
from whence.ledger.tracing.sayings import drafts_at, sayings_of
from whence.ledger.tracing.statements import Spoken
from whence.reading import Reading

PLAIN_FROM = 32
"""The first story whose truth marks statements without a figure too."""
Pair = tuple[str, str, str, str]
"""Earlier report and sentence, later report and sentence."""


def readings_of(path: Path, stories: range, weights: Path | None) -> dict[str, Reading]:
    """The reports of some stories, read. Raises DataError and WhenceError."""
    from whence.api import read_text
    from whence.reader import Reader

    reader = Reader.load(weights) if weights else Reader.load()
    out = {}
    for one in common.records(path / "reports.jsonl", ("id", "outlet", "published", "title", "text")):
        if _story(one["id"]) not in stories:
            continue
        reading = read_text(
            one["text"], reader=reader, title=one["title"], outlet=one["outlet"], published=one["published"]
        )
        located = dataclasses.replace(reading.report, location=f"https://example.org/{one['id']}")
        out[one["id"]] = dataclasses.replace(reading, report=located)
    return out


def score(
    readings: Mapping[str, Reading],
    truth: Iterable[common.Json],
    errors: bool = False,
    plain_from: int = PLAIN_FROM,
) -> common.Json:
    """Add readings to a ledger and score what it finds; of statements without a figure from a story on."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "ledger.db", create=True) as ledger,
    ):
        ids: dict[str, str] = {}
        for name, reading in readings.items():
            ids[name] = ledger.add(reading, then=(follow,)).report_id
        with ledger.read() as connection:
            name_of: dict[str, str] = {}
            for name, report_id in ids.items():
                name_of.setdefault(report_id, name)
            places = connection.execute(select(report.c.n)).scalars().all()
            tellings: dict[str, Spoken] = {one.id: one for one in tellings_of(connection, sorted(places))}
            claims = connection.execute(select(attribution.c.n).where(attribution.c.current)).scalars().all()
            tellings |= {
                one.id: one
                for one in sayings_of(connection, drafts_at(connection, sorted(claims)))
                if _story(name_of[one.page.id]) >= plain_from
            }
            links = [
                row for row in connection.execute(select(retelling)).mappings() if row["later_id"] in tellings
            ]
            found = [
                (name, detail)
                for name, detail in connection.execute(
                    select(finding.c.id, finding.c.detail).where(finding.c.kind == "drift", finding.c.current)
                )
                if {*detail["figures"], *detail["attributions"]} <= tellings.keys()
            ]
            sides: dict[str, dict[str, str]] = defaultdict(dict)
            for row in connection.execute(
                select(evidence).where(evidence.c.finding_kind == "drift")
            ).mappings():
                sides[row["finding_id"]][row["side"]] = row["item_id"]
            copies = {
                (name_of[earlier], name_of[later])
                for later, sources in sources_of(connection, sorted(name_of)).items()
                for earlier in sources
            }
    texts = {name: reading.report.text for name, reading in readings.items()}
    wanted: dict[Pair, set[str]] = {}
    wanted_copies = set()
    twins = set()
    for one in truth:
        if one["kind"] == "copy":
            if one["from"] in ids and one["to"] in ids:
                wanted_copies.add((one["from"], one["to"]))
            continue
        a, b = one["of"]["report"], one["in"]["report"]
        if a in ids and b in ids:
            pair = (a, one["of"]["text"], b, one["in"]["text"])
            wanted[pair] = set(one["drift"])
            if ids[a] == ids[b]:
                twins.add(pair)

    def pair_of(earlier: str, later: str) -> Pair:
        one, other = tellings[earlier], tellings[later]
        a, b = name_of[one.page.id], name_of[other.page.id]
        for pair in wanted:
            same_reports = ids[pair[0]] == ids[a] and ids[pair[2]] == ids[b] and pair not in twins
            if same_reports and _in(one, texts[a], pair[1]) and _in(other, texts[b], pair[3]):
                return pair
        return a, one.text, b, other.text

    nearest: dict[str, tuple[list[object], str]] = {}
    for link in links:
        known = nearest.get(link["later_id"])
        if known is None or link["detail"]["near"] < known[0]:
            nearest[link["later_id"]] = (link["detail"]["near"], link["earlier_id"])
    got: dict[Pair, set[str]] = {
        pair_of(earlier, later): set() for later, (_, earlier) in nearest.items()
    } | {pair: set() for pair in twins}
    for name, detail in found:
        got.setdefault(pair_of(sides[name]["earlier"], sides[name]["later"]), set()).add(detail["what"])
    same = {p for p in {*got, *wanted} if " ".join(p[1].split()) in " ".join(p[3].split()) or p in twins}
    copies |= {(a, b) for a, b in wanted_copies if ids[a] == ids[b]}
    out: common.Json = {
        "reports": len(readings),
        "retellings": _counts(set(got), set(wanted)),
        "reworded": _counts(set(got) - same, set(wanted) - same),
        "copies": _counts(copies, wanted_copies),
        "drift": {
            kind: _counts(
                {(p, kind) for p in got if kind in got[p]}, {(p, kind) for p in wanted if kind in wanted[p]}
            )
            for kind in KINDS
        },
    }
    out["drift"]["all"] = _counts(
        {(p, kind) for p in got for kind in got[p]}, {(p, kind) for p in wanted for kind in wanted[p]}
    )
    if errors:
        for pair in sorted({*got, *wanted}):
            if pair not in wanted:
                print("wrong ", *pair, sep="\n    ", file=sys.stderr)
            elif pair not in got:
                print("missed", *pair, sep="\n    ", file=sys.stderr)
            elif got[pair] != wanted[pair]:
                print(
                    f"drift: found {sorted(got[pair])}, truth {sorted(wanted[pair])}",
                    *pair, sep="\n    ", file=sys.stderr,
                )  # fmt: skip
        for copy in sorted(copies ^ wanted_copies):
            print("copy missed" if copy in wanted_copies else "copy wrong", *copy, file=sys.stderr)
    return out


def _in(telling: Spoken, text: str, sentence: str) -> bool:
    start = text.find(sentence)
    return start <= telling.at < start + len(sentence)


def _counts(found: AbstractSet[object], wanted: AbstractSet[object]) -> common.Json:
    right = len(found & wanted)
    return {
        "precision": round(right / len(found), 3) if found else None,
        "recall": round(right / len(wanted), 3) if wanted else None,
        "right": right,
        "wrong": len(found) - right,
        "missed": len(wanted) - right,
    }


def _story(name: str) -> int:
    return int(name.split("r")[0].removeprefix("s"))


def _range(text: str) -> range:
    first, _, last = text.partition("-")
    try:
        return range(int(first), int(last or first) + 1)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no range of stories such as 6-10") from None


def main() -> common.Json:
    """Score."""
    parser = common.parser(__doc__, "the folder with reports.jsonl and truth.jsonl")
    parser.add_argument(
        "--stories", metavar="FROM-TO", type=_range, default=range(1, 1000), help="only these"
    )
    parser.add_argument("--errors", action="store_true", help="print what is wrong on standard error")
    given = parser.parse_args()
    truth = list(common.records(given.path / "truth.jsonl", ("kind",)))
    return score(readings_of(given.path, given.stories, given.weights), truth, given.errors)


if __name__ == "__main__":
    common.run(main)
