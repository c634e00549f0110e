"""The findings room: what does not hold, one check a module; each explains itself."""

from whence.findings.check import CHECKS, check_report
from whence.findings.finding import SEVERITIES, Finding, Severity

__all__ = ["CHECKS", "SEVERITIES", "Finding", "Severity", "check_report"]
