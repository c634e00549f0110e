"""How far a long run has come: a bar on standard error, where somebody is looking."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

import click

from whence.cli.safe import printable

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Messages:
    """Lines on standard error, and a progress bar below them where `total` is given or `bar` is true."""

    def __init__(self, total: int | None = None, *, bar: bool = False) -> None:
        self._total = total
        self._wanted = bar or total is not None
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Messages:
        if self._wanted:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("reading"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._task = self._bar.add_task("reading", total=self._total)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self) -> None:
        """One more input is done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)

    def say(self, message: str) -> None:
        """One line, with nothing in it that the terminal could obey."""
        line = f"whence: {printable(message)}"
        if self._bar is None:
            click.echo(line, err=True)
        else:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)


def wanted(inputs: int, *, quiet: bool) -> bool:
    """Whether a bar helps: several inputs, somebody to see it, and no readings on the same screen."""
    return inputs > 1 and not quiet and sys.stderr.isatty() and not sys.stdout.isatty()
