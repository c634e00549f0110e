"""The machine that a benchmark runs on: its processor, memory in use, and how fast it multiplies."""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FLAGS = (
    "avx",
    "avx2",
    "fma",
    "avx512f",
    "avx512_vnni",
    "avx_vnni",
    "avx512_bf16",
    "amx_int8",
    "asimd",
    "i8mm",
)
"""Instructions that decide how fast matrix products are; without a VNNI one, int8 gains much less."""


def one_thread() -> None:
    """Keep the libraries that are imported from here on to one thread each."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TOKENIZERS_PARALLELISM"):
        os.environ[name] = "false" if name.startswith("TOKENIZERS") else "1"


@dataclass(frozen=True, slots=True)
class Timing:
    """What some work took, in seconds."""

    wall: float
    cpu: float
    """Of all threads of this process."""


def timed(work: Callable[[], object]) -> Timing:
    """Do some work once and time it."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Timing(time.perf_counter() - wall, time.process_time() - cpu)


def children() -> float:
    """Seconds of processor time that the processes started from this one have taken and ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def processor() -> dict[str, Any]:
    """Name, instructions of interest and number of processors, as the system tells them."""
    name, flags = platform.processor() or platform.machine(), set()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                name = value.strip()
            elif key.strip() in ("flags", "Features"):
                flags |= set(value.split())
    return {
        "name": name,
        "flags": [flag for flag in FLAGS if flag in flags],
        "int8_instructions": bool(flags & {"avx512_vnni", "avx_vnni", "amx_int8", "i8mm"}),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def peak_memory() -> float:
    """The most memory that this process has held so far, in MB (10^6 bytes).

    From Linux's own count where there is one: `getrusage` would give a child its parent's peak.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


Product = Callable[[], float]
"""Multiplies once through and gives operations a second of processor time (two a multiply-add)."""

SHAPES = ((1024, 1024, 1024), (1024, 384, 1536), (1024, 1536, 384), (512, 2048, 2048))
"""Rows, shared and columns of the products that the peak is taken over: square ones, and the encoder's."""


def products(*, small: bool = False) -> dict[str, Product]:
    """Matrix products in onnxruntime on one thread, by type: uint8 with int8 weights, and fp32.

    Each gives the best of several shapes and runs; weights are constants, as in the reader, so that
    the runtime may lay them out as it likes. Needs the package `onnx`; raises ImportError without it.
    """
    import numpy as np
    import onnx
    import onnxruntime as ort
    from onnx import TensorProto, helper, numpy_helper

    rng = np.random.default_rng(0)
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3

    def product(kind: str, shape: tuple[int, int, int]) -> tuple[Callable[[], object], int]:
        m, k, n = shape
        left: np.ndarray[Any, Any]
        right: np.ndarray[Any, Any]
        if kind == "int8":
            # Seven bits, as the reader's weights are: eight could saturate on processors without VNNI.
            left = rng.integers(0, 255, (m, k), dtype=np.uint8)
            right = rng.integers(-63, 64, (k, n), dtype=np.int8)
            node, types = "MatMulInteger", (TensorProto.UINT8, TensorProto.INT32)
        else:
            left = rng.standard_normal((m, k), dtype=np.float32)
            right = rng.standard_normal((k, n), dtype=np.float32)
            node, types = "MatMul", (TensorProto.FLOAT, TensorProto.FLOAT)
        graph = helper.make_graph(
            [helper.make_node(node, ["a", "b"], ["c"])],
            "product",
            [helper.make_tensor_value_info("a", types[0], [m, k])],
            [helper.make_tensor_value_info("c", types[1], [m, n])],
            [numpy_helper.from_array(right, "b")],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
        model.ir_version = 8  # what the oldest onnxruntime that Whence takes can read
        onnx.checker.check_model(model)
        session = ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        feed = {"a": left}
        return (lambda: session.run(None, feed)), 2 * m * k * n

    def best(works: list[tuple[Callable[[], object], int]]) -> Product:
        def go() -> float:
            top = 0.0
            for work, operations in works:
                work()
                for _ in range(5):
                    top = max(top, operations / max(timed(work).cpu, 1e-9))
            return top

        return go

    shapes = SHAPES[1:2] if small else SHAPES
    return {kind: best([product(kind, shape) for shape in shapes]) for kind in ("int8", "fp32")}
