"""Work spread over processes: bounded in flight, results in order, a dead worker costs one task.

`concurrent.futures` gives up on every task when one process is killed, and reads its input to the
end before the first result; a corpus of reports can afford neither.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from whence.errors import WhenceError
from whence.lazy import leave_out

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

T = TypeVar("T")
R = TypeVar("R")

AHEAD: Final = 4
"""Tasks per worker that may be done and waiting for an earlier one."""


class WorkersError(WhenceError):
    """No worker could be started; the text says why."""


@dataclass(frozen=True, slots=True)
class Died:
    """What stands in the place of a result when the worker died over the task."""

    reason: str


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: SpawnProcess
    connection: Connection
    ready: bool = False
    task: tuple[int, T] | None = None


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    make: Callable[[], Callable[[T], R]], tasks: Iterable[T], workers: int
) -> Iterator[tuple[T, R | Died]]:
    """Each task with its result, in the order of `tasks`, over `workers` processes.

    Every process calls `make` once, and what that returns once for each of its tasks; `make`, tasks
    and results travel by pickle. `tasks` is drawn from as results are taken, never more than
    `AHEAD` per worker before the result that is next. A worker that dies is replaced, and its task
    comes out with `Died`. Raises WorkersError where no worker comes up.
    """
    pool = _Pool[T, R](make, workers)
    try:
        yield from pool.run(iter(tasks))
    finally:
        pool.close()


class _Pool(Generic[T, R]):
    def __init__(self, make: Callable[[], Callable[[T], R]], workers: int) -> None:
        self._make = make
        self._size = workers
        self._context = get_context("spawn")
        self._workers: list[_Worker[T]] = []
        self._complaint = ""

    def run(self, tasks: Iterator[T]) -> Iterator[tuple[T, R | Died]]:
        """Results in order. Nothing is drawn or handed out while the caller is busy with one."""
        done: dict[int, tuple[T, R | Died]] = {}
        waiting: deque[tuple[int, T]] = deque()
        drawn = given = 0
        more = True
        while True:
            while more and drawn < given + AHEAD * self._size:
                try:
                    waiting.append((drawn, next(tasks)))
                    drawn += 1
                except StopIteration:
                    more = False
            if given == drawn and not more:
                return
            self._hire(len(waiting))
            self._hand_out(waiting)
            self._collect(done, block=given not in done)
            self._hand_out(waiting)
            if given in done:
                yield done.pop(given)
                given += 1

    def close(self) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()

    def _hire(self, wanted: int) -> None:
        idle = sum(worker.task is None for worker in self._workers)
        for _ in range(min(self._size - len(self._workers), wanted - idle)):
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_serve, args=(theirs, self._make), daemon=True)
            with _interrupts_held():
                process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def _hand_out(self, waiting: deque[tuple[int, T]]) -> None:
        for worker in self._workers:
            if waiting and worker.ready and worker.task is None:
                worker.task = waiting.popleft()
                try:
                    worker.connection.send(worker.task[1])
                except OSError:
                    # It died while idle, which is no fault of this task: `_collect` sees the body.
                    waiting.appendleft(worker.task)
                    worker.task = None

    def _collect(self, done: dict[int, tuple[T, R | Died]], *, block: bool) -> None:
        spoke = wait([worker.connection for worker in self._workers], None if block else 0)
        for worker in [worker for worker in self._workers if worker.connection in spoke]:
            try:
                kind, value = worker.connection.recv()
            except (EOFError, OSError):
                self._bury(worker, done)
                continue
            if kind == "ready":
                worker.ready = True
            elif kind == "failed":
                self._complaint = value
            elif worker.task is not None:
                index, task = worker.task
                done[index] = (task, value)
                worker.task = None

    def _bury(self, worker: _Worker[T], done: dict[int, tuple[T, R | Died]]) -> None:
        worker.connection.close()
        worker.process.join()
        self._workers.remove(worker)
        reason = _how(worker.process.exitcode)
        if worker.task is not None:
            index, task = worker.task
            done[index] = (task, Died(reason))
        elif not worker.ready:
            # With others at work, one fewer is bearable: memory may be short for a moment.
            if not self._workers:
                raise WorkersError(self._complaint or f"no worker could be started: it {reason}")
            self._size = len(self._workers)


def _serve(connection: Connection, make: Callable[[], Callable[[Any], Any]]) -> None:
    """A worker's life."""
    # Ctrl-C reaches the whole group of processes; the one that started the others ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_out("torch")
    try:
        work = make()
    except Exception as error:  # told to the parent, which raises it
        told = str(error) if isinstance(error, WhenceError) else f"{type(error).__name__}: {error}"
        connection.send(("failed", told))
        return
    # What was loaded stays: the collector of cycles would look through all of it again every few reports.
    gc.freeze()
    connection.send(("ready", None))
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        try:
            connection.send(("done", work(task)))
        except (BrokenPipeError, ConnectionResetError):
            return


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return f"was killed ({name}{', perhaps for want of memory' if name == 'SIGKILL' else ''})"
    return f"ended with exit code {code}"


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start a process so that a Ctrl-C before it has set itself up cannot make it print a traceback."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
