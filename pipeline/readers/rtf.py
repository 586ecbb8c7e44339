"""Reads RTF: paragraphs, tables, footnotes, text boxes, list labels and fonts, by way of DOCX."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.model import Document
from pipeline.readers.docx import read_docx
from pipeline.readers.docx_package import made, packed, put_run
from pipeline.readers.legacy import Letters
from pipeline.readers.rtf_fonts import Font, FontTable
from pipeline.readers.rtf_story import ENDS, Story
from pipeline.readers.rtf_tokens import SIGNS, Token, code_page, codec_of, decoded, tokens

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CUT_OFF = "The file is cut off: its end is missing; copy or download it again."
_DEEPEST = 2000
_SKIPPED = frozenset((
    "colortbl", "stylesheet", "info", "pict", "footer",
    "footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe",
    "tc", "rxe", "nonesttables", "shprslt", "fldinst", "revtbl", "pntxta", "pntxtb", "template", "objdata",
    "filetbl", "datafield", "annotation", "atnid", "atnauthor",
))  # fmt: skip
_HEADERS = frozenset(("header", "headerl", "headerr", "headerf"))
_STARRED = frozenset(("shpinst", "shppict", "footnote"))
_LETTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
_SIGN_LETTERS = {"~": "\u00a0", "_": "-", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits: where its text goes ("text", "skip", "fonts"), font, style, fallback length."""

    goal: str = "text"
    font: int | None = None
    bold: bool = False
    hidden: bool = False
    fallback: int = 1
    label: bool = False


def read_rtf(data: bytes, name: str, letters: Letters | None = None) -> Document:
    """The document in an RTF file; what is left of one that is cut off, with a note."""
    reader = _Reader()
    whole = reader.run(data)
    document = read_docx(packed(reader.body, reader.notes, reader.headers), name, letters)
    return document if whole else replace(document, notes=(*document.notes, CUT_OFF))


