"""Start-up times and peak memory, each of processes of their own.

    python benchmarks/processes.py WORDS [--weights DIR]

reads a report and then a text of about WORDS words, and prints what the process held at most.
`speed.py` starts it, and prints what it says as part of its own object.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import DataError, Json, load_reader, parser, positive, run
from benchmarks.machine import children, one_thread, peak_memory, timed
from benchmarks.texts import long_text


def memory(weights: Path | None, words: int) -> Json:
    """Peak memory of a worker, measured in a process of its own. Raises DataError where that fails."""
    command = [sys.executable, str(Path(__file__).resolve()), str(words)]
    if weights:
        command += ["--weights", str(weights)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DataError(f"measuring memory failed: {done.stderr.strip()[-500:]}")
    result: Json = json.loads(done.stdout)
    return result


def memory_here(weights: Path | None, words: int) -> Json:
    """Peak memory (MB) of this process after each of three steps; the texts are made from the examples."""
    from whence.api import read_text
    from whence.contract import to_json
    from whence.lazy import leave_out

    leave_out("torch")  # as workers do
    reader = load_reader(weights)
    loaded = peak_memory()
    json.dumps(to_json(read_text(long_text(min(1000, words)), reader=reader)))
    ordinary = peak_memory()
    text = long_text(words)
    timing = timed(lambda: json.dumps(to_json(read_text(text, reader=reader))))
    return {
        "loaded": round(loaded),
        "after_a_report": round(ordinary),
        "after_the_long_one": round(peak_memory()),
        "long_words": len(text.split()),
        "long_seconds_cpu": round(timing.cpu, 1),
    }


def start_up(repeats: int) -> Json:
    """Medians over new processes: `whence --help`, and `whence read` of one report with packaged weights."""
    script = Path(sys.executable).parent / "whence"
    command = [str(script)] if script.is_file() else [sys.executable, "-m", "whence"]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.txt"
        report.write_text(long_text(1000), encoding="utf-8")
        return {
            "command": "whence" if script.is_file() else "python -m whence",
            "interpreter": seconds([sys.executable, "-c", "pass"], repeats),
            "help": seconds([*command, "--help"], repeats),
            "read": seconds([*command, "read", str(report)], repeats),
            "processes": repeats,
        }


def seconds(command: Sequence[str], repeats: int) -> Json:
    """What a command takes, on the clock and of processors, or why it failed."""
    clock, cpu = [], []
    for _ in range(repeats):
        before = children()
        done: list[subprocess.CompletedProcess[str]] = []
        timing = timed(lambda: done.append(_run(command)))  # noqa: B023 (called at once)
        if done[0].returncode:
            return {"failed": done[0].stderr.strip()[-300:]}
        clock.append(timing.wall)
        cpu.append(children() - before)
    return {"clock": round(statistics.median(clock), 3), "cpu": round(statistics.median(cpu), 3)}


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def main() -> Json:
    """Peak memory of this process."""
    arguments = parser(__doc__)
    arguments.add_argument("words", metavar="WORDS", type=positive, help="length of the long text")
    args = arguments.parse_args()
    one_thread()
    return memory_here(args.weights, args.words)


if __name__ == "__main__":
    run(main)
