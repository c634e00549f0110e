"""The command `whence`: its subcommands by name, and how a run ends."""

from __future__ import annotations

import contextlib
import errno
import gc
import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from whence import __version__
from whence.cli.safe import escaped, printable
from whence.errors import WhenceError
from whence.lazy import leave_out

DONE: Final = 0
FINDINGS: Final = 1
"""Something was found, where findings are what is asked for."""
FAULT: Final = 2
"""Wrong usage, or a fault that is not the input's."""
SOME_FAILED: Final = 3
INTERRUPTED: Final = 130
_FULL: Final = (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EDQUOT, errno.EFBIG)
"""Why a stream cannot be written, when it is not that nobody reads it."""

COMMANDS: Final = {
    "add": ("whence.cli.add", "Add reports to a ledger, with all that is read from them."),
    "check": ("whence.cli.check", "Check reports, or a ledger: what does not hold."),
    "demo": ("whence.cli.demo", "See what Whence finds in fourteen example reports."),
    "export": ("whence.cli.export", "Write a ledger's figures to a file for other programs."),
    "find": ("whence.cli.find", "Find statements in a ledger by words, authority, measure, day."),
    "judge": ("whence.cli.judge", "Confirm, correct, reject or grade what a ledger holds."),
    "read": ("whence.cli.read", "Read reports: who said what, on whose word."),
    "situation": ("whence.cli.situation", "Show what passes between parties, and on whose word."),
    "trace": ("whence.cli.trace", "Follow a measure, or one statement, through a ledger."),
}
"""Each command's module, which has it under the command's own name, and its line in `whence --help`."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and not for its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; one that is not there is told what may have been meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            name = printable(args[0])
            ctx.fail(f"there is no command '{name}'. Did you mean: whence read {name}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, each with its line, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an output that was closed ends it without a word."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read the output has had enough (`whence read … | head`).
            _silence()
            ctx.exit(DONE)


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="whence", message="%(prog)s %(version)s")
def cli() -> None:
    """Read news reports and see who said what, on whose word, and how surely.

    Exit codes: 0 done, 1 findings (of `whence check`), 2 wrong usage or a fault of Whence, 3 some or all
    of the input could not be read, 130 interrupted.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    # Importing and filling tables makes many objects that stay: looking for garbage among them is in vain.
    gc.set_threshold(20_000, 20, 20)
    leave_out("torch")
    if sys.stdout is None:
        sys.stderr.write("whence: standard output is closed. Open it, or send it to a file.\n")
        sys.exit(FAULT)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show an arrow gets its number, and not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = cli.main(arguments, prog_name="whence", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        _tell(shown.getvalue())
        return FAULT
    except WhenceError as error:
        _tell(f"whence: {printable(str(error))}")
        return FAULT
    except OSError as error:
        if error.errno not in _FULL or error.filename is not None:
            return _fault()
        _silence()
        _tell(f"whence: standard output cannot be written ({error.strerror}). Send it somewhere with room.")
        return FAULT
    except Exception:
        return _fault()
    return code if isinstance(code, int) else DONE


def _fault() -> int:
    """Tell of a fault of ours, in an `except`: the traceback is what a report of it needs."""
    click.echo("\n".join(map(escaped, traceback.format_exc().splitlines())), err=True)
    click.echo("whence: internal error. Please report it with the lines above.", err=True)
    return FAULT


def _tell(lines: str) -> None:
    """Lines on standard error; what they quote cannot speak to the terminal."""
    click.echo("\n".join(map(escaped, lines.rstrip().split("\n"))), err=True)


def _silence() -> None:
    """Let what is still in the buffer of standard output go nowhere when Python ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
