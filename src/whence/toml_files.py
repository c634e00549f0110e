"""Files of rules in TOML, an analyst's as well as the packaged ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli

from whence.errors import WhenceError


def read_toml(path: Path, what: str = "rules") -> dict[str, Any]:
    """The tables of a file. Raises WhenceError where it cannot be read; `what` says there what it holds."""
    try:
        with path.open("rb") as file:
            return tomli.load(file)
    except OSError as error:
        raise WhenceError(f"{path}: cannot read these {what}: {error.strerror}") from error
    # Arrays in arrays without end exhaust the parser's stack.
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WhenceError(f"{path}: not a TOML file of {what}: {error}") from error
