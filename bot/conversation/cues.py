"""The phrases that decide what a reply means, rewritten one rule after another into cue tokens."""

import re
from collections.abc import Sequence
from functools import partial

from bot.conversation.words import Token, pattern, rewrite

NO = "không|chưa|chẳng|kh|not|never|no|isn't|don't|didn't|can't|đâu_có|đừng_có|=chả|=đừng|=chớ"
DONE = "XONG|DID|ALL"
WORK = (
    "làm|triển_khai|thực_hiện|bắt_đầu|tiến_hành|khởi_công|thi_công|khởi_động|bắt_tay|động|đụng|xử_lý|giải_quyết|"
    "rà_soát|lập|xây_dựng|soạn|soạn_thảo|tham_mưu|mở|tổ_chức|xúc_tiến|giải_ngân|khảo_sát|start|started|vào_việc"
)
LACK = (
    "vốn|kinh_phí|tiền|nhân_lực|nhân_sự|người|mặt_bằng|nguồn|ngân_sách|hướng_dẫn|văn_bản_hướng_dẫn|cơ_sở_pháp_lý|"
    "quy_định|quỹ_đất|lực_lượng|số_liệu|dữ_liệu|cơ_chế|biên_chế|vật_tư|vật_liệu"
)
SIGN = (
    "ký|kí|duyệt|phê_duyệt|thẩm_định|phát_hành|đóng_dấu|con_dấu|ban_hành|trình|thông_qua|góp_ý|lãnh_đạo|"
    "sếp|nghiệm_thu|kết_quả|phản_hồi|họp"
)
SHIFT = "lùi|gia_hạn|ra_hạn|giãn|dãn|dời|hoãn|kéo_dài|chuyển|khất|delay|extend|đẩy|nới|rời"
ASKING = "xin|đề_nghị|đề_xuất|cho|cho_phép|kính|mong|kiến_nghị|nhờ|please|need|want|muốn|cần"
PIECE = (
    "phần|khâu|bước|giai_đoạn|đợt|dự_thảo|bản_nháp|nháp|thô|sơ_bộ|khảo_sát|gói|gói_thầu|mảng|vòng|lần|bản_thảo|"
    "đề_cương|một_phần|một_số|vài|mấy|#"
)
POLITE = "ạ|nhé|nha|nhá|nhe|nghe|nghen|nhen|vậy|thế|rồi|em|anh|chị|sếp|bác|chú|cô|bạn|ơi|kìa|đấy|đó|ACK|FILL"

MEET = "có|còn|gặp|bị|thấy|gì"
SOLVE = "gỡ|tháo_gỡ|giải_quyết|xử_lý|khắc_phục|gỡ_được"
STALL = "gia_hạn|ra_hạn|lùi|giãn|dãn|dời|hoãn|kéo_dài|nới|delay|extend|extension"
WANTED = (
    "chờ|đợi|để|sau_khi|trước_khi|muốn|cần|phải|nên|hãy|mau|nhanh|yêu_cầu|cho|nhằm|kịp|đòi|đề_nghị|nhắc|nhắc_nhở|"
    "đôn_đốc|giục|giao|khẩn_trương|sớm|chỉ_đạo|quyết|nhất_định|to_be|must|should"
)
SENT = (
    "ban_hành|nộp|gửi|ký|kí|họp|công_bố|nghiệm_thu|bàn_giao|hoàn_thiện|phê_duyệt|duyệt|báo_cáo|có|đủ|giao|"
    "phân_công|chỉ_đạo|phát_hành|thông_qua|đăng|cập_nhật|lấy|mời"
)
ABOUT_TO = "sắp|gần|gần_như|sắp_sửa|suýt|almost|nearly|hầu_như|cơ_bản|về_cơ_bản|cơ_bản_đã|tương_đối|sơ_bộ"
WILL = (
    "sẽ|dự_kiến|dự_tính|dự_định|ước_tính|phấn_đấu|cố|cố_gắng|gắng|ráng|nỗ_lực|quyết_tâm|tranh_thủ|hứa|"
    "cam_kết|đảm_bảo|bảo_đảm|will"
)

