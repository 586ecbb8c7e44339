"""The committed specimens are what their sources say, and the hand-typed gold is about what they really hold.

The files are read by zip and XML, pdfplumber, the standard HTML parser or plainly: by none of the
project's readers.
"""

from __future__ import annotations

import json
import re
import struct
import zipfile
from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pdfplumber
import pytest

from tests.specimens import build, office_writer, old_rtf_writer, pdf_writer
from tests.specimens.plain_writer import labelled
from tests.specimens.source import Specimen, load_all, plain

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
GOLD = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "tests" / "gold").glob("*.json"))
}
SPECIMENS = {specimen.stem: specimen for specimen in load_all()}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SYMBOL = re.compile(
    r"(?<![\d/.:])(?P<number>\d+(?:\.\d+)?(?:/(?:19|20)\d\d)?)[/-]"
    r"(?P<symbol>[A-ZĐ][A-Za-zĐđ]+\d*(?:(?: ?[-/] ?)[A-ZĐ][A-Za-zĐđ]*)*)"
)


def close(text: str) -> str:
    """The text without white space and marks of style: how words are compared over line ends and cells."""
    return re.sub(r"[\s*]+", "", text)


class _Words(HTMLParser):
    """The text inside the page's document, scripts and styles left out."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style", "nav", "aside", "footer", "header", "title")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "nav", "aside", "footer", "header", "title")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def _docx_words(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        parts = [
            package.read(name)
            for name in ("word/document.xml", "word/footnotes.xml")
            if name in package.namelist()
        ]
    lines = []
    for part in parts:
        for paragraph in ElementTree.fromstring(part).iter(f"{W}p"):
            nodes = [node for node in paragraph.iter() if node.tag in (f"{W}t", f"{W}br")]
            lines.append("".join(node.text or " " for node in nodes))
    return "\n".join(lines)


def _pdf_words(path: Path) -> str:
    parts = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            rest, cells = page, []
            for table in page.find_tables():
                cells += [cell or "" for row in table.extract() for cell in row]
                rest = rest.outside_bbox(table.bbox)
            lines = (rest.extract_text() or "").split("\n")
            parts += lines[1:] if lines[0].strip().isdigit() else lines
            parts += cells
            parts += [annotation["contents"] or "" for annotation in page.annots]
    return re.sub(r"(?<=\w)-\n(?=[A-ZĐ])", "-", "\n".join(parts))


def _doc_words(path: Path) -> str:
    """The text of a Word 97 file, footnotes behind the body, where it lies in one piece of 16-bit letters."""
    data = path.read_bytes()
    # The text stream begins with its magic; its head says where the text begins and how long its parts are.
    start = next(at for at in range(512, len(data), 512) if data[at : at + 2] == b"\xec\xa5")
    begin = start + struct.unpack_from("<I", data, start + 0x18)[0]
    length = sum(struct.unpack_from("<2I", data, start + 0x4C))
    text = data[begin : begin + 2 * length].decode("utf-16-le")
    return re.sub(r"[\x00-\x1f]", "\n", re.sub(r"\x13[^\x14\x15]*\x14?|\x15", "", text))


def _rtf_words(path: Path) -> str:
    """The text of an RTF file: what is left without control words, each letter of Unicode in its place."""
    text = path.read_text(encoding="ascii")
    text = re.sub(r"\\u(-?\d+)\\?'?[0-9a-f?]{1,2}", lambda m: chr(int(m[1]) % 65536), text)
    text = re.sub(r"\\'([0-9a-f]{2})", lambda m: bytes.fromhex(m[1]).decode("cp1252"), text)
    return re.sub(r"\\[a-z]+-?\d* ?|\\[^a-z]|[{}\r\n]", "", re.sub(r"\\(?:tab|par|line|cell)\b", "\n", text))


def _xml_words(path: Path) -> str:
    """The text of the parts that hold words, a line a paragraph, heading or string."""
    parts = ("content.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
    lines: list[str] = []
    with zipfile.ZipFile(path) as package:
        for name in parts:
            if name in package.namelist():
                for node in ElementTree.fromstring(package.read(name)).iter():
                    if node.tag.rpartition("}")[2] in ("p", "h", "t", "v"):
                        lines.append(_without_notes(node))
    return "\n".join(lines)


def _without_notes(node: ElementTree.Element) -> str:
    inner = (
        ("" if part.tag.endswith("}note") else _without_notes(part)) + (part.tail or "") for part in node
    )
    return (node.text or "") + "".join(inner)


def _printed_figures(text: str) -> str:
    """The text with figures of a workbook beside it as they are printed: 1250.5 → 1.250,5, days as days."""
    first = datetime(1899, 12, 30)
    figures = [Decimal(figure) for figure in re.findall(r"^[\d.]+$", text, re.MULTILINE)]
    printed = [f"{figure:,}".translate(str.maketrans(",.", ".,")) for figure in figures]
    days = [f"{first + timedelta(int(figure)):%d/%m/%Y}" for figure in figures if 40000 < figure < 50000]
    return "\n".join([text, *printed, *days])


def _old_rtf_words(path: Path) -> str:
    """The text of an RTF file in letters of TCVN3, its second font in capitals."""
    letters = {code: letter for letter, code in old_rtf_writer.BYTES.items()}
    text = path.read_text(encoding="ascii")
    text = re.sub(r"\\'([0-9a-f]{2})", lambda m: letters[int(m[1], 16)], text)
    text = re.sub(r"\{\\f1 ([^}]*)\}", lambda m: m[1].upper(), text)
    return re.sub(r"\\[a-z]+-?\d* ?|[{}]", " ", text)


_OFFICE = {"doc": _doc_words, "rtf": _rtf_words, "odt": _xml_words}


def words(stem: str) -> str:
    """The words of a built file, read without the project's readers."""
    path = CORPUS / SPECIMENS[stem].file_name
    if "letters" in SPECIMENS[stem].head:
        return _old_rtf_words(path)
    if SPECIMENS[stem].format in _OFFICE:
        return _OFFICE[SPECIMENS[stem].format](path)
    if path.suffix == ".xlsx":
        return _printed_figures(_xml_words(path))
    if SPECIMENS[stem].format == "scan":  # what was printed before it was scanned
        fields = (SPECIMENS[stem].lines(name) for name in ("subject", "signature"))
        return "\n".join([*_source_words(SPECIMENS[stem]), *chain(*fields)])
    if path.suffix == ".docx":
        return _docx_words(path)
    if path.suffix == ".pdf":
        return _pdf_words(path)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        parser = _Words()
        parser.feed(text)
        return " ".join(parser.parts)
    if path.suffix == ".md":
        return text.replace("<br>", " ").replace("|", " ")
    return re.sub(r"\f\s*\d+\n", "", text)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {stem: words(stem) for stem in SPECIMENS}


