"""What an archive may hold, and why one or a file in it is refused, in English and Vietnamese."""

from __future__ import annotations

MOST = 10_000
"""Entries of an archive and of those in it."""
TOTAL = 4_000_000_000
"""Bytes that an archive's files may unpack to together; they are unpacked one at a time."""
LARGEST = 500_000_000
"""Bytes that one file may unpack to."""
LARGEST_INNER = 100_000_000
"""Bytes of an archive in an archive, which is held in memory."""
DEEPEST = 2
"""Archives in archives are looked into, those in them are not."""

TOO_MANY = (
    f"The archive holds more than {MOST} entries; unpack it and give the folder.",
    f"Tệp nén có hơn {MOST} mục; hãy giải nén rồi đưa cả thư mục vào.",
)
TOO_MUCH = (
    f"The archive would unpack to more than {TOTAL // 1_000_000_000} GB, so it was not unpacked; "
    "ask the sender what it is, or unpack it and give the folder.",
    f"Tệp nén giải ra sẽ lớn hơn {TOTAL // 1_000_000_000} GB nên không được giải nén; "
    "hãy hỏi lại nơi gửi, hoặc tự giải nén rồi đưa cả thư mục vào.",
)
NOTHING = (
    "The archive holds no files; ask the sender for it again.",
    "Tệp nén không có tệp nào; hãy xin lại tệp từ nơi gửi.",
)
DAMAGED = (
    "The archive is cut off or damaged; copy or download it again.",
    "Tệp nén bị cắt cụt hoặc hỏng; hãy sao chép hoặc tải lại.",
)
NOT_WALKED = (
    "This zip archive lies in two others, or its name does not end in .zip; "
    "unpack it and give the files inside, or rename it.",
    "Tệp nén zip này nằm trong hai tệp nén khác, hoặc tên không có đuôi .zip; "
    "hãy giải nén rồi đưa các tệp bên trong vào, hoặc đổi tên tệp.",
)
NEEDS_PASSWORD = (
    "The file is encrypted in its archive; unpack the archive with its password and give the files inside.",
    "Tệp bị mã hóa trong tệp nén; hãy giải nén bằng mật khẩu rồi đưa các tệp bên trong vào.",
)
BOMB = (
    "Unpacked, the file would be far larger than any document (a zip bomb?), so it was not unpacked; "
    "ask the sender what it is.",
    "Khi giải nén, tệp sẽ lớn hơn nhiều so với một văn bản (bom nén?) nên không được giải nén; "
    "hãy hỏi lại nơi gửi.",
)
UNKNOWN_PACKING = (
    "The file is packed in its archive in an unknown way; unpack the archive and give the files inside.",
    "Tệp được nén theo cách chương trình không biết; hãy giải nén rồi đưa các tệp bên trong vào.",
)
DAMAGED_ENTRY = (
    "The file is damaged in its archive; copy or download the archive again.",
    "Tệp bị hỏng bên trong tệp nén; hãy sao chép hoặc tải lại tệp nén.",
)
