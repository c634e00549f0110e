"""The ledger: reports a second, cost of the last report against the first, and how long questions take.

Every report is added with all that `whence add` does, the search for copies and retellings included.

Reports are generated (see `Maker`): each has eight attributions and ten figures, eight of them inside an
attribution. Outlets (200), authorities (2,000), metrics (24), sides (40), places (60) and the words
(20,000) are drawn by Zipf's law with exponent 1, days evenly from 1,000; a report has about 300 words. The
first of a kind is thus frequent (an outlet with a sixth of all reports) and the last rare. In every fourth
report one to three sentences retell those of another, up to four weeks older and one of a thousand with
numbers near its own: two thirds of the words are the same, and metric, bound and standing are each changed
in one of five. In every twentieth report three sentences are taken over word for word.

A ledger is filled with whole readings, many at a time; which of its sentences are copied and retold is known
of generated reports, and is written as `add` would write it instead of being searched for. What is measured,
before and after, is added one report a transaction, as `whence add` does it.

Two costs of one more report are given. `add_*` is to store and trace a report that was read already: rows,
words for searching, fingerprints, copies, retellings and drift. `whole_add_*` counts reading its text too,
on one core, as who adds a report waits for it; the text is read alike in every ledger.

Questions are drawn in the same way, so that frequent and rare things are asked for, alone and together;
some ask for what is frequent each by itself and never together. `trace` is asked for a measure (a metric;
of seven in ten a side, of few a place, an authority, an outlet or a window of days besides) and for single
statements, half of them retold ones.

    python benchmarks/ledger.py --figures 1000 100000 1000000 [--postgresql postgresql://user@host/database]
    python benchmarks/ledger.py --kills 50 --reports 200 [--postgresql postgresql://user@host/database]
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import positive, progress
from whence.attributions.attribution import Attribution, Authority
from whence.figures.figure import Figure, Measure, Named
from whence.ledger import Filters, Ledger
from whence.ledger.tracing import follow, trace, trace_claim
from whence.reading import Reading
from whence.reports.report import Report
from whence.spans import TextSpan

CLAIMS = 8
ALONE = 2
PER_REPORT = CLAIMS + ALONE
DAYS = 1_000
RETELLING = 5
"""Of twenty reports so many retell others, and one more copies."""
NEIGHBOURS = 1_000
READ = 9
"""Reports whose text is read to know what that costs."""
METRICS = (
    "killed", "casualties", "wounded", "deployed", "supplied", "captured", "missing", "stock", "spent",
    "destroyed", "fired", "trained", "displaced", "arrested", "sent", "produced", "losses", "pledged",
    "received", "intercepted", "infected", "detained", "evacuated", "returned",
)  # fmt: skip
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "za")
STANDINGS = ("asserted", "asserted", "asserted", "claimed", "estimated", "preliminary", "unverified")


def word(number: int) -> str:
    """The `number`th word of the made-up language."""
    out = ""
    number += 16
    while number:
        out += SYLLABLES[number % 16]
        number //= 16
    return out


class Zipf:
    """Draws from `size` things, the first most often."""

    def __init__(self, size: int) -> None:
        self.cumulative = list(itertools.accumulate(1 / (n + 1) for n in range(size)))

    def draw(self, chance: random.Random, count: int) -> list[int]:
        """`count` numbers below the size."""
        return chance.choices(range(len(self.cumulative)), cum_weights=self.cumulative, k=count)


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """What one sentence of a generated report tells."""

    words: tuple[str, ...]
    name: str
    metric: str
    side: str
    place: str
    value: int
    least: bool
    """Whether it says "at least"."""
    standing: str
    of: int | None = None
    """The number of the report that it is from."""


def _sentence(
    told: Told, i: int, put: Callable[[str], tuple[int, int]]
) -> Callable[[str], tuple[Attribution | None, Figure]]:
    source = put(told.name)
    put(" ")
    cue = put("said")
    put(" that ")
    start = put(" ".join(told.words[:12]))[0]
    put(" ")
    amount = put(f"at least {told.value:,}" if told.least else f"{told.value:,}")
    put(" ")
    what = put(told.words[12])
    end = put(" " + " ".join(told.words[13:]))[1]
    put(". ")

    def made(text: str) -> tuple[Attribution | None, Figure]:
        claim = None
        if i < CLAIMS:
            claim = Attribution(
                f"a{i + 1}", TextSpan.of(text, *source), TextSpan.of(text, *cue),
                (TextSpan.of(text, start, end),),
                (Authority(told.name, TextSpan.of(text, *source), "person"),),
                standing=told.standing, confidence=0.8,  # type: ignore[arg-type]
            )  # fmt: skip
        figure = Figure(
            f"f{i + 1}", TextSpan.of(text, *amount), told.value, None if told.least else told.value,
            True, not told.least, False, "count", None,
            Measure(Named(told.words[12], TextSpan.of(text, *what)), Named(told.side), Named(told.metric),
                    Named(told.place)),
            attribution=f"a{i + 1}" if claim else None, confidence=0.7,
        )  # fmt: skip
        return claim, figure

    return made


class Maker:
    """Makes the readings of generated reports: the same number gives the same report."""

    def __init__(self) -> None:
        self.words = [word(n) for n in range(20_000)]
        self.outlets = [f"The {word(n).title()} Post" for n in range(200)]
        self.names = [f"{word(n).title()} {word(n * 7 + 3).title()}" for n in range(2_000)]
        self.sides = [word(n + 400).title() for n in range(40)]
        self.places = [word(n + 900).title() for n in range(60)]
        sizes = {"words": 20_000, "outlets": 200, "names": 2_000, "metrics": 24, "sides": 40, "places": 60}
        self.zipf = {name: Zipf(size) for name, size in sizes.items()}

    def one(self, chance: random.Random, of: str) -> int:
        """One number of a thing."""
        return self.zipf[of].draw(chance, 1)[0]

    def reading(self, number: int) -> Reading:
        """The reading of the report of this number."""
        chance = random.Random(number)
        day = self._day(chance)
        outlet = self.outlets[self.one(chance, "outlets")]
        told = [self._told(chance) for _ in range(PER_REPORT)]
        for i, one in self.retold(number):
            told[i] = one
        pieces: list[str] = []
        length = 0

        def put(words: str) -> tuple[int, int]:
            nonlocal length
            start = length
            pieces.append(words)
            length += len(words)
            return start, length

        drafts = [_sentence(one, i, put) for i, one in enumerate(told)]
        text = "".join(pieces)
        made = [draft(text) for draft in drafts]
        report = Report(
            text,
            f"https://news.example/{number}",
            outlet=outlet,
            title=f"Report {number}",
            published=(date(2022, 1, 1) + timedelta(days=day)).isoformat(),
        )
        claims = tuple(claim for claim, _ in made if claim is not None)
        return Reading(report, claims, "generated 1", (), tuple(figure for _, figure in made))

    def retold(self, number: int) -> list[tuple[int, Told]]:
        """The sentences, by their place, that a report has from another (`Told.of`), as it tells them."""
        if number % 20 > RETELLING:
            return []
        chance = random.Random(f"retold {number}")
        older = self._older(chance, number)
        if older is None:
            return []
        theirs = self._own(older)
        copied = number % 20 == RETELLING
        places = chance.sample(range(CLAIMS), 3 if copied else chance.randint(1, 3))
        return [
            (i, dataclasses.replace(theirs[i] if copied else self._again(chance, theirs[i]), of=older))
            for i in places
        ]

    def _day(self, chance: random.Random) -> int:
        return chance.randrange(DAYS)

    def _own(self, number: int) -> list[Told]:
        """What a report tells, but for what it retells itself."""
        chance = random.Random(number)
        self._day(chance)
        self.one(chance, "outlets")
        return [self._told(chance) for _ in range(PER_REPORT)]

    def _older(self, chance: random.Random, number: int) -> int | None:
        """A report near this one by number that is up to four weeks older; None where there is none.

        It is one that retells nothing itself, so that what is retold is its own.
        """
        day = self._day(random.Random(number))
        first = number // NEIGHBOURS * NEIGHBOURS
        for _ in range(100):
            other = first + chance.randrange(NEIGHBOURS)
            if other % 20 > RETELLING and 0 < day - self._day(random.Random(other)) <= 28:
                return other
        return None

    def _told(self, chance: random.Random) -> Told:
        some = [self.words[n] for n in self.zipf["words"].draw(chance, 24)]
        return Told(
            tuple(some),
            self.names[self.one(chance, "names")],
            METRICS[self.one(chance, "metrics")],
            self.sides[self.one(chance, "sides")],
            self.places[self.one(chance, "places")],
            chance.randrange(1, 20_000),
            chance.random() < 0.2,
            chance.choice(STANDINGS),
        )

    def _again(self, chance: random.Random, told: Told) -> Told:
        """A statement in other words, in which something may have changed."""
        other = self._told(chance)
        words = tuple(
            b if chance.random() < 1 / 3 else a for a, b in zip(told.words, other.words, strict=True)
        )
        metric = other.metric if chance.random() < 0.2 else told.metric
        least = not told.least if chance.random() < 0.2 else told.least
        standing = other.standing if chance.random() < 0.2 else told.standing
        return dataclasses.replace(told, words=words, metric=metric, least=least, standing=standing)

    def measure(self, chance: random.Random) -> dict[str, Any]:
        """A measure to trace."""
        asked: dict[str, Any] = {"metric": METRICS[self.one(chance, "metrics")]}
        if chance.random() < 0.7:
            asked["side"] = self.sides[self.one(chance, "sides")]
        if chance.random() < 0.15:
            asked["place"] = self.places[self.one(chance, "places")]
        if chance.random() < 0.15:
            asked["authority"] = self.names[self.one(chance, "names")]
        if chance.random() < 0.1:
            asked["outlet"] = self.outlets[self.one(chance, "outlets")]
        if chance.random() < 0.3:
            day = date(2022, 1, 1) + timedelta(days=chance.randrange(DAYS))
            asked["since"] = day.isoformat()
            asked["until"] = (day + timedelta(days=chance.choice((7, 30, 365)))).isoformat()
        return asked

    def question(self, chance: random.Random) -> Filters:
        """Something to ask for: one to three conditions, frequent and rare."""
        asked: dict[str, Any] = {}
        for kind in chance.sample(
            ("words", "authority", "metric", "side", "outlet", "days", "standing"), chance.randint(1, 3)
        ):
            match kind:
                case "words":
                    some = self.zipf["words"].draw(chance, chance.randint(1, 3))
                    asked["words"] = " ".join(self.words[n] for n in some)
                case "authority":
                    asked["authority"] = self.names[self.one(chance, "names")]
                case "metric":
                    asked["metric"] = METRICS[self.one(chance, "metrics")]
                case "side":
                    asked["side"] = self.sides[self.one(chance, "sides")]
                case "outlet":
                    asked["outlet"] = self.outlets[self.one(chance, "outlets")]
                case "standing":
                    asked["standing"] = chance.choice(STANDINGS)
                case _:
                    day = date(2022, 1, 1) + timedelta(days=chance.randrange(DAYS))
                    asked["since"] = day.isoformat()
                    asked["until"] = (day + timedelta(days=chance.choice((1, 30, 365)))).isoformat()
        return Filters(**asked)


def fill(ledger: Ledger, maker: Maker, first: int, last: int) -> None:
    """Put reports into a ledger many at a time, as only a benchmark would; the rows are those of `add`.

    What is copied and retold is known here, and need not be searched for.
    """
    from sqlalchemy import insert

    from whence.ledger import keys, rows, tables, words
    from whence.ledger.dates import day_of
    from whence.ledger.tracing.copies import store_fingerprints
    from whence.ledger.tracing.following import store_drift

    taken: set[int] = set()
    for start in range(first, last, NEIGHBOURS):
        numbers = range(start, min(last, start + NEIGHBOURS))
        placed: dict[int, tuple[int, Reading]] = {}
        batch: dict[Any, list[Any]] = {}
        entries, bodies = [], []
        for number in numbers:
            reading = maker.reading(number)
            report = reading.report
            n = keys.position(report.id, day_of(report.published))
            while n in taken:
                n = keys.next_position(n)
            taken.add(n)
            placed[number] = n, reading
            made = rows.reading_rows(reading, 1, n, day_of(report.published), whence="0", added="")
            batch.setdefault(tables.report, []).append(rows.report_row(report, n, ""))
            appearance = rows.appearance_row(report, 1, "")
            batch.setdefault(tables.appearance, []).append(appearance)
            batch.setdefault(tables.reading, []).append(made.reading)
            batch.setdefault(tables.attribution, []).extend(made.attributions)
            batch.setdefault(tables.authority, []).extend(made.authorities)
            batch.setdefault(tables.figure, []).extend(made.figures)
            entries += words.statements(
                made.attributions, made.authorities, made.figures, [appearance["outlet_key"]]
            )
            bodies += words.report_entries(n, report.text, report.title)
        retold, copied = _known(maker, placed, batch[tables.figure])
        with ledger.write() as connection:
            for table, values in batch.items():
                connection.execute(insert(table), values)
            words.add(connection, "statement_words", sorted(entries, key=lambda entry: entry.n))
            words.add(connection, "report_words", sorted(bodies, key=lambda entry: entry.n))
            for _, reading in placed.values():
                store_fingerprints(connection, keys.report_id(reading.report.id), reading.report.text)
            if retold:
                connection.execute(insert(tables.retelling), retold)
                store_drift(connection, [row["later_id"] for row in retold])
            if copied:
                connection.execute(insert(tables.copied), copied)
        progress("filled", numbers.stop, last)


def _known(
    maker: Maker, placed: dict[int, tuple[int, Reading]], figures: list[Any]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of retellings and copies among some reports, as following them would write them."""
    from whence.ledger import keys

    place = {row["id"]: row["n"] for row in figures}
    retold: list[dict[str, Any]] = []
    copied: list[dict[str, Any]] = []
    for number in placed:
        for i, told in maker.retold(number):
            if told.of not in placed:
                continue
            (_, reading), (_, older) = placed[number], placed[told.of]
            report, source = (keys.report_id(one.report.id) for one in (reading, older))
            earlier, later = (one.figures[i] for one in (older, reading))
            changed = [
                [kind, before, after]
                for kind, before, after in (
                    ("metric", earlier.measure.metric.value, later.measure.metric.value),  # type: ignore[union-attr]
                    ("bound", str(earlier.high), str(later.high)),
                )
                if before != after
            ]
            earlier_id, later_id = keys.item_id(source, earlier.id), keys.item_id(report, later.id)
            retold.append(
                {
                    "later_id": later_id, "earlier_id": earlier_id, "score": 0.9,
                    "detail": {
                        "near": [older.report.published, 1, False, False, False, -place[earlier_id]],
                        "amounts": "same", "via": None, "drift": changed,
                        "words": [earlier.span.text, later.span.text], "headline": False,
                    },
                }
            )  # fmt: skip
            if number % 20 == RETELLING:
                mine, theirs = reading.attributions[i].content[0], older.attributions[i].content[0]
                copied.append(
                    {
                        "report_id": report, "start": mine.start, "end": mine.end,
                        "from_report_id": source, "from_start": theirs.start, "from_end": theirs.end,
                    }
                )  # fmt: skip
    return retold, copied


