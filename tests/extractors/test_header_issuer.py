from __future__ import annotations

import pytest

from extractors.header_issuer import issuer_of
from extractors.rulebook import load_rules


@pytest.mark.parametrize(
    ("bodies", "place", "letters", "authority", "issuer"),
    [
        (("UBND TỈNH LÀO CAI", "SỞ CÔNG THƯƠNG"), "Lào Cai", "SCT", "", "Sở Công Thương tỉnh Lào Cai"),
        (("UỶ BAN NHÂN DÂN TỈNH LÀO CAI",), "Lào Cai", "UBND", "", "Ủy ban nhân dân tỉnh Lào Cai"),
        (("UBND TỈNH HÒA VANG", "SỞ NỘI VỤ"), "Hòa Vang", "SNV", "", "Sở Nội vụ tỉnh Hòa Vang"),
        (("BỘ TÀI CHÍNH", "CỤC THUẾ"), "Hà Nội", "CT", "", "Cục Thuế"),
        (("BỘ NỘI VỤ - BỘ TÀI CHÍNH",), "Hà Nội", "BNV-BTC", "", "Bộ Nội vụ, Bộ Tài chính"),
        (("TỈNH ỦY SƠN LA",), "Sơn La", "TU", "T/M BAN THƯỜNG VỤ BÍ THƯ", "Ban Thường vụ Tỉnh ủy Sơn La"),
        (("TỈNH ỦY SƠN LA",), "Sơn La", "TU", "T/M TỈNH ỦY BÍ THƯ", "Tỉnh ủy Sơn La"),
        (("TỈNH ỦY SƠN LA", "BAN TỔ CHỨC"), "Sơn La", "BTCTU", "", "Ban Tổ chức Tỉnh ủy Sơn La"),
        (("UBND TỈNH SƠN LA", "VĂN PHÒNG"), "Sơn La", "VP", "", "Văn phòng Ủy ban nhân dân tỉnh Sơn La"),
        (("UBND HUYỆN MÈO VẠC", "PHÒNG NỘI VỤ"), "Mèo Vạc", "PNV", "", "Phòng Nội vụ huyện Mèo Vạc"),
        (
            ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI",),
            "Lào Cai",
            "",
            "",
            "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai",
        ),
        ((), "Lào Cai", "VPUBND", "", "Văn phòng Ủy ban nhân dân tỉnh Lào Cai"),
        ((), None, "SCT", "", None),
        ((), None, "", "", None),
    ],
)
def test_issuer(
    bodies: tuple[str, ...], place: str | None, letters: str, authority: str, issuer: str | None
) -> None:
    assert issuer_of(bodies, place, letters, "2024-05-06", authority, load_rules()) == issuer
