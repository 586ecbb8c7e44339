from __future__ import annotations

import pytest

from extractors.home import Home
from extractors.rulebook import Rulebook
from extractors.tasks.parties import party_reader

HOME = Home("Hòa An", "tỉnh", None, "Ủy ban nhân dân tỉnh Hòa An")


@pytest.mark.parametrize(
    ("words", "names", "rest"),
    [
        ("Sở Y tế chủ trì", ["Sở Y tế tỉnh Hòa An"], " chủ trì"),
        (
            "Sở KH&CN; Sở Tài chính rà soát",
            ["Sở Khoa học và Công nghệ tỉnh Hòa An", "Sở Tài chính tỉnh Hòa An"],
            " rà soát",
        ),
        ("Sở Kế hoạch - Đầu tư tổng hợp", ["Sở Kế hoạch và Đầu tư tỉnh Hòa An"], " tổng hợp"),
        (
            "các Sở: Công Thương, Văn hóa, Thể thao và Du lịch và UBND các xã chủ động",
            [
                "Sở Công Thương tỉnh Hòa An",
                "Sở Văn hóa, Thể thao và Du lịch tỉnh Hòa An",
                "Ủy ban nhân dân các xã",
            ],
            " chủ động",
        ),
        (
            "UBND các xã: Tân Mạc, Phú Lệ khẩn trương",
            ["Ủy ban nhân dân xã Tân Mạc", "Ủy ban nhân dân xã Phú Lệ"],
            " khẩn trương",
        ),
        ("các tỉnh Hòa An, Sơn La phối hợp", ["tỉnh Hòa An", "tỉnh Sơn La"], " phối hợp"),
        ("UBND huyện, thị xã báo cáo", ["Ủy ban nhân dân các huyện, thị xã"], " báo cáo"),
        ("UBND cấp xã bố trí", ["Ủy ban nhân dân cấp xã"], " bố trí"),
        (
            "Chủ tịch UBND các xã, phường chịu trách nhiệm",
            ["Chủ tịch Ủy ban nhân dân các xã, phường"],
            " chịu trách nhiệm",
        ),
        ("Sở, ban, ngành rà soát", ["các Sở, ban, ngành"], " rà soát"),
        ("các Sở, ban, ngành và địa phương:", ["các Sở, ban, ngành", "địa phương"], ":"),
        ("các cơ quan, đơn vị và địa phương để", ["các cơ quan, đơn vị và địa phương"], " để"),
        ("các bộ, ngành Trung ương xem xét", ["các bộ, ngành Trung ương"], " xem xét"),
        (
            "Giám đốc các Sở và Thủ trưởng các ban, ngành tỉnh:",
            ["Giám đốc các Sở", "Thủ trưởng các ban, ngành tỉnh"],
            ":",
        ),
        ("Giám đốc Sở Nội vụ chỉ đạo", ["Giám đốc Sở Nội vụ tỉnh Hòa An"], " chỉ đạo"),
        (
            "các chủ đầu tư hạ tầng khu du lịch, Sở Xây dựng kiểm tra",
            ["các chủ đầu tư hạ tầng khu du lịch", "Sở Xây dựng tỉnh Hòa An"],
            " kiểm tra",
        ),
        (
            "Ban Quản lý dự án đầu tư xây dựng số 2: đẩy nhanh",
            ["Ban Quản lý dự án đầu tư xây dựng số 2"],
            ": đẩy nhanh",
        ),
        (
            "Ban Quản lý dự án đầu tư xây dựng công trình thủy lợi tỉnh rà soát",
            ["Ban Quản lý dự án đầu tư xây dựng công trình thủy lợi tỉnh Hòa An"],
            " rà soát",
        ),
        ("Đảng ủy Công an tỉnh chỉ đạo", ["Đảng ủy Công an tỉnh Hòa An"], " chỉ đạo"),
        ("Thuế tỉnh đôn đốc", ["Thuế tỉnh Hòa An"], " đôn đốc"),
        ("Công an cấp xã tuần tra", ["Công an cấp xã"], " tuần tra"),
        ("Trạm Y tế các xã, phường trực", ["Trạm Y tế các xã, phường"], " trực"),
        ("Bộ Xây dựng các tỉnh Sơn La, Huế", ["Bộ Xây dựng"], " các tỉnh"),
        ("Sở Y tế tỉnh, thành phố tổng hợp", ["Sở Y tế tỉnh, thành phố"], " tổng hợp"),
        (
            "các Tập đoàn: Gió Lành, Công nghiệp - Sóng Mới báo cáo",
            ["Tập đoàn Gió Lành", "Tập đoàn Công nghiệp - Sóng Mới"],
            " báo cáo",
        ),
        (
            "các Sở: Y tế, Tài chính; Đoàn Thanh niên tỉnh vận động",
            ["Sở Y tế tỉnh Hòa An", "Sở Tài chính tỉnh Hòa An", "Đoàn Thanh niên tỉnh Hòa An"],
            " vận động",
        ),
        (
            "Liên minh Bến Lau và các cơ quan liên quan rà soát",
            ["Liên minh Bến Lau", "các cơ quan liên quan"],
            " rà soát",
        ),
        (
            "Liên minh Ong rừng Việt Nam và Liên minh Ong rừng Bến Lau rà soát",
            ["Liên minh Ong rừng Việt Nam", "Liên minh Ong rừng Bến Lau"],
            " rà soát",
        ),
        ("Sở Văn hóa và Thể thao rà soát", ["Sở Văn hóa và Thể thao tỉnh Hòa An"], " rà soát"),
        (
            "Ban quản lý Khu Nông nghiệp ứng dụng Công nghệ cao Bến Lau rà soát",
            ["Ban quản lý Khu Nông nghiệp ứng dụng Công nghệ cao Bến Lau"],
            " rà soát",
        ),
        ("các đơn vị liên quan có trách nhiệm lập", ["các đơn vị liên quan"], " có trách nhiệm"),
        (
            "các sở, ngành, báo, đài và các đơn vị liên quan đưa tin",
            ["các sở, ngành, báo, đài", "các đơn vị liên quan"],
            " đưa tin",
        ),
    ],
)
def test_a_list_of_bodies_ends_where_the_work_begins(
    rules: Rulebook, words: str, names: list[str], rest: str
) -> None:
    parties, end = party_reader(rules).read(words, 0, len(words), HOME)
    assert [party.name for party in parties] == names
    assert words[end:].startswith(rest)


