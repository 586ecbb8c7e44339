"""Readers turn one file into a Document; the right one is chosen by the file's content, never its name."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

from extractors.model import Document
from extractors.old_signs import OLD_SIGN
from pipeline.errors import UnreadableFileError
from pipeline.readers.legacy import Letters
from pipeline.readers.sniff import Kind, sniff_text

_PACKAGES = frozenset(("docx", "xlsx", "odt"))
_OFFICE = frozenset(("doc", "rtf", "odt", "xls", "xlsx"))
_LOST = "A few characters of the file are damaged; they are shown as \ufffd."
_REFUSED = {
    "empty": (
        "The file is empty; ask the sender for it again.",
        "Tệp rỗng; hãy xin lại tệp từ nơi gửi.",
    ),
    "encrypted-office": (
        "The Office file is protected by a password; open it in Word and save it without one.",
        "Tệp Office có mật khẩu; hãy mở bằng Word rồi lưu lại không có mật khẩu.",
    ),
    "ole": (
        "This is an old Office file that is cut off or of a kind that is not read; copy it again, "
        "or save it as .docx or PDF.",
        "Đây là tệp Office cũ bị cắt cụt hoặc thuộc loại chưa đọc được; hãy sao chép hoặc tải lại, "
        "hoặc lưu thành .docx hay PDF.",
    ),
    "pptx": (
        "This is a PowerPoint file; save its text as .docx or PDF.",
        "Đây là tệp PowerPoint; hãy lưu nội dung thành .docx hoặc PDF.",
    ),
    "opendocument": (
        "This is an OpenDocument file other than a text (a sheet or slides); save it as .xlsx, .docx or PDF.",
        "Đây là tệp OpenDocument không phải văn bản (bảng tính hoặc trình chiếu); "
        "hãy lưu thành .xlsx, .docx hoặc PDF.",
    ),
    "truncated-zip": (
        "The file is cut off or damaged (its zip directory is missing); copy or download it again.",
        "Tệp bị cắt cụt hoặc hỏng (thiếu mục lục zip); hãy sao chép hoặc tải lại.",
    ),
    "binary": (
        "The content is no document that is known here (binary data or an unknown encoding); "
        "save it as PDF, DOCX or UTF-8 text.",
        "Nội dung không phải loại văn bản đọc được (dữ liệu nhị phân hoặc bảng mã lạ); "
        "hãy lưu thành PDF, DOCX hoặc văn bản UTF-8.",
    ),
}


_OLD_FONT = (
    "The text is set in an old font whose letters could not be made out (TCVN3 and VNI are known); "
    "convert it to Unicode in Word and save it again.",
    "Văn bản dùng phông chữ cũ không nhận ra được (chương trình biết TCVN3 và VNI); "
    "hãy chuyển sang Unicode trong Word rồi lưu lại.",
)
_FEW = 5  # stray signs that any text may hold
_EVERY = 40  # letters, on average, between two stray signs of a text in such a font


def _in_old_font(text: str) -> bool:
    """Whether a text's letters were put down by a font of before Unicode."""
    if sum(map(text.count, "®¸µ")) <= _FEW:
        return False
    signs = sum(1 for _ in OLD_SIGN.finditer(text))
    return signs > _FEW and signs * _EVERY > len(text)


def read(path: Path, name: str | None = None) -> Document:
    """Read the file at `path`; `name` is what the document is called (by default the path as given).

    Raises:
        UnreadableFileError: the file is empty, truncated, encrypted, of unknown content or not permitted.
    """
    return read_bytes(_bytes(path), name or str(path))


def read_bytes(data: bytes, name: str) -> Document:
    """Read the file whose bytes are `data` under `name`; errors as in `read`."""
    kind, text = sniff_text(data)
    if kind.kind in _REFUSED:
        raise UnreadableFileError(*_REFUSED[kind.kind])
    if kind.kind == "zip":
        from pipeline.archives import refusal

        raise refusal(data)
    if kind.kind in _PACKAGES:
        _check_package(data)
    document = _dispatch(data, text, name, kind)
    letters = Letters.of(document.text) if document.reader != "scan" else None
    if letters is not None:
        document = _modernised(_dispatch(data, text, name, kind, letters), letters)
    if kind.encoding is not None and "\ufffd" in document.text:
        return replace(document, notes=(*document.notes, _LOST))
    return document


def _check_package(data: bytes) -> None:
    from pipeline.readers.zip_limits import check_sizes

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        check_sizes(package.infolist())


def _modernised(document: Document, letters: Letters) -> Document:
    """The document read again with its old letters in Unicode, if so it became readable."""
    if _in_old_font(document.text):
        raise UnreadableFileError(*_OLD_FONT)
    return replace(document, notes=(*document.notes, letters.note)) if letters.note else document


def _dispatch(data: bytes, text: str, name: str, kind: Kind, letters: Letters | None = None) -> Document:
    if kind.kind == "pdf":
        from pipeline.readers.pdf import read_pdf

        return read_pdf(data, name, letters)
    if kind.kind == "image":
        from pipeline.readers.picture import read_picture

        return read_picture(data, name, kind.media_type)
    if kind.kind == "docx":
        from pipeline.readers.docx import read_docx
        from pipeline.readers.office import with_macros_noted

        return with_macros_noted(read_docx(data, name, letters), data, kind)
    if kind.kind in _OFFICE:
        from pipeline.readers.office import read_office

        return read_office(data, name, kind, letters)
    if kind.kind == "html":
        from pipeline.readers.html import read_html

        return read_html(text, name, letters)
    from pipeline.readers.markdown import read_markdown, read_plain

    if letters is not None:
        text = letters.text(text)
    return read_markdown(text, name) if kind.kind == "markdown" else read_plain(text, name)


def _bytes(path: Path) -> bytes:
    from pipeline.archives import bytes_of

    try:
        return bytes_of(path)
    except FileNotFoundError as error:
        raise UnreadableFileError(
            "The file is no longer there; look whether it was moved or renamed.",
            "Tệp không còn ở đó; hãy xem tệp đã bị chuyển hay đổi tên.",
        ) from error
    except PermissionError as error:
        raise UnreadableFileError(
            "The file may not be opened; ask for the right to read it, or close the program that holds it.",
            "Không được phép mở tệp; hãy xin quyền đọc hoặc đóng chương trình đang giữ tệp.",
        ) from error
    except IsADirectoryError as error:
        raise UnreadableFileError(
            "This is a folder, not a file; give the files in it.",
            "Đây là thư mục, không phải tệp; hãy đưa các tệp bên trong.",
        ) from error
    except OSError as error:
        raise UnreadableFileError(
            f"The file cannot be read ({error.strerror or error}); copy it to this computer and try again.",
            f"Không đọc được tệp ({error.strerror or error}); hãy sao chép tệp về máy này rồi thử lại.",
        ) from error
