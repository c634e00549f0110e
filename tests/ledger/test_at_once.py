"""Two `whence add` and `whence trace`, each a process of its own, on one ledger at the same time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from whence.ledger import Ledger
from whence.ledger.tables import figure, report, retelling

PLACES = ("Velin", "Hamra", "Losk", "Tarsa", "Odran", "Brin")


def table(path: Path, outlet: str, day: str, said: str) -> Path:
    rows = [
        {
            "text": f"General Ivo Kral {said} 1,{number}84 Kastani soldiers had been killed near {place}. "
            f"The roads to {place} are closed, and nobody knows when the bridge will be open again.",
            "outlet": outlet, "published": day, "location": f"https://{number}.example/{outlet}",
            "title": f"{place}: a day",
        }
        for number, place in enumerate(PLACES, 1)
    ]  # fmt: skip
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "whence", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> str:
    out, error = process.communicate(timeout=300)
    assert process.returncode == 0, error
    assert "Traceback" not in error
    assert "locked" not in error
    return out


def held(path: Path) -> tuple[set[object], ...]:
    with Ledger.open(path) as ledger, ledger.read() as connection:
        return tuple(
            {tuple(row) for row in connection.exec_driver_sql(f"SELECT {columns} FROM {name}")}
            for name, columns in (
                (report.name, "id"), (figure.name, "id, low, high"), (retelling.name, "later_id, earlier_id"),
            )
        )  # fmt: skip


def test_two_adds_and_a_trace_at_once(tmp_path: Path) -> None:
    tables = [
        table(tmp_path / "one.jsonl", "Meridian", "2031-03-04", "said that more than"),
        table(tmp_path / "two.jsonl", "Gazeta", "2031-03-06", "reported that at least"),
    ]
    shared = tmp_path / "shared.db"
    Ledger.open(shared, create=True).close()
    adding = [start("add", one, "--ledger", shared, "--workers", "1", "--json", "-q") for one in tables]
    traced = []
    while any(one.poll() is None for one in adding):
        series = json.loads(finish(start("trace", "Kastani soldiers killed", "--json", "--ledger", shared)))
        traced.append(sum(len(line["figures"]) for line in series["lines"]))
    for one in adding:
        finish(one)
    assert traced == sorted(traced)
    alone = tmp_path / "alone.db"
    for one in tables:
        finish(start("add", one, "--ledger", alone, "--workers", "1", "-q"))
    both = held(shared)
    assert [len(some) for some in both][:2] == [2 * len(PLACES)] * 2
    assert len(both[2]) == len(PLACES)
    assert both == held(alone)
