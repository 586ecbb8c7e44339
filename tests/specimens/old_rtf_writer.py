"""Builds a specimen as old RTF: letters of TCVN3, capitals in a font of their own."""

from __future__ import annotations

from .source import Specimen, plain

SMALL = dict(
    zip(
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        (
            *range(0xA8, 0xAF), 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6, 0xC7, 0xC8, 0xC9,
            0xCA, 0xCB, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xDC, 0xDD,
            0xDE, 0xDF, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEE,
            0xEF, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE,
        ),
        strict=True,
    )
)  # fmt: skip
"""Small letters with their bytes (TCVN 5712:1993, third table); capitals with a tone mark have none."""
CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", range(0xA1, 0xA8), strict=True))
BYTES = SMALL | CAPITALS
_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 .VnTime;}{\f1\fnil\fcharset0 .VnTimeH;}}"
    "\n\\paperw11907\\paperh16840\\fs28\n"
)
_ROW = r"\trowd\cellx4200\cellx9300\pard\intbl\qc "


def build(specimen: Specimen) -> bytes:
    """The specimen; only letters that TCVN3 has may stand in it."""
    left = [*map(_set, (*specimen.lines("parent"), *specimen.lines("issuer"))), _set(specimen.head["number"])]
    right = ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", specimen.head["place_date"]]
    parts = [_HEAD, _row(left, list(map(_set, right)))]
    parts += [rf"\pard\qc {_set(line)}\par" for line in (specimen.head["type"], *specimen.lines("subject"))]
    for block in specimen.blocks:
        if block.kind == "@sign":
            kept = ["Nơi nhận:", *(f"- {line};" for line in specimen.lines("recipients"))]
            signed = [*specimen.lines("signature"), "", specimen.head["signer"]]
            parts.append(_row(list(map(_set, kept)), list(map(_set, signed))))
        else:
            align = r"\qc" if block.kind == "title" else r"\qj"
            parts.append(rf"\pard{align} {_set(plain(block.text))}\par")
    return ("\n".join(parts) + "\n}").encode("ascii")


def _row(left: list[str], right: list[str]) -> str:
    cells = (r"\par ".join(lines) + r"\cell " for lines in (left, right))
    return _ROW + "".join(cells) + r"\row"


def _set(text: str) -> str:
    """A line in its font: one in capitals is written small in the font that draws capitals."""
    if text.isupper() and "/" not in text:
        return r"{\f1 " + _coded(text.lower()) + "}"
    return r"{\f0 " + _coded(text) + "}"


def _coded(text: str) -> str:
    return "".join(rf"\'{BYTES[letter]:02x}" if letter in BYTES else letter for letter in text)
