"""Average the weights of several runs.

    python -m training.average --out RUN RUN=0.7 RUN=0.3

Runs that began with the same weights often lie in one basin, and a point between them reads better than
either (Wortsman et al. 2022, "Model soups"). Shares are divided by their sum; counts are the first run's.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

State = dict[str, Tensor]


def part(text: str) -> tuple[Path, float]:
    """A run's folder and its share, from `folder=share`."""
    folder, _, value = text.rpartition("=")
    try:
        share = float(value)
    except ValueError:
        share = 0.0
    if not folder or share <= 0:
        raise argparse.ArgumentTypeError(f"{text!r}: a run and a share over 0 are needed, as in runs/a=0.7")
    return Path(folder), share


def average(parts: list[tuple[State, float]]) -> State:
    """The weighted mean of states. Raises ValueError where they are of different shapes."""
    first = parts[0][0]
    for state, _ in parts[1:]:
        if {k: v.shape for k, v in state.items()} != {k: v.shape for k, v in first.items()}:
            raise ValueError("the runs are of readers of different shapes")
    whole = sum(share for _, share in parts)
    out: State = {}
    for name, value in first.items():
        if value.is_floating_point():
            out[name] = torch.stack([state[name] * (share / whole) for state, share in parts]).sum(0)
        else:
            out[name] = value
    return out


def main() -> None:
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("runs", type=part, nargs="+", metavar="RUN=SHARE")
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    saved = [torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=False) for run, _ in a.runs]
    mixed = average([(one["average"], share) for one, (_, share) in zip(saved, a.runs, strict=True)])
    torch.save({"model": mixed, "average": mixed, "step": saved[0]["step"]}, a.out / "checkpoint.pt")
    print({str(run): share for run, share in a.runs})


if __name__ == "__main__":
    main()
