"""The grammar of an assignment's opening: what may stand before, between and behind the bodies it names."""

from __future__ import annotations

import regex

OPENER = regex.compile(
    r"(?:Trên cơ sở|Căn cứ|Trong|Trường hợp|Để|Nhằm|Đối với|Với|Theo(?! dõi)|Định kỳ|Hằng|Hàng|Ngoài ra"
    r"|Đồng thời|Trước|Sau khi|Khi|Nếu|Chậm nhất|Từ|Đến|Riêng|Về|Do|Qua)(?!\p{L})",
    regex.IGNORECASE,
)
"""A clause that may stand before the one who acts."""
TOPIC = regex.compile(r"[^:;.]{3,100}:\s+(?=(?:UBND|Ủy ban|Sở|Bộ|[Cc]ác|Công an|Ban|Chủ tịch|Giám đốc)\s)")
"""The subject of an item before the one who acts: "Mở tài khoản: Ủy ban nhân dân xã phối hợp …"."""
MIDDLE = regex.compile(r",\s+|\sthì\s+|thực hiện\s+(?=\p{Lu})|đồng thời\s+|:\s+")
"""Where such a clause may end."""
WORKS = regex.compile(r"(?<!\p{L})(?:phối hợp|chủ trì|tham mưu|tổng hợp|gửi|từ các|cho các)(?!\p{L})")
"""Words behind which parties are no longer those who act."""
PAST = regex.compile(
    r"\s*,?\s*(?:đã|đang|được|bị|còn|chưa|vẫn|hiện|cũng đã|gồm|bao gồm|của"
    r"|có(?!\s+(?:trách nhiệm|kế hoạch|biện pháp|giải pháp|nhiệm vụ|văn bản|ý kiến|hướng dẫn|cơ chế))"
    r"|là(?!\s+(?:cơ quan|đơn vị|đầu mối|thành viên)))(?!\p{L})",
    regex.IGNORECASE,
)
"""What follows one who is said to have acted, to have or to be something."""
TOLD = regex.compile(
    r"(?:Đã |(?:Về [^,;.]{2,60}, )?(?:Sở|Bộ|Ban|Văn phòng|Trung tâm|Tỉnh|Thành phố|Cục|Xã|Phường|Đơn vị"
    r"|Trường) (?:đã|đang|chưa|còn) |Đối với [^,;.]{2,160}, (?:đã|đang|chưa) |Hiện nay|Hiện có|Hiện|Đến nay"
    r"|Tính đến|Qua (?:rà soát|kiểm tra|theo dõi)|(?:Trong )?[Tt]hời gian qua"
    r"|Sau khi nghe|Việc |Cùng dự|Tham dự|Dự họp|Thành phần|Tuy nhiên|Bên cạnh đó, (?:vẫn|còn)"
    r"|Nguyên nhân|Do )",
    regex.IGNORECASE,
)
"""How a sentence begins that tells what is or was."""
BEFORE_CUE = regex.compile(
    r"(?:đã|theo|việc|các|những|được|có|sự|nội dung|và|hoặc|cơ quan|hồ sơ|kết quả|khi|trường hợp)\s+$",
    regex.IGNORECASE,
)
"""Words that make a thing of a cue: "theo đề nghị", "việc giao"."""
DONE_BEFORE = regex.compile(r"(?:đã|được)\s+[^,;:]{0,40}$")
DONE_EARLIER = regex.compile(
    r"(?<!\p{L})(?:đã|từng|có văn bản|có công văn|tại)(?!\p{L})[^,;]{0,120}$", regex.IGNORECASE
)
CONDITION = regex.compile(
    r"(?:Trong quá trình|Nếu|Trường hợp|Khi|Đối với|Việc)(?!\p{L})[^.]{0,200}$", regex.IGNORECASE
)
DETERMINED = regex.compile(
    r"(?:Các|Những|Từng|Mỗi|Toàn thể|Thủ trưởng|Lãnh đạo|UBND|Ủy ban)\s", regex.IGNORECASE
)
OWNERS = regex.compile(r"\s(?:của|với|cho|giữa)\s+\p{Lu}[^;:]{1,120},\s*$")
"""The first of those whose something is: "các văn bản chỉ đạo của Chính phủ, "."""
POLITE = regex.compile(r"\s*(?:tiếp tục|kính|trân trọng|cũng|sẽ|xin)$")
OF_BODIES = regex.compile(r"(?:Trách nhiệm của|Đối với|Về phía|Với)\s+", regex.IGNORECASE)
BRACKET = regex.compile(r"\s*\([^()]{2,200}\)")
APPOSED = regex.compile(
    r"\s*[-–,]\s*(?:là\s+)?(?:[Cc]ơ quan|[Đđ]ơn vị) (?:thường trực|đầu mối)[^:.;]*[:.;]?\s*$"
)
"""What a body is besides: "Sở Tài chính - cơ quan thường trực Ban Chỉ đạo"."""
BOUND = regex.compile(r"\s+(?:có|chịu) trách nhiệm$")
COLLECTIVE = regex.compile(
    r"(?:Các|Những)\s+(?:cơ quan|đơn vị|tổ chức|cá nhân|doanh nghiệp|chủ đầu tư|hộ|trường|cơ sở|địa phương"
    r"|đối tượng)|Chủ (?:chương trình|dự án|đầu tư|rừng)(?!\p{L})"
    r"|(?:Cơ quan|Đơn vị|Trưởng Ban|Phó Trưởng Ban|Tổ trưởng|Đối tượng)\s",
    regex.IGNORECASE,
)
"""How a title begins that names those whom no table knows."""
FORMULA = regex.compile(
    r"(?:[\s,:]*(?:\([^()]*\)|(?:Kế hoạch|Chỉ thị|Thông báo|Quyết định|Công văn|Chương trình|Nghị quyết) này"
    r"|(?:theo|trên cơ sở|căn cứ)\s+(?:chức năng|nhiệm vụ|thẩm quyền)[^:;.]{0,80}"
    r"|căn cứ\s+nội dung\s+(?:Quyết định|Kế hoạch|Chỉ thị|Thông báo|Công văn|Nghị quyết)(?:\s+này)?"
    r"(?:,?\s+để)?"
    r"|trong phạm vi\s+(?:chức năng|nhiệm vụ|quyền hạn|thẩm quyền)[^:;.]{0,40}?(?:của mình|được giao)"
    r"|(?:nâng cao|tăng cường|phát huy)\s+(?:tinh thần\s+)?trách nhiệm"
    r"|có trách nhiệm|chịu trách nhiệm|cần|phải|tiếp tục|tập trung|nghiêm túc|khẩn trương|quán triệt|và|,"
    r"|thực hiện|triển khai|tổ chức|tốt|ngay|xem xét|lãnh đạo|chỉ đạo|hướng dẫn|giải quyết|quan tâm|một cách"
    r"|đồng bộ|có hiệu quả|hiệu quả|chủ động|trọng tâm|chủ yếu|cụ thể|cấp bách|sau đây|như sau"
    r"|dưới đây|sau|đây"
    r"|(?:một số|các|những|đầy đủ các)\s+(?:nhiệm vụ|nội dung|công việc|giải pháp|vấn đề|yêu cầu|biện pháp)"
    r"|nhóm nhiệm vụ|nhiệm vụ|giải pháp|nội dung|công việc|một số|trong thời gian tới|thời gian tới|gồm)"
    r"(?!\p{L}))*[\s:.,/]*"
)
"""Words that say no more than that the following, or the document, shall be carried out."""
