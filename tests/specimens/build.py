"""Builds the specimen corpus from its sources: `python -m tests.specimens.build [--font FOLDER] [STEM…]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import docx_writer, plain_writer
from .source import Specimen, load_all

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def built(specimen: Specimen, fonts: Path | None) -> bytes:
    """The bytes of the specimen's file; `fonts` is needed for PDF only."""
    if specimen.format == "docx":
        return docx_writer.build(specimen)
    if specimen.format == "md":
        return plain_writer.markdown(specimen)
    if specimen.format == "txt":
        return plain_writer.text(specimen)
    if specimen.format == "html":
        from . import html_writer

        return html_writer.build(specimen)
    if "letters" in specimen.head:
        from . import old_rtf_writer

        return old_rtf_writer.build(specimen)
    if specimen.format in ("doc", "rtf", "odt", "xlsx"):
        from . import office_writer

        return office_writer.build(specimen)
    from . import pdf_writer

    if specimen.format == "scan":
        from . import scan_writer

        return scan_writer.build(specimen, pdf_writer.find_fonts(fonts))
    return pdf_writer.build(specimen, pdf_writer.find_fonts(fonts))


def main(arguments: list[str] | None = None) -> int:
    """Build all specimens, or those named; 1 where a PDF could not be built for want of its font."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stems", nargs="*", help="names of the documents to build; all without any")
    parser.add_argument("--font", type=Path, help="folder of the Tinos fonts (Tinos-Regular.ttf and its kin)")
    parser.add_argument("--out", type=Path, default=CORPUS)
    options = parser.parse_args(arguments)
    missing = 0
    for specimen in load_all():
        if options.stems and specimen.stem not in options.stems:
            continue
        try:
            data = built(specimen, options.font)
        except FileNotFoundError as error:
            print(f"{specimen.file_name}: {error}", file=sys.stderr)
            missing = 1
            continue
        (options.out / specimen.file_name).write_bytes(data)
        print(f"{specimen.file_name}  {len(data):,} bytes")
    if not options.stems:
        _pack(options.out)
    return missing


def _pack(folder: Path) -> None:
    """Put the archive beside the files that it holds."""
    from .office_writer import ARCHIVE, PACKED, archive

    data = archive({name: (folder / file).read_bytes() for name, file in PACKED.items()})
    (folder / ARCHIVE).write_bytes(data)
    print(f"{ARCHIVE}  {len(data):,} bytes")


if __name__ == "__main__":
    sys.exit(main())
