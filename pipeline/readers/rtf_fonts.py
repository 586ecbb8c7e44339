"""The font table of an RTF file: what each number means."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.readers.rtf_tokens import decoded


@dataclass(slots=True)
class Font:
    """A font's name, "" where unknown, and the charset that its letters are put down in."""

    name: str = ""
    charset: int | None = None


@dataclass(slots=True)
class FontTable:
    """The fonts by their numbers; `default` is the number of the one that text without any is set in."""

    default: int | None = None
    _fonts: dict[int | None, Font] = field(default_factory=dict)

    def of(self, number: int | None) -> Font:
        """The font of that number, the default for None."""
        return self._fonts.get(self.default if number is None else number) or Font()

    def describe(self, number: int | None, word: str, value: int | None) -> None:
        """Take a control word of the table in the entry of font `number`."""
        if word == "f" and value is not None:
            self._fonts[value] = Font()
        elif word == "fcharset" and number in self._fonts:
            self._fonts[number].charset = value

    def name(self, number: int | None, text: str) -> None:
        """Take text of the table: the name of font `number`, up to its semicolon."""
        font = self._fonts.get(number)
        if font is not None and not font.name.endswith(";"):
            font.name += text

    def finish(self, page: str) -> None:
        """End the table; the names are in the code page `page`."""
        for font in self._fonts.values():
            font.name = decoded(font.name.rstrip(";").strip(), page)
