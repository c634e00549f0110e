"""Parquet, by pyarrow."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

from whence.ledger.errors import LedgerError
from whence.ledger.exports.columns import COLUMNS, NUMBER, TEXT, TRUTH, WHOLE, row
from whence.ledger.exports.plain import fit

if TYPE_CHECKING:
    from whence.ledger.exports.write import Pair
    from whence.ledger.find import Filters

_GROUP: Final = 10_000


def write_parquet(out: BinaryIO, pairs: Iterable[Pair], filters: Filters) -> int:
    """One figure a row, in row groups of a bounded size. Raises LedgerError without the package pyarrow."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise LedgerError("Parquet needs the package pyarrow: pip install 'whence[export]'.") from error
    types = {TEXT: pa.string(), NUMBER: pa.float64(), WHOLE: pa.int32(), TRUTH: pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    found = iter(pairs)
    count = 0
    with parquet.ParquetWriter(out, schema) as writer:
        while some := [row(figure, judged) for figure, judged in islice(found, _GROUP)]:
            columns = [
                pa.array([_value(one[name], kind) for one in some], types[kind])
                for name, kind in COLUMNS.items()
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
            count += len(some)
    return count


def _value(value: object, kind: str) -> object:
    if kind == TEXT and isinstance(value, str):
        return fit(value)
    return float(value) if kind == NUMBER and isinstance(value, int) else value
