from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import NameObject, NumberObject, RectangleObject

from extractors.extract import extract_facts
from extractors.rulebook import load_rules
from pipeline.highlight.marking import marking
from pipeline.highlight.model import Layer, Marking
from pipeline.highlight.pdf_copy import Copied, copied
from pipeline.highlight.pdf_places import spots
from pipeline.readers import read_bytes

CORPUS = Path(__file__).parents[3] / "corpus"
DECISION, REPORT = CORPUS / "quyet-dinh-634-ubnd-hoa-an.pdf", CORPUS / "bao-cao-402-ubnd-hoa-an.pdf"


def marked(data: bytes) -> tuple[Any, Marking]:
    document = read_bytes(data, "a.pdf")
    rules = load_rules()
    return document, marking(document, extract_facts(document, rules), rules, None, Path("out"), "vi")


def copy_of(data: bytes) -> Copied:
    made = copied(data, *marked(data))
    assert isinstance(made, Copied), made
    return made


def turned(data: bytes, rotation: int, crop: bool) -> bytes:
    """The file with pages that are drawn turned and shown upright, as landscape annexes are.

    With `crop` a border is cut off, so that a page does not begin at (0, 0).
    """
    writer = PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        wide, high = float(page.mediabox.width), float(page.mediabox.height)
        moved = {0: (0, 0), 90: (high, 0), 180: (wide, high), 270: (0, wide)}[rotation]
        page.add_transformation(Transformation().rotate(rotation).translate(*moved))
        right, top = (high, wide) if rotation % 180 else (wide, high)
        page[NameObject("/MediaBox")] = RectangleObject((0, 0, right, top))
        for name in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            page.pop(name, None)
        page[NameObject("/Rotate")] = NumberObject(rotation)
        if crop:
            page[NameObject("/CropBox")] = RectangleObject((20, 13, right - 7, top - 11))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def annotations(data: bytes) -> list[list[Any]]:
    return [
        [one.get_object() for one in page.get("/Annots", ())] for page in PdfReader(io.BytesIO(data)).pages
    ]


@pytest.mark.parametrize("path", [DECISION, REPORT], ids=lambda path: path.stem)
def test_the_original_stands_unchanged_at_the_front(path: Path) -> None:
    data = path.read_bytes()
    made = copy_of(data)
    assert made.data.startswith(data) and not made.renewed
    assert made.estimated == made.unplaced == 0
    text = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.data)] == text


def test_a_copy_is_the_same_each_time() -> None:
    assert copy_of(DECISION.read_bytes()).data == copy_of(DECISION.read_bytes()).data


@pytest.mark.parametrize("crop", [False, True])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_marks_lie_on_their_words(rotation: int, crop: bool) -> None:
    """By pdfium: the words under each rectangle are those of the mark, and the page is coloured there."""
    data = turned(REPORT.read_bytes(), rotation, crop)
    document, marks = marked(data)
    references = Marking(marks.of(Layer.REFERENCE))
    made = copied(data, document, references)
    assert isinstance(made, Copied) and made.estimated == 0
    plain, coloured = (pypdfium2.PdfDocument(one) for one in (data, made.data))
    found = spots(data, document, references)
    notes = annotations(made.data)
    seen = 0
    for number, (_, on_page) in found.pages.items():
        text = plain[number - 1].get_textpage()
        by_name = {str(one["/NM"]): one for one in notes[number - 1]}
        before, after = (pdf[number - 1].render(scale=1).to_pil().convert("RGB") for pdf in (plain, coloured))
        for spot in on_page:
            one = by_name[f"vanthu-{spot.entry.id}-{spot.at + 1}" + ("" if spot.first else f"-{number}")]
            points = [float(point) for point in one["/QuadPoints"]]
            under = ""
            for at in range(0, len(points), 8):
                across, up = points[at : at + 8 : 2], points[at + 1 : at + 8 : 2]
                under += text.get_text_bounded(min(across), min(up), max(across), max(up))
            words = document.text[spot.place.start : spot.place.end]
            assert "".join(words.split()) in "".join(under.split()).replace("\ufffe", "-").replace(
                "\x02", "-"
            )
            for box in spot.boxes:
                area = tuple(map(round, (box.x0 + 2, box.top + 2, box.x1 - 2, box.bottom - 2)))
                changed = [
                    before.getpixel((x, y)) != after.getpixel((x, y))
                    for x in range(area[0], area[2])
                    for y in range(area[1], area[3])
                ]
                assert sum(changed) > 0.7 * len(changed)
                seen += 1
    assert seen > 20


