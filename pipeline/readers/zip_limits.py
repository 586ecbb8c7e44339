"""What a zip may unpack to: kilobytes can hold gigabytes, and those are refused before they are read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable

from pipeline.errors import UnreadableFileError

TOTAL = 1_000_000_000
"""Bytes that all members together may unpack to."""
RATIO = 200
"""How many times its packed size a large member may unpack to; text packs ten times, XML fifty."""
LARGE = 20_000_000
"""Bytes from which a member's ratio is looked at."""


def is_swollen(member: zipfile.ZipInfo) -> bool:
    """Whether a large member packs better than documents do."""
    return member.file_size > LARGE and member.file_size > RATIO * max(member.compress_size, 1)


def check_sizes(members: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse members that unpack to too much; what they declare is all that zipfile ever gives.

    Raises:
        UnreadableFileError: there is more than `TOTAL`, or a large member packs better than documents do.
    """
    total = 0
    for member in members:
        total += member.file_size
        if is_swollen(member) or total > TOTAL:
            raise UnreadableFileError(
                "Unpacked, the file would be far larger than any document (a zip bomb?), so it was not "
                "unpacked; ask the sender what it is.",
                "Khi giải nén, tệp sẽ lớn hơn nhiều so với một văn bản (bom nén?) nên không được giải nén; "
                "hãy hỏi lại nơi gửi.",
            )
