"""The root of every error that Whence raises on purpose."""

from __future__ import annotations


class WhenceError(Exception):
    """Something that a user can act on: its text says what went wrong and what to do."""
