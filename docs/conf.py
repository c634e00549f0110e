"""How the documentation is built: sphinx-build docs site."""

from __future__ import annotations

import whence

project = "Whence"
author = "The Whence authors"
copyright = author
version = release = whence.__version__

extensions = ["myst_parser"]
exclude_patterns: list[str] = []
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"Whence {version}"
