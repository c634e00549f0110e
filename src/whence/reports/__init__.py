"""Reports in: whatever a source names, as a text with what is known of it."""

from __future__ import annotations

from whence.reports.errors import ReportError
from whence.reports.limits import Limits
from whence.reports.load import load
from whence.reports.report import Foreign, Repair, Repaired, Report

__all__ = ["Foreign", "Limits", "Repair", "Repaired", "Report", "ReportError", "load"]
