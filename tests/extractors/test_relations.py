from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.drafts import Draft
from extractors.model import Header

Find = Callable[..., list[Draft]]

CUES = [
    ("Căn cứ Nghị định số 45/2023/NĐ-CP;", "based_on"),
    ("CĂN CỨ NGHỊ ĐỊNH SỐ 45/2023/NĐ-CP", "based_on"),
    ("Thực hiện Kế hoạch số 14/KH-UBND của UBND tỉnh", "implements"),
    ("quán triệt, thực hiện Nghị quyết số 26-NQ/TW", "implements"),
    ("theo chỉ đạo của UBND tỉnh tại Công văn số 88/UBND-NC", "implements"),
    ("phối hợp với Sở Nội vụ triển khai Kế hoạch số 14/KH-UBND", "implements"),
    ("Sở đã ban hành Kế hoạch số 14/KH-SNV", "issues"),
    ("Ngày 07/8/2024, Sở Nội vụ có Công văn số 91/SNV-CCVC", "issues"),
    ("phòng tham mưu UBND tỉnh ban hành Quyết định số 12/QĐ-UBND", "issues"),
    ("Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND", "cites"),
    ("phê duyệt Đề án số 08/ĐA-SNV", "approves"),
    ("sửa đổi, bổ sung Quyết định số 12/QĐ-UBND", "amends"),
    ("điều chỉnh Kế hoạch số 14/KH-UBND", "amends"),
    ("thay thế Quyết định số 12/QĐ-UBND", "replaces"),
    ("Quyết định số 12/QĐ-UBND hết hiệu lực kể từ ngày văn bản mới có hiệu lực", "replaces"),
    # only a part of the document ends
    ("Mục 3 Phụ lục ban hành kèm theo Quyết định số 12/QĐ-UBND hết hiệu lực kể từ ngày 01/7/2025", "amends"),
    ("bãi bỏ Quyết định số 12/QĐ-UBND", "repeals"),
    ("hủy bỏ Quyết định số 12/QĐ-UBND", "repeals"),
    ("thu hồi Quyết định số 12/QĐ-UBND", "repeals"),
    ("tạm ngưng hiệu lực Nghị quyết số 12/NQ-HĐND", "suspends"),
    ("đình chỉ thi hành Quyết định số 12/QĐ-UBND", "suspends"),
    ("kéo dài thời gian thực hiện Nghị quyết số 12/NQ-HĐND", "extends"),
    ("đính chính Quyết định số 12/QĐ-UBND", "corrects"),
    ("hợp nhất Quyết định số 12/QĐ-UBND", "consolidates"),
    ("quy định chi tiết Luật Lưu trữ", "guides"),
    ("hướng dẫn thi hành Nghị định số 45/2023/NĐ-CP", "guides"),
    ("Theo đề nghị của Sở Nội vụ tại Tờ trình số 61/TTr-SNV", "proposed_by"),
    ("Xét Tờ trình số 61/TTr-SNV ngày 4/5/2024", "proposed_by"),
    ("trả lời Công văn số 91/SNV-CCVC", "replies_to"),
    ("Sở nhận được Công văn số 91/SNV-CCVC", "replies_to"),
    ("báo cáo kết quả thực hiện Kế hoạch số 14/KH-UBND", "reports_on"),
    ("Báo cáo tình hình thực hiện Nghị quyết số 12/NQ-HĐND", "reports_on"),
    ("nhằm triển khai có hiệu quả Chỉ thị số 14-CT/TU", "implements"),
    ("theo ý kiến chỉ đạo của UBND tỉnh tại Công văn số 88/UBND-NC", "implements"),
    ("tạm đình chỉ Quyết định số 12/QĐ-UBND", "suspends"),
    ("bãi bỏ khoản 2 Điều 3 Quyết định số 12/QĐ-UBND", "repeals"),
    ("làm căn cứ thực hiện Kế hoạch số 14/KH-UBND", "implements"),
    ("Kèm theo Quyết định số 12/QĐ-UBND", "cites"),
    ("Theo đề xuất của Sở Nội vụ tại Tờ trình số 61/TTr-SNV", "proposed_by"),
    ("tiếp thu ý kiến thẩm định của Sở Tư pháp tại Báo cáo số 61/BC-STP", "proposed_by"),
    ("hủy Quyết định số 12/QĐ-UBND", "repeals"),
    ("chuẩn bị hội nghị sơ kết thực hiện Nghị quyết số 12/NQ-HĐND", "reports_on"),
    ("tổng kết 15 năm triển khai thực hiện Nghị quyết số 12/NQ-HĐND", "reports_on"),
    ("Sau 15 năm triển khai thực hiện Nghị quyết số 12/NQ-HĐND", "implements"),
    ("sửa đổi, bổ sung phạm vi điều chỉnh của Quyết định số 12/QĐ-UBND", "amends"),
    ("nêu tại Công văn số 91/SNV-CCVC", "cites"),
    ("Chi tiết tại Công văn số 91/SNV-CCVC", "cites"),
    ("Công văn số 91/SNV-CCVC", "cites"),
]

