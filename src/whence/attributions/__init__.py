"""The attributions room: who says what, on whose word, and how surely."""

from whence.attributions.attribution import Attribution, Authority, Date
from whence.attributions.read import attribute
from whence.attributions.rules import Rules

__all__ = ["Attribution", "Authority", "Date", "Rules", "attribute"]