@pytest.mark.parametrize(
    "words",
    [
        "Tổ chức thực hiện tốt",
        "Báo cáo kết quả",
        "Ban hành quy chế",
        "Phòng, chống cháy rừng",
        "Hội nghị tổng kết",
        "Trường hợp vượt thẩm quyền",
        "tổ chức xây dựng, phê duyệt",
        "Bộ tiêu chí đánh giá",
    ],
)
def test_words_that_begin_like_a_body_are_none(rules: Rulebook, words: str) -> None:
    assert party_reader(rules).read(words, 0, len(words), HOME) == ([], 0)


@pytest.mark.parametrize(
    ("issuer", "local", "words", "name"),
    [
        ("Sở Tài chính tỉnh Hòa An", None, "Văn phòng Sở tổng hợp", "Văn phòng Sở Tài chính tỉnh Hòa An"),
        ("Ủy ban nhân dân xã Bến Lau", "xã Bến Lau", "Phòng Kinh tế rà soát", "Phòng Kinh tế xã Bến Lau"),
        ("Sở Y tế tỉnh Hòa An", None, "Chi cục Dân số rà soát", "Chi cục Dân số tỉnh Hòa An"),
    ],
)
def test_a_unit_inside_a_body_bears_the_bodys_name(
    rules: Rulebook, issuer: str, local: str | None, words: str, name: str
) -> None:
    home = Home("Hòa An", "tỉnh", local, issuer)
    assert [one.name for one in party_reader(rules).read(words, 0, len(words), home)[0]] == [name]


def test_a_field_keeps_what_no_grammar_knows(rules: Rulebook) -> None:
    words = "Sở Y tế; Hội Người nuôi ong vùng cao, tổ hợp tác"
    names = [party.name for party in party_reader(rules).field(words, 0, len(words), HOME)]
    assert names[0] == "Sở Y tế tỉnh Hòa An"
    assert "Hội Người nuôi ong vùng cao" in names[1]


def test_a_party_points_to_its_words(rules: Rulebook) -> None:
    words = "Giao các Sở: Nội vụ, Tư pháp và các xã, phường chủ động"
    parties, _ = party_reader(rules).read(words, 5, len(words), HOME)
    assert [words[p.start : p.end] for p in parties] == ["Nội vụ", "Tư pháp", "các xã, phường"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Sở Y tế tiến hành đo nước giếng", ["Sở Y tế tỉnh Hòa An"]),
        ("UBND các xã, phường rà soát giếng thuộc địa bàn", ["Ủy ban nhân dân các xã, phường"]),
        ("các tổ chức cung cấp nước sạch", ["các tổ chức cung cấp nước sạch"]),
        ("Hợp tác xã; Sở, ngành có liên quan", ["Hợp tác xã", "các Sở, ngành có liên quan"]),
    ],
)
def test_a_field_says_who_and_may_say_what(rules: Rulebook, words: str, names: list[str]) -> None:
    assert [party.name for party in party_reader(rules).field(words, 0, len(words), HOME)] == names


def test_what_stands_behind_a_cell_is_no_part_of_it(rules: Rulebook) -> None:
    words = "Sở, ngành có liên quan\nThường xuyên"
    end = words.index("\n")
    (party,) = party_reader(rules).field(words, 0, end, HOME)
    assert party.name == "các Sở, ngành có liên quan"
