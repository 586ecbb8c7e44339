"""What `--help` and wrong use say: summaries of commands, and all of it in Vietnamese.

English help stands where options are defined; a test holds that each of them is here too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

SUMMARIES: Mapping[str, tuple[str, str]] = {
    "ingest": ("Read files into the registry.", "Đọc các tệp vào sổ đăng ký."),
    "extract": ("Print the record of each file.", "In bản ghi của từng tệp."),
    "scan": ("Say what ingest would meet.", "Cho biết ingest sẽ gặp những tệp nào."),
    "show": ("Show one document.", "Xem một văn bản."),
    "citations": ("List who cites what.", "Liệt kê văn bản nào viện dẫn văn bản nào."),
    "view": ("Show the answer to a standing question.", "Xem câu trả lời cho câu hỏi có sẵn."),
    "search": ("Find documents by their words.", "Tìm văn bản theo từ ngữ."),
    "graph": ("Draw or export who cites what.", "Vẽ hoặc xuất đồ thị viện dẫn."),
    "export": ("Write the registry for other tools.", "Xuất sổ cho phần mềm khác."),
    "highlight": ("Show a file with its marks.", "Xem một tệp có đánh dấu."),
    "statistics": ("List figures, and series of them.", "Liệt kê số liệu, lập chuỗi theo kỳ."),
    "audit": ("Check figures and find contradictions.", "Rà soát số liệu và tìm mâu thuẫn."),
    "review": ("Accept or dismiss a finding.", "Chấp nhận hoặc bỏ qua một phát hiện."),
    "doubts": ("List doubtful words of scans.", "Liệt kê chữ đọc chưa chắc trong bản quét."),
    "tasks": ("List who has to do what by when.", "Liệt kê nhiệm vụ: ai làm gì, hạn nào."),
    "task": ("Show one task, or set it right.", "Xem hoặc sửa một nhiệm vụ."),
    "serve": ("Show the registry in the browser.", "Mở sổ trong trình duyệt."),
    "doctor": ("Check the installation and the registry.", "Kiểm tra cài đặt và sổ đăng ký."),
    "evaluate": ("Score against hand-made records.", "Chấm điểm theo bản ghi chuẩn."),
    "resolve": ("Say which document a mention means.", "Chỉ rõ viện dẫn là văn bản nào."),
    "copies": ("Say which files are one document.", "Cho biết tệp nào là cùng một văn bản."),
    "rules": ("Look after the rules.", "Kiểm tra bộ quy tắc."),
    "check": ("Hold every rule against its examples.", "Đối chiếu mọi quy tắc với ví dụ của nó."),
    "patterns": ("Write bodies and task cues as patterns.", "Xuất cơ quan và từ ngữ giao việc thành mẫu."),
}
"""The line that a list of commands shows, in English and Vietnamese."""

COMMANDS: Mapping[str, str] = {
    "vanthu": "Đọc văn bản hành chính vào một sổ đăng ký, rồi hỏi sổ xem văn bản nào viện dẫn văn bản "
    "nào.\n\nMã thoát: 0 xong; 1 có kiểm tra không đạt; 2 sai cú pháp lệnh; 3 không rõ văn bản hoặc có "
    "nhiều; 4 xong nhưng có tệp lỗi; 5 không dùng được cơ sở dữ liệu; 130 bị ngắt.",
    "ingest": "Đọc tệp mới và tệp đã thay đổi vào sổ; tệp không còn trong thư mục thì bị bỏ khỏi sổ.\n\n"
    "Cuối cùng in câu trả lời cho “kế hoạch nào viện dẫn quyết định nào”. Tệp không đọc được sẽ liệt kê ở "
    "đầu ra lỗi chuẩn; khi đó mã thoát là 4.",
    "extract": "In bản ghi của từng tệp (phần đầu và các viện dẫn) theo thứ tự đã cho, không cần sổ đăng "
    "ký.\n\nTệp không đọc được được liệt kê ở đầu ra lỗi chuẩn; khi đó mã thoát là 4.",
    "scan": "Cho biết ingest sẽ gặp gì: định dạng, bảng mã, bản quét, tệp không đọc được, kích thước; không "
    "ghi gì vào sổ.",
    "show": "Xem một văn bản như lược đồ: thông tin, hiệu lực, các tệp, văn bản nó viện dẫn và văn bản viện "
    "dẫn nó theo từng quan hệ, kèm câu chữ, tệp và trang.",
    "citations": "Liệt kê văn bản nào viện dẫn văn bản nào: quan hệ, câu chữ, trang, tệp; cả những viện dẫn "
    "chưa nối được.",
    "view": "Xem câu trả lời cho một câu hỏi có sẵn trong sổ; không nêu TÊN thì liệt kê các câu hỏi.",
    "search": "Tìm văn bản có đủ các từ; có thể bỏ dấu, đặt trong ngoặc kép để giữ nguyên cụm từ.",
    "graph": "Vẽ lược đồ một văn bản, hoặc xuất đồ thị viện dẫn cho phần mềm khác.\n\nBên trái là những văn "
    "bản viện dẫn đến nó, bên phải là những văn bản nó viện dẫn. GraphML, GEXF, DOT và JSON mở được bằng "
    "Gephi, yEd, Graphviz và networkx; không nêu văn bản thì xuất toàn bộ đồ thị.",
    "export": "Xuất sổ cho phần mềm khác: CSV và bảng tính cho Excel, Parquet, JSON từng dòng, spaCy.\n\n"
    "Kèm từ điển dữ liệu tiếng Việt và tiếng Anh. Lần xuất trước trong thư mục được thay thế; những thứ khác "
    "trong đó giữ nguyên.",
    "highlight": "Xem một tệp với viện dẫn, số liệu, nhiệm vụ và phát hiện được đánh dấu.\n\n"
    "Ghi một trang HTML không cần mạng, không cần chạy mã; với PDF thì thêm một bản sao giữ nguyên bản gốc, "
    "các dấu là chú thích mà phần mềm xem nào cũng hiện. Tệp không đọc được sẽ được liệt kê; khi đó mã thoát "
    "là 4.",
    "statistics": "Liệt kê số liệu kèm nội dung được đếm; với --by period là giá trị của mỗi chỉ tiêu "
    "theo kỳ qua các văn bản.\n\nGiá trị cùng kỳ mâu thuẫn nhau được đặt cạnh nhau, đánh dấu ≠; không lấy "
    "trung bình.",
    "audit": "Rà soát số liệu: các phần có cộng đúng tổng, tỷ lệ có khớp, các văn bản có mâu thuẫn nhau "
    "không.\n\nNếu nêu tệp hoặc thư mục thì chỉ đọc riêng cho lần rà soát này và so sánh chúng với nhau; "
    "quyết định đã ghi bằng `review` vẫn áp dụng. Không nêu thì rà soát các tệp trong sổ. Hiển thị phát hiện "
    "chưa xử lý và đã chấp nhận; thêm --all để xem cả phát hiện đã bỏ qua. Nếu câu chữ còn có thể hiểu cách "
    "khác thì phát hiện được xếp mức nhẹ hơn.\n\nMã thoát: 1 khi còn phát hiện như --fail-on nêu, 2 khi "
    "không có tệp nào để rà soát.",
    "review": "Chấp nhận hoặc bỏ qua một phát hiện của lần rà soát; quyết định được giữ khi đọc lại "
    "tệp đó, và chuyển sang bản mới của tệp nếu câu chữ, con số ở đó không đổi.\n\n"
    "Không nêu MÃ thì liệt kê mọi quyết định, cả những quyết định không còn tìm thấy phát "
    "hiện. Mã thoát là 3 khi không có hoặc có nhiều phát hiện mang mã đó.",
    "doubts": "Liệt kê những chữ trong bản quét đọc chưa chắc, kèm ảnh của dòng (--format html).\n\n"
    "Đó là số và ngày viết tay không đọc được, chữ mà hai bộ nhận dạng đọc khác nhau, chữ số mờ, và con số "
    "có thể tận cùng bằng dấu %.",
    "tasks": "Liệt kê nhiệm vụ: ai được giao việc gì, thời hạn nào, tại văn bản nào, kết quả ra sao.\n\n"
    "Tình trạng được xác định tại một ngày, theo thời hạn và theo những gì văn bản sau nói chắc chắn; điều "
    "mới chỉ là đề xuất thì ghi rõ là đề xuất và không được tính cho đến khi có người xác nhận. "
    "Trên bảng theo dõi, --limit tính theo từng cơ quan.",
    "task": "Xem đầy đủ một nhiệm vụ, sửa cho đúng, hoặc quyết định về các đề xuất.\n\n"
    "Điều người dùng ghi được ưu tiên hơn lời văn bản và được giữ khi đọc lại tệp; đề xuất chỉ được tính khi "
    "đã xác nhận. Không nêu MÃ thì liệt kê mọi sửa đổi. Mã thoát là 3 khi không có hoặc có nhiều nhiệm vụ "
    "mang mã đó.",
    "doctor": "Kiểm tra cài đặt, sổ đăng ký và quyền ghi; kể các phần tùy chọn và công dụng.\n\n"
    "Mã thoát là 1 khi có vấn đề; thiếu phần tùy chọn không phải là vấn đề.",
    "evaluate": "Chấm điểm kết quả trích xuất theo bản ghi chuẩn lập thủ công: độ chính xác, độ phủ, F1 của "
    "từng lớp và tỷ lệ đúng của từng trường.",
    "resolve": "Ghi quyết định của người dùng về văn bản mà một viện dẫn chỉ; quyết định được giữ khi đọc "
    "lại tệp và đồ thị được dựng lại ngay.\n\nMENTION là số của viện dẫn (cột mention_id của khung nhìn "
    "ambiguous_mentions) hoặc TỆP:TỪ NGỮ. Mã thoát là 3 khi không rõ viện dẫn hoặc văn bản.",
    "copies": "Liệt kê những tệp có thể là cùng một văn bản, hoặc ghi quyết định về hai tệp; quyết định được "
    "giữ cho mọi lần chạy sau.\n\nKhông nêu tệp thì liệt kê những cặp gần như giống hệt câu chữ mà chưa ai "
    "quyết định, rồi các quyết định. Nêu hai tệp cùng --same, --different hoặc --undo để quyết định; sổ được "
    "dựng lại ngay.",
    "serve": "Mở sổ trong trình duyệt, chỉ trên máy này; Ctrl-C để dừng.\n\nĐịa chỉ in ra khi khởi động cho "
    "phép trình duyệt ghi quyết định; các địa chỉ khác chỉ để xem.",
    "rules": "Kiểm tra bộ quy tắc, tức các bảng kiến thức kèm ví dụ.",
    "patterns": "Xuất tên cơ quan và từ ngữ giao việc trong bộ quy tắc thành mẫu của spaCy, mỗi dòng một đối "
    "tượng JSON.\n\nSửa tệp rồi dùng: nlp.add_pipe(\"vanthu_phrases\", config={\"patterns\": TỆP}).",
    "check": "Kiểm tra mọi quy tắc khớp với ví dụ và không khớp với phản ví dụ.\n\nMã thoát là 1 khi có quy "
    "tắc sai.",
}

OPTIONS: Mapping[str, str] = {
    "lang": "Ngôn ngữ của thông báo; mặc định theo hệ thống.",
    "version": "In phiên bản rồi thoát.",
    "help": "In phần trợ giúp này rồi thoát.",
    "paths": "Các tệp, hoặc thư mục chứa tệp.",
    "files": "Các tệp, hoặc thư mục chứa tệp.",
    "audit.files": "Các tệp, hoặc thư mục chứa tệp; không nêu thì rà soát các tệp trong sổ.",
    "file": "Tên, đường dẫn hoặc các chữ số đầu của mã SHA-256 của một tệp.",
    "other": "Tên, đường dẫn hoặc các chữ số đầu của mã SHA-256 của tệp kia.",
    "same": "Hai tệp là cùng một văn bản.",
    "different": "Hai tệp là hai văn bản.",
    "every": "Liệt kê cả những tệp đã nhập làm một.",
    "copies.undo": "Hủy quyết định về hai tệp này.",
    "review.undo": "Hủy quyết định về phát hiện này.",
    "db": "Sổ đăng ký.",
    "host": "Nơi nhận kết nối; cho máy khác truy cập thì phải đặt mật khẩu.",
    "port": "Cổng; mặc định là cổng còn trống đầu tiên từ 8765.",
    "password_file": "Tệp có mật khẩu ở dòng đầu; hoặc đặt biến VANTHU_PASSWORD.",
    "sql": "Cho phép hỏi bằng SQL (chỉ đọc).",
    "browser": "Tự mở trình duyệt.",
    "jobs": "Số tiến trình đọc; mặc định mỗi bộ xử lý một tiến trình khi có nhiều tệp.",
    "time_limit": "Số giây tối đa cho một tệp; với bản quét là cho một trang.",
    "ocr": "Nhận dạng trang nào từ ảnh: auto (trang không có chữ), never (không trang nào), always "
    "(mọi trang).",
    "ocr_dpi": "Số điểm ảnh mỗi inch khi vẽ trang để nhận dạng.",
    "doubts.of_document": "Chỉ văn bản này, nêu như với `show`; không nêu thì mọi bản quét.",
    "doubts.format_": "Bảng, tệp cho phần mềm, hoặc trang có ảnh từng dòng (html).",
    "rules": "Thư mục quy tắc riêng (*.tsv), được xét trước quy tắc của chương trình.",
    "folder": "Thư mục quy tắc riêng (*.tsv), được xét trước quy tắc của chương trình.",
    "rows": "Số dòng kế hoạch – quyết định in ở phần tổng hợp.",
    "format_": "Cách ghi kết quả.",
    "with_text": "Thêm văn bản mà các vị trí tính theo.",
    "schema": "In JSON Schema của bản ghi thay cho bản ghi; không nhận TỆP.",
    "output": "Ghi vào tệp này; phần mở rộng cho biết định dạng.",
    "ref": "285/KH-UBND, “Kế hoạch 285/KH-UBND năm 2020”, 18-NQ/TW, mã hoặc tên tệp; có thể bỏ dấu.",
    "limit": "Nhiều nhất bấy nhiêu dòng.",
    "highlight.output": "Trang cần ghi: TỆP.html; nhiều tệp thì là thư mục. Mặc định là out/TÊN.html.",
    "pdf": "Bản sao của PDF; mặc định là TÊN.highlighted.pdf cạnh trang HTML.",
    "export.folder": "Thư mục để ghi; chưa có thì được tạo.",
    "export.format_": "Có thể nêu nhiều lần; mặc định là csv, xlsx, parquet và jsonl.",
    "export.as_of": "Tình trạng nhiệm vụ tại ngày này; mặc định là hôm nay.",
    "force": "Ghi cả vào thư mục đã có thứ khác; những thứ đó giữ nguyên.",
    "no_pdf": "Không làm bản sao PDF.",
    "highlight.db": "Sổ cho biết viện dẫn dẫn đến đâu; mặc định là out/registry.db nếu sổ có tệp này.",
    "highlight.as_of": "Hiệu lực của văn bản tại ngày này: 2025-05-12; mặc định là hôm nay.",
    "middle": "Văn bản ở giữa, nêu như với `show`; không nêu thì xuất toàn bộ đồ thị.",
    "only": "Chỉ quan hệ này; có thể nêu nhiều lần: implements, “thực hiện” …",
    "most": "Nhiều nhất bấy nhiêu văn bản; mặc định là 40.",
    "depth": "Đi xa mấy bước theo chuỗi viện dẫn kể từ văn bản; `citations` cần thêm --cited hoặc --citing, "
    "khi đó --relation áp dụng cho từng bước.",
    "from_type": "Loại của văn bản viện dẫn: KH, “Kế hoạch” hoặc “ke hoach”.",
    "to_type": "Loại của văn bản được viện dẫn.",
    "relation": "implements, based_on, replaces …, hoặc “thực hiện”, “căn cứ” …",
    "citing": "Chỉ những gì văn bản này viện dẫn.",
    "cited": "Chỉ những gì viện dẫn văn bản này.",
    "status": "Chỉ những viện dẫn ở trạng thái này.",
    "from_issuer": "Cơ quan ban hành văn bản viện dẫn; một phần tên là đủ, có thể bỏ dấu.",
    "to_issuer": "Cơ quan ban hành văn bản được viện dẫn.",
    "since": "Chỉ văn bản ban hành từ ngày này: 2025-05-12.",
    "until": "Chỉ văn bản ban hành đến hết ngày này.",
    "direct": "--direct: chỉ những gì văn bản tự viện dẫn; --asserted: chỉ những gì văn bản khác nói về nó.",
    "replaced": "Chỉ những viện dẫn sau khi văn bản được viện dẫn đã bị thay thế hoặc bãi bỏ.",
    "as_of": "Xét hiệu lực tại ngày này: 2025-05-12; mặc định là hôm nay.",
    "name": "Tên khung nhìn; không nêu thì liệt kê tất cả.",
    "words": "Từ ngữ, hoặc số: 48/QD-UBND.",
    "mention": "Số của viện dẫn, hoặc TỆP:TỪ NGỮ.",
    "document": "Văn bản mà nó chỉ: số ký hiệu, mã hoặc tên tệp như trong `show`.",
    "none": "Nó không chỉ văn bản nào đã biết.",
    "undo": "Bỏ quyết định về viện dẫn này.",
    "listed": "Liệt kê mọi quyết định, cả những quyết định không còn tìm thấy viện dẫn.",
    "reason": "Lý do, được lưu cùng quyết định.",
    "rule": "Chỉ quy tắc này; có thể nêu nhiều lần.",
    "severity": "Chỉ phát hiện từ mức này trở lên: lỗi, cảnh báo, “lưu ý”.",
    "of_document": "Chỉ văn bản này, nêu như với `show`.",
    "everything": "Hiển thị cả phát hiện đã bỏ qua, không chỉ phát hiện chưa xử lý và đã chấp nhận.",
    "checks": "Liệt kê các phép tính đã thử, kèm hai khoảng giá trị.",
    "fail_on": "Kết thúc với mã thoát 1 nếu còn phát hiện từ mức này chưa bị bỏ qua.",
    "indicator": "Nội dung được đếm: chỉ tiêu có đủ các từ này; có thể bỏ dấu.",
    "unit": "Chỉ số liệu có đơn vị này: “hồ sơ”, %, dong.",
    "issuer": "Cơ quan ban hành văn bản; một phần tên là đủ, có thể bỏ dấu.",
    "source": "Chỉ số liệu trong lời văn (text) hoặc trong bảng (table).",
    "by": "period: giá trị của mỗi chỉ tiêu theo kỳ, đặt cạnh nhau.",
    "key": "Những chữ số đầu trong mã của phát hiện; không nêu thì liệt kê mọi quyết định.",
    "accept": "Phát hiện đúng, cần sửa văn bản.",
    "dismiss": "Không phải lỗi; phải có --reason.",
    "reviewer": "Người quyết định.",
    "tasks.lead": "Cơ quan chủ trì; một phần tên là đủ, có thể bỏ dấu; có thể nêu nhiều lần.",
    "tasks.status": "overdue, open, done_late, done_in_time, no_deadline, unknown, hoặc “quá hạn”, “chưa "
    "hoàn thành” …; có thể nêu nhiều lần.",
    "tasks.format_": "Bảng, tệp cho phần mềm, bảng tính (xlsx), phụ lục công văn đôn đốc (docx), lịch (ics) "
    "hoặc trang theo dõi theo cơ quan (html).",
    "tasks.as_of": "Xét tình trạng tại ngày này: 2026-06-30; mặc định là hôm nay.",
    "task.as_of": "Xét tình trạng tại ngày này: 2026-06-30; mặc định là hôm nay.",
    "task.key": "Những chữ số đầu trong mã của nhiệm vụ; không nêu thì liệt kê mọi sửa đổi.",
    "task.status": "Kết quả: done, done_in_time, done_late, open; phải có --reason.",
    "task.format_": "Cách ghi; một nhiệm vụ được ghi dạng table, json hoặc jsonl.",
    "task.undo": "Hủy mọi sửa đổi, quyết định về nhiệm vụ này.",
    "lead": "Cơ quan chủ trì; có thể nêu nhiều lần.",
    "partner": "Cơ quan phối hợp; có thể nêu nhiều lần.",
    "due_before": "Thời hạn đến hết ngày này: 2026-09-30.",
    "due_after": "Thời hạn từ ngày này.",
    "due_within": "Thời hạn từ --as-of đến bấy nhiêu ngày sau: 30.",
    "assigned_by": "Chỉ nhiệm vụ do văn bản này giao.",
    "topic": "Nhiệm vụ có đủ các từ này; có thể bỏ dấu.",
    "kind": "task (nhiệm vụ) hoặc recommendation (kiến nghị).",
    "board": "Bảng theo dõi theo cơ quan: số nhiệm vụ theo tình trạng, quá hạn đứng trước.",
    "deadline": "Thời hạn: 2026-09-30, 2026-09, 2026-Q3, 2026, hoặc “không”.",
    "done": "Ngày hoàn thành.",
    "not_a_task": "Không phải nhiệm vụ; phải có --reason.",
    "confirm": "Đề xuất này đúng là nói về nhiệm vụ.",
    "reject": "Chỗ này không nói về nhiệm vụ.",
    "gold": "Thư mục có một tệp JSON cho mỗi văn bản.",
    "extracted": "Bản ghi cần chấm (JSON lines); nếu không có thì đọc văn bản ngay.",
    "documents": "Thư mục chứa văn bản; mặc định là thư mục `corpus` cạnh GOLD.",
    "only_extracted": "Bỏ qua văn bản chuẩn không có bản ghi.",
    "misses": "Liệt kê mọi chỗ sai ở đầu ra lỗi chuẩn.",
}
"""By the parameter's name."""