TRAPS = [
    # a verb of action and then a basis: the citation is not what is acted on
    ("thực hiện theo quy định tại Nghị định số 45/2023/NĐ-CP", "cites"),
    ("hồ sơ thực hiện theo quy định của Luật Lưu trữ", "cites"),
    ("bãi bỏ thủ tục hành chính quy định tại Quyết định số 12/QĐ-UBND", "cites"),
    ("thu hồi đất theo Quyết định số 12/QĐ-UBND", "cites"),
    ("thu hồi giấy phép theo quy định tại Nghị định số 45/2023/NĐ-CP", "cites"),
    ("đình chỉ công tác theo Nghị định số 45/2023/NĐ-CP", "cites"),
    ("trái với Luật Lưu trữ", "cites"),
    # what a document governs is no change of it
    ("thôn thuộc đối tượng điều chỉnh của Quyết định số 12/QĐ-UBND được xét lại", "cites"),
    ("dự án ngoài phạm vi điều chỉnh của Nghị định số 45/2023/NĐ-CP", "cites"),
    # what is carried out is this document, not the one that its sentence names later
    ("lực lượng thực hiện Kế hoạch này phải giữ an toàn trong Phương án số 12/PA-UBND", "cites"),
    ("thực hiện Kế hoạch này và Phương án số 12/PA-UBND", "implements"),
    ("sửa đổi cho phù hợp với Nghị định số 45/2023/NĐ-CP", "cites"),
    # a change that is asked for, prepared or spoken of is not made
    ("đề nghị Bộ Nội vụ sửa đổi Nghị định số 45/2023/NĐ-CP", "cites"),
    ("giao Sở Nội vụ nghiên cứu sửa đổi Quyết định số 12/QĐ-UBND", "cites"),
    ("xây dựng dự thảo Quyết định thay thế Quyết định số 12/QĐ-UBND", "cites"),
    ("việc sửa đổi Quyết định số 12/QĐ-UBND còn chậm", "cites"),
    ("Theo đề nghị của Sở Nội vụ, bãi bỏ Quyết định số 12/QĐ-UBND", "repeals"),
    ("Xét đề nghị của Sở Nội vụ về việc thay thế Quyết định số 12/QĐ-UBND", "cites"),
    # a province changes nothing that the Government or a ministry has made
    ("sửa đổi, bổ sung Nghị định số 45/2023/NĐ-CP", "cites"),
    ("bãi bỏ Thông tư số 12/2022/TT-BNV", "cites"),
    # brackets of its own: where the thing said is written
    ("đo đạc xong để thực hiện dự án (Báo cáo số 12/BC-SNV)", "cites"),
    ("thực hiện ý kiến chỉ đạo của UBND tỉnh (Công văn số 88/UBND-NC)", "implements"),
    ("Sở đã ban hành kế hoạch khám bệnh (Kế hoạch số 14/KH-SNV)", "issues"),
    ("Sở đã ban hành nội quy cho chợ (Kế hoạch số 14/KH-SNV)", "cites"),
    ("bổ sung ghế cho trường học (theo Kế hoạch số 14/KH-UBND)", "cites"),
    # a word or an annex is replaced, not the document
    ('thay thế cụm từ "huyện" bằng cụm từ "xã" tại Quyết định số 12/QĐ-UBND', "amends"),
    ('bãi bỏ cụm từ "huyện" tại Quyết định số 12/QĐ-UBND', "amends"),
    ("thay thế Mẫu số 02 ban hành kèm theo Quyết định số 12/QĐ-UBND", "amends"),
    ("thay thế Phụ lục II ban hành kèm theo Quyết định số 12/QĐ-UBND", "amends"),
    ("thay thế, bãi bỏ một số từ, cụm từ của Quy định kèm theo Quyết định số 12/QĐ-UBND", "amends"),
    ("sửa đổi một số điều của Quy chế văn thư ban hành theo Quyết định số 12/QĐ-UBND", "amends"),
    ("thay thế biểu mẫu tại Quyết định số 12/QĐ-UBND", "amends"),
    ("bãi bỏ Phụ lục III và mẫu số 05 của Quyết định số 12/QĐ-UBND", "amends"),
    ("đính chính Phụ lục II ban hành kèm theo Quyết định số 12/QĐ-UBND", "corrects"),
    ("Sửa đổi, bãi bỏ một số điều của Quyết định số 12/QĐ-UBND", "amends"),
    ("bãi bỏ một số điều của Quyết định số 12/QĐ-UBND", "repeals"),
    ("bãi bỏ các Điều 3, 4; Chương V; các khoản 2, 3 Điều 8 của Quyết định số 12/QĐ-UBND", "repeals"),
    # words quoted govern nothing
    (
        "thay thế cụm từ “hồ sơ theo quy định của phòng” bằng cụm từ “hồ sơ” tại Điều 3 "
        "Quyết định số 12/QĐ-UBND",
        "amends",
    ),
    # a piece of text is found far away in a document, money and posts are given by it
    (
        "sửa đổi quy định về giờ mở cửa của các chợ đêm ven biển vào mùa hè tại Quyết định số 12/QĐ-UBND",
        "amends",
    ),
    ("bổ sung biên chế cho các trường tiểu học vùng cao của tỉnh tại Quyết định số 12/QĐ-UBND", "cites"),
    # what is destroyed or called off is no document
    ("tiêu hủy hồ sơ của Quyết định số 12/QĐ-UBND", "cites"),
    ("hủy thầu theo Quyết định số 12/QĐ-UBND", "cites"),
    # the verb of a generic head belongs to the documents that it heads
    ("rà soát các Nghị định sửa đổi, bổ sung quy định về đò ngang: Nghị định số 45/2023/NĐ-CP", "cites"),
    ("Thực hiện các Nghị định hướng dẫn chạy đò ngang (Số 45/2023/NĐ-CP)", "implements"),
    # the passive turns the relation around
    ("đã được sửa đổi, bổ sung và bãi bỏ một số điều tại Quyết định số 12/QĐ-UBND", "cites"),
    ("Quyết định số 12/QĐ-UBND (được sửa đổi tại Quyết định số 13/QĐ-UBND)", "cites"),
    ("đã được sửa đổi, bổ sung bởi Nghị định số 45/2023/NĐ-CP", "cites"),
    ("đề án đã duyệt và điều chỉnh tại Quyết định số 12/QĐ-UBND", "cites"),
    # "hết hiệu lực" alone is a state of the other document
    ("Nghị quyết số 12/NQ-HĐND hết hiệu lực", "cites"),
    # approval by a higher body than one's own
    ("Đề án được Thủ tướng Chính phủ phê duyệt tại Quyết định số 12/QĐ-TTg", "cites"),
    # "ban hành" inside another word's phrase
    ("Ban hành chính quản trị theo Quyết định số 12/QĐ-UBND", "cites"),
]


