"""Reading reports from Python: one with `read` or `read_text`, many with `read_many`."""

from __future__ import annotations

import dataclasses
import io
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from whence.errors import WhenceError
from whence.reports.report import Report

if TYPE_CHECKING:
    from whence.reader import Reader
    from whence.reading import Reading

Source = str | Path | Report
"""What can be read: a path, an http(s) address, "-" for standard input, or a report already loaded."""

_WORTH_A_PROCESS: Final = 16
"""Reports for which another process pays: starting one takes about as long as reading these."""

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source of many: either a reading or an error, never both."""

    source: Source
    reading: Reading | None = None
    error: str | None = None
    """One sentence or two that name the source, what is wrong with it and what to do."""
    trace: str | None = None
    """The traceback, where the error is a fault of Whence and not of the source."""


def read(
    source: Source, *, reader: Reader | None = None, outlet: str | None = None, published: str | None = None
) -> Reading:
    """Read one report: a path, an address, "-" for standard input, or a Report.

    `outlet` and `published` (an ISO 8601 date) are set on the report over what the page itself
    says. Without a `reader` the packaged one is loaded, once per process.

    Raises ReportError where `source` cannot be read as a report, and WhenceError where `published`
    is no date or the reader's weights are missing.
    """
    return _attribute(_load(source, outlet, published), reader or default_reader())


def read_text(
    text: str,
    *,
    reader: Reader | None = None,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
) -> Reading:
    """Read a report whose text is at hand; a whole HTML page is read as a page. Otherwise as `read`."""
    from whence.reports import load

    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise WhenceError(
            f"text: {error.reason} at {error.start}. Give a text that UTF-8 can hold."
        ) from error
    report = load("-", stdin=io.BytesIO(data), outlet=outlet, published=_checked(published))
    if title is not None:
        report = dataclasses.replace(report, title=title)
    return _attribute(report, reader or default_reader())


def read_many(
    sources: Iterable[Source],
    *,
    workers: int | None = None,
    outlet: str | None = None,
    published: str | None = None,
    weights: Path | None = None,
) -> Iterator[Outcome]:
    """Read many reports, streaming: one Outcome per source, in order, as soon as it is known.

    One process per worker, each with a reader of its own (from `weights`, else the packaged one);
    without `workers` as many as there are cores, and only this process where there are few sources.
    `sources` may be endless: only a few are in flight at a time. What goes wrong with one source
    is in its Outcome, even where it kills the worker, and the rest goes on.

    A script that starts workers needs the usual guard, `if __name__ == "__main__":`.

    Raises WhenceError where no reader can be loaded, `published` is no date or `workers` is below one.
    """
    if workers is not None and workers < 1:
        raise WhenceError(f"workers is {workers}. Give one or more.")
    return _outcomes(
        iter(sources),
        workers,
        partial(_make, weights, outlet, _checked(published)),
    )


@cache
def default_reader() -> Reader:
    """The reader with the packaged weights, loaded once per process."""
    from whence.reader import Reader

    return Reader.load()


def iso_date(text: str) -> str:
    """`text` where it is an ISO 8601 day, or day and time. Raises ValueError otherwise."""
    if not _ISO.fullmatch(text):
        raise ValueError(f"{text!r} is no date of the form YYYY-MM-DD")
    if "T" in text:
        datetime.fromisoformat(text)
    else:
        date.fromisoformat(text)
    return text


@dataclass(frozen=True, slots=True)
class _Task:
    source: Source
    given: Source | Outcome
    """What a worker gets in its place: the report for "-", or why there is none."""


def _outcomes(
    sources: Iterator[Source], workers: int | None, make: Callable[[], Callable[[_Task], Outcome]]
) -> Iterator[Outcome]:
    from whence.workers import Died, cores, spread

    if workers is None:
        first = list(islice(sources, cores() * _WORTH_A_PROCESS))
        workers = max(1, len(first) // _WORTH_A_PROCESS)
    else:
        first = list(islice(sources, workers))
        workers = max(1, min(workers, len(first)))
    tasks = map(_at_hand, chain(first, sources))
    if workers == 1:
        if first:
            yield from map(make(), tasks)
        return
    for task, result in spread(make, tasks, workers):
        if isinstance(result, Died):
            said = f"{_name(task.source)}: the process that read it {result.reason}. Try it by itself."
            yield Outcome(task.source, error=said)
        else:
            yield result


def _at_hand(source: Source) -> _Task:
    """Standard input is taken in here, since a worker has none."""
    if source != "-":
        return _Task(source, source)
    try:
        return _Task(source, _load(source, None, None))
    except Exception as error:  # one bad input never stops the rest
        return _Task(source, _failure(source, error))


def _make(weights: Path | None, outlet: str | None, published: str | None) -> Callable[[_Task], Outcome]:
    from whence.reader import Reader

    reader = Reader.load(weights) if weights else default_reader()

    def run(task: _Task) -> Outcome:
        given = task.given
        if isinstance(given, Outcome):
            return given
        try:
            return Outcome(task.source, reading=_attribute(_load(given, outlet, published), reader))
        except Exception as error:  # one bad input never stops the rest
            return _failure(task.source, error)

    return run


def _failure(source: Source, error: Exception) -> Outcome:
    if isinstance(error, WhenceError):
        return Outcome(source, error=str(error))
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return Outcome(
        source,
        error=f"{_name(source)}: internal error, {said}{place}. Please report it together with this input.",
        trace="".join(traceback.format_exception(error)),
    )


def _attribute(report: Report, reader: Reader) -> Reading:
    from whence.reading import read_report

    return read_report(report, reader)


def _load(source: Source, outlet: str | None, published: str | None) -> Report:
    published = _checked(published)
    if isinstance(source, Report):
        return dataclasses.replace(
            source,
            outlet=source.outlet if outlet is None else outlet,
            published=source.published if published is None else published,
        )
    from whence.reports import load

    return load(str(source), outlet=outlet, published=published)


def _checked(published: str | None) -> str | None:
    if published is None:
        return None
    try:
        return iso_date(published)
    except ValueError as error:
        raise WhenceError(f"published: {error}. Give the day of publication as YYYY-MM-DD.") from error


def _name(source: Source) -> str:
    return source.location if isinstance(source, Report) else str(source)
