from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ledger.made import full, made
from whence.cli.export import FORMS
from whence.ledger import Filters, Ledger, LedgerError
from whence.ledger.exports import FORMATS, export
from whence.ledger.exports.columns import COLUMNS


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for number in range(6):
        ledger.add(made(number))
    ledger.add(full())
    name = made(1).report.id[:16]
    ledger.judge(f"{name}:f1", "grade", field="credibility", value="2", by="me")
    ledger.judge(f"{name}:a1", "grade", field="reliability", value="B", by="me")
    ledger.judge(f"{name}:f1", "comment", value="=HYPERLINK(1)", by="me")
    ledger.judge(name, "confirm", by="me")
    return ledger


def written(ledger: Ledger, form: str, filters: Filters | None = None) -> bytes:
    out = io.BytesIO()
    export(ledger, form, out, filters or Filters())
    return out.getvalue()


def test_the_forms_are_those_of_the_command() -> None:
    assert tuple(FORMATS) == FORMS


def test_csv_has_one_figure_a_row(filled: Ledger) -> None:
    text = written(filled, "csv").decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 13
    assert list(rows[0]) == list(COLUMNS)
    name = made(1).report.id[:16]
    row = next(row for row in rows if row["id"] == f"{name}:f1")
    reading = made(1)
    assert {
        "source_article": "https://news.example/1", "source_office": reading.report.outlet,
        "source_date": "2024-12-02", "source_headline": "Report 1", "source_original": "the harbour master",
        "low": "11", "best": "", "high": "", "low_inclusive": "true", "metric": "wounded", "side": "Azure",
        "where_coordinates": "Port Azure", "date_start": "2024-12-23", "date_end": "2024-12-23",
        "date_prec": "1",
        "credibility": "2", "reliability": "B", "judged": "confirmed", "comment": "'=HYPERLINK(1)",
    }.items() <= row.items()  # fmt: skip
    alone = next(row for row in rows if row["id"] == f"{name}:f2")
    assert (alone["low"], alone["best"], alone["high"], alone["source_original"]) == (
        "1001",
        "1001",
        "1001",
        "",
    )


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@A1", "\t=1", "  =1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(ledger: Ledger, words: str) -> None:
    reading = made(1)
    ledger.add(replace(reading, report=replace(reading.report, outlet=words, title=words, location=words)))
    for row in csv.DictReader(io.StringIO(written(ledger, "csv").decode("utf-8"))):
        for value in row.values():
            assert not value.lstrip().startswith(("=", "+", "-", "@"))


def test_exports_honour_the_filters(filled: Ledger) -> None:
    for form in FORMATS:
        out = io.BytesIO()
        assert export(filled, form, out, Filters(metric="killed")) == 2
        assert export(filled, form, io.BytesIO(), Filters(words="nonsuch")) == 0
    rows = [json.loads(line) for line in written(filled, "jsonl", Filters(metric="killed")).splitlines()]
    assert {row["metric"] for row in rows} == {"killed"}
    assert rows[0]["low"] == 13


def test_what_no_reader_of_files_can_hold_is_replaced(filled: Ledger) -> None:
    rows = [json.loads(line) for line in written(filled, "jsonl", Filters(words="12,000")).splitlines()]
    assert rows[0]["source_office"] == "<b>Out�let</b>"
    assert rows[0]["source_headline"] == "Tit�le"
    assert rows[0]["date_prec"] == 4