@pytest.mark.parametrize(("text", "relation"), CUES + TRAPS)
def test_the_cue_before_a_mention(find: Find, text: str, relation: str) -> None:
    draft = find(text)[-1]
    assert (draft.relation, draft.by) == (relation, "self")


def test_approval_by_the_own_body_is_issuing(find: Find) -> None:
    (own,) = find("Đề án đã được phê duyệt tại Quyết định số 12/QĐ-UBND")
    (higher,) = find("Đề án đã được phê duyệt tại Quyết định số 12/QĐ-TTg")
    assert (own.relation, higher.relation) == ("issues", "cites")


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("thay thế Quyết định số 12/QĐ-UBND và Quyết định số 13/QĐ-UBND", ["replaces", "replaces"]),
        ("Thực hiện Kế hoạch số 14/KH-UBND; Quyết định số 12/QĐ-UBND", ["implements", "implements"]),
        ("Thực hiện Kế hoạch số 14/KH-UBND; và các Quyết định số 12/QĐ-UBND", ["implements", "implements"]),
        ("Thực hiện Kế hoạch số 14/KH-UBND; các sở nêu Quyết định số 12/QĐ-UBND", ["implements", "cites"]),
        ("sửa đổi Quyết định số 12/QĐ-UBND, Quyết định số 13/QĐ-UBND", ["amends", "amends"]),
        ("Thực hiện Quyết định số 12/QĐ-UBND; bãi bỏ Quyết định số 13/QĐ-UBND", ["implements", "repeals"]),
        ("Thực hiện Quyết định số 12/QĐ-UBND. Công văn số 91/SNV-CCVC nêu rõ", ["implements", "cites"]),
        (
            "Thực hiện các văn bản sau:\n- Kế hoạch số 14/KH-UBND;\n- Quyết định số 12/QĐ-UBND.",
            ["implements", "implements"],
        ),
        ("Các sở báo cáo:\n- Kế hoạch số 14/KH-UBND;\nHọp.\n- Quyết định số 12/QĐ-UBND.", ["cites", "cites"]),
        (
            "Điều 1. Bãi bỏ toàn bộ các văn bản sau của Ủy ban nhân dân tỉnh\n"
            "1. Quyết định số 12/QĐ-UBND về phê duyệt giá đò.\n2. Điều 4 Quyết định số 13/QĐ-UBND.",
            ["repeals", "repeals"],
        ),
        (
            "Bãi bỏ các quyết định do Ủy ban nhân dân tỉnh ban hành trong các năm từ 2001 đến 2005 sau đây:\n"
            "a) Quyết định số 12/QĐ-UBND;",
            ["repeals"],
        ),
        (
            "Kể từ ngày Quyết định này có hiệu lực, các quyết định sau đây hết hiệu lực thi hành:\n"
            "a) Quyết định số 12/QĐ-UBND;\n"
            "b) Khoản 2 Điều 3; các khoản 1, 3 Điều 7 của Quyết định số 13/QĐ-UBND.",
            ["replaces", "replaces"],
        ),
        ("Bãi bỏ các văn bản\nCác sở báo cáo.\n1. Quyết định số 12/QĐ-UBND", ["cites"]),
        ("a) Bãi bỏ các quyết định trái luật;\nb) Quyết định số 12/QĐ-UBND", ["cites"]),
        ("- Bãi bỏ các quyết định:\n- Họp dân. Khoản 2 Điều 5 Luật Lưu trữ", ["cites"]),
        (
            "thay thế: Điều 4 Quyết định số 12/QĐ-UBND; Điều 3 Quyết định số 13/QĐ-UBND",
            ["replaces", "replaces"],
        ),
        (
            "Sở đã ban hành nhiều văn bản đôn đốc, hướng dẫn vệ sinh chợ như: Công văn số 91/SNV-TH về rác; "
            "Công văn số 92/SNV-TH về việc thực hiện giờ đóng cửa",
            ["issues", "issues"],
        ),
        (
            "Sở đã ban hành 02 Quyết định phê duyệt sơ đồ chợ, cụ thể: Quyết định số 12/QĐ-SNV phê duyệt "
            "sơ đồ chợ trên và Quyết định số 13/QĐ-SNV công nhận sơ đồ chợ dưới",
            ["issues", "issues"],
        ),
        (
            "Để triển khai nội quy, sở ban hành nhiều văn bản chỉ đạo, điều hành việc thực hiện.\n"
            "Công văn số 91/SNV-TH về rác; Công văn số 92/SNV-TH về giờ đóng cửa.",
            ["issues", "issues"],
        ),
        (
            "Sở ban hành Công văn số 91/SNV-TH về rác chợ, giờ mở cửa theo Nghị định số 45/2023/NĐ-CP trong "
            "năm nay, Công văn số 92/SNV-TH về giờ đóng cửa",
            ["issues", "cites", "issues"],
        ),
        (
            "Thực hiện Nghị định số 45/2023/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 46/2024/NĐ-CP và "
            "Thông tư số 12/2022/TT-BNV",
            ["implements", "cites", "implements"],
        ),
        (
            "Sở trả lời Tờ trình số 61/TTr-SNV về mua ghế, không để chậm tiến độ của Kế hoạch số 14/KH-UBND",
            ["replies_to", "cites"],
        ),
        (
            "SỬA ĐỔI MỘT SỐ ĐIỀU CỦA QUYẾT ĐỊNH SỐ 12/QĐ-UBND QUY ĐỊNH GIỜ, PHÊ DUYỆT GIÁ ĐÒ; QUY ĐỊNH VÉ "
            "VÀ QUYẾT ĐỊNH SỐ 13/QĐ-UBND",
            ["amends", "amends"],
        ),
        (
            "Căn cứ Quyết định số 12/QĐ-UBND của tỉnh (nay là thành phố) về việc phê duyệt giá đò và Kế "
            "hoạch số 14/KH-UBND",
            ["based_on", "based_on"],
        ),
        (
            "Nghị định số 165/2024/NĐ-CP quy định chi tiết Luật Lưu trữ và Điều 77 Luật Thư viện",
            ["cites", "guides", "guides"],
        ),
        (
            "Quy định này quy định chi tiết\n1. Khoản 7 Điều 72 Luật Lưu trữ.\n2. Điều 63 Nghị định số "
            "45/2023/NĐ-CP.",
            ["guides", "guides"],
        ),
        (
            "Căn cứ Luật Lưu trữ;\nNơi nhận:\n- Như trên.\nPHỤ LỤC\nMẪU HỢP ĐỒNG\nCăn cứ Luật Thư viện;",
            ["based_on", "cites"],
        ),
        (
            "Bãi bỏ Điều 1 Quyết định số 12/2024/QĐ-UBND ngày 3/4/2024 sửa đổi Quyết định số 5/2016/QĐ-UBND "
            "ngày 1/2/2016 về giờ; Quyết định số 6/2017/QĐ-UBND ngày 2/3/2017 về vé",
            ["repeals", "amends", "amends"],
        ),
        (
            "Nghị định này thay thế Nghị định số 45/2013/NĐ-CP ngày 5/3/2013 của Chính phủ quy định chi tiết "
            "Luật Lưu trữ và Nghị định số 46/2014/NĐ-CP ngày 6/3/2014 về sách",
            ["replaces", "guides", "replaces"],
        ),
        (
            "Căn cứ Thông tư số 12/2025/TT-BNV hướng dẫn Luật Lưu trữ và Nghị định số 46/2024/NĐ-CP",
            ["based_on", "guides", "guides"],
        ),
        ("theo quy định của pháp luật hướng dẫn thi hành Luật Lưu trữ", ["cites"]),
        ("quy định trình tự phê duyệt khung giá thuê kho và Thông tư số 12/2025/TT-BNV", ["cites"]),
        (
            "Nghị định số 1/2017/NĐ-CP sửa đổi, bổ sung một số nghị định quy định chi tiết Luật Lưu trữ",
            ["cites", "cites"],
        ),
        (
            "Căn cứ Quyết định số 12/QĐ-UBND phê duyệt giá đò; các Quyết định của Sở Văn hóa, Thể thao phê "
            "duyệt giá vé (Số 13/QĐ-SVHTT và số 14/QĐ-SVHTT);",
            ["based_on", "based_on", "based_on"],
        ),
        (
            "Đồng thời, tham mưu danh sách hộ thực hiện dọn rác; Kế hoạch số 14/KH-SNV về dọn chợ",
            ["issues"],
        ),
        ("Căn cứ Luật Lưu trữ;\nThực hiện Kế hoạch số 14/KH-UBND", ["based_on", "implements"]),
        (
            "Thực hiện Chỉ thị số 14-CT/TU và Kế hoạch số 231/KH-UBND ngày 5/3/2024 của UBND tỉnh về chợ, "
            "Sở Nội vụ ban hành Kế hoạch số 14/KH-SNV",
            ["implements", "implements", "issues"],
        ),
    ],
)
def test_one_cue_for_several_mentions(find: Find, text: str, relations: list[str]) -> None:
    assert [d.relation for d in find(text)] == relations


