from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path

import fakes
import pytest

from whence.workers import AHEAD, Died, WorkersError, cores, spread


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_results_come_in_order_from_other_processes() -> None:
    results = list(spread(fakes.make_double, range(20), 2))
    assert [task for task, _ in results] == list(range(20))
    assert [result[0] for _, result in results] == [2 * number for number in range(20)]  # type: ignore[index]
    assert os.getpid() not in {result[1] for _, result in results}  # type: ignore[index]


def test_a_dead_worker_costs_one_task() -> None:
    results = dict(spread(fakes.make_fragile, range(8), 2))
    assert results[3] == Died("was killed (SIGKILL, perhaps for want of memory)")
    assert results[5] == Died("ended with exit code 7")
    assert [results[number] for number in (0, 1, 2, 4, 6, 7)] == [0, 1, 2, 4, 6, 7]


def test_the_input_is_drawn_as_results_are_taken() -> None:
    drawn = 0

    def endless() -> Iterator[int]:
        nonlocal drawn
        for number in count():
            drawn += 1
            yield number

    results = spread(fakes.make_double, endless(), 1)
    taken = list(islice(results, 30))
    results.close()  # type: ignore[attr-defined]
    assert len(taken) == 30
    assert drawn <= 30 + AHEAD


def test_no_worker_outlives_its_results() -> None:
    results = spread(fakes.make_double, count(), 2)
    processes = {result[1] for _, result in islice(results, 12)}  # type: ignore[index]
    results.close()  # type: ignore[attr-defined]
    assert not any(map(alive, processes))


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (fakes.make_nothing, r"the weights are missing\. Install them\."),
        (fakes.make_dead, "no worker could be started: it ended with exit code 9"),
    ],
)
def test_workers_that_do_not_come_up_are_an_error(make: object, complaint: str) -> None:
    with pytest.raises(WorkersError, match=complaint):
        list(spread(make, range(4), 2))  # type: ignore[arg-type]


def test_no_tasks_start_no_worker() -> None:
    assert list(spread(fakes.make_dead, [], 2)) == []


def test_a_fault_of_the_input_passes(tmp_path: Path) -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise KeyError("the list of inputs broke off")

    with pytest.raises(KeyError):
        list(spread(partial(fakes.make_stuck, str(tmp_path)), broken(), 2))


def test_cores_are_counted() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
