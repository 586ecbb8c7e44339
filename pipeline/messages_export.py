"""What `vanthu export` says, in English and Vietnamese: on the screen and in the files."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "export_title": ("What the registry holds", "Nội dung sổ đăng ký"),
    "export_as_of": (
        "Status of tasks as of {day}. A date of which only month or year is known stays text; "
        "blue words lead to the row that they name.",
        "Tình trạng nhiệm vụ tính đến ngày {day}. Ngày chỉ biết tháng hoặc năm thì để dạng chữ; "
        "chữ màu xanh dẫn đến dòng tương ứng.",
    ),
    "export_sheet": ("Sheet", "Trang"),
    "export_rows": ("Rows", "Số dòng"),
    "export_holds": ("What it holds", "Nội dung"),
    "export_notes": ("To be known", "Cần biết"),
    "export_empty": (
        "The registry has no documents yet: the files have heads and no rows.",
        "Sổ chưa có văn bản nào: các tệp chỉ có tiêu đề, không có dòng.",
    ),
    "dictionary_title": ("Data dictionary", "Từ điển dữ liệu"),
    "dictionary_intro": (
        "What each table holds. A fact counts once, also where several files hold the same document; offsets "
        "count characters of the text of the file, from 0; what is not known is empty.",
        "Nội dung từng bảng. Mỗi dữ kiện chỉ tính một lần, kể cả khi nhiều tệp chứa cùng một văn bản; vị trí "
        "đếm theo ký tự của toàn văn tệp, từ 0; điều chưa biết để trống.",
    ),
    "dictionary_exported": ("What is exported", "Dữ liệu được xuất"),
    "dictionary_registry": ("The registry itself", "Sổ đăng ký"),
    "dictionary_sql": (
        "Tables and views of the SQLite file, for questions in SQL.",
        "Các bảng và khung nhìn của tệp SQLite, để hỏi bằng SQL.",
    ),
    "dictionary_column": ("Column", "Cột"),
    "dictionary_type": ("Type", "Kiểu"),
    "dictionary_holds": ("What it holds", "Nội dung"),
    "dictionary_day": (
        "{name} is the true date beside it (Parquet, pandas).",
        "{name} là ngày đầy đủ đi kèm (Parquet, pandas).",
    ),
    "dictionary_leads": ("Leads to {table}.", "Dẫn đến {table}."),
    "export_line": ("  {file}: {rows} row{rows:s}, {size}", "  {file}: {rows} dòng, {size}"),
    "export_written": ("Written to {folder}:", "Đã ghi vào {folder}:"),
    "export_split": (
        "{sheet} has {rows} rows, more than the {most} that a sheet of Excel holds: it goes on in {more}.",
        "{sheet} có {rows} dòng, nhiều hơn {most} dòng mà một trang Excel chứa được: xem tiếp ở {more}.",
    ),
    "export_links": (
        "Excel holds {most} links a sheet: in {sheet} the further ones are plain words.",
        "Mỗi trang Excel chứa được {most} liên kết: trong {sheet} các liên kết còn lại chỉ là chữ.",
    ),
    "export_cut": (
        "{count} cell{count:s} longer than Excel holds {count:was/were} cut after {most} characters; "
        "CSV, Parquet and JSON Lines have all of it.",
        "{count} ô dài hơn mức Excel chứa được đã bị cắt còn {most} ký tự; CSV, Parquet và JSON Lines có đủ.",
    ),
}
