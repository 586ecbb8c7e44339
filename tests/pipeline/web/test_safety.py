"""Who may ask, who may write, and what fences a page in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.web.guard import Access, is_this_machine
from pipeline.web.pages import entry
from pipeline.web.server import check_host, listen, start_address

PASSWORD = "đủ dài để khó đoán"


@pytest.mark.parametrize("path", ["/", "/van-ban", "/registry/files", "/khong-co"])
def test_every_page_is_fenced_in(reader: Any, path: str) -> None:
    headers = reader.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_our_pages_may_not_hold_styles_of_their_own(reader: Any) -> None:
    assert "unsafe-inline" not in reader.get("/").headers["content-security-policy"]


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8765", 200), ("localhost:8765", 200), ("[::1]:8765", 200),
     ("so.example:8765", 421), ("127.0.0.1.so.example", 421), ("192.168.1.7:8765", 421), ("", 421)],
)  # fmt: skip
def test_a_foreign_name_that_leads_here_is_refused(reader: Any, host: str, status: int) -> None:
    assert reader.get("/vao-so", headers={"host": host}).status_code == status


def test_the_address_printed_at_the_start_lets_a_browser_write(browse: Callable[..., Any]) -> None:
    browser = browse()
    assert "chế độ chỉ đọc" in browser.get("/").text
    let_in = browser.get(f"/vao-so?ma={browser.access.token}&tiep=/van-ban")
    assert (let_in.status_code, let_in.headers["location"]) == (303, "/van-ban")
    cookie = let_in.headers["set-cookie"].casefold()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert "được ghi quyết định" in browser.get("/").text


@pytest.mark.parametrize("token", ["x", "", "khác", "%00", "a" * 5000])
def test_another_token_lets_nobody_write(browse: Callable[..., Any], token: str) -> None:
    browser = browse()
    browser.get(f"/vao-so?ma={token}")
    assert "chế độ chỉ đọc" in browser.get("/").text


def test_the_token_of_an_earlier_start_is_worth_nothing(browse: Callable[..., Any]) -> None:
    first, second = browse(), browse()
    answer = second.get(f"/vao-so?ma={first.access.token}")
    assert answer.status_code == 403
    assert "lần chạy trước" in answer.text


@pytest.mark.parametrize(
    "onward", ["//so.example", "https://so.example", "/\\so.example", "javascript:alert(1)", "/a\nb"]
)
def test_nobody_is_sent_elsewhere(browse: Callable[..., Any], onward: str) -> None:
    browser = browse()
    sent = browser.get("/vao-so", params={"ma": browser.access.token, "tiep": onward})
    assert sent.headers["location"] == "/"


def test_leaving_takes_a_form_with_the_token_against_forged_forms(writer: Any) -> None:
    assert writer.post("/vao-so/thoat", {}, csrf=False).status_code == 403
    assert "được ghi quyết định" in writer.get("/").text
    assert writer.post("/vao-so/thoat", {}).status_code == 303
    assert "chế độ chỉ đọc" in writer.get("/").text


def test_with_a_password_nothing_is_shown_before_it(
    browse: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "_SLOW", 0)
    browser = browse(password=PASSWORD)
    for path in ("/", "/van-ban?q=a", "/registry/files.json", "/-/databases.json"):
        asked = browser.get(path)
        assert asked.status_code == 303
        assert asked.headers["location"].startswith("/vao-so?tiep=/")
    assert browser.get("/vanthu/vanthu.css").status_code == 200
    wrong = browser.post("/vao-so", {"mat_khau": PASSWORD[:-1]})
    assert wrong.status_code == 403
    assert browser.get("/").status_code == 303
    right = browser.post("/vao-so?tiep=/van-ban", {"mat_khau": PASSWORD})
    assert right.headers["location"] == "/van-ban"
    assert browser.get("/").status_code == 200


def test_other_machines_need_a_password() -> None:
    for host in ("0.0.0.0", "192.168.1.7", "::", "may-van-thu"):
        with pytest.raises(UsageError):
            check_host(host, None)
        check_host(host, PASSWORD)
    check_host("127.0.0.1", None)
    assert is_this_machine("::1") and not is_this_machine("127.0.0.1.so.example")


def test_with_a_password_the_machine_may_be_asked_by_any_of_its_names() -> None:
    for host in ("192.168.1.7:1", "may-van-thu:1", "van-thu.so.example"):
        assert Access("0.0.0.0", 1, PASSWORD).knows(host)
        assert not Access("127.0.0.1", 1).knows(host)


def test_with_a_password_and_no_registry_the_way_in_works_and_nothing_is_told_before(
    browse: Callable[..., Any], tmp_path: Path
) -> None:
    browser = browse(tmp_path / "none.db", password=PASSWORD)
    assert browser.get("/").status_code == 303
    assert browser.post("/vao-so", {"mat_khau": PASSWORD}).status_code == 303
    none = browser.get("/")
    assert (none.status_code, "none.db" in none.text) == (503, True)


def test_a_port_that_is_taken_is_named() -> None:
    with listen("127.0.0.1", None) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=str(port)):
            listen("127.0.0.1", port)
        with listen("127.0.0.1", None, first=port) as other:
            assert other.getsockname()[1] > port


def test_the_start_address_holds_the_token_but_never_the_password() -> None:
    assert start_address(Access("127.0.0.1", 80, token="abc")) == "http://127.0.0.1:80/vao-so?ma=abc"
    assert start_address(Access("::1", 80, PASSWORD)) == "http://[::1]:80/vao-so"


def test_the_registry_cannot_be_written_or_downloaded(reader: Any) -> None:
    before = reader.registry.read_bytes()
    for sql in ("delete from files", "pragma user_version = 1", "attach 'x.db' as x"):
        assert reader.get("/registry.json", params={"sql": sql}).status_code == 400
    assert reader.get("/registry.db").status_code == 403
    assert reader.registry.read_bytes() == before


def test_questions_in_sql_can_be_switched_off(browse: Callable[..., Any]) -> None:
    assert browse().get("/registry.json?sql=select+1").status_code == 200
    assert browse(sql=False).get("/registry.json?sql=select+1").status_code == 403
    assert browse(sql=False).get("/registry/files.json").status_code == 200
