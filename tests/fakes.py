"""Work for the workers, in a module of its own so that other processes can import it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from samples import harbour

from whence.api import Outcome
from whence.errors import WhenceError


def make_double() -> Callable[[int], tuple[int, int]]:
    return lambda number: (2 * number, os.getpid())


def make_fragile() -> Callable[[int], int]:
    """Dies of a signal at 3, leaves at 5."""

    def work(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        if number == 5:
            os._exit(7)
        return number

    return work


def make_nothing() -> Callable[[int], int]:
    raise WhenceError("the weights are missing. Install them.")


def make_dead() -> Callable[[int], int]:
    os._exit(9)


def make_stuck(folder: str) -> Callable[[int], int]:
    """Marks that it is at work, and never comes back."""

    def work(number: int) -> int:
        Path(folder, f"{os.getpid()}").touch()
        signal.pause()
        return number

    return work


def _outcome(task: Any, trouble: str) -> Outcome:
    if isinstance(task.given, Outcome):
        return task.given
    name = str(getattr(task.given, "location", task.given))
    if name.startswith("bad"):
        return Outcome(task.source, error=f"{name}: is no report. Give another.")
    if name.startswith(trouble):
        os._exit(1)
    reading = harbour(name)
    return Outcome(task.source, reading=replace(reading, report=replace(reading.report, location=name)))


def make_outcomes() -> Callable[[Any], Outcome]:
    return partial(_outcome, trouble="deadly")
