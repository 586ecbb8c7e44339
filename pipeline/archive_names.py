"""Reads the names in a zip: the bytes of a name may be UTF-8, Vietnamese Windows or old DOS."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
import zlib

_IS_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_VIETNAMESE = re.compile("[\x00-\x7fÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]*")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def shown_name(entry: zipfile.ZipInfo) -> str:
    """The entry's path as text, in NFC, with "/" between its parts; "" where nothing is left of it.

    Parts that lead out of the archive ("..", a drive, a leading "/") are left out: names are names here,
    nothing is written to where they point.
    """
    name = unicodedata.normalize("NFC", _decoded(entry))
    if "/" not in name:
        name = name.replace("\\", "/")
    name = re.sub(r"^[A-Za-z]:", "", _CONTROLS.sub("", name))
    return "/".join(part for part in name.split("/") if part.strip() not in ("", ".", ".."))


def _decoded(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & _IS_UTF8:
        return entry.orig_filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.orig_filename
    return _stored_path(entry.extra, raw) or _guessed(raw)


def _stored_path(extra: bytes, raw: bytes) -> str | None:
    """The name in UTF-8 that Info-ZIP keeps beside one in a code page (APPNOTE 4.6.9)."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _UNICODE_PATH and len(body) > 5 and body[1:5] == struct.pack("<I", zlib.crc32(raw)):
            try:
                return body[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None


def _guessed(raw: bytes) -> str:
    """UTF-8 where the bytes are valid; Windows-1258 where that makes Vietnamese of them; else DOS."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        name = unicodedata.normalize("NFC", raw.decode("cp1258"))
    except UnicodeDecodeError:
        return raw.decode("cp437")
    return name if _VIETNAMESE.fullmatch(name) else raw.decode("cp437")
