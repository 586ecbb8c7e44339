"""Cuts RTF into its tokens and decodes its letters by the code page of the font that they are set in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\$",
    re.DOTALL,
)
# \fcharset of a font → its code page (RTF 1.9.1, "Font Table"); 2 is a font of signs.
_CHARSETS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 130: "cp1361", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SIGNS = 2
"""The charset of fonts whose letters are pictures (Symbol, Wingdings)."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `kind` is "word" with its number, "byte", "sign", "open", "close" or "text"."""

    kind: str
    text: str = ""
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of an RTF file; binary pictures are passed over."""
    source = data.decode("latin-1")
    at = 0
    while (match := _TOKEN.match(source, at)) is not None and at < len(source):
        at = match.end()
        kind = match.lastgroup
        if kind in ("word", "number"):
            number = match["number"]
            count = None if number is None else int(number)
            if match["word"] == "bin":
                at += max(count or 0, 0)
                continue
            yield Token("word", match["word"], count)
        elif kind == "brace":
            yield Token("open" if match["brace"] == "{" else "close")
        elif kind == "byte":
            yield Token("byte", chr(int(match["byte"], 16)))
        elif kind == "sign":
            yield Token("sign", match["sign"])
        elif kind == "text":
            yield Token("text", match["text"])


def code_page(number: int | None) -> str:
    r"""The codec of `\ansicpg`, Windows-1252 where there is none of that number."""
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"


def codec_of(charset: int | None, default: str) -> str:
    """The codec of a font's charset; fonts of before Unicode say 0 and mean Windows-1252."""
    if charset == 0:
        return "cp1252"
    return _CHARSETS.get(charset, default) if charset is not None else default


def decoded(raw: str, codec: str) -> str:
    """Bytes, given as Latin-1 letters, as text; a byte that the code page lacks stays the letter it is."""
    if raw.isascii():
        return raw
    data = raw.encode("latin-1")
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return "".join(_letter(byte, codec) for byte in data)


def _letter(byte: int, codec: str) -> str:
    try:
        return bytes((byte,)).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)
