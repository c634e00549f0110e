"""The ledger: reports a second, cost of the last report against the first, and how long questions take.

Reports are generated (see `Maker`): each has eight attributions and ten figures, eight of them inside an
attribution. Outlets (200), authorities (2,000), metrics (24), sides (40), places (60) and the words (20,000)
are drawn by Zipf's law with exponent 1, days evenly from 1,000; a report has about 300 words. The first of a
kind is thus frequent (an outlet with a sixth of all reports) and the last rare. Questions are drawn in the
same way, so that frequent and rare things are asked for, alone and together; some ask for what is frequent
each by itself and never together.

    python benchmarks/ledger.py --figures 1000 100000 1000000 [--postgresql postgresql://user@host/database]
    python benchmarks/ledger.py --kills 50 --reports 200 [--postgresql postgresql://user@host/database]
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import positive, progress
from whence.attributions.attribution import Attribution, Authority, Date
from whence.figures.figure import Figure, Measure, Named
from whence.ledger import Filters, Ledger
from whence.reading import Reading
from whence.reports.report import Report
from whence.spans import TextSpan

CLAIMS = 8
ALONE = 2
PER_REPORT = CLAIMS + ALONE
DAYS = 1_000
METRICS = (
    "killed", "casualties", "wounded", "deployed", "supplied", "captured", "missing", "stock", "spent",
    "destroyed", "fired", "trained", "displaced", "arrested", "shipped", "produced", "lost", "pledged",
    "launched", "intercepted", "injured", "detained", "evacuated", "returned",
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
        pieces: list[str] = []
        length = 0

        def put(words: str) -> tuple[int, int]:
            nonlocal length
            start = length
            pieces.append(words)
            length += len(words)
            return start, length

        drafts: list[Callable[[str], tuple[Attribution | None, Figure]]] = []
        for i in range(PER_REPORT):
            drafts.append(self._sentence(chance, i, put))
        text = "".join(pieces)
        made = [draft(text) for draft in drafts]
        day = date(2022, 1, 1) + timedelta(days=chance.randrange(DAYS))
        report = Report(
            text,
            f"https://news.example/{number}",
            outlet=self.outlets[self.one(chance, "outlets")],
            title=f"Report {number}",
            published=day.isoformat(),
        )
        claims = tuple(claim for claim, _ in made if claim is not None)
        return Reading(report, claims, "generated 1", (), tuple(figure for _, figure in made))

    def _sentence(
        self, chance: random.Random, i: int, put: Callable[[str], tuple[int, int]]
    ) -> Callable[[str], tuple[Attribution | None, Figure]]:
        some = [self.words[n] for n in self.zipf["words"].draw(chance, 24)]
        name = self.names[self.one(chance, "names")]
        metric, side, place = (self.one(chance, of) for of in ("metrics", "sides", "places"))
        value = chance.randrange(1, 20_000)
        standing = chance.choice(STANDINGS)
        source = put(name)
        put(" ")
        cue = put("said")
        put(" that ")
        start = put(" ".join(some[:12]))[0]
        put(" ")
        amount = put(f"{value:,}")
        put(" ")
        what = put(some[12])
        end = put(" " + " ".join(some[13:]))[1]
        put(". ")

        def made(text: str) -> tuple[Attribution | None, Figure]:
            claim = None
            if i < CLAIMS:
                claim = Attribution(
                    f"a{i + 1}", TextSpan.of(text, *source), TextSpan.of(text, *cue),
                    (TextSpan.of(text, start, end),),
                    (Authority(name, TextSpan.of(text, *source), "person"),),
                    standing=standing,  # type: ignore[arg-type]
                    said=Date(TextSpan.of(text, *cue), "2024-12-23"), confidence=0.8,
                )  # fmt: skip
            figure = Figure(
                f"f{i + 1}", TextSpan.of(text, *amount), value, value, True, True, False, "count", None,
                Measure(Named(text[what[0] : what[1]], TextSpan.of(text, *what)), Named(self.sides[side]),
                        Named(METRICS[metric]), Named(self.places[place])),
                attribution=f"a{i + 1}" if claim else None, confidence=0.7,
            )  # fmt: skip
            return claim, figure

        return made

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
    """Put reports into a ledger many at a time, as only a benchmark would; the rows are those of `add`."""
    from sqlalchemy import insert

    from whence.ledger import keys, rows, tables, words
    from whence.ledger.dates import day_of

    def placed() -> Iterator[tuple[int, Reading]]:
        for number in range(first, last):
            reading = maker.reading(number)
            yield keys.position(reading.report.id, day_of(reading.report.published)), reading

    found = placed()
    done = first
    while some := list(itertools.islice(found, 500)):
        with ledger.write() as connection:
            batch: dict[Any, list[Any]] = {}
            entries, bodies = [], []
            for n, reading in some:
                report = reading.report
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
            for table, values in batch.items():
                connection.execute(insert(table), values)
            words.add(connection, "statement_words", sorted(entries, key=lambda entry: entry.n))
            words.add(connection, "report_words", sorted(bodies, key=lambda entry: entry.n))
        done += len(some)
        progress("filled", done, last)


def adding(ledger: Ledger, maker: Maker, first: int, count: int) -> list[float]:
    """Seconds that each of `count` reports took to add, one transaction each."""
    took = []
    for number in range(first, first + count):
        reading = maker.reading(number)
        start = time.perf_counter()
        ledger.add(reading)
        took.append(time.perf_counter() - start)
    return took


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
    times = sorted(took for took, _, _ in asked)
    slowest = sorted(asked, key=lambda one: -one[0])[:3]
    return {
        "figures": figures,
        "reports": reports,
        "reports_per_second": round(extra / wall, 1),
        "add_first_ms": round(statistics.median(first[: extra // 2]) * 1000, 2),
        "add_last_ms": round(statistics.median(last) * 1000, 2),
        "add_last_over_first": round(statistics.median(last) / statistics.median(first[: extra // 2]), 2),
        "add_mean_last_over_first": round(statistics.mean(last) / statistics.mean(first[: extra // 2]), 2),
        "find_ms": {
            "median": round(statistics.median(times), 2),
            "p95": round(times[int(len(times) * 0.95)], 2),
            "max": round(times[-1], 2),
        },
        "found_nothing": sum(not found for _, _, found in asked),
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
                ledger.add(reading)

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
