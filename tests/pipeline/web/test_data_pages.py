"""Datasette's own pages in our frame: Vietnamese, no script or style within, links, counting with a limit."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from datasette.database import QueryInterrupted

from pipeline.messages import QUESTIONS
from pipeline.web.data_words import TABLES, table_words
from pipeline.web.datastore import Site
from pipeline.web.guard import Access

_PAGES = (
    "/registry",
    "/registry/documents",
    "/registry/files",
    "/registry/citations?_facet=relation&relation__exact=implements",
    "/registry/plans_citing_decisions",
    "/registry/files/1",
    "/registry?sql=select+id,+label+from+documents+limit+3",
    "/registry?sql=select+wrong",
)
_ENGLISH = ("This data as", "Custom SQL", "Apply", "rows", "View and edit", "Advanced export", "Links from")


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_is_vietnamese_and_has_no_script_or_style_within(reader: Any, path: str) -> None:
    page = reader.get(path).text
    assert "app.css" not in page
    assert not re.search(r"<style|<script(?! src=)| style=|\son\w+=", page)
    inside = re.sub(r"<[^>]+>|<pre>.*?</pre>", " ", page, flags=re.DOTALL)
    assert not [words for words in _ENGLISH if words in inside]


def test_views_go_by_their_questions_and_tables_by_their_names(reader: Any) -> None:
    page = reader.get("/registry").text
    assert QUESTIONS["plans_citing_decisions"][1] in page
    assert "Lượt viện dẫn" in page
    assert "search_index" not in page
    assert QUESTIONS["open_findings"][1] in reader.get("/registry/open_findings").text


def test_every_table_of_the_registry_has_a_name(reader: Any) -> None:
    tables = reader.get("/registry.json").json()["tables"]
    shown = {one["name"] for one in tables if not one["hidden"]}
    assert shown == set(TABLES)
    assert table_words("no_such_table") == "no_such_table"


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/registry/documents?label__contains=634", '<a href="/van-ban/vn/ubnd-tinh-hoa-an/qd/2025/634">'),
        ("/registry/citations", '<a href="/van-ban/vn/'),
        ("/registry/plans_citing_decisions", '<a href="/van-ban/vn/'),
        ("/registry?sql=select+to_document+from+citations", '<a href="/van-ban/vn/'),
        ("/registry/mentions/1", '<a href="/registry/files/'),
    ],
)
def test_ids_lead_on(reader: Any, path: str, link: str) -> None:
    assert link in reader.get(path).text


def test_the_row_of_a_document_can_be_opened_too(reader: Any) -> None:
    page = reader.get("/registry/documents").text
    row = re.search(r'class="row-link" href="([^"]+)"', page)
    assert row
    assert "Trang văn bản" in reader.get(row[1]).text


def test_sums_of_bytes_are_short_and_still_whole_for_who_points_at_them(reader: Any) -> None:
    page = reader.get("/registry/files").text
    assert re.search(r'<code title="([0-9a-f]{64})">[0-9a-f]{10}…</code>', page)
    assert not re.search(r">[0-9a-f]{64}<", page)


def test_text_of_documents_is_never_html(reader: Any) -> None:
    told = reader.get("/registry?sql=select+'<script>x</script>'+as+relation,+'<b>'+as+document_id").text
    assert "<script>x" not in told
    assert "&lt;script&gt;x" in told


def test_sql_can_be_switched_off(browse: Callable[..., Any]) -> None:
    browser = browse(sql=False)
    for path in ("/registry?sql=select+1", "/registry.json?sql=select+1", "/registry/files?_where=1"):
        answer = browser.get(path)
        told = answer.json()["error"] if ".json" in path else answer.text
        assert (answer.status_code, "không cho hỏi bằng SQL" in told) == (403, True), path
    assert "không cho hỏi" not in browser.get("/registry.db").text  # forbidden for another reason
    assert "Hỏi bằng SQL" not in browser.get("/registry").text
    table = browser.get("/registry/files")
    assert table.status_code == 200
    assert "Xem và sửa câu SQL" not in table.text


@pytest.mark.parametrize("path", ["/-/patterns", "/-/messages", "/-/allow-debug"])
def test_trial_pages_of_datasette_are_left_out(reader: Any, path: str) -> None:
    assert "Sổ không dùng trang này" in reader.get(path).text


def test_sql_reads_only(reader: Any) -> None:
    for sql in ("delete from files", "select 1; delete from files", "pragma writable_schema = 1"):
        assert reader.get("/registry", params={"sql": sql}).status_code == 400


def test_counting_rows_is_given_up_soon_and_the_page_comes_without(
    specimens: Path, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.web import datastore

    site = Site(specimens, Access("127.0.0.1", 8765))
    site.attach(0)
    rows = "with recursive n(x) as (select 1 union all select x + 1 from n) select x from n"

    async def count() -> None:
        await site.databases["registry"].execute(f"select count(*) from ({rows})")

    with pytest.raises(QueryInterrupted):
        asyncio.run(asyncio.wait_for(count(), 5))
    monkeypatch.setattr(datastore, "COUNTING", 0.0001)
    assert reader.get("/registry/mentions").status_code == 200


def test_a_question_that_takes_too_long_is_answered_in_vietnamese(reader: Any) -> None:
    endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select sum(x) from n"
    answer = reader.get("/registry", params={"sql": endless})
    assert answer.status_code == 400
    assert "quá nhiều thời gian" in answer.text
    assert "<script" not in answer.text.split("</head>")[1]
