"""Training with the rounding of the packaged weights, so that the reader learns to live with it.

Export rounds the encoder's products to eight bits: weights symmetrically in 128 steps, one scale for each
output (seven bits, for processors whose eight-bit products would saturate), inputs in 255 steps between the
smallest and the largest value of the batch. Here the same rounding is done in 32 bits on the way forward
and ignored on the way back (straight-through: Bengio et al. 2013; Jacob et al. 2018).
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WEIGHT_STEPS = 64
"""Steps of a weight on either side of zero."""

INPUT_STEPS = 255


class _RoundedInput(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, each):  # type: ignore[no-untyped-def]
        if each:
            inside = tuple(range(1, x.ndim))
            low, high = x.amin(inside, keepdim=True), x.amax(inside, keepdim=True)
        else:
            low, high = torch.aminmax(x)
        scale = (high.clamp(min=0.0) - low.clamp(max=0.0)).clamp(min=1e-12) / INPUT_STEPS
        return torch.mul(x, 1 / scale).round_().mul_(scale)

    @staticmethod
    def backward(ctx, grad):  # type: ignore[no-untyped-def]
        return grad, None


class _RoundedWeight(torch.autograd.Function):
    @staticmethod
    def forward(ctx, weight):  # type: ignore[no-untyped-def]
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-12) / WEIGHT_STEPS
        return torch.div(weight, scale).round_().mul_(scale)

    @staticmethod
    def backward(ctx, grad):  # type: ignore[no-untyped-def]
        return grad


class RoundedLinear(nn.Linear):
    """A linear layer that, while `rounded` is set, computes as the int8 runtime will."""

    rounded = False
    each = False
    """Whether every window of a batch has a scale of its own, as it has where windows are read one by one."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.rounded:
            return super().forward(x)
        return F.linear(_RoundedInput.apply(x, self.each), _RoundedWeight.apply(self.weight), self.bias)


def round_products(model: nn.Module, on: bool = True, *, each: bool = False) -> int:
    """Switch the rounding of every `RoundedLinear` in `model`; the number of layers switched.

    With `each`, every window of a batch is rounded by a scale of its own.
    """
    layers = [m for m in model.modules() if isinstance(m, RoundedLinear)]
    for layer in layers:
        layer.rounded, layer.each = on, each
    return len(layers)


def rows_in_eight_bits(table: Tensor) -> tuple[Tensor, Tensor]:
    """An embedding as int8 (rows, width) and one scale a row (rows, 1): `values * scales` gives it back."""
    scales = table.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
    return torch.round(table / scales).to(torch.int8), scales
