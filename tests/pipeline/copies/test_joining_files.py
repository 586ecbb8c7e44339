"""Which files become one document: what joins, what is only proposed, what is never joined."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies_made import DRAFT, JUNE, asked, documents, judged, lay, read, report

BOTH = frozenset({"one", "other"})
PASSAGE = "\n5. Kinh phí thực hiện lấy từ nguồn ngân sách đã giao trong dự toán năm của các cơ quan.\n"


def verdict(tmp_path: Path, one: str, other: str) -> tuple[int, str | None]:
    """How many documents two texts make, and the verdict on them."""
    db = read(lay(tmp_path / "den", one=one, other=other), tmp_path / "r.db")
    return len(documents(db)), judged(db).get(BOTH)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(report(**DRAFT), id="a draft without number and day"),
        pytest.param(report(number=" "), id="a draft without number"),
        pytest.param(report(**DRAFT).replace("\n", "  \n"), id="other line ends"),
        pytest.param(report(**DRAFT).replace("duy trì", "duy trì tốt"), id="a word more"),
        pytest.param(report(**DRAFT).replace("tiếp nhận 12", "nhận 12"), id="a word less"),
        pytest.param(report(day="06 tháng 6").replace("58/BC", "58 /BC"), id="its number with another day"),
    ],
)
def test_one_document_in_two_files(tmp_path: Path, other: str) -> None:
    assert verdict(tmp_path, report(), other) == (1, "same")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(report(**DRAFT, received="12.540"), id="a draft with another figure"),
        pytest.param(report(**DRAFT, more=PASSAGE), id="a draft with a passage of its own"),
        pytest.param(
            report(**DRAFT).replace("37 cơ quan, đơn vị", "37 cơ quan, 12 đơn vị"), id="a figure more"
        ),
    ],
)
def test_what_is_likely_is_proposed_and_joins_nothing(tmp_path: Path, other: str) -> None:
    assert verdict(tmp_path, report(), other) == (2, "likely")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(report(**{**JUNE, **DRAFT}), id="the report of another month"),
        pytest.param(report(**DRAFT, name="Lê Thị Bưởi"), id="another name"),
        pytest.param(report(**DRAFT, received="12.540", online="9.961"), id="two other figures"),
        pytest.param(report(number="59"), id="another number"),
        pytest.param(report(number="  ", day="06 tháng 6"), id="a draft of another day"),
        pytest.param(report(**DRAFT).replace("BC-UBND", "BC-SNV"), id="another symbol"),
        pytest.param(report(**DRAFT).replace("TỈNH SƠN HÀ", "TỈNH HẠ SƠN"), id="another province"),
    ],
)
def test_two_documents_of_one_form_stay_two(tmp_path: Path, other: str) -> None:
    count, told = verdict(tmp_path, report(), other)
    assert count == 2
    assert told in (None, "different")


def test_monthly_reports_that_repeat_their_words_each_get_their_own_draft(tmp_path: Path) -> None:
    texts = {}
    for month in range(1, 13):
        own = {
            "month": f"tháng {month}", "received": f"1{month % 7}.{100 + 37 * month}",
            "online": f"9.{200 + 41 * month}", "direct": f"2.{300 + 29 * month}",
            "scanned": f"4{month % 5}.{100 + 53 * month}",
        }  # fmt: skip
        texts[f"b{month}"] = report(**own, number=str(40 + month), day=f"{month + 2:02} tháng {month}")
        texts[f"d{month}"] = report(**own, number="  ", day=f"   tháng {month}")
    db = read(lay(tmp_path / "den", **texts), tmp_path / "r.db")
    assert documents(db) == sorted(({f"b{m}", f"d{m}"} for m in range(1, 13)), key=sorted)


def test_a_draft_that_fits_two_documents_joins_neither(tmp_path: Path) -> None:
    # The office sent the same words twice under two numbers.
    texts = {"one": report(), "other": report(number="59", day="06 tháng 6"), "draft": report(**DRAFT)}
    db = read(lay(tmp_path / "den", **texts), tmp_path / "r.db")
    assert documents(db) == [{"draft"}, {"one"}, {"other"}]


def test_short_texts_are_not_compared(tmp_path: Path) -> None:
    short = "Số: {}/GM-VP\nGIẤY MỜI\nMời họp ngày 12 tháng 5 tại phòng 304, đúng 14 giờ 30, 11 đại biểu."
    assert verdict(tmp_path, short.format("15"), short.format("  ")) == (2, None)


def test_two_blank_forms_are_not_joined_for_want_of_figures(tmp_path: Path) -> None:
    blank = {"received": "…", "online": "…", "direct": "…", "scanned": "…"}
    forms = (
        form.replace("37 cơ quan", "các cơ quan").replace("trước ngày 20/12/2025", "")
        for form in (report(**blank), report(**DRAFT, **blank))
    )
    assert verdict(tmp_path, *forms) == (2, "likely")


def test_forms_without_number_are_one_only_where_they_are_filled_in_alike(tmp_path: Path) -> None:
    # Their headers are the same: issuer, symbol, day and subject; the number was written by hand.
    texts = {
        "a": report(number=" "),
        "b": report(number=" ", received="11.902", online="9.102", direct="2.800"),
        "c": report(number=" ", name="Lê Ngọc Bưởi"),
        "d": report(number=" ").replace("duy trì", "duy trì tốt"),
    }
    db = read(lay(tmp_path / "den", **texts), tmp_path / "r.db")
    assert documents(db) == [{"a", "d"}, {"b"}, {"c"}]


def test_the_registry_does_not_depend_on_the_order_of_reading(tmp_path: Path) -> None:
    texts = {
        "a": report(), "b": report(**DRAFT), "c": report(**DRAFT).replace("duy trì", "duy trì tốt"),
        "d": report(**{**JUNE, "number": " "}), "e": report(**JUNE),
    }  # fmt: skip
    told = []
    for number, names in enumerate(("abcde", "edcba", "cadbe")):
        folder, db = tmp_path / f"den{number}", tmp_path / f"{number}.db"
        for name in names:
            read(lay(folder, **{name: texts[name]}), db)
        kept = asked(
            db,
            "SELECT f.name, o.name, p.verdict, p.likeness, p.in_other, p.differences FROM file_pairs p"
            " JOIN files f ON f.id = p.file_id JOIN files o ON o.id = p.other_file_id ORDER BY 1, 2",
        )
        used = asked(
            db, "SELECT f.name, u.name FROM files f JOIN files u ON u.id = f.copy_of ORDER BY f.name"
        )
        told.append((documents(db), kept, used))
    assert told[0] == told[1] == told[2]
    assert told[0][0] == [{"a", "b", "c"}, {"d", "e"}]


def test_a_file_that_goes_takes_its_pairs_with_it(tmp_path: Path) -> None:
    folder = lay(tmp_path / "den", one=report(), other=report(**DRAFT))
    db = read(folder, tmp_path / "r.db")
    (folder / "one.txt").unlink()
    read(folder, db)
    assert documents(db) == [{"other"}]
    assert judged(db) == {}
    assert asked(db, "SELECT count(*) FROM files WHERE copy_of IS NOT NULL") == [(0,)]
