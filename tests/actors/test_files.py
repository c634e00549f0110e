from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from whence.actors import Actors
from whence.errors import WhenceError

OWN = """
[[outlet]]
name = "Harbour Gazette"
names = ["The Gazette"]
domains = ["harbour-gazette.example"]
sort = "newspaper"
country = "country:gbr"

[[body]]
id = "group:river-front"
name = "River Front"
adjectives = ["River Front"]
kind = "group"
party = "group:river-front"

[[person]]
name = "Ada Quill"
party = "group:river-front"
held = ["leader 2021-03/.."]

[[country]]
id = "country:prk"
names = ["Chosŏn"]

[[outlet]]
id = "outlet:nis-weekly"
name = "NIS"
sort = "online"
country = "country:deu"
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_file_adds_to_the_packaged_actors(tmp_path: Path) -> None:
    actors = Actors.load(write(tmp_path, OWN))

    def found(name: str, on: date | None = None) -> str | None:
        match = actors.resolve(name, on=on)
        return match.actor.id if match else None

    assert found("the Gazette") == "outlet:harbour-gazette"
    assert found("news.harbour-gazette.example") == "outlet:harbour-gazette"
    assert found("Quill") == "person:ada-quill"
    assert found("the River Front leader", date(2024, 1, 1)) == "person:ada-quill"
    assert found("the River Front leader", date(2021, 3, 15)) == "office:river-front-leader"
    assert actors.party("River Front fighters") == "group:river-front"
    assert found("Choson") == "country:prk"
    assert found("DPRK") == "country:prk"
    # A user's word for a name stands in for the packaged one.
    assert found("NIS") == "outlet:nis-weekly"
    assert found("National Intelligence Service") == "agency:kor-nis"


def test_later_files_come_first_and_one_file_must_not_decide_twice(tmp_path: Path) -> None:
    both = '[[outlet]]\nid = "outlet:one"\nname = "Twin"\n[[outlet]]\nid = "outlet:two"\nname = "Twin"\n'
    first = write(tmp_path, both)
    assert Actors.load(first).resolve("Twin") is None
    second = tmp_path / "second.toml"
    second.write_text('[[outlet]]\nid = "outlet:three"\nname = "Twin"\n', encoding="utf-8")
    match = Actors.load(first, second).resolve("Twin")
    assert match
    assert match.actor.id == "outlet:three"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[outlet", "not a TOML file of actors"),
        ("[[planet]]\nid = 'x'", "no such table: planet"),
        ("outlet = 3", "outlet must be an array of tables"),
        ("[[outlet]]\nnames = ['x']", r"\[\[outlet\]\] number 1: needs an id or a name"),
        ("[[country]]\nname = 'X'", r"\[\[country\]\] number 1 \(X\): needs an id"),
        (
            "[[outlet]]\nname = 'A'\n[[outlet]]\nname = 'B'\ncolour = 'red'",
            r"number 2 \(B\): no such field: colour",
        ),
        ("[[outlet]]\nname = 3", "name must be a text"),
        ("[[outlet]]\nname = ''", "name must be a text, not empty"),
        ("[[outlet]]\nname = 'A'\nnames = 'B'", "names must be a list of texts"),
        ("[[outlet]]\nname = 'A'\nnames = ['']", "names must be a list of texts that are not empty"),
        (f"[[outlet]]\nname = 'A'\nnames = ['{'x' * 500}']", "longer than 160 characters"),
        ("[[outlet]]\nname = 'A'\nsort = 'pigeon'", "sort is 'pigeon'; it must be one of agency"),
        ("[[outlet]]\nname = 'A'\nid = 'No Id'", "is no id"),
        ("[[outlet]]\nname = 'A'\nid = 'person:a'", "the id must begin with outlet:"),
        ("[[outlet]]\nid = 'outlet:new'", "is new, and needs a name"),
        (
            "[[outlet]]\nname = 'A'\ncountry = 'country:zzz'",
            "country is 'country:zzz', and no actor has that id",
        ),
        ("[[person]]\nname = 'A B'\nparty = 'country:zzz'", "party is 'country:zzz'"),
        ("[[person]]\nname = 'A B'\nparty = 'country:fra'\nheld = ['king']", "cannot read 'king' in held"),
        (
            "[[person]]\nname = 'A B'\nparty = 'country:fra'\nheld = ['king 2020-13-01/..']",
            "'2020-13-01' is no date",
        ),
        (
            "[[person]]\nname = 'A B'\nparty = 'country:fra'\nheld = ['king 2020/2019']",
            "ends before it begins",
        ),
        ("[[person]]\nname = 'A B'\nparty = 'country:fra'\nheld = ['wizard 2020/..']", "held has 'wizard'"),
        ("[[body]]\nid = 'group:a'\nname = 'A'\nkind = 'club'", "kind is 'club'"),
        ("[[body]]\nid = 'group:a'\nname = 'A'\nroles = ['wizard']", "roles has 'wizard'"),
        ("[[country]]\nid = 'country:fra'\nleader = 'wizard'", "leader is 'wizard'"),
        ("known_until = 'soon'", "known_until must be a day"),
        ("[words]\nrude = ['x']", r"\[words\] has no rude"),
        ("words = 3", "words must be a table"),
    ],
)
def test_a_file_of_another_shape_is_refused_by_name_and_place(tmp_path: Path, text: str, says: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(WhenceError, match=says) as error:
        Actors.load(path)
    assert str(path) in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(WhenceError, match=r"nothing\.toml: cannot read these actors"):
        Actors.load(tmp_path / "nothing.toml")
    path = tmp_path / "bytes.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WhenceError, match="not a TOML file of actors"):
        Actors.load(path)


def test_the_example_of_the_documentation_loads(tmp_path: Path, root: Path) -> None:
    page = (root / "docs" / "actors.md").read_text(encoding="utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    assert example
    actors = Actors.load(write(tmp_path, example))
    match = actors.resolve("the Harbour Defence Volunteers")
    assert match
    assert match.actor.party == "country:ukr"