def adding(ledger: Ledger, maker: Maker, first: int, count: int) -> list[float]:
    """Seconds that each of `count` reports took to add, one transaction each."""
    took = []
    for number in range(first, first + count):
        reading = maker.reading(number)
        start = time.perf_counter()
        ledger.add(reading, then=(follow,))
        took.append(time.perf_counter() - start)
    return took


def reading_seconds(maker: Maker, first: int, count: int) -> float:
    """Seconds that it takes to read the text of a report, the median of some."""
    from whence.api import read_text
    from whence.reader import Reader

    reader = Reader.load()
    took = []
    for number in range(first, first + count):
        report = maker.reading(number).report
        start = time.perf_counter()
        read_text(report.text, reader=reader, outlet=report.outlet, published=report.published)
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def asking(ledger: Ledger, maker: Maker, count: int) -> list[tuple[float, Filters, int]]:
    """Milliseconds that each of `count` questions took, what it was, and how many were found (20 at most)."""
    chance = random.Random(2024)
    took = []
    for _ in range(count):
        question = maker.question(chance)
        start = time.perf_counter()
        found = ledger.find(question)
        took.append(((time.perf_counter() - start) * 1000, question, len(found)))
    return took


def tracing(ledger: Ledger, maker: Maker, count: int) -> list[tuple[float, dict[str, Any], int]]:
    """Milliseconds that each of `count` measures took to trace, what it was, and how many figures it has."""
    chance = random.Random(2025)
    took = []
    for _ in range(count):
        question = maker.measure(chance)
        start = time.perf_counter()
        found = trace(ledger, **question)
        passed = (time.perf_counter() - start) * 1000
        took.append((passed, question, sum(len(line.points) for line in found.lines)))
    return took


