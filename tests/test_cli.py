from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from samples import TEXT, harbour

import whence
from whence.api import Outcome
from whence.attributions.attribution import Attribution, Authority
from whence.cli import main
from whence.cli.render import ansi, render
from whence.cli.root import COMMANDS, cli
from whence.cli.safe import escaped, printable
from whence.contract import validate
from whence.errors import WhenceError
from whence.reading import Reading
from whence.reports.report import Report
from whence.spans import TextSpan

Run = Callable[..., tuple[int, str, str]]

PRELUDE = """
import sys
import whence.api
from samples import harbour
from whence.api import Outcome
from whence.cli import main
"""


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs `whence` in this process: exit code, standard output, standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capsysbinary.readouterr()
        return int(ended.value.code or 0), out.decode("utf-8"), err.decode("utf-8")

    return call


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Puts hand-made readings in the place of reading; gives what the command asked for."""
    calls: list[dict[str, Any]] = []

    def read_many(sources: Iterable[str], **options: Any) -> Iterator[Outcome]:
        calls.append({"sources": list(sources), **options})
        for source in sources:
            if source.startswith("bad"):
                yield Outcome(source, error=f"{source}: is no report. Give another.")
            else:
                yield Outcome(source, reading=harbour(source))

    monkeypatch.setattr("whence.api.read_many", read_many)
    monkeypatch.setenv("COLUMNS", "80")
    return calls


def other_process(script: str, **options: Any) -> subprocess.Popen[str]:
    """A Python of its own, with the tests' modules at hand."""
    path = os.pathsep.join(filter(None, [str(Path(__file__).parent), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        encoding="utf-8",
        errors="replace",
        **options,
    )


# The command itself


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"whence {whence.__version__}\n", "")


def test_help_names_every_command_without_importing_it(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    for name, (_, line) in COMMANDS.items():
        command = cli.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.name == name
        assert command.short_help == line
        assert re.search(rf"^  {name} +{re.escape(line)}$", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["read"], "Missing argument 'SOURCE...'"),
        (["report.txt"], "there is no command 'report.txt'. Did you mean: whence read report.txt"),
        (["\x1b[31m"], r"there is no command '\x1b[31m'"),
        (["read", "--no-such-option", "a"], "No such option"),
        (["read", "--published", "yesterday", "a"], "'yesterday' is no date of the form YYYY-MM-DD"),
        (["read", "--published", "2024-02-30", "a"], "day is out of range for month"),
        (["read", "--workers", "0", "a"], "0 is not in the range x>=1"),
        (["read", "--width", "20", "a"], "20 is not in the range x>=40"),
        (["read", "-", "a", "-"], "standard input (-) is given more than once"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(
    run: Run, asked: list[dict[str, Any]], arguments: list[str], complaint: str
) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert complaint in err
    assert "Traceback" not in err
    assert asked == []


def test_no_arguments_show_the_help(run: Run) -> None:
    code, out, err = run()
    assert code == 2
    assert "Usage: whence" in out + err


# What `whence read` prints


def test_options_reach_the_library(run: Run, asked: list[dict[str, Any]]) -> None:
    assert run("read", "a", "b", "--outlet", "A", "--published", "2024-12-23", "--workers", "3")[0] == 0
    assert asked == [{"sources": ["a", "b"], "workers": 3, "outlet": "A", "published": "2024-12-23"}]


def test_one_report_prints_as_indented_json(run: Run, asked: list[dict[str, Any]]) -> None:
    code, out, err = run("read", "a", "--json")
    assert code == 0
    document = json.loads(out)
    validate(document)
    assert out.startswith('{\n  "schema"')
    assert "Inés" in out
    assert err == "whence: a: warning: the encoding was guessed\nwhence: a: warning: read in a hurry\n"


@pytest.mark.parametrize("arguments", [["--json", "a", "b"], ["--jsonl", "a", "b"], ["--jsonl", "a"]])
def test_several_reports_print_one_a_line(
    run: Run, asked: list[dict[str, Any]], arguments: list[str]
) -> None:
    code, out, err = run("read", "--quiet", *arguments)
    assert (code, err) == (0, "")
    documents = [json.loads(line) for line in out.splitlines()]
    assert [document["report"]["location"] for document in documents] == arguments[1:]


def test_text_that_utf_8_cannot_hold_prints_as_ascii(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reading(Report("half \ud83d of a pair, é"), ())
    monkeypatch.setattr("whence.api.read_many", lambda *_, **__: iter([Outcome("a", reading)]))
    code, out, _ = run("read", "--json", "a")
    assert code == 0
    assert json.loads(out)["report"]["text"] == reading.report.text


def test_a_bad_input_is_told_and_the_rest_is_read(run: Run, asked: list[dict[str, Any]]) -> None:
    code, out, err = run("read", "a", "bad\x1b[2J.txt", "b", "--jsonl", "-q")
    assert code == 3
    assert len(out.splitlines()) == 2
    assert err == "whence: bad\\x1b[2J.txt: is no report. Give another.\n"


def test_all_bad_ends_with_3_too(run: Run, asked: list[dict[str, Any]]) -> None:
    assert run("read", "bad") == (3, "", "whence: bad: is no report. Give another.\n")


def test_no_reader_ends_with_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_many(*_: Any, **__: Any) -> Iterator[Outcome]:
        raise WhenceError("the weights are missing. Install the wheel again.")

    monkeypatch.setattr("whence.api.read_many", read_many)
    assert run("read", "a") == (2, "", "whence: the weights are missing. Install the wheel again.\n")


def test_a_fault_of_ours_ends_with_2_and_its_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_many(*_: Any, **__: Any) -> Iterator[Outcome]:
        raise ZeroDivisionError("\x1b[2J")

    monkeypatch.setattr("whence.api.read_many", read_many)
    code, out, err = run("read", "a")
    assert (code, out) == (2, "")
    assert "ZeroDivisionError: \\x1b[2J" in err
    assert err.endswith("whence: internal error. Please report it with the lines above.\n")


def test_an_interrupt_ends_with_130_and_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_many(*_: Any, **__: Any) -> Iterator[Outcome]:
        yield Outcome("a", harbour())
        raise KeyboardInterrupt

    monkeypatch.setattr("whence.api.read_many", read_many)
    code, out, err = run("read", "a", "b", "--jsonl", "-q")
    assert code == 130
    assert len(out.splitlines()) == 1
    assert err.strip() == ""


@pytest.mark.skipif(not hasattr(signal, "pause"), reason="needs POSIX signals")
def test_ctrl_c_ends_the_workers_too(tmp_path: Path) -> None:
    # Started in the background, a process inherits that SIGINT is ignored.
    script = f"""
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from functools import partial
import fakes
{PRELUDE}
from whence.workers import spread
whence.api.read_many = lambda sources, **_: spread(partial(fakes.make_stuck, {str(tmp_path)!r}), sources, 2)
main(["read", "a", "b"])
"""
    process = other_process(script, start_new_session=True)
    try:
        while len(list(tmp_path.iterdir())) < 2:
            assert process.poll() is None, process.communicate()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 130
    assert out == ""
    assert err.strip() == ""
    for worker in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(worker.name), 0)


def test_a_broken_pipe_ends_quietly() -> None:
    script = f"""
{PRELUDE}
def endless(sources, **_):
    while True:
        yield Outcome("a", harbour())
whence.api.read_many = endless
main(["read", "a", "--jsonl", "-q"])
"""
    process = other_process(script)
    assert process.stdout is not None
    assert process.stderr is not None
    json.loads(process.stdout.readline())
    process.stdout.close()
    assert process.wait(timeout=120) == 0
    assert process.stderr.read() == ""
    process.stderr.close()


def test_an_output_that_lacks_a_character_gets_no_traceback() -> None:
    script = f"""
{PRELUDE}
sys.stdout.reconfigure(encoding="latin-1")
whence.api.read_many = lambda sources, **_: [Outcome("a", harbour())]
main(["read", "a", "-q"])
"""
    process = other_process(script)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert r"The Harbour Courier \u2192 two port officials" in out


# Colour


@pytest.mark.parametrize(
    ("flags", "environment", "terminal", "coloured"),
    [
        ([], {}, False, False),
        ([], {}, True, True),
        ([], {"NO_COLOR": "1"}, True, False),
        ([], {"TERM": "dumb"}, True, False),
        (["--no-color"], {}, True, False),
        (["--color"], {"NO_COLOR": "1"}, False, True),
    ],
)
def test_colour_is_as_asked(
    run: Run,
    asked: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    flags: list[str],
    environment: dict[str, str],
    terminal: bool,
    coloured: bool,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    code, out, _ = run("read", "a", *flags)
    assert code == 0
    assert ("\x1b[" in out) is coloured
    assert "The Harbour Courier" in out


def test_colour_changes_no_word(reading: Reading) -> None:
    for line in render(reading, 60):
        coloured = ansi(line)
        plain = "".join(
            part.partition("m")[2] if i else part for i, part in enumerate(coloured.split("\x1b["))
        )
        assert plain == line.plain


# Rendering


def screen(reading: Reading, width: int = 100) -> str:
    return "\n".join(line.plain for line in render(reading, width))


def test_a_screen(reading: Reading) -> None:
    assert (
        screen(reading)
        == """\
Nine ships, or fewer
by A. Writer
The Inland Post · date unknown · harbour.txt · 5 claims

a1  The Harbour Courier → two port officials (anonymous)
    claimed (“reports”) · paraphrased · said Monday (early 2024-12-23) · sure 0.93
    the grain ships may have left on Monday

a2  Inés Okafor
    asserted (“said”) · partly quoted · likely 0.70
    "We counted nine of them," … she denied any had been turned back

    a3  she (unresolved)
        inside a2 · denied (“denied”) · paraphrased · doubtful 0.31
        any had been turned back

a4  (no source named)
    preliminary (“According to early tallies”) · paraphrased · likely 0.55
    4,000 tonnes are missing

a5  Inés Okafor + Coast Guard
    asserted (“say”) · paraphrased · sure 0.90
    the town liveswhich on grain

────────────────────────
mended: “liveswhich” read as “lives which”
in another language: Spanish, an insertion: “faltan cuatro mil”
note: the encoding was guessed
note: read in a hurry"""
    )


@pytest.mark.parametrize("width", [40, 41, 57, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(reading: Reading, width: int) -> None:
    words = "北朝鮮の兵士は増えていると当局者は述べた " * 4 + "x" * 300
    wide = Attribution(
        "a6", None, None, (TextSpan(0, len(words), words),), (Authority(words, TextSpan(0, 1, words[0])),)
    )
    deep = [replace(wide, id=f"a{n}", parent=f"a{n - 1}") for n in range(7, 30)]
    report = replace(reading.report, title=words, outlet=words)
    crowded = replace(reading, report=report, attributions=(*reading.attributions, wide, *deep))
    lines = render(crowded, width)
    assert max(cell_len(line.plain) for line in lines) <= width
    # No word is lost however narrow the screen.
    together = "".join("".join(line.plain.split()) for line in lines)
    assert "".join(words.split()) in together
    assert sum(line.plain.strip().startswith("a29") for line in lines) == 1


def test_claims_come_in_order_of_the_text_and_children_under_their_parent(reading: Reading) -> None:
    shuffled = replace(reading, attributions=tuple(reversed(reading.attributions)))
    assert screen(shuffled) == screen(reading)


def test_a_claim_whose_parent_is_gone_is_still_shown(reading: Reading) -> None:
    orphan = replace(reading, attributions=tuple(a for a in reading.attributions if a.id != "a2"))
    assert "a3  she (unresolved)" in screen(orphan)


def test_a_source_without_a_chain_is_unresolved(reading: Reading) -> None:
    bare = replace(reading.attributions[1], authority=())
    assert "a2  Mayor Inés Okafor (unresolved)" in screen(replace(reading, attributions=(bare,)))


def test_a_standing_stands_beside_a_denial(reading: Reading) -> None:
    claim = replace(reading.attributions[0], polarity="denied")
    assert "claimed, denied (“reports”)" in screen(replace(reading, attributions=(claim,)))


def test_what_is_not_known_is_said(reading: Reading) -> None:
    bare = Reading(Report(TEXT, "-"), ())
    assert screen(bare) == "standard input\noutlet unknown · date unknown · 0 claims\n\nNo claims found."


def test_many_repairs_are_counted(reading: Reading) -> None:
    report = replace(reading.report, repairs=reading.report.repairs * 9)
    assert "; and 4 more" in screen(replace(reading, report=report), 400)


def test_no_report_speaks_to_the_terminal() -> None:
    evil = "\x1b]0;owned\x07 \x9b31m \u202egnorw \r\n line\u2028"
    text = f"{evil} said {evil}"
    words = TextSpan.of(text, 0, len(text))
    claim = Attribution("a1", words, words, (words,), (Authority(evil, words),))
    report = Report(text, evil, outlet=evil, title=evil, authors=(evil,), published=evil, warnings=(evil,))
    for line in render(Reading(report, (claim,), warnings=(evil,)), 60):
        assert line.plain.isprintable()
        assert all(piece.isprintable() for piece in ansi(line).replace("\x1b[", "").split())


def test_printable_leaves_good_text_alone() -> None:
    assert printable("Zoë said: “北朝鮮” – 3 %") == "Zoë said: “北朝鮮” – 3 %"
    assert printable(" a\n\tb\u00a0c ") == "a b c"
    assert escaped("a\x1b\u202e\ud800") == r"a\x1b\u202e\ud800"


# For real


def test_reading_for_real(run: Run, reader: whence.Reader, root: Path) -> None:
    path = str(root / "examples" / "01-agency-dispatch.txt")
    code, out, err = run("read", path, "--json")
    assert (code, err) == (0, "")
    validate(json.loads(out))
    code, out, _ = run("read", path, "--width", "60")
    assert code == 0
    assert "a1" in out
