"""The floors under the scores on the development data: they only ever rise.

    python benchmarks/floors.py [--shared DIR] [--weights DIR]            # compare
    python benchmarks/floors.py --update [--shared DIR] [--weights DIR]   # and raise the floors

`tests/floors.json` holds a floor for every score (a ceiling for errors) and the SHA-256 of the data
that it was measured on. `--update` sets each floor a little below the score measured now, and refuses to
lower one: then nothing is written. A score may be under its floor by the `noise` written there and no more:
an allowance for other processors, whose last bits differ (see the README beside this). Prints one JSON
object; ends with 1 where a score is further under its floor. DIR is the folder of development data, without
`--shared` that of WHENCE_SHARED, or `shared` beside the checkout.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import newsquant, polnear, syntax
from benchmarks.common import DataError, Json, load_reader, run
from benchmarks.scoring import KINDS

if TYPE_CHECKING:
    from whence.reader import Reader

ROOT: Final = Path(__file__).resolve().parent.parent
FILE: Final = ROOT / "tests" / "floors.json"

DATA: Final = {
    "polnear": "data/polnear/dev.jsonl.gz",
    "gum": "data/treebank/gum-dev.conllu.gz",
    "newsquant": "data/newsquant/dev.json",
}
"""What each group of scores is measured on, within the folder of development data."""

ERRORS: Final = frozenset({"polnear.calibration_error"})
"""Scores of which less is better: their floors are ceilings."""

SLACK: Final = 0.3
"""Points of F1 or accuracy by which a floor is set below the score; errors get a hundredth of it."""


def scores(shared: Path, reader: Reader) -> dict[str, float]:
    """Every score that has a floor, by name: per cent, but the calibration error as a fraction."""
    found = polnear.measure(shared / DATA["polnear"], reader)
    parsed = syntax.measure(shared / DATA["gum"], reader)
    given = found["links"]["given_gold"]
    amounts = newsquant.measure(newsquant.truths(shared / DATA["newsquant"]), reader, peers=False)["whence"]
    out: dict[str, float | None] = {
        **{f"polnear.{kind}_exact": found["spans"]["exact"][kind]["f1"] for kind in KINDS},
        **{f"polnear.{kind}_tokens": found["spans"]["tokens"][kind]["f1"] for kind in KINDS},
        "polnear.source_links": given["source"]["accuracy"],
        "polnear.content_links": given["content"]["accuracy"],
        "polnear.relations_exact": found["relations"]["exact"]["f1"],
        "polnear.relations_overlap": found["relations"]["overlap"]["f1"],
        "polnear.calibration_error": found["calibration"]["ece"],
        **{
            f"gum.{name}": parsed["together"][name]
            for name in ("words", "sentences", "upos", "xpos", "uas", "las")
        },
        **{
            f"newsquant.{name}": amounts[name]["f1"]
            for name in ("value", "value_and_change", "value_and_unit", "value_and_concept_whole")
        },
        "gum.all_uas": parsed["all"]["uas"],
        "gum.all_las": parsed["all"]["las"],
    }
    # No relation found at all has no calibration error: as bad as can be.
    return {name: (1.0 if name in ERRORS else 0.0) if x is None else x for name, x in out.items()}


def hashes(shared: Path) -> dict[str, str]:
    """SHA-256 of each file of data. Raises DataError where one is missing."""
    out = {}
    for name, place in DATA.items():
        try:
            out[name] = hashlib.sha256((shared / place).read_bytes()).hexdigest()
        except OSError as error:
            raise DataError(
                f"{shared / place}: {error.strerror}. Give the development data's folder."
            ) from error
    return out


def shared_folder() -> Path:
    """Where the development data is, as the environment says, or beside the checkout."""
    return Path(os.environ.get("WHENCE_SHARED", ROOT.parent / "shared"))


def load(path: Path = FILE) -> Json:
    """The floors: `{"data": {name: sha256 or null}, "noise": {group: number}, "floors": {score: number}}`.

    Raises DataError.
    """
    try:
        table: Json = json.loads(path.read_text(encoding="utf-8"))
        floors, data, noise = table["floors"], table["data"], table["noise"]
        if not all(isinstance(x, int | float) for x in (*floors.values(), *noise.values())):
            raise TypeError("a floor is not a number")
        if not isinstance(data, dict):
            raise TypeError("no data is named")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: no table of floors ({error})") from error
    return table


def below(
    measured: Mapping[str, float], floors: Mapping[str, float], noise: float = 0.0
) -> dict[str, tuple[float, float]]:
    """Scores under their floors (errors over them), or no longer measured: score and floor by name.

    `noise` is how far under its floor a score may be; for an error, a hundredth of it over.
    """
    out = {}
    for name, floor in floors.items():
        score = measured.get(name, math.nan)
        if not (score <= floor + noise / 100 if name in ERRORS else score >= floor - noise):
            out[name] = (score, floor)
    return out


def raised(
    measured: Mapping[str, float], floors: Mapping[str, float], noise: float = 0.0
) -> dict[str, float]:
    """The floors after an update: each as it is, or higher where the score has room.

    Raises ValueError, naming the scores, where one has fallen below its floor by more than `noise`.
    """
    fallen = below(measured, floors, noise)
    if fallen:
        said = ", ".join(
            f"{name} is {score} and was at least {floor}" for name, (score, floor) in fallen.items()
        )
        raise ValueError(f"floors are never lowered: {said}")
    out = {}
    for name, score in sorted(measured.items()):
        if name in ERRORS:
            new = math.ceil(round((score + SLACK / 100) * 1000, 6)) / 1000
            out[name] = min(new, floors.get(name, 1.0))
        else:
            new = math.floor(round((score - SLACK) * 10, 6)) / 10
            out[name] = max(new, floors.get(name, 0.0))
    return out


def main() -> Json:
    """Compare the scores with their floors, and raise these when asked to."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument("--shared", metavar="DIR", type=Path, help="the folder of development data")
    arguments.add_argument("--weights", metavar="DIR", type=Path, help="the reader's weights")
    arguments.add_argument("--update", action="store_true", help="raise the floors to the scores of now")
    args = arguments.parse_args()
    shared = args.shared or shared_folder()
    table, found = load(), hashes(shared)
    changed = {name for name, value in table["data"].items() if value and value != found.get(name)}
    if changed:
        raise DataError(
            f"{shared}: not the data that the floors were measured on ({', '.join(sorted(changed))})"
        )
    reader = load_reader(args.weights)
    measured = scores(shared, reader)
    noise = table["noise"]["scores"]
    fallen = below(measured, table["floors"], noise)
    result: dict[str, Any] = {
        "benchmark": "floors",
        "reader": reader.name,
        "scores": measured,
        "floors": table["floors"],
        "noise": noise,
        "fallen": sorted(fallen),
        "updated": False,
    }
    if args.update and not fallen:
        result["floors"] = raised(measured, table["floors"], noise)
        result["updated"] = True
        FILE.write_text(
            json.dumps({**table, "data": found, "floors": result["floors"]}, indent=1) + "\n",
            encoding="utf-8",
        )
    return result


def _main() -> None:
    fallen: list[str] = []

    def go() -> Json:
        result = main()
        fallen.extend(result["fallen"])
        return result

    run(go)
    if fallen:
        print(f"under their floors: {', '.join(fallen)}; floors are never lowered", file=sys.stderr)
        raise SystemExit(1)


if __name__ == "__main__":
    _main()