def following(ledger: Ledger, count: int) -> list[tuple[float, dict[str, Any], int]]:
    """Milliseconds that each of `count` statements took to follow, and how many retellings it has."""
    chance = random.Random(2026)
    with ledger.read() as connection:
        every = list(
            connection.exec_driver_sql("SELECT id FROM figure ORDER BY n DESC LIMIT 20000").scalars()
        )
        retold = list(connection.exec_driver_sql("SELECT earlier_id FROM retelling LIMIT 20000").scalars())
    took = []
    for i in range(count):
        claim = chance.choice(retold if i % 2 and retold else every)
        start = time.perf_counter()
        found = trace_claim(ledger, claim)
        passed = (time.perf_counter() - start) * 1000
        took.append((passed, {"claim": claim}, sum(len(one.retellings) for one in found)))
    return took


def _times(asked: list[tuple[float, Any, int]]) -> dict[str, Any]:
    times = sorted(took for took, _, _ in asked)
    return {
        "median": round(times[len(times) // 2], 2),
        "p95": round(times[int(len(times) * 0.95)], 2),
        "max": round(times[-1], 2),
        "found_nothing": sum(not found for _, _, found in asked),
    }


def measured(address: str, figures: int, maker: Maker, extra: int, questions: int) -> dict[str, Any]:
    """Fill a new ledger to `figures` figures and measure it."""
    reports = figures // PER_REPORT
    with Ledger.open(address, create=True) as ledger:
        first = adding(ledger, maker, 10_000_000, extra)
        fill(ledger, maker, 0, reports)
        start = time.perf_counter()
        last = adding(ledger, maker, 20_000_000, extra)
        wall = time.perf_counter() - start
        asked = asking(ledger, maker, questions)
        traced = tracing(ledger, maker, questions)
        followed = following(ledger, questions)
    read = reading_seconds(maker, 10_000_000, READ)
    first_half, half = statistics.median(first[: extra // 2]), statistics.median(last)
    slowest = sorted(asked, key=lambda one: -one[0])[:3]
    return {
        "figures": figures,
        "reports": reports,
        "reports_per_second": round(extra / wall, 1),
        "add_first_ms": round(statistics.median(first[: extra // 2]) * 1000, 2),
        "add_last_ms": round(statistics.median(last) * 1000, 2),
        "add_last_over_first": round(statistics.median(last) / statistics.median(first[: extra // 2]), 2),
        "add_mean_last_over_first": round(statistics.mean(last) / statistics.mean(first[: extra // 2]), 2),
        "read_ms": round(read * 1000, 2),
        "whole_add_first_ms": round((read + first_half) * 1000, 2),
        "whole_add_last_ms": round((read + half) * 1000, 2),
        "whole_add_last_over_first": round((read + half) / (read + first_half), 2),
        "find_ms": _times(asked),
        "trace_ms": _times(traced),
        "trace_claim_ms": _times(followed),
        "slowest": [
            [round(took, 1), {k: v for k in f.__slots__ if (v := getattr(f, k))}, n] for took, f, n in slowest
        ],
    }


def kills(new: Callable[[], str], count: int, reports: int) -> dict[str, Any]:
    """Kill the adding of reports at random instants; then whole reports only, and the same in the end."""
    from whence.ledger.dump import dump

    maker = Maker()
    readings = [maker.reading(number) for number in range(reports)]

    def add_all(address: str) -> None:
        with Ledger.open(address, create=True) as ledger:
            for reading in readings:
                ledger.add(reading, then=(follow,))

    whole = new()
    start = time.monotonic()
    add_all(whole)
    took = time.monotonic() - start
    with Ledger.open(whole) as ledger:
        expected = list(dump(ledger))
    by_id = {reading.report.id[:16]: reading for reading in readings}
    chance = random.Random(50)
    killed, halves, same, seen = 0, 0, 0, set()
    while killed < count:
        address = new()
        child = os.fork()
        if child == 0:
            try:
                add_all(address)
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0, took))
        os.kill(child, signal.SIGKILL)
        if not os.WIFSIGNALED(os.waitpid(child, 0)[1]):
            # It was done before: the machine is quicker now than it was when it was timed.
            took *= 0.9
            continue
        killed += 1
        with Ledger.open(address, create=True) as ledger:
            with ledger.read() as connection:
                ids = connection.exec_driver_sql("SELECT id FROM report").scalars().all()
            halves += sum(ledger.reading(one) != by_id[one] for one in ids)
            seen.add(len(ids))
        add_all(address)
        with Ledger.open(address) as ledger:
            same += list(dump(ledger)) == expected
        progress("killed", killed, count)
    return {
        "kills": killed, "of": count, "reports": reports, "reports_not_whole": halves,
        "same_after_adding_again": same, "counts_when_killed": sorted(seen),
    }  # fmt: skip


def main() -> None:
    """Measure, and print one JSON object."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument("--figures", nargs="*", type=positive, default=[1_000], help="sizes of ledgers")
    arguments.add_argument("--extra", type=positive, default=100, help="reports to time, first and last")
    arguments.add_argument("--questions", type=positive, default=400)
    arguments.add_argument("--kills", type=positive, help="kill this often instead")
    arguments.add_argument("--reports", type=positive, default=200, help="reports of which adding is killed")
    arguments.add_argument("--postgresql", metavar="ADDRESS", help="an empty database; it will be used up")
    arguments.add_argument("--keep", metavar="DIR", type=Path, help="where to leave SQLite ledgers")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        numbers = itertools.count()

        def new() -> str:
            if given.postgresql is None:
                return str(folder / f"ledger-{next(numbers)}.db")
            import psycopg

            with psycopg.connect(given.postgresql, autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")
            return str(given.postgresql)

        out: dict[str, Any] = {"database": "postgresql" if given.postgresql else "sqlite"}
        if given.kills:
            out["kill"] = kills(new, given.kills, given.reports)
        else:
            maker = Maker()
            out["sizes"] = [
                measured(new(), size, maker, given.extra, given.questions) for size in given.figures
            ]
    print(json.dumps(out, indent=2))


if __name__ == "__main__":
    main()
