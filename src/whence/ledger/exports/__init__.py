"""A ledger's figures for other programs: one module a form, all honouring the same filters."""

from whence.ledger.exports.exchanges import export_exchanges
from whence.ledger.exports.write import FORMATS, export

__all__ = ["FORMATS", "export", "export_exchanges"]
