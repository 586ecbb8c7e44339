"""Builds a specimen as Markdown or as text: joined paragraphs, or hard-wrapped pages parted by form feeds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .source import Block, Specimen, plain

STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_LINES_A_PAGE = 48


def markdown(specimen: Specimen) -> bytes:
    """The specimen as Markdown, its letterhead and signature as tables."""
    return ("\n\n".join(_markdown_blocks(specimen)) + "\n").encode("utf-8")


def text(specimen: Specimen) -> bytes:
    """The specimen as plain text; `wrap` in its source is the width of a line, 0 for one line a paragraph."""
    width = int(specimen.head.get("wrap", 0))
    lines = list(_text_lines(specimen, width))
    if not width:
        return ("\n".join(lines) + "\n").encode("utf-8")
    return _pages(lines, width).encode("utf-8")


def labelled(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    """Each block with its text, numbered items and dashes written out."""
    first = second = 0
    for block in blocks:
        if block.kind == "auto":
            first, second = first + 1, 0
            yield block, f"{first}. {block.text}"
        elif block.kind == "auto2":
            second += 1
            yield block, f"{'abcdđeghik'[second - 1]}) {block.text}"
        else:
            first = second = 0
            yield block, f"- {block.text}" if block.kind == "dash" else block.text


def _markdown_blocks(specimen: Specimen) -> Iterator[str]:
    left = [*specimen.lines("parent"), *(f"**{line}**" for line in specimen.lines("issuer"))]
    number = [specimen.head["number"], *specimen.lines("about")]
    yield "\n".join(
        (
            f"| {'<br>'.join(left)} | {'<br>'.join(f'**{line}**' for line in STATE)} |",
            "|:---:|:---:|",
            f"| {'<br>'.join(number)} | *{specimen.head['place_date']}* |",
        )
    )
    if "type" in specimen.head:
        yield f"# {specimen.head['type']}"
        yield "\n".join(line if line.startswith("*") else f"**{line}**" for line in specimen.lines("subject"))
    if specimen.lines("addressees"):
        yield "Kính gửi: " + " ".join(specimen.lines("addressees"))
    for block, words in labelled(specimen.blocks):
        yield _markdown_block(specimen, block, words)
    yield from (f"[^{number}]: {note}" for number, note in specimen.notes.items())


def _markdown_block(specimen: Specimen, block: Block, words: str) -> str:
    if block.kind == "@sign":
        recipients = "<br>".join(f"- {line};" for line in specimen.lines("recipients"))
        signature = "<br>".join(
            f"**{line}**" for line in [*specimen.lines("signature"), "", specimen.head["signer"]] if line
        )
        return f"| ***Nơi nhận:***<br>{recipients[:-1]}. | {signature} |\n|---|:---:|"
    if block.kind == "@page":
        return "---"
    if block.kind == "table":
        rows = [f"| {' | '.join(_spread(row))} |" for row in block.rows]
        return "\n".join((rows[0], "|" + "---|" * len(block.rows[0]), *rows[1:]))
    style = {"heading": "## {}", "subheading": "### {}", "title": "## {}", "basis": "*{}*"}.get(
        block.kind, "{}"
    )
    return style.format(words.replace("\n", " " if style.startswith("#") else "  \n"))


def _spread(row: tuple[str, ...]) -> list[str]:
    """A Markdown table has no joined cells: they stay empty."""
    return ["" if cell in ("<", "^") else cell for cell in row]


def _text_lines(specimen: Specimen, width: int) -> Iterator[str]:
    left = [*specimen.lines("parent"), *specimen.lines("issuer"), "-" * 8]
    right = [*STATE, "-" * 20]
    columns = width or 92
    if specimen.lines("stamp"):
        yield from (*specimen.lines("stamp"), "")
    yield from _side_by_side(left, right, columns)
    yield ""
    yield from _side_by_side(
        [specimen.head["number"], *specimen.lines("about")], [specimen.head["place_date"]], columns
    )
    yield ""
    if "type" in specimen.head:
        yield specimen.head["type"].center(columns).rstrip()
        yield from (plain(line).center(columns).rstrip() for line in specimen.lines("subject"))
        yield ""
    for number, line in enumerate(specimen.lines("addressees")):
        yield (f"Kính gửi: {line}" if number == 0 else f"          {line}").rjust(0).center(columns).rstrip()
        yield ""
    for block, words in labelled(specimen.blocks):
        yield from _text_block(specimen, block, plain(words), width)
        yield ""
    yield from (f"({number}) {plain(note)}" for number, note in specimen.notes.items())


def _side_by_side(left: list[str], right: list[str], columns: int) -> Iterator[str]:
    narrow = columns * 2 // 5
    for number in range(max(len(left), len(right))):
        a = left[number] if number < len(left) else ""
        b = right[number] if number < len(right) else ""
        yield (a.center(narrow) + b.center(columns - narrow)).rstrip()


def _text_block(specimen: Specimen, block: Block, words: str, width: int) -> Iterator[str]:
    if block.kind == "@sign":
        recipients = [f"- {line};" for line in specimen.lines("recipients")]
        recipients[-1] = recipients[-1][:-1] + "."
        signature = [*specimen.lines("signature"), "", "", "", specimen.head["signer"]]
        yield from _side_by_side(
            [line.ljust(36) for line in ["Nơi nhận:", *recipients]], signature, width or 92
        )
    elif block.kind in ("title", "centre"):
        yield from (line.center(width or 92).rstrip() for line in words.split("\n"))
    elif width:
        yield from textwrap.wrap(
            words, width, initial_indent="    ", break_long_words=False, break_on_hyphens=False
        )
    else:
        yield words


def _pages(lines: list[str], width: int) -> str:
    """Pages of equal length parted by form feeds, numbered from the second, no blank lines at their edges."""
    pages: list[str] = []
    while lines:
        page, lines = lines[:_LINES_A_PAGE], lines[_LINES_A_PAGE:]
        while lines and not lines[0]:
            lines = lines[1:]
        number = [str(len(pages) + 1).center(width).rstrip(), ""] if pages else []
        pages.append("\n".join(number + page).rstrip("\n"))
    return "\n\f".join(pages) + "\n"