def test_pandas_reads_csv_and_json_lines(filled: Ledger, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    for form in ("csv", "jsonl"):
        path = tmp_path / f"out.{form}"
        assert export(filled, form, path, Filters()) == 13
        read = pandas.read_csv if form == "csv" else lambda p: pandas.read_json(p, lines=True)
        frame = read(path)
        assert list(frame.columns) == list(COLUMNS)
        assert len(frame) == 13
        assert frame[frame.metric == "wounded"].low.min() == 11


def test_pyarrow_reads_parquet(filled: Ledger, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "out.parquet"
    export(filled, "parquet", path, Filters())
    table = parquet.read_table(path)
    assert table.column_names == list(COLUMNS)
    assert table.num_rows == 13
    assert str(table.schema.field("low").type) == "double"
    assert 11.0 in table["low"].to_pylist()
    assert True in table["low_inclusive"].to_pylist()


def test_rdflib_reads_json_ld(filled: Ledger) -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=written(filled, "jsonld"), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    claims = set(graph.subjects(rdflib.RDF.type, schema.Claim))
    assert len(claims) == 13
    claim = rdflib.URIRef(f"urn:whence:{made(1).report.id[:16]}:f1")
    assert claim in claims
    (article,) = graph.objects(claim, schema.appearance)
    assert graph.value(article, schema.headline) == rdflib.Literal("Report 1")
    (agent,) = graph.objects(claim, prov.wasAttributedTo)
    assert graph.value(agent, schema.name) == rdflib.Literal("the harbour master")
    about = graph.value(claim, schema.about)
    assert graph.value(about, schema.minValue).toPython() == 11
    assert graph.value(about, schema.maxValue) is None


def test_followthemoney_reads_statements(filled: Ledger, tmp_path: Path) -> None:
    ftm = pytest.importorskip("followthemoney")
    from followthemoney.statement import CSV, StatementEntity, read_path_statements

    path = tmp_path / "out.csv"
    export(filled, "ftm", path, Filters())
    statements = list(read_path_statements(path, CSV))
    assert len({one.id for one in statements}) == len(statements)
    entities: dict[str, list[object]] = {}
    for one in statements:
        prop = ftm.model.schemata[one.schema].get(one.prop)
        assert prop is not None, one.prop
        assert one.prop_type == prop.type.name
        assert one.id == one.generate_key()
        entities.setdefault(one.entity_id, []).append(one)
    dataset = ftm.Dataset.make({"name": "whence", "title": "Whence"})
    made_entities = {
        key: StatementEntity.from_statements(dataset, some)
        for key, some in entities.items()  # type: ignore[arg-type]
    }
    event = made_entities[f"whence-{made(1).report.id[:16]}-f1"]
    assert event.schema.name == "Event"
    assert event.get("location") == ["Port Azure"]
    (involved,) = event.get("involved")
    assert made_entities[involved].get("name") == ["the harbour master"]
    (proof,) = event.get("proof")
    assert made_entities[proof].get("sourceUrl") == ["https://news.example/1"]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_of_a_series_needs_nothing_else_and_runs_nothing(ledger: Ledger) -> None:
    for number in range(6):
        reading = made(number)
        hostile = replace(reading.report, outlet='<script>alert("1")</script>', title="{sections} {title}")
        ledger.add(replace(reading, report=hostile))
    ledger.add(full())
    text = written(ledger, "html", Filters(until="2025-01-01")).decode("utf-8")
    page = _Page()
    page.feed(text)
    assert not {"script", "iframe", "img", "link", "b", "object"} & set(page.tags)
    assert not {name for name in page.attributes if name.startswith("on")} | (
        {"src", "href"} & page.attributes
    )
    words = " ".join(page.words)
    assert '<script>alert("1")</script>' in words
    assert "{sections} {title}" in words
    assert "://" not in text.replace("https://news.example/", "")
    # Each metric has a section of its own.
    assert page.tags.count("section") == 5
    assert page.tags.count("svg") == 4
    assert "killed · Azure" in words


def test_a_file_is_whole_or_not_there(
    filled: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("whence.ledger.exports.plain.row", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            export(filled, "csv", path, Filters())
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".csv"] == ["out.csv"]
    assert path.read_text(encoding="utf-8") == "before"
    with pytest.raises(LedgerError, match="cannot be written"):
        export(filled, "csv", tmp_path / "no" / "folder.csv", Filters())
    with pytest.raises(LedgerError, match="is no form"):
        export(filled, "xls", path, Filters())