METAVARS: Mapping[str, str] = {
    "PATH…": "ĐƯỜNG_DẪN…",
    "KEY": "MÃ",
    "RULE": "QUY_TẮC",
    "REF": "VĂN_BẢN",
    "NAME": "TÊN",
    "WORDS": "TỪ_NGỮ",
    "STATUS": "TÌNH_TRẠNG",
    "DAYS": "SỐ_NGÀY",
    "KIND": "LOẠI",
    "DATE": "NGÀY",
    "<path>": "<đường dẫn>",
    "<dir>": "<thư mục>",
    "<directory>": "<thư mục>",
    "<str>": "<chữ>",
    "<text>": "<chữ>",
    "<int>": "<số nguyên>",
    "<integer>": "<số nguyên>",
    "<int range>": "<số nguyên>",
    "<integer range>": "<số nguyên>",
    "<float range>": "<số>",
    "<error|warning|info>": "<lỗi|cảnh báo|lưu ý>",
    "<error|warning|info|none>": "<lỗi|cảnh báo|lưu ý|none>",
}
"""What stands for a value in the help, in Vietnamese."""

_FRAME = (
    ("Usage:", "Cách dùng:"),
    ("\nOptions:", "\nTùy chọn:"),
    ("\nCommands:", "\nCác lệnh:"),
    ("\nArguments:", "\nTham số:"),
    ("[OPTIONS]", "[TÙY CHỌN]"),
    ("COMMAND [ARGS]...", "LỆNH [THAM SỐ]..."),
    ("[required]", "[bắt buộc]"),
    ("env var:", "biến môi trường:"),
    ("default:", "mặc định:"),
)
_FAULTS: Mapping[str, tuple[str, str]] = {
    "MissingParameter": ("{name} is missing.", "Thiếu {name}."),
    "NoSuchOption": ("There is no option {name}.", "Không có tùy chọn {name}."),
    "BadOptionUsage": ("{name} needs a value.", "{name} cần có giá trị."),
    "BadParameter": ("{name} cannot be used: {reason}.", "Giá trị của {name} không dùng được: {reason}."),
    "": ("{reason}.", "Sai cú pháp: {reason}."),
}
_REASONS: Sequence[tuple[re.Pattern[str], str, str]] = (
    (
        re.compile(r"'(?P<given>[^']*)' is not one of (?P<known>.+)"),
        "{name}: “{given}” is none of {known}.",
        "{name}: “{given}” không thuộc {known}.",
    ),
    (
        re.compile(r"greater than or equal to (?P<least>[\d.]+)|(?<=range )x>=(?P<lowest>[\d.]+)"),
        "{name} must be {least} or more.",
        "{name} phải từ {least} trở lên.",
    ),
    (
        re.compile(r"[Nn]o such option\S* '?--(?:lang|version)"),
        "{name} stands before the command: vanthu {name} …",
        "{name} phải đứng trước tên lệnh: vanthu {name} …",
    ),
    (re.compile(r"^Missing command"), "No command is given.", "Chưa có lệnh nào."),
    (re.compile(r"valid (?:number|integer|float)"), "{name} must be a number.", "{name} phải là số."),
    (re.compile(r"'(?P<given>[^']*)' does not exist"), "{given} does not exist.", "Không có {given}."),
    (
        re.compile(r"No such command '(?P<given>[^']*)'"),
        "There is no command {given}.",
        "Không có lệnh {given}.",
    ),
    (
        re.compile(r"unexpected extra argument\S* \((?P<given>.*)\)"),
        "Nothing more is expected here: {given}.",
        "Thừa tham số: {given}.",
    ),
)
_SEE = ("See `{path} --help`.", "Xem `{path} --help`.")


