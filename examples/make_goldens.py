"""Writes what Whence reads in each example, so that a change in it shows.

    python examples/make_goldens.py [--weights DIR]

Writes `golden/NAME.json` for every example report: the document of `whence read FILE --json`, with the
file's name as its location, no reader and confidences of one decimal, beside the name of the reader, the
SHA-256 of its weights and the processor's instructions that decide how its products are rounded. Run it
whenever the weights or the rules change, and look at the difference.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import whence
from whence.contract import to_json

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.machine import processor

if TYPE_CHECKING:
    from whence.reader import Reader

EXAMPLES: Final = Path(__file__).resolve().parent
GOLDEN: Final = EXAMPLES / "golden"

Json = dict[str, Any]


def reports() -> list[Path]:
    """The example reports, in order."""
    return sorted(p for p in EXAMPLES.iterdir() if p.suffix in (".txt", ".html"))


def golden_path(report: Path) -> Path:
    """Where the golden file of a report stands."""
    return GOLDEN / f"{report.stem}.json"


def fingerprint(weights: Path | None = None) -> str:
    """SHA-256 of the network's weights, in hexadecimal; without a folder, of the packaged ones."""
    from whence.reader.model import WEIGHTS

    with ((weights or WEIGHTS) / "reader.onnx").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def made_with(reader: Reader, weights: Path | None = None) -> Json:
    """What a reading depends on beside the text and the rules."""
    return {
        "reader": reader.name,
        "weights": fingerprint(weights),
        "instructions": processor()["flags"],
    }


def document(report: Path, reader: Reader) -> Json:
    """What is read in a report, without what differs from machine to machine."""
    reading = whence.read(report, reader=reader)
    out = to_json(replace(reading, report=replace(reading.report, location=report.name), reader=""))
    for part in (*out["attributions"], *out["figures"], *out["exchanges"]):
        part["confidence"] = round(part["confidence"], 1)
    return out


def main() -> None:
    """Write all golden files, and remove those of reports that are gone."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--weights", type=Path, help="folder of the weights; else the packaged ones")
    args = parser.parse_args()
    from whence.reader import Reader

    reader = Reader.load(args.weights)
    made = made_with(reader, args.weights)
    GOLDEN.mkdir(exist_ok=True)
    for path in reports():
        golden = {"made_with": made, "reading": document(path, reader)}
        text = json.dumps(golden, ensure_ascii=False, indent=1) + "\n"
        golden_path(path).write_text(text, encoding="utf-8")
    for path in set(GOLDEN.glob("*.json")) - {golden_path(report) for report in reports()}:
        path.unlink()


if __name__ == "__main__":
    main()
