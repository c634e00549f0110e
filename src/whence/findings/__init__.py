"""The findings room: what does not hold, one check a module; each explains itself."""

from whence.findings.finding import Finding

__all__ = ["Finding"]
