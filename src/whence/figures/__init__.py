"""The figures room: amounts, what they measure, and on whose word."""

from whence.figures.figure import Figure, Measure, Named

__all__ = ["Figure", "Measure", "Named"]