def test_corpus_has_the_formats_it_promises() -> None:
    formats = Counter(specimen.format for specimen in SPECIMENS.values())
    assert len(SPECIMENS) >= 14
    assert formats["docx"] >= 4 and formats["pdf"] >= 4
    assert min(formats["html"], formats["md"], formats["txt"]) >= 2
    assert min(formats[name] for name in ("doc", "rtf", "odt", "xlsx", "scan")) >= 1
    assert {path.name for path in CORPUS.iterdir()} == {s.file_name for s in SPECIMENS.values()} | {
        "README.md",
        office_writer.ARCHIVE,
    }


_BY_OTHERS = ("pdf", "scan", "doc", "rtf", "odt")
"""Formats whose bytes differ from build to build: the program that writes them puts the time in."""
_MADE_BY_OTHERS = [
    s for s, one in SPECIMENS.items() if one.format in _BY_OTHERS and "letters" not in one.head
]


@pytest.mark.parametrize("stem", SPECIMENS)
def test_file_is_small(stem: str) -> None:
    most = 300_000 if SPECIMENS[stem].format == "scan" else 60_000
    assert (CORPUS / SPECIMENS[stem].file_name).stat().st_size < most


@pytest.mark.parametrize("stem", [s for s in SPECIMENS if s not in _MADE_BY_OTHERS])
def test_rebuilding_gives_the_committed_file(stem: str, tmp_path: Path) -> None:
    specimen = SPECIMENS[stem]
    committed, rebuilt = CORPUS / specimen.file_name, tmp_path / specimen.file_name
    rebuilt.write_bytes(build.built(specimen, None))
    if specimen.format not in ("docx", "xlsx"):
        assert rebuilt.read_bytes() == committed.read_bytes()
        return
    with zipfile.ZipFile(rebuilt) as new, zipfile.ZipFile(committed) as old:
        # Compared unpacked: another version of zlib packs the same bytes differently.
        assert new.namelist() == old.namelist()
        assert [name for name in new.namelist() if new.read(name) != old.read(name)] == []


