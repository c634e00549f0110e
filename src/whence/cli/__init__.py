"""The command line. It holds no logic: commands call the library and print what comes back.

A command's module is imported only when that command is called, so that `whence --help` is quick.
"""

from __future__ import annotations

from whence.cli.root import cli, main

__all__ = ["cli", "main"]