def reword(command: Any, lang: str) -> None:
    """Give a command its one-line summary and, for "vi", its help in Vietnamese."""
    name = command.name
    if name in SUMMARIES:
        command.short_help = SUMMARIES[name][lang == "vi"]
    if lang != "vi":
        return
    command.help = COMMANDS.get(name, command.help)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            own = OPTIONS.get(f"{name}.{parameter.name}")
            parameter.help = own or OPTIONS.get(parameter.name, parameter.help)
        _name_value(parameter)


def _name_value(parameter: Any) -> None:
    """Say in Vietnamese what a parameter takes."""
    if getattr(parameter, "is_flag", False):
        return
    kind = parameter.metavar or (parameter.display_type(None) if hasattr(parameter, "display_type") else "")
    parameter.metavar = METAVARS.get(kind, parameter.metavar)


def framed(text: str, lang: str) -> str:
    """The text of `--help` with its headings in `lang`."""
    if lang == "vi":
        for english, vietnamese in _FRAME:
            text = text.replace(english, vietnamese)
        text = re.sub(r"Show this message and exit\.", OPTIONS["help"], text)
        text = re.sub(r"x>=([\d.]+)", r"từ \1 trở lên", text)
        # the kind of an argument says no more than its name; blanks keep the columns in line
        text = re.sub(r"(?m)(?<=^  )(\S+) (<(?:str|path|list\[\w+\])>)", _without_kind, text)
    return text