@pytest.mark.parametrize("stem", [s for s, specimen in SPECIMENS.items() if specimen.format == "pdf"])
def test_rebuilding_a_pdf_gives_the_same_words(stem: str, tmp_path: Path) -> None:
    try:
        data = pdf_writer.build(SPECIMENS[stem], pdf_writer.find_fonts(None))
    except FileNotFoundError as error:
        pytest.skip(str(error))
    rebuilt = tmp_path / f"{stem}.pdf"
    rebuilt.write_bytes(data)
    assert _pdf_words(rebuilt) == _pdf_words(CORPUS / f"{stem}.pdf")


@pytest.mark.parametrize("stem", [s for s in _MADE_BY_OTHERS if SPECIMENS[s].format != "pdf"])
def test_rebuilding_an_office_file_gives_the_same_words(stem: str, tmp_path: Path) -> None:
    try:
        data = office_writer.build(SPECIMENS[stem])
    except FileNotFoundError as error:
        pytest.skip(str(error))
    rebuilt = tmp_path / SPECIMENS[stem].file_name
    rebuilt.write_bytes(data)
    assert _OFFICE[SPECIMENS[stem].format](rebuilt) == words(stem)


def test_the_archive_holds_the_files_that_lie_beside_it() -> None:
    with zipfile.ZipFile(CORPUS / office_writer.ARCHIVE) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {name: (CORPUS / file).read_bytes() for name, file in office_writer.PACKED.items()}
def test_a_scan_holds_no_text_and_shows_ink_of_three_colours() -> None:
    (scan,) = [specimen for specimen in SPECIMENS.values() if specimen.format == "scan"]
    with pdfplumber.open(CORPUS / scan.file_name) as pdf:
        assert [(len(page.chars), len(page.images)) for page in pdf.pages] == [(0, 1)]
        picture = pdf.pages[0].to_image(50).original.convert("RGB").tobytes()
        pixels = list(zip(picture[::3], picture[1::3], picture[2::3], strict=True))
    for name, shown in {
        "print": lambda r, g, b: max(r, g, b) < 110,
        "seal": lambda r, g, b: r > g + 60 and r > b + 60,
        "signature": lambda r, g, b: b > r + 40,
    }.items():
        assert sum(1 for pixel in pixels if shown(*pixel)) > 20, name


def _source_words(specimen: Specimen) -> list[str]:
    # A number of Word's is not in the text of a DOCX.
    blocks = [
        (block, block.text if block.kind.startswith("auto") else words)
        for block, words in labelled(specimen.blocks)
    ]
    found = [
        line
        for block, text in blocks
        if not block.kind.startswith("@")
        for line in plain(text).split("\n")
        if line
    ]
    found += [
        plain(cell) for block, _ in blocks for row in block.rows for cell in row if cell not in ("", "<", "^")
    ]
    found += [re.sub(r"[{}]", "", specimen.head["number"]) if "overlay" not in specimen.head else ""]
    return [
        *found,
        *map(plain, specimen.notes.values()),
        *specimen.lines("recipients"),
        specimen.head["signer"],
    ]


@pytest.mark.parametrize("stem", SPECIMENS)
def test_file_holds_every_word_of_its_source(stem: str, texts: dict[str, str]) -> None:
    held = close(re.sub(r"\[\^\d+\]:?", "", texts[stem]))
    missing = [text for text in _source_words(SPECIMENS[stem]) if close(text) not in held]
    assert missing == []


def test_overlaid_values_stand_apart_from_the_line_they_belong_to() -> None:
    with pdfplumber.open(CORPUS / "quyet-dinh-634-ubnd-hoa-an.pdf") as pdf:
        drawn = "".join(char["text"] for char in pdf.pages[0].chars)
    assert re.search(r"Số:\s+/QĐ-UBND", drawn) and drawn.endswith("634125")
    with pdfplumber.open(CORPUS / "cong-van-2315-ubnd-hoa-an.pdf") as pdf:
        page = pdf.pages[0]
        assert "2315" not in page.extract_text()
        assert [annotation["contents"] for annotation in page.annots] == ["2315", "16", "7"]


