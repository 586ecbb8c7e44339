from __future__ import annotations

import pytest

from extractors.rulebook import Law, build, load_rules
from pipeline.law_names import Laws, law_name, sign_of


def laws(*rows: tuple[str, str, str]) -> Laws:
    table = tuple({"name": name, "number": number, "date": date} for name, number, date in rows)
    return Laws(build({**load_rules().tables, "laws": table}))


@pytest.mark.parametrize(
    ("text", "date", "name", "year"),
    [
        ("Luật Thư viện", None, "Luật Thư viện", None),
        ("Luật Thư viện năm 2019", "2019", "Luật Thư viện", 2019),
        ("Luật Thư viện số 46/2019/QH14 ngày 21/11/2019", "2019-11-21", "Luật Thư viện", 2019),
        ("Luật Thư viện ngày 21 tháng 11 năm 2019", "2019-11-21", "Luật Thư viện", 2019),
        ("LUẬT THƯ VIỆN (2019)", "2019", "Luật thư viện", 2019),
        ("Bộ luật Lao động 2019", "2019", "Bộ luật Lao động", 2019),
        ("Pháp lệnh Phí và lệ phí", None, "Pháp lệnh Phí và lệ phí", None),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Quốc tịch năm 2014", "2014",
            "Luật sửa đổi, bổ sung một số điều của Luật Quốc tịch", 2014,
        ),
    ],
)  # fmt: skip
def test_the_name_of_a_law(text: str, date: str | None, name: str, year: int | None) -> None:
    found = law_name(text, date)
    assert found is not None
    assert (found.name, found.year) == (name, year)


@pytest.mark.parametrize("text", ["Nghị định số 30/2020/NĐ-CP", "số 31/2024/QH15", "", "Kỷ luật lao động"])
def test_what_names_no_law(text: str) -> None:
    assert law_name(text, None) is None


def test_ids_and_labels() -> None:
    named = law_name("Luật Thư viện năm 2019", "2019")
    assert named is not None
    assert (named.id, named.label) == ("vn/quoc-hoi/luat/2019/thu-vien", "Luật Thư viện năm 2019")
    old = law_name("Pháp lệnh Phí và lệ phí", None)
    assert old is not None
    assert old.id == "vn/uy-ban-thuong-vu-quoc-hoi/phap-lenh/phi-va-le-phi"


def test_the_table_is_asked_by_name_year_and_what_can_have_been_known() -> None:
    table = laws(
        ("Luật Thư viện", "46/2019/QH14", "2019-11-21"),
        ("Luật Thư viện", "12/2025/QH15", ""),
        ("Luật Không số", "", "2020-01-01"),
    )
    numbers = lambda text, date, before: [law.number for law in table.fitting(law_name(text, date), before)]  # noqa: E731
    assert numbers("Luật Thư viện năm 2019", "2019", None) == ["46/2019/QH14"]
    assert numbers("LUẬT THƯ VIỆN", None, None) == ["46/2019/QH14", "12/2025/QH15"]
    assert numbers("Luật Thư viện", None, "2021-05-01") == ["46/2019/QH14"]
    assert numbers("Luật Thư viện năm 2001", "2001", None) == []
    assert numbers("Luật Không số", None, None) == []


def test_number_and_symbol_of_a_law() -> None:
    assert sign_of(Law("Luật Thư viện", "46/2019/QH14", "")) == ("46/2019", "QH14")


def test_commas_in_a_name_do_not_count() -> None:
    table = laws(("Luật Thi đua, khen thưởng", "06/2022/QH15", "2022-06-15"))
    found = law_name("Luật Thi đua khen thưởng", None)
    assert found is not None
    assert [law.number for law in table.fitting(found, "2025-01-01")] == ["06/2022/QH15"]


def test_a_bare_name_that_a_younger_law_of_unknown_number_bears_is_not_joined() -> None:
    table = Laws(load_rules())
    for row in load_rules().tables["laws_renewed"]:
        bare, dated = law_name(row["name"], None), law_name(row["counter_example"], "2018")
        assert bare is not None and dated is not None and bare.key == dated.key
        assert table.fitting(bare, row["from"]) == []
    planning = law_name("Luật Quy hoạch", None)
    assert planning is not None
    assert [law.number for law in table.fitting(planning, "2025-12-09")] == ["21/2017/QH14"]
