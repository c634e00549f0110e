"""What the benchmarks share: arguments, progress, reading data, and one JSON object at the end."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whence.errors import WhenceError

if TYPE_CHECKING:
    from whence.reader import Reader

Json = dict[str, Any]


class DataError(WhenceError):
    """A file of data is missing or is not what it should be; the text names it and the place in it."""


def parser(about: str | None, data: str | None = None) -> argparse.ArgumentParser:
    """Arguments that every benchmark takes; `data` describes its PATH, where it has one."""
    out = argparse.ArgumentParser(description=(about or "").split("\n", 1)[0])
    if data is not None:
        out.add_argument("path", metavar="PATH", type=Path, help=data)
    out.add_argument(
        "--weights", metavar="DIR", type=Path, help="the reader's weights; packaged ones without"
    )
    out.add_argument("--limit", metavar="N", type=positive, help="only the first N documents")
    return out


def positive(text: str) -> int:
    """A whole number of at least one, for arguments."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value} is less than 1")
    return value


def lines(path: Path) -> Iterator[str]:
    """The lines of a text file, gzipped or not, without their ends. Raises DataError."""
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
        with (gzip.open if zipped else open)(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield line.rstrip("\n")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise DataError(f"{path}: {said}. Give the path of the benchmark's data.") from error


def records(path: Path, needs: Sequence[str]) -> Iterator[Json]:
    """The objects of a file of JSON lines; every one must have the fields `needs`. Raises DataError."""
    some = False
    for number, line in enumerate(lines(path), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise DataError(
                f"{path}, line {number}: not JSON ({error}). One object a line is read."
            ) from error
        if not isinstance(record, dict) or not set(needs) <= record.keys():
            raise DataError(f"{path}, line {number}: an object with {', '.join(needs)} is needed.")
        some = True
        yield record
    if not some:
        raise DataError(f"{path}: nothing in it. Give the path of the benchmark's data.")


def progress(name: str, done: int, total: int | None = None) -> None:
    """Say on standard error how far a benchmark is."""
    of = f" of {total}" if total else ""
    end = "\n" if not sys.stderr.isatty() else "\r"
    if end == "\r" or done % 20 == 0 or done == total:
        print(f"{name}: {done}{of}", end=end, file=sys.stderr, flush=True)


def load_reader(weights: Path | None) -> Reader:
    """The reader with the weights in a folder, or the packaged one. Raises WeightsError."""
    from whence.reader import Reader

    return Reader.load(weights)


def run(main: Callable[[], Json]) -> None:
    """Print what `main` gives as one JSON object; what is wrong with the input goes to standard error."""
    try:
        result = main()
    except WhenceError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(2) from error
    print(json.dumps(result, indent=1, ensure_ascii=False, allow_nan=False))


def percent(value: float | None) -> float | None:
    """A share from 0 to 1 as per cent, two decimals."""
    return None if value is None else round(100 * value, 2)