def test_gold_covers_every_specimen() -> None:
    assert {stem: record["document"] for stem, record in GOLD.items()} == {
        stem: specimen.file_name for stem, specimen in SPECIMENS.items()
    }


@pytest.mark.parametrize("stem", GOLD)
def test_gold_quotes_occur_as_often_as_they_are_listed(stem: str, texts: dict[str, str]) -> None:
    held = close(texts[stem])
    quotes = Counter(close(reference["quote"]) for reference in GOLD[stem]["references"])
    assert [quote for quote, count in quotes.items() if held.count(quote) < count] == []
    contexts = [close(reference.get("context", "")) for reference in GOLD[stem]["references"]]
    assert [context for context in contexts if context not in held] == []


def _key(number: str, symbol: str) -> tuple[str, str]:
    return "/".join(part.lstrip("0") for part in number.split("/")), re.sub(r"[ /-]+", "-", symbol)


def _symbols(text: str, damaged: dict[str, str]) -> Counter[tuple[str, str]]:
    mended = " ".join(text.split()).replace("KH-V PUBND", "KH-VPUBND")
    for printed, meant in damaged.items():
        mended = mended.replace(printed, meant)
    return Counter(_key(match["number"], match["symbol"]) for match in SYMBOL.finditer(mended))


@pytest.mark.parametrize("stem", GOLD)
def test_gold_leaves_out_no_number_with_a_symbol(stem: str, texts: dict[str, str]) -> None:
    record: dict[str, Any] = GOLD[stem]
    header = record["header"]
    # The numbers of a copier's stamp are no citations.
    own = {_key(header["number"] or "", header["symbol"])}
    own |= {_key(*sign.split("/", 1)) for sign in header.get("stamped", [])}
    # Items of a list that borrow the next item's symbol have none of their own in the text.
    listed = Counter(
        _key(r["number"], r["symbol"])
        for r in record["references"]
        if r["kind"] == "numbered" and re.search(r"[/-]", r["quote"])
    )
    seen = _symbols(texts[stem], record.get("damaged", {}))
    assert {key: count for key, count in seen.items() if key not in own} == dict(listed)


@pytest.mark.parametrize("stem", GOLD)
def test_gold_header_words_occur(stem: str, texts: dict[str, str]) -> None:
    header, held = GOLD[stem]["header"], close(texts[stem])
    subject = close(header["subject"].removeprefix("V/v "))
    assert subject in held or subject in close(" ".join(SPECIMENS[stem].lines("about")))
    assert close(header["signer"]) in held and close(header["signer_title"]) in held


@pytest.mark.parametrize("stem", GOLD)
def test_planted_faults_are_in_the_file_and_in_the_readme(stem: str, texts: dict[str, str]) -> None:
    rows = (CORPUS / "README.md").read_text(encoding="utf-8").splitlines()
    for finding in GOLD[stem]["findings"]:
        assert close(finding["quote"]) in close(texts[stem])
        start = f"| `{GOLD[stem]['document']}` | {finding['quote']} | `{finding['rule']}` |"
        assert any(row.startswith(start) for row in rows), start


def test_readme_lists_every_file_and_no_other_fault() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    documents, faults = readme.split("## Planted faults")
    assert all(f"| `{specimen.file_name}` |" in documents for specimen in SPECIMENS.values())
    planted = sum(len(record["findings"]) for record in GOLD.values())
    assert faults.count("\n| `") == planted
    assert len({finding["rule"] for record in GOLD.values() for finding in record["findings"]}) >= 14


def test_plans_citing_decisions_follow_from_the_gold() -> None:
    head, *rows = (
        (ROOT / "tests" / "gold" / "plans_citing_decisions.tsv").read_text(encoding="utf-8").splitlines()
    )
    assert head.split("\t") == ["plan", "plan_issuer", "decision", "decision_issuer", "relation", "file"]
    for row in rows:
        plan, plan_issuer, decision, issuer, relation, file = row.split("\t")
        record = GOLD[file.rsplit(".", 1)[0]]
        header = record["header"]
        if (plan, plan_issuer) == (f"{header['number'] or ''}/{header['symbol']}", header["issuer"]):
            cited = [r for r in record["references"] if f"{r['number']}/{r['symbol']}" == decision]
            assert any(relation in r["relation"] and issuer in r["issuer"] for r in cited), row
        else:
            assert {"from": plan, "to": decision, "relation": relation} in record["links"], row
