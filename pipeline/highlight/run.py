"""Reads one file and makes its highlighted page and, of a PDF, a copy with the same marks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractors.rulebook import Rulebook
from pipeline.highlight.known import known_of
from pipeline.highlight.marking import marking
from pipeline.highlight.page import Highlighted, page
from pipeline.highlight.pdf_copy import Copied, copied
from pipeline.output import write_file
from pipeline.registry import Registry


@dataclass(frozen=True, slots=True)
class Written:
    """What was made of one file: its page, and the copy of the PDF, None where there is none.

    `refused` is the reason in English and Vietnamese why there is no copy although one was wanted.
    """

    page: Path
    pdf: Path | None
    copied: Copied | None
    refused: tuple[str, str] | None


def shown(
    path: Path,
    rules: Rulebook,
    registry: Registry | None,
    as_of: str,
    folder: Path,
    lang: str,
    *,
    asked: bool = True,
) -> Highlighted:
    """A file with its marks.

    Args:
        path: The file; one in a zip archive has the archive's path in front.
        rules: The rules to read it with.
        registry: What tells where references lead, None for nothing.
        as_of: The day (ISO) whose standing of documents is told.
        folder: Where the page will lie: links to other files are seen from there.
        lang: "vi" or "en".
        asked: Whether the registry was named, so that the page says when it does not hold the file.

    Raises:
        UnreadableFileError: the file cannot be turned into text.
        RegistryError: the registry fails.
    """
    from extractors.extract import extract_facts
    from pipeline.archives import name_of
    from pipeline.readers import read
    from pipeline.reading import hash_of

    document = read(path, name_of(path))
    facts = extract_facts(document, rules)
    known = known_of(registry, hash_of(str(path)), as_of, lang) if registry is not None else None
    name = registry.path.name if registry is not None and (known is not None or asked) else ""
    marks = marking(document, facts, rules, known, folder, lang)
    return Highlighted(name_of(path), document, facts, marks, known, name)


def write(path: Path, made: Highlighted, output: Path, pdf: Path | None, lang: str) -> Written:
    """Write the page to `output` and, where `pdf` is given and the file is a PDF, the copy to it.

    The page is written whatever becomes of the copy.

    Raises:
        UsageError: a file cannot be written.
    """
    from pipeline.archives import bytes_of

    write_file(output, page(made, lang).encode("utf-8", errors="backslashreplace"))
    if pdf is None or made.document.media_type != "application/pdf":
        return Written(output, None, None, None)
    result = copied(bytes_of(path), made.document, made.marking)
    if not isinstance(result, Copied):
        return Written(output, None, None, result)
    write_file(pdf, result.data)
    return Written(output, pdf, result, None)
