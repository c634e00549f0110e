"""The exchanges room: who gives what to whom, for what, and how far it got."""

from whence.exchanges.exchange import Exchange, Item, Party
from whence.exchanges.read import read_exchanges
from whence.exchanges.rules import ExchangeRules

__all__ = ["Exchange", "ExchangeRules", "Item", "Party", "read_exchanges"]
