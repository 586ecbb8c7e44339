"""Says which parts read office files here, which kinds each reads, and what LibreOffice would add."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from pipeline.readers import soffice

READS = {
    "python-docx": ("reads .docx", "đọc .docx"),
    "msdoc2docx": ("reads .doc of Word 97 to 2003", "đọc .doc của Word 97 đến 2003"),
    "openpyxl": ("reads .xlsx", "đọc .xlsx"),
}
"""What packages of the program read, in English and Vietnamese; .rtf, .odt and .zip need none."""
KINDS = frozenset(("doc", "rtf", "odt", "xls", "xlsx"))
"""The kinds of office file for which a scan says how they are read."""
_ADDS = (
    "reads .xls, and .doc files that are damaged or older than Word 97",
    "đọc .xls và các tệp .doc bị hỏng hoặc cũ hơn Word 97",
)
_WOULD_ADD = (
    "would read .xls, and .doc files that are damaged or older than Word 97",
    "sẽ đọc .xls và các tệp .doc bị hỏng hoặc cũ hơn Word 97",
)


def install_command() -> str:
    """What installs LibreOffice on this system."""
    if sys.platform == "win32":
        return "winget install TheDocumentFoundation.LibreOffice"
    if sys.platform == "darwin":
        return "brew install --cask libreoffice"
    return "apt install libreoffice-writer libreoffice-calc"


def libreoffice() -> tuple[bool, str, str]:
    """Whether LibreOffice is there, and what there is to say of it in English and Vietnamese."""
    place = soffice.command()
    if place is not None:
        return True, f"{place}; {_ADDS[0]}", f"{place}; {_ADDS[1]}"
    command = install_command()
    return (
        False,
        f"optional; {_WOULD_ADD[0]}: {command}",
        f"không bắt buộc; {_WOULD_ADD[1]}: {command}",
    )


def summary(kinds: Iterable[str | None], lang: str) -> str | None:
    """One line on how the office files among `kinds` are read; None where there are none."""
    if KINDS.isdisjoint(kinds):
        return None
    vietnamese = lang == "vi"
    parts = [f"{_named(name)}: {said[vietnamese]}" for name, said in READS.items()]
    there, *said_of_it = libreoffice()
    missing = "" if there else ("chưa có; " if vietnamese else "not installed; ")
    parts.append(f"LibreOffice: {missing}{said_of_it[vietnamese].partition('; ')[2]}")
    head = "Tệp Office: " if vietnamese else "Office files: "
    return head + " · ".join(parts)


def _named(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return package