class _Reader:
    """Goes through the tokens once; `_stories` are the body and, above it, the note or box being read."""

    def __init__(self) -> None:
        self.body = made("body")
        self.notes: list[Element] = []
        self.headers: list[Element] = []
        self._stories = [Story(self.body)]
        self._leaving: dict[int, Callable[[], None]] = {}
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts = FontTable()
        self._page = "cp1252"
        self._pending: list[str] = []
        self._run: list[str] = []
        self._style: tuple[str | None, bool] = (None, False)
        self._starred = self._first = False
        self._to_skip = 0

    def run(self, data: bytes) -> bool:
        """Read all; whether the groups that were opened were closed."""
        for token in tokens(data.rstrip(b"\x00")):
            self._take(token)
            if token.kind == "close" and not self._stack:
                break
        whole = not self._stack
        while self._stack:
            self._close()
        self._flush()
        self._end_run()
        self._stories[0].finish()
        return whole

    def _take(self, token: Token) -> None:
        if token.kind in ("byte", "text"):
            self._text(token.text)
        elif token.kind == "open":
            self._flush()
            if len(self._stack) < _DEEPEST:
                self._stack.append(self._state)
            self._first = True
            return
        elif token.kind == "close":
            self._close()
        elif token.kind == "sign":
            if token.text == "*":
                self._starred = True
                return
            if token.text in "\r\n":
                self._word("par", None)
            else:
                self._letter(_SIGN_LETTERS.get(token.text, ""))
        else:
            self._word(token.text, token.number)
        self._first = self._starred = False

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        if self._stack:
            self._state = self._stack.pop()
            leave = self._leaving.pop(len(self._stack), None)
            if leave is not None:
                leave()

    def _text(self, text: str) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        text = text[skipped:]
        state = self._state
        if state.goal == "fonts":
            self._fonts.name(self._state.font, text)
        elif state.goal == "text" and not state.hidden and text:
            self._pending.append(text)

    def _letter(self, text: str) -> None:
        """Text that is Unicode already."""
        if self._to_skip:
            self._to_skip -= 1
            return
        self._flush()
        if self._state.goal == "text" and not self._state.hidden and text:
            self._put(text)

    def _flush(self) -> None:
        """Decode the bytes of one font that have come together: a letter may take two of them."""
        if self._pending:
            raw, self._pending = "".join(self._pending), []
            font = self._font()
            if font.charset == SIGNS:
                self._put("".join("-" if self._state.label or c == "\xb7" else c for c in raw))
            else:
                self._put(decoded(raw, codec_of(font.charset, self._page)))

    def _put(self, text: str) -> None:
        """Keep text until its run ends: letters of Unicode come one by one."""
        style = (self._font().name or None, self._state.bold)
        if style != self._style:
            self._end_run()
            self._style = style
        self._run.append(text)
        self._stories[-1].touched = True

    def _end_run(self) -> None:
        if self._run:
            put_run(self._stories[-1].paragraph, "".join(self._run), *self._style)
            self._run = []

    def _font(self) -> Font:
        return self._fonts.of(self._state.font)

    def _word(self, word: str, number: int | None) -> None:
        if word == "u":
            self._unicode(number or 0)
            return
        if word in _LETTERS:
            self._letter(_LETTERS[word])
            return
        self._flush()
        self._to_skip = 0
        state = self._state
        if (self._first and word in _SKIPPED) or (self._starred and word not in _STARRED):
            self._state = replace(state, goal="skip")
        elif word == "fonttbl":
            self._state = replace(state, goal="fonts")
            self._leaving[len(self._stack) - 1] = lambda: self._fonts.finish(self._page)
        elif state.goal == "fonts":
            if word == "f":
                self._state = replace(state, font=number)
            self._fonts.describe(self._state.font, word, number)
        elif word == "uc":
            self._state = replace(state, fallback=min(max(number or 0, 0), 8))
        elif word == "ansicpg":
            self._page = code_page(number)
        elif word == "deff":
            self._fonts.default = number
        elif word in ("b", "v", "deleted", "f", "plain"):
            self._character(word, number)
        elif word in ("listtext", "pntext"):
            self._state = replace(state, label=True)
        elif word == "shpinst":
            self._state = replace(state, goal="shape")
        elif word == "footnote" and state.goal == "text":
            self._enter_note()
        elif word in _HEADERS and self._first and state.goal == "text":
            self.headers.append(made("hdr"))
            self._enter(Story(self.headers[-1]))
        elif word == "shptxt" and state.goal == "shape":
            self._enter_box()
        elif state.goal == "text":
            if word in ENDS:
                self._end_run()
            self._stories[-1].word(word, number)

    def _unicode(self, number: int) -> None:
        r"""`\uN`, of which half a letter may be given; the letters for old readers behind it are left out."""
        if self._state.goal != "text" or self._state.hidden:
            self._to_skip = self._state.fallback
            return
        self._flush()
        code = number + 0x10000 if number < 0 else number
        high = self._stories[-1].half
        self._stories[-1].half = code if 0xD800 <= code < 0xDC00 else None
        if 0xDC00 <= code < 0xE000 and high is not None:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        if code < 0x110000 and not 0xD800 <= code < 0xE000:
            self._put(chr(code))
        self._to_skip = self._state.fallback

    def _character(self, word: str, number: int | None) -> None:
        state = self._state
        if word == "f":
            self._state = replace(state, font=number)
        elif word == "plain":
            self._state = replace(state, font=None, bold=False, hidden=False)
        elif word == "b":
            self._state = replace(state, bold=number != 0)
        else:
            self._state = replace(state, hidden=number != 0)

    def _enter_note(self) -> None:
        """Read the group as a footnote, marked where it stands."""
        self._end_run()
        mark = str(len(self.notes) + 1)
        note = made("footnote", id=mark)
        self.notes.append(note)
        put_run(self._stories[-1].paragraph, "", mark=mark)
        self._stories[-1].touched = True
        self._enter(Story(note))

    def _enter_box(self) -> None:
        """Read the group as a text box, anchored where it stands."""
        self._end_run()
        run = put_run(self._stories[-1].paragraph, "")
        self._stories[-1].touched = True
        self._enter(Story(made("txbxContent", made("pict", run))))

    def _enter(self, story: Story) -> None:
        self._end_run()
        self._stories.append(story)
        self._state = _State(font=self._fonts.default, fallback=self._state.fallback)
        self._leaving[len(self._stack) - 1] = self._leave

    def _leave(self) -> None:
        self._end_run()
        self._stories.pop().finish()
