"""`whence judge`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from whence.cli.ledger import ledger_option
from whence.cli.output import print_json
from whence.cli.safe import printable

if TYPE_CHECKING:
    from whence.ledger.judgements import Action, Judgement

Decision = tuple["Action", "str | None", "str | None"]


@click.command(short_help="Confirm, correct, reject or grade what a ledger holds.")
@click.argument("target", metavar="[ID]", required=False)
@click.option("--confirm", is_flag=True, help="It was read rightly.")
@click.option("--reject", is_flag=True, help="It is no such thing, and is left out from now on.")
@click.option(
    "--correct", multiple=True, metavar="FIELD=VALUE", help="What a field should be; empty: unknown."
)
@click.option("--merge", metavar="ID", help="This other one is the same.")
@click.option("--split", metavar="ID", help="This other one, or an actor's name, is not the same.")
@click.option("--reliability", metavar="A-F", help="How reliable the source is.")
@click.option("--credibility", metavar="1-6", help="How credible the information is.")
@click.option("--grade", metavar="GRADE", help="confirmed, fair, weak, contested or discounted.")
@click.option("--comment", metavar="WORDS", help="Something to remember.")
@click.option("--undo", metavar="JUDGEMENT", help="Take back the judgement of this id.")
@click.option("--by", metavar="NAME", help="Whose judgement it is. Without it: your user name.")
@click.option("--left", is_flag=True, help="List judgements for which a newer reading has no place.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@ledger_option
def judge(
    target: str | None,
    confirm: bool,
    reject: bool,
    correct: tuple[str, ...],
    merge: str | None,
    split: str | None,
    reliability: str | None,
    credibility: str | None,
    grade: str | None,
    comment: str | None,
    undo: str | None,
    by: str | None,
    left: bool,
    as_json: bool,
    ledger: str | None,
) -> None:
    """Record what you decide of a report, claim, figure, exchange, finding or actor, by its ID.

    Nothing is ever overwritten: each judgement is kept with who made it and when, and --undo is one more.
    With an ID alone, the judgements on it are listed; without one, all of them.
    """
    from whence.ledger.store import Ledger

    decisions: list[Decision] = [("correct", *_pair(one)) for one in correct]
    given: tuple[tuple[Action, str | None, str | bool | None], ...] = (
        ("confirm", None, confirm or None),
        ("reject", None, reject or None),
        ("merge", None, merge),
        ("split", None, split),
        ("grade", "reliability", reliability),
        ("grade", "credibility", credibility),
        ("grade", "grade", grade),
        ("comment", None, comment),
    )
    decisions += [(action, field, str(value)) for action, field, value in given if value is not None]
    if confirm and reject:
        raise click.UsageError("--confirm and --reject exclude each other.")
    if decisions and (target is None or undo or left):
        raise click.UsageError("a judgement needs one ID, and goes with neither --undo nor --left.")
    with Ledger.open(ledger) as opened:
        if undo is not None:
            made = [opened.undo(undo, by=by or _user())]
        elif left:
            made = opened.left(target)
        elif decisions and target is not None:
            made = opened.judge_all(target, decisions, by=by or _user())
        else:
            made = opened.judgements(target)
    for one in made:
        if as_json:
            print_json(asdict(one))
        else:
            click.echo(_shown(one))


def _pair(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--correct {printable(text)}: give it as FIELD=VALUE.")
    return field.strip(), value.strip()


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError) as error:
        raise click.UsageError("it is not known who you are: give --by NAME.") from error


def _shown(one: Judgement) -> str:
    parts = [one.id, one.target, one.action, *([one.field] if one.field else [])]
    if one.value is not None:
        parts.append(str(one.value))
    if one.undoes:
        parts.append(one.undoes)
    if one.carried_from:
        parts.append(f"(carried over from {one.carried_from})")
    return "  ".join(map(printable, (*parts, f"by {one.by}", one.at)))
