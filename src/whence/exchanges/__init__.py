"""The exchanges room: who gives what to whom, for what, and how far it got."""

from whence.exchanges.exchange import Exchange, Item, Party

__all__ = ["Exchange", "Item", "Party"]
