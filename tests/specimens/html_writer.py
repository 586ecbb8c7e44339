"""Builds a specimen as HTML: a page of a law portal with its menus, or what a word processor saves."""

from __future__ import annotations

from html import escape

from .plain_writer import STATE, labelled
from .source import Block, Specimen, plain, runs

_CENTRE = ' style="text-align:center"'
_MENU = ("Trang chủ", "Văn bản pháp luật", "Văn bản chỉ đạo", "Hỏi đáp", "Góp ý dự thảo", "Liên hệ")
_TABS = ("Toàn văn", "Thuộc tính", "Lược đồ", "Văn bản liên quan", "Tải về")
_NEW = (
    ("Chỉ thị số 05/CT-UBND", "Tăng cường phòng cháy, chữa cháy rừng mùa hanh khô"),
    ("Quyết định số 1402/QĐ-UBND", "Phê duyệt danh mục đấu giá quyền sử dụng đất năm 2025"),
    ("Công văn số 3077/UBND-VX", "Chuẩn bị khai giảng năm học 2025 - 2026"),
)


def build(specimen: Specimen) -> bytes:
    """The specimen as an HTML page in UTF-8."""
    body = "\n".join(_body(specimen))
    page = _portal(specimen, body) if specimen.head.get("portal") else _saved(specimen, body)
    return (page + "\n").encode("utf-8")


def _body(specimen: Specimen) -> list[str]:
    parts = [_letterhead(specimen)]
    if "type" in specimen.head:
        parts.append(f"<p{_CENTRE}><b>{escape(specimen.head['type'])}</b></p>")
        parts.append(
            f"<p{_CENTRE}><b>{'<br>'.join(escape(line) for line in specimen.lines('subject'))}</b></p>"
        )
    for block, words in labelled(specimen.blocks):
        parts.append(_block(specimen, block, words))
    return parts


def _letterhead(specimen: Specimen) -> str:
    parent = "".join(f"<p{_CENTRE}>{escape(line)}</p>" for line in specimen.lines("parent"))
    issuer = "<br>".join(escape(line) for line in specimen.lines("issuer"))
    left = f"{parent}<p{_CENTRE}><b>{issuer}</b></p><p{_CENTRE}>-------</p>"
    right = f"<p{_CENTRE}><b>{STATE[0]}</b><br><b>{STATE[1]}</b></p><p{_CENTRE}>---------------</p>"
    number = f"<p{_CENTRE}>{escape(specimen.head['number'])}</p>"
    date = f"<p{_CENTRE}><i>{escape(specimen.head['place_date'])}</i></p>"
    rows = ((left, right), (number, date))
    cells = "\n".join(f'<tr><td width="40%">{a}</td>\n<td width="60%">{b}</td></tr>' for a, b in rows)
    return f'<table border="0" width="100%">\n{cells}\n</table>'


def _block(specimen: Specimen, block: Block, words: str) -> str:
    if block.kind == "@sign":
        return _signature(specimen)
    if block.kind == "@page":
        return "<hr>"
    if block.kind == "table":
        return _table(block)
    inside = _inline(words)
    if block.kind in ("heading", "subheading"):
        return f"<p><b>{inside}</b></p>"
    if block.kind == "basis":
        return f"<p><i>{inside}</i></p>"
    return f"<p{_CENTRE if block.kind in ('title', 'centre') else ''}>{inside}</p>"


def _inline(text: str) -> str:
    parts = []
    for run in runs(text):
        words = escape(run.text, quote=False).replace("\n", "<br>")
        parts.append(f"<b>{words}</b>" if run.bold else f"<i>{words}</i>" if run.italic else words)
    return "".join(parts)


def _table(block: Block) -> str:
    lines = ['<table border="1" cellspacing="0" cellpadding="4" width="100%">']
    for i, row in enumerate(block.rows):
        tag = "th" if i < block.head_rows else "td"
        cells = "".join(
            f"<{tag}{_joined(block, i, j)}>{_inline(text)}</{tag}>"
            for j, text in enumerate(row)
            if text not in ("<", "^")
        )
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join([*lines, "</table>"])