def test_nothing_is_coloured_beside_the_marks() -> None:
    data = DECISION.read_bytes()
    document, marks = marked(data)
    references = Marking(marks.of(Layer.REFERENCE))
    made = copied(data, document, references)
    assert isinstance(made, Copied)
    boxes = [box for spot in spots(data, document, references).pages[1][1] for box in spot.boxes]
    before, after = (
        pypdfium2.PdfDocument(one)[0].render(scale=1).to_pil().convert("RGB") for one in (data, made.data)
    )
    for x in range(before.width):
        for y in range(before.height):
            inside = any(b.x0 - 4 <= x <= b.x1 + 4 and b.top - 4 <= y <= b.bottom + 4 for b in boxes)
            assert inside or before.getpixel((x, y)) == after.getpixel((x, y))


def test_annotations_have_what_viewers_need() -> None:
    made = annotations(copy_of(REPORT.read_bytes()).data)
    found = [one for page in made for one in page]
    assert {str(one["/Subtype"]) for one in found} >= {"/Highlight", "/Underline", "/Squiggly", "/Text"}
    for one in found:
        assert one["/T"] == "vanthu" and one["/Contents"] and one["/AP"]["/N"].get_object().get_data()
        assert one["/Subtype"] == "/Text" or len(one["/QuadPoints"]) % 8 == 0
    names = [str(one["/NM"]) for one in found]
    assert len(set(names)) == len(names)
    assert any("Quan hệ: thực hiện" in one["/Contents"] for one in found)
    assert any("52.662" in one["/Contents"] for one in found if one["/Subtype"] == "/Text")


def test_notes_that_were_there_stay() -> None:
    from pypdf.annotations import FreeText

    writer = PdfWriter(clone_from=DECISION)
    writer.add_annotation(0, FreeText(text="Đã xem", rect=(20, 20, 90, 40)))
    out = io.BytesIO()
    writer.write(out)
    first = annotations(copy_of(out.getvalue()).data)[0]
    assert [str(one["/Contents"]) for one in first if one["/Subtype"] == "/FreeText"] == ["Đã xem"]
    assert len(first) > 1


def test_an_encrypted_file_has_no_copy_but_a_reason() -> None:
    writer = PdfWriter(clone_from=DECISION)
    writer.encrypt("", "chủ", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    reason = copied(out.getvalue(), *marked(out.getvalue()))
    assert not isinstance(reason, Copied) and "encrypted" in reason[0] and "mã hóa" in reason[1]


def test_a_signed_file_is_told() -> None:
    data = DECISION.read_bytes()
    made = copied(data + b"% /ByteRange [0 1 2 3]\n", *marked(data))
    assert not isinstance(made, Copied) or made.signed


@pytest.mark.parametrize("damage", ["startxref", "cut", "junk"])
def test_a_damaged_file_gives_a_right_copy(damage: str) -> None:
    data = DECISION.read_bytes()
    at = data.rindex(b"startxref")
    broken = {
        "startxref": data[:at] + b"startxref\n7\n%%EOF\n",
        "cut": data[:at],
        "junk": b"\x00\x00junk" + data,
    }[damage]
    made = copied(broken, *marked(broken))
    assert isinstance(made, Copied) and made.renewed
    copy = pypdfium2.PdfDocument(made.data)
    assert len(copy) == len(pypdfium2.PdfDocument(data))
    assert any(annotations(made.data))


def test_a_file_without_marks_has_no_copy() -> None:
    data = DECISION.read_bytes()
    document, _ = marked(data)
    reason = copied(data, document, Marking([]))
    assert not isinstance(reason, Copied) and "nothing to mark" in reason[0]


def test_what_the_library_cannot_read_loses_no_page() -> None:
    document, marks = marked(DECISION.read_bytes())
    reason = copied(b"%PDF-1.4\nnot one", document, marks)
    assert not isinstance(reason, Copied)