# Each rule sees what those before it have made. Written as `words.pattern` reads them.
RULES: tuple[tuple[str, str], ...] = (
    ("FILL", "kh|nq|qđ|kế_hoạch|công_văn|nghị_quyết|quyết_định số? #"),
    ("THANKS", "cảm|cám ơn nhiều|rất_nhiều? anh|chị|em|sếp|bạn?"),
    ("TICK", "✅\n☑\n✔\n✓"),
    ("CROSS", "❌\n✖\n✗"),
    ("XONG", """làm|thực_hiện|triển_khai|xử_lý|giải_quyết hoàn_thành|hoàn_tất|xong|xong_xuôi hoàn_thành|xong?
                hoàn_thành|hoàn_tất|xong_xuôi xong?
                xong
                done|finish|finished|completed|complete"""),
    ("DID", """mới XONG PAST
               XONG tốt|xuất_sắc|xuất_sắc_nhiệm_vụ
               XONG lâu|mất rồi
               đã|đều|vừa|vừa_mới|cũng được? XONG rồi|hết|hẳn|toàn_bộ|tất_cả?
               XONG rồi|hết_rồi|hết|hẳn"""),
    ("PCT", "XONG|DID được? khoảng|tầm|hơn|gần? PCT"),
    ("BLOCK", "chưa|không ~ hết|gỡ|tháo_gỡ|gỡ_được|giải_quyết ~ vướng|vướng_mắc|khó_khăn"),
    ("FREE", f"""{NO}|khỏi cần|phải|xin|muốn|đề_nghị? gia_hạn|lùi|lùi_hạn|thêm_thời_gian|kéo_dài
                 {NO} {MEET}? {MEET}? vấn_đề|khó_khăn|trở_ngại|vướng_mắc|vướng gì|nào? cả|hết|nữa?
                 {NO} còn việc|nội_dung|phần? gì|nào cả|hết|nữa?
                 {NO} bị? chậm|trễ|muộn hạn|tiến_độ?
                 {NO} sao|lo đâu|cả?
                 hết vướng|vướng_mắc|khó_khăn
                 đã được|cơ_bản? {SOLVE} hết|XONG? vướng|vướng_mắc|khó_khăn
                 đã DID|XONG vướng|vướng_mắc|khó_khăn
                 vướng|vướng_mắc|khó_khăn ~ đã được? {SOLVE} XONG?"""),
    # ---- more time
    ("ASK", """cho|xin? hỏi
               tôi|em|mình|anh|chị hỏi"""),
    ("ASKED", f"đã|đang|vừa|mới xin|được|đề_nghị ~ {SHIFT}"),
    ("EXT", f"""{ASKING} ~ {STALL} ~ SPAN|DAY|PAST|TODAY|ROUGH
                {ASKING} ~ {STALL}|extra_time|more_time
                {ASKING} ~ chuyển|đẩy|khất ~ DAY|PAST|SPAN
                {ASKING} ~ thêm thời_gian|SPAN|ROUGH|time|hạn|ít_lâu
                {ASKING} điều_chỉnh ~ thời_hạn|thời_gian|tiến_độ|hạn
                {ASKING} đến|tới|sang DAY|PAST
                {SHIFT} ~ sang|đến|tới|qua|về|lại|vào|to|till|until ~ DAY|PAST|SPAN
                {SHIFT} thêm|lại|hạn|thời_hạn|tiến_độ? SPAN|ROUGH|DAY
                lùi|giãn|dời|hoãn|nới|kéo_dài hạn|thời_hạn|thời_gian|tiến_độ|lại
                thêm|thêm_khoảng SPAN|ROUGH|thời_gian|mấy_ngày|mấy_hôm|mấy_bữa|mấy_tuần
                gia_hạn|lùi|ra_hạn|extend SPAN|DAY"""),
    ("ASKED", f"""đã|đang|được {STALL}
                 ^ FILL? DAY|SPAN|ROUGH {POLITE}? $
                 để|hẹn|sang ~ DAY nhé|nha|được|ạ
                 gia_hạn|ra_hạn|extension
                 ^ lùi|extend
                 ^ FILL? đến|tới|sang DAY $
                 hẹn|khất ~ DAY|SPAN
                 hạn mới"""),
    # ---- what is asked
    ("UNDONE", f"""đã|chưa|có? {DONE} đâu ~ {DONE}
                   đã|chưa|có? {DONE} được|gì? đâu
                   {DONE} thế_nào_được|sao_được|sao_nổi|cái_gì|nỗi_gì|gì
                   {DONE} thì|mà|nhưng|rồi_mà|còn|nhưng_mà chưa
                   tưởng|nghĩ_là ~ {DONE} ~ mà? chưa|không
                   còn lâu|khuya mới? {DONE}"""),
    ("IF", f"""nếu|hễ|miễn|bao_giờ|khi_nào|lúc_nào|chừng_nào|khi ~ {DONE} rồi? thì|là|sẽ|em|tôi|mình|báo"""),
    ("ASK", f"""{DONE} hết|hẳn|rồi|được? chưa|không {POLITE}? {POLITE}? $
                {DONE} rồi? à|hả|ư|chứ|không $
                {WORK} được|gì|đến_đâu|tới_đâu? chưa {POLITE}? $
                rồi|được|có|tới_đâu|phải|đúng chưa|không {POLITE}? {POLITE}? $
                _ ~ không {POLITE}? {POLITE}? $
                ^ đã? {DONE}|có|được|làm ~ chưa {POLITE}? $
                bao_giờ|khi_nào|lúc_nào|hồi_nào|ngày_nào|hôm_nào|tháng_nào ~ {DONE} ~ !thì|sẽ|báo|em|tôi|mình
                thế_nào|ra_sao|làm_sao|như_nào|sao_rồi|tới_đâu|đến_đâu|ở_đâu|chỗ_nào|đâu_rồi|sao_vậy|nộp_đâu
                bao_nhiêu|bao_lâu|mấy_giờ|mấy_ngày|còn_mấy|ai_làm|ai_chủ_trì|ai_ký|ai_duyệt|gửi_ai|cho_ai|là_ai|với_ai|của_ai
                phải_không|đúng_không|được_không|có_không|hay_chưa|hay_không|hay_sao|có_phải|không_biết|chẳng_biết
                file|mẫu|link|tài_liệu|biểu_mẫu|văn_bản ~ đâu
                hướng_dẫn giúp|em|tôi|cho|mình
                tại_sao|vì_sao|sao_lại|sao_không|sao_chưa|là_gì|cái_gì|gì_vậy|gì_thế|việc_gì|việc_nào
                phải|cần|nên|biết làm gì
                làm gì tiếp|bây_giờ|nữa|đây|vậy
                hả|nhỉ|à|ư $
                what|when|how|where|why|who|which|is_it"""),
    ("IF", f"""khi|lúc ~ {DONE}
               nếu|hễ|giá_mà|giá_như|miễn_là|lỡ|nhỡ|trừ_khi|if|unless|trừ_phi
               {WANTED} ~ {DONE}
               {DONE} thì|sẽ|là|em|tôi|mình|sẽ_là sẽ? báo|gửi|báo_cáo|nộp|nhắn|trình
               {DONE} tôi|em|mình? sẽ|thì
               hạn|thời_hạn|thời_gian|tiến_độ|mức_độ|tỷ_lệ|mốc|lúc ~ XONG|DID
               {DONE} đi|lẹ|nhanh"""),
    ("ASK", "bao_giờ|khi_nào|lúc_nào|hồi_nào|ngày_nào|hôm_nào|tháng_nào|mấy_giờ"),
    # ---- what stands in the way
    ("LATE", f"""{NO}|khó_mà|khó|sợ|e_là ~ kịp
                 chậm|trễ|muộn|delay|delayed|late|quá_hạn tiến_độ|hạn?
                 khó mà? {DONE}"""),
    ("LATE", f"""không thể? {DONE} được|nổi|kịp
                 không thể ~ {DONE}
                 không {WORK} ~ được|nổi
                 không thể {WORK}
                 không {WORK}"""),
    ("UNDONE", f"""{NO} ~ ~ {DONE}
                   {NO} TICK"""),
    ("BLOCK", f"""{NO} giải_phóng|bàn_giao|có ~ mặt_bằng
                  thiếu|hết|cạn|chờ|đợi {LACK}
                  {NO} được? có|cấp|bố_trí|phân_bổ|giao|đủ ~ {LACK}
                  {NO} đồng_ý|đồng_thuận|chịu|hợp_tác|phối_hợp|nhận_tiền
                  gặp|đang|còn|bị|có nhiều|chút? vướng|vướng_mắc|khó_khăn|trở_ngại|kẹt|ách_tắc
                  vướng|vướng_mắc|kẹt|mắc_kẹt|ách_tắc|bế_tắc|khó_khăn|gặp_khó|trở_ngại|stuck|blocked|nghẽn|tắc
                  tạm|bị|phải|đang dừng|ngưng|ngừng|hoãn
                  đình_trệ|đình_chỉ
                  mắc khâu|ở|chỗ
                  bị trả_lại|trả_về|trả_hồ_sơ"""),
    ("WAITS", f"""chờ|đợi ~ {SIGN}
                  waiting ~ approval"""),
    ("BLOCKED", "chờ|đợi|waiting"),
    # ---- what is said of the time to come
    ("GOING", f"""{ABOUT_TO} ~ {DONE}
                  {DONE} cơ_bản|về_cơ_bản|sơ_bộ|gần_hết|gần|một_phần|phần_lớn|một_số
                  {DONE} cái|được? phần_lớn|hầu_hết
                  {WILL} ~ DAY|SPAN|TODAY? ~ {DONE} ~ DAY|SPAN|ROUGH|TODAY
                  {WILL} ~ {DONE}
                  DAY|SPAN nữa|tới|thì|là|sẽ|mới|chắc|có_thể? là|mới|sẽ? {DONE} rồi?
                  XONG trước|trong|vào|ngày|vào_ngày|by|sau? DAY|SPAN|ROUGH
                  tiếp_tục|đang|vẫn|hoàn_thiện|làm ~ đang? để? XONG|DID
                  {DONE} nốt"""),
    ("ACK", """đã? nhận được? thông_tin|tin|nhắc|nhắc_nhở|thông_báo|văn_bản|nhiệm_vụ|lịch|tin_nhắn|rồi
               ^ đã nhận $
               đã|xin? tiếp_thu|ghi_nhận|rõ|hiểu|biết|nắm|xem rồi?
               nhận được|rõ rồi?
               ok|vâng|dạ|ừ|yes|yep|noted|roger|nhất_trí|đồng_ý|chào|hello|hi|alo|hihi|haha|hehe|👍|👌|🙏|❤|😊|🙂|😀|😄|💪|🎉|👏"""),
    ("FILL", """cả|toàn_bộ|tất_cả|hết # nội_dung|việc|mục|phần|nhiệm_vụ|đầu_việc
                cả|toàn_bộ|tất_cả các|những? phần|khâu|mục|bước|nội_dung|hạng_mục|việc
                đúng|trước|đảm_bảo hạn|thời_hạn|tiến_độ|kế_hoạch
                theo đúng? kế_hoạch|yêu_cầu|chỉ_đạo|quy_định|tiến_độ
                xin? báo_cáo|thông_báo|thưa
                có? gửi|đính kèm
                trân_trọng|kính_báo"""),
    ("PART", f"""=chừa|=chữa|=chứa|=chửa|=chựa {DONE}
                 {DONE} được
                 {PIECE} ~ {DONE}
                 {DONE} ~ {PIECE}
                 {DONE} về
                 {DONE} phần|các|việc|lấy? hồ_sơ|thủ_tục|ý_kiến|mục|tuyến|bản_dự_thảo
                 trình|gửi|nộp|họp ~ {DONE}
                 {DONE} ~ trình|trình_ký|duyệt|ký|phê_duyệt"""),
    # ---- not begun, begun
    ("STALLED", f"chưa {WORK} ~ được"),
    ("NOTYET", f"""chưa|not|haven't ~ {WORK}|có_gì|có_kết_quả|phân_công|họp|tiến_triển|nhúc_nhích|động_tĩnh
                   chưa có|thấy? gì
                   not yet"""),
    ("YET", f"^ FILL|ACK|hiện|hiện_tại|hiện_nay|vẫn|là|còn? vẫn? chưa {POLITE}? {POLITE}? $"),
    ("UNDONE", "chưa đâu vào đâu"),
    ("UNDONE", "chưa ~ ký|trình|duyệt|phê_duyệt|nộp|gửi|ban_hành|đủ|hết|đạt|đến|được|tới|thông_qua"),
    ("LATER", f"""{WILL}|mai|sắp|chuẩn_bị|định|DAY|SPAN mới|nữa|tới|là? sẽ|bắt_đầu|mới|sắp? {WORK}
                  để DAY|SPAN {WORK}"""),
    ("GOING", f"""đang|tiếp_tục|vẫn|vẫn_đang|đã_và_đang ~ {WORK}|trình|tiến_hành
                  đang !BLOCK|WAITS|BLOCKED|EXT|ASKED|LATE|UNDONE|NEG _
                  đã|vừa|mới? bắt_đầu|khởi_công|bắt_tay|triển_khai_được|làm_được|thực_hiện_được !rồi
                  đã|vừa|mới trình|trình_ký
                  trình ký|kí|ubnd|lãnh_đạo|sở|thành_ủy|duyệt|thẩm_định|hđnd|ủy_ban|chủ_tịch|trung_ương|bộ
                  mới|vừa|vừa_mới {WORK}
                  in progress|process
                  wip|ongoing|on-going|working|doing|processing|in-progress
                  dở_dang|dang_dở|làm_dở|còn_dở|dở
                  {WORK} được một? phần|ít|chút|kha_khá|nhiều|phần_lớn
                  được một phần|ít|chút
                  nửa đường|chặng
                  làm gần hết|xong
                  làm dần|từng_bước|tiếp
                  ⏳
                  🔄
                  🏗"""),
    ("MAYBE", f"""đã|vừa|được {SENT}
                 đã ~ {WORK}
                 {WORK} rồi|hết"""),
    # ---- what weakens all that
    ("LEFT", "chỉ? còn|còn_lại|thiếu|left|remaining"),
    ("GOING", "PART ~ ~ ,? LEFT"),
    ("SOON", f"""{WILL}
                 sắp|chuẩn_bị|định|mục_tiêu|chỉ_tiêu|tiến_tới|gần|sớm|khi|để|chờ|ngay|liền|lẹ|soon"""),
    ("HEDGE", """chắc|chắc_là|có_lẽ|có_thể|hình_như|nghe_nói|nghe_đâu|có_vẻ|tưởng|khả_năng|dường_như|hầu_hết
                 hầu_như|cơ_bản|tương_đối|phần_lớn|đa_số|coi_như|xem_như|coi|tạm|sơ_bộ|gọi_là|suýt|lẽ_ra|đáng_lẽ|đúng_ra
                 thấy_bảo|bảo_là|nghĩ|chủ_yếu|nói_chung|hi_vọng|hy_vọng|mong|ước|giả_sử|maybe|perhaps|probably|think
                 hopefully|hope|guess|cứ_cho|đâu|sao|gì|nào|nghi|hay|hoặc|lẽ_nào|đâu_có|đùa|giỡn|nhầm
                 nửa|một_nửa|ai|giả_vờ|giả|thôi_thì|được_cái|mới|by|tbd|todo|almost|nearly|should|could
                 would|partly|partially|half|😅|😂|🙄|🤣|😭|😢"""),
    ("FILL", "mà|cơ|chứ $"),
    ("BUT", """nhưng|mà|tuy_nhiên|tuy|song|có_điều|riêng|trừ|ngoại_trừ|chỉ|mỗi|dù|mặc_dù|except|but|only
               still"""),
    ("MORE", "vẫn|ngoài_ra|phát_sinh|phải|cần|lại|bổ_sung|sửa|chỉnh|làm_lại|tiếp|trở_lại|trả|hủy|bị"),
    ("NEG", NO),
    ("FILL", """ạ|nhé|nha|nhá|nhe|nghe|nghen|nhen|thưa|báo_cáo|em|anh|chị|sếp|bác|chú|cô|thầy|các|mình|tôi
                tớ|ơi|bên|đơn_vị|phòng|chúng|lãnh_đạo|thư_ký|văn_phòng|này|đó|trên|nhiệm_vụ|việc|công_việc|nội_dung
                kết_quả|rồi|hết|toàn_bộ|tất_cả|cả|luôn|vừa|hẳn|của|và|đã|được|cũng|từ|vào|lúc|hồi|nhiều|vậy|đấy
                it|all|the|we|i|task|already|was|has|have|been|đạt|gửi_kèm|đính_kèm|đầy_đủ|khối_lượng|hoàn_toàn"""),
)  # fmt: skip
COMPILED = tuple((cue, pattern(phrases)) for cue, phrases in RULES)

# The words worth mending when mistyped, without marks.
KNOWN = frozenset({
    "xong", "hoan", "thanh", "tat", "chua", "khong", "dang", "da", "vuong", "mac", "trien", "khai", "gia",
    "han", "sap", "gan", "co", "ban", "lui", "nhung", "se", "done", "thieu", "kinh", "phi", "du", "kien",
    "trinh", "phan", "tram", "delay", "finished", "completed", "lam", "thuc", "hien", "duoc", "cam", "on",
    "von", "cham", "roi",
})  # fmt: skip


def _named(cue: str, _: re.Match[str]) -> tuple[str, None]:
    return cue, None


def find_cues(reply: Sequence[Token]) -> list[Token]:
    """The reply with every phrase that matters as a token named for what it tells."""
    found = list(reply)
    for cue, phrases in COMPILED:
        found = rewrite(found, phrases, partial(_named, cue))
    return found