@pytest.mark.parametrize(
    ("kind", "text", "relation"),
    [
        ("Báo cáo", "thay thế Quyết định số 12/QĐ-UBND", "cites"),
        ("Công văn", "bổ sung Kế hoạch số 14/KH-UBND", "cites"),
        ("Công văn", "thay thế Công văn số 88/UBND-NC", "replaces"),
        ("Công văn", "Công văn này thay thế Hướng dẫn số 7/HD-UBND", "replaces"),
        ("Công văn", "đính chính Quyết định số 12/QĐ-UBND", "corrects"),
        ("Báo cáo", "đính chính Quyết định số 12/QĐ-UBND", "cites"),
        ("Quyết định", "thay thế Quyết định số 12/QĐ-UBND", "replaces"),
        ("Quyết định", "ban hành Quyết định thay thế Quyết định số 12/QĐ-UBND", "replaces"),
        ("Kế hoạch", "trình ban hành Quyết định thay thế Quyết định số 12/QĐ-UBND", "cites"),
    ],
)
def test_a_paper_that_reports_changes_only_its_like(find: Find, kind: str, text: str, relation: str) -> None:
    (draft,) = find(text, header=Header(type=kind))
    assert draft.relation == relation


def test_a_change_in_the_title_of_a_letter_is_one_that_it_asks_for(find: Find) -> None:
    drafts = find("Tờ trình số 9/TTr-SNV về việc sửa đổi Quyết định số 12/QĐ-UBND")
    assert [(d.relation, d.by) for d in drafts] == [("cites", "self"), ("cites", "9/TTr-SNV")]