def _joined(block: Block, row: int, column: int) -> str:
    across = down = 1
    while column + across < len(block.rows[row]) and block.rows[row][column + across] == "<":
        across += 1
    while row + down < len(block.rows) and block.rows[row + down][column] == "^":
        down += 1
    return (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")


def _signature(specimen: Specimen) -> str:
    recipients = [f"- {escape(line)};" for line in specimen.lines("recipients")]
    recipients[-1] = recipients[-1][:-1] + "."
    left = f"<p><b><i>Nơi nhận:</i></b><br>{'<br>'.join(recipients)}</p>"
    signature = "<br>".join(escape(line) for line in specimen.lines("signature"))
    signer = f"<p{_CENTRE}><b>{escape(specimen.head['signer'])}</b></p>"
    right = f"<p{_CENTRE}><b>{signature}</b></p><p{_CENTRE}>&nbsp;</p>{signer}"
    cells = f'<tr><td width="50%">{left}</td>\n<td width="50%">{right}</td></tr>'
    return f'<table border="0" width="100%">\n{cells}\n</table>'


def _saved(specimen: Specimen, body: str) -> str:
    title = escape(plain(" ".join(specimen.lines("subject"))))
    return f"""<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="Generator" content="Word processor (filtered)">
<title>{title}</title>
<style>
p {{ margin: 6pt 0; text-align: justify; font-family: "Times New Roman", serif; font-size: 14pt; }}
table {{ border-collapse: collapse; }}
</style>
</head>
<body lang="VI">
<div class="Section1">
{body}
</div>
</body>
</html>"""


def _portal(specimen: Specimen, body: str) -> str:
    number = escape(specimen.head["number"].removeprefix("Số: "))
    menu = "".join(f'<li><a href="#">{item}</a></li>' for item in _MENU)
    tabs = "".join(f'<li class="tab"><a href="#">{item}</a></li>' for item in _TABS)
    new = "".join(f'<li><a href="#">{name}</a><span>{about}</span></li>' for name, about in _NEW)
    title = f"{specimen.head['type'].capitalize()} {number}"
    day = specimen.head["place_date"].split(", ", 1)[1]
    return f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title} - Cơ sở dữ liệu văn bản tỉnh Hòa An</title>
<style>
body {{ margin: 0; font-family: Arial, sans-serif; }}
.menu li {{ display: inline-block; padding: 8px 14px; }}
.columns {{ display: flex; }}
.content {{ flex: 3; padding: 24px; font-family: "Times New Roman", serif; }}
aside {{ flex: 1; padding: 16px; background: #f3f6fa; }}
footer {{ background: #123a6b; color: #fff; padding: 16px; }}
</style>
<script>var page = {{"kind": "document", "related": ["Quyết định số 9999/QĐ-UBND"]}};</script>
</head>
<body>
<header class="site-header">
<a class="logo" href="#">CƠ SỞ DỮ LIỆU VĂN BẢN TỈNH HÒA AN</a>
<form class="search"><input placeholder="Nhập số ký hiệu, trích yếu"><button>Tìm kiếm</button></form>
<nav class="menu"><ul>{menu}</ul></nav>
</header>
<nav class="breadcrumb"><a href="#">Trang chủ</a> &rsaquo; <a href="#">Văn bản pháp luật</a>
&rsaquo; <span>{number}</span></nav>
<main class="columns">
<section class="content">
<ul class="tabs">{tabs}</ul>
<div class="status"><span>Còn hiệu lực</span> <span>Ngày ban hành: {day}</span></div>
<div class="document-content" id="toan-van">
{body}
</div>
<div class="tools"><a href="#">In trang</a> <a href="#">Gửi email</a> <a href="#">Tải về (PDF)</a></div>
</section>
<aside class="sidebar">
<h3>Văn bản mới</h3>
<ul>{new}</ul>
</aside>
</main>
<footer class="site-footer">
<p>Cơ quan chủ quản: Văn phòng Ủy ban nhân dân tỉnh Hòa An</p>
<p>Giấy phép số 21/GP-TTĐT ngày 14/02/2022. Ghi rõ nguồn khi trích dẫn lại thông tin từ trang này.</p>
</footer>
</body>
</html>"""
