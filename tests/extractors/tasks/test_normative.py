from __future__ import annotations

import pytest

from extractors.extract import extract_facts
from extractors.rulebook import load_rules
from pipeline.readers import read_bytes

TEXT = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN

Số: {number}

Hòa An, ngày 15 tháng 4 năm 2009

{type}
Về việc đẩy mạnh hoạt động khuyến học

Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành thực hiện tốt các nội dung sau:

1. Kiện toàn hội đồng khuyến học của sở, ban, ngành.

2. Xây dựng kế hoạch khuyến học hằng năm.
"""


@pytest.mark.parametrize(
    ("number", "kind", "count"),
    [("09/CT-UBND", "CHỈ THỊ", 2), ("09/2009/CT-UBND", "CHỈ THỊ", 2), ("09/2009/QĐ-UBND", "QUYẾT ĐỊNH", 0)],
)
def test_a_directive_assigns_work_even_where_it_is_normative(number: str, kind: str, count: int) -> None:
    document = read_bytes(TEXT.format(number=number, type=kind).encode(), "a.txt")
    assert len(extract_facts(document, load_rules()).tasks) == count