def test_a_submission_does_not_do_what_the_act_that_it_proposes_will_do(find: Find) -> None:
    law = find("Tờ trình số 9/TTr-UBND về việc ban hành Nghị quyết về phí (thực hiện Luật Lưu trữ)")[-1]
    assert (law.relation, law.by) == ("cites", "9/TTr-UBND")


@pytest.mark.parametrize(
    ("title", "relation"),
    [
        ("sửa đổi, bổ sung mức thu phí đò ngang quy định tại", "amends"),
        ("bổ sung kinh phí cho người cao tuổi quy định tại", "cites"),
        ("bổ sung tiêu chuẩn, định mức sử dụng đò quy định tại", "amends"),
        ("sửa đổi mức thu phí theo quy định tại", "cites"),
    ],
)
def test_a_title_tells_what_it_changes(find: Find, title: str, relation: str) -> None:
    changed = find(f"Nghị quyết số 8/2024/NQ-HĐND {title} Nghị quyết số 3/2020/NQ-HĐND")[-1]
    assert (changed.relation, changed.by) == (relation, "8/2024/NQ-HĐND")


def test_what_the_own_number_bears_is_borne_by_the_document(find: Find) -> None:
    own = Header(number="8/2024", symbol="NQ-HĐND")
    text = "(Kèm theo Nghị quyết số 8/2024/NQ-HĐND sửa đổi Nghị quyết số 3/2020/NQ-HĐND)"
    (changed,) = find(text, header=own)
    assert (changed.relation, changed.by) == ("amends", "self")