def _without_kind(found: re.Match[str]) -> str:
    return f"{found[1]} {' ' * len(found[2])}"


def fault(error: Any, lang: str) -> str:
    """One sentence for a command line that cannot be understood, and where its help is.

    For a group of commands that none was chosen from it is the help itself.
    """
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.ctx.get_help())
    reason = str(error.format_message()).rstrip(".").replace("Value error, ", "")
    parts = {"name": _name_in(error), "reason": reason.partition(": ")[2] or reason}
    sentences = _FAULTS.get(type(error).__name__, _FAULTS[""])
    for pattern, english, vietnamese in _REASONS:
        found = pattern.search(reason)
        if found:
            sentences = (english, vietnamese)
            parts |= {key: value.replace("'", "") for key, value in found.groupdict("").items()}
            parts["least"] = parts.get("least") or parts.get("lowest", "")
    path = error.ctx.command_path if getattr(error, "ctx", None) is not None else "vanthu"
    return f"{sentences[lang == 'vi'].format(**parts)} {_SEE[lang == 'vi'].format(path=path)}"


def _name_in(error: Any) -> str:
    """The option, argument or command that an error is about, as it is typed."""
    if getattr(error, "option_name", None):
        return str(error.option_name)
    parameter = getattr(error, "param", None)
    if parameter is not None:
        typed = [word for word in parameter.opts if word.startswith("-")]
        return str(max(typed, key=len)) if typed else str(parameter.metavar or parameter.name.upper())
    quoted = re.search(r"['\"]([^'\"]+)['\"]", str(error.format_message()))
    return quoted[1] if quoted else ""
