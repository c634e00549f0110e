"""Situations: what flows between parties, how far it got, and on whose word, over many reports."""

from __future__ import annotations

from whence.situation.claim import Amount, Claim, Side
from whence.situation.flow import Bounds, Flow
from whence.situation.situation import Situation
from whence.situation.steps import History, Step

__all__ = ["Amount", "Bounds", "Claim", "Flow", "History", "Side", "Situation", "Step"]
