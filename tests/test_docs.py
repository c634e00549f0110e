from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import whence
from whence.cli import cli
from whence.contract import schema


def commands(command: click.Command, parent: click.Context | None, name: str) -> Iterator[click.Context]:
    """A context for `command` and for each command below it."""
    context = command.make_context(name, [], parent, resilient_parsing=True)
    yield context
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from commands(found, context, child)


COMMANDS = {context.command_path: context for context in commands(cli, None, "whence")}
OPTIONS = [
    (name, option)
    for name, context in COMMANDS.items()
    for parameter in context.command.get_params(context)
    if isinstance(parameter, click.Option)
    for option in (*parameter.opts, *parameter.secondary_opts)
]


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of the same level."""
    found = re.search(rf"^### {re.escape(heading)}\n(.*?)(?=^##+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section '### {heading}'"
    return found[1]


@pytest.fixture(scope="module")
def reading_md(root: Path) -> str:
    return (root / "docs" / "reading.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_section(reading_md: str, name: str) -> None:
    assert section(reading_md, name).strip()


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_stands_under_its_command(reading_md: str, name: str, option: str) -> None:
    assert re.search(rf"`[^`]*(?<![\w-]){re.escape(option)}(?![\w-])[^`]*`", section(reading_md, name))


def test_no_option_is_documented_that_is_not_there(reading_md: str) -> None:
    known = {option for _, option in OPTIONS}
    told = {
        option
        for name in COMMANDS
        for option in re.findall(r"(?<!\w)--?[a-z][a-z-]*", section(reading_md, name))
    }
    assert told <= known


@pytest.mark.parametrize("name", whence.__all__)
def test_every_exported_name_is_documented(root: Path, name: str) -> None:
    assert f"`whence.{name}" in (root / "docs" / "python.md").read_text(encoding="utf-8")


def fields(part: Any) -> set[str]:
    """Every name of a field anywhere in a JSON Schema."""
    if isinstance(part, list):
        return set().union(*map(fields, part)) if part else set()
    if not isinstance(part, dict):
        return set()
    return set(part.get("properties", ())).union(*map(fields, part.values()))


def test_every_field_of_the_json_is_documented(root: Path) -> None:
    told = set(re.findall(r"`([a-z_]+)`", (root / "docs" / "json.md").read_text(encoding="utf-8")))
    assert fields(schema()) - told == set()


def test_every_page_is_in_the_table_of_contents(root: Path) -> None:
    index = (root / "docs" / "index.md").read_text(encoding="utf-8")
    listed = index.partition("{toctree}")[2].split("```")[0].split()
    pages = {path.stem for path in (root / "docs").glob("*.md")} - {"index"}
    assert pages == {name for name in listed if not name.startswith(":")} - {"1"}


def test_the_readme_has_two_commands_that_can_be_run(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    run, check = re.findall(r"^```sh\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)
    assert run == "pip install . && whence demo"
    assert check == "pip install '.[dev]' && python -m pytest"


def test_links_of_the_readme_lead_somewhere(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    targets = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert targets
    assert [link for link in targets if not (root / link).exists()] == []


def test_the_changelog_knows_this_version(root: Path) -> None:
    assert f"\n## {whence.__version__}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dynamic"] == ["version"]
