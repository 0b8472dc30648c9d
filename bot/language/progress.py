"""Phrases that say how it goes: what is to come or under way, and what weakens that."""

from bot.language.lexicon import (
    ABOUT_TO,
    BUSY,
    DONE,
    FINAL,
    NO,
    PIECE,
    POLITE,
    SEND,
    SENT,
    UNIT,
    WE,
    WILL,
    WORK,
    Rules,
)

PROGRESS: Rules = (
    # ---- what is said of the time to come
    ("GOING", f"""{ABOUT_TO} ~ {DONE}
                  {DONE} cơ_bản|về_cơ_bản|sơ_bộ|gần_hết|gần|kha_khá|nhiều|tàm_tạm|một_phần|phần_lớn|một_số
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
               em|tôi|mình nhớ|nghe rồi?
               ok|vâng|dạ|ừ|yes|yep|noted|roger|nhất_trí|đồng_ý|chào|hello|hi|alo|hihi|haha|hehe|👍|👌|🙏|❤|😊|🙂|😀|😄|💪|🎉|👏"""),
    ("FILL", """cả|toàn_bộ|tất_cả|hết # nội_dung|việc|mục|phần|nhiệm_vụ|đầu_việc
                cả|toàn_bộ|tất_cả các|những? phần|khâu|mục|bước|nội_dung|hạng_mục|việc
                đúng|trước|đảm_bảo hạn|thời_hạn|tiến_độ|kế_hoạch quy_định|đề_ra|được_giao?
                theo đúng? kế_hoạch|yêu_cầu|chỉ_đạo|quy_định|tiến_độ
                xin? báo_cáo|thông_báo|thưa
                có? gửi|đính kèm
                trân_trọng
                kính báo cáo?"""),
    ("PART", f"""=chừa|=chữa|=chứa|=chửa|=chựa {DONE}
                 XONG|DID được
                 {PIECE} ~ {DONE}
                 {DONE} ~ {PIECE}
                 {DONE} =về !mặt
                 {DONE} về_mặt
                 mới|chỉ có|được|xong? #
                 {DONE} phần|các|việc|lấy? hồ_sơ|thủ_tục|ý_kiến|mục|tuyến|bản_dự_thảo
                 trình|gửi|nộp|họp ~ {DONE}
                 {DONE} !và|, ~ trình|trình_ký|duyệt|ký|phê_duyệt"""),
    ("GOING", "mới|chỉ PART"),
    # ---- not begun, begun
    ("WAITS", "chưa|không có|thấy|nhận_được ý_kiến|phản_hồi|trả_lời|hồi_âm"),
    ("STALLED", f"chưa {WORK} ~ được"),
    ("BLOCKED", """nên|do|vì|tại * STALLED
                   STALLED * do|vì|tại|bởi"""),
    ("NOTYET", f"""chưa ~ {WORK} gì|chi|đâu cả|hết|sất|ráo?
                   chưa|not|haven't ~ {WORK}|có_gì|có_kết_quả|phân_công|họp|tiến_triển|nhúc_nhích|động_tĩnh
                   chưa có|thấy? gì
                   not yet"""),
    ("YET", f"^ FILL|ACK|hiện|hiện_tại|hiện_nay|vẫn|là|còn? vẫn? chưa {POLITE}? {POLITE}? $"),
    ("UNDONE", "chưa đâu vào đâu"),
    ("UNDONE", "chưa ~ ký|trình|duyệt|phê_duyệt|nộp|gửi|ban_hành|đủ|hết|đạt|đến|được|tới|thông_qua"),
    ("LATER", f"""{WILL}|mai|sắp|chuẩn_bị|định|DAY|SPAN mới|nữa|tới|là? sẽ|bắt_đầu|mới|sắp? {WORK}
                  để DAY|SPAN {WORK}
                  DAY|SPAN bên? em|{WE}|{UNIT}|anh|chị? mới {WORK}?"""),
    ("FILED", """đã|vừa|mới trình|trình_ký
                 trình ký|kí|ubnd|lãnh_đạo|sở|thành_ủy|duyệt|thẩm_định|hđnd|ủy_ban|chủ_tịch|trung_ương|bộ"""),
    ("WAITS", "gửi|nộp|chuyển ~ ký|duyệt|phê_duyệt|thẩm_định|góp_ý|ý_kiến|sửa"),
    ("GOING", f"""đang|tiếp_tục|vẫn|vẫn_đang|đã_và_đang * {WORK}|trình|tiến_hành
                  đang FILED
                  đang|vẫn|vẫn_đang * {BUSY}
                  đã|vừa? bắt_đầu|khởi_công|bắt_tay|triển_khai_được|làm_được|thực_hiện_được !rồi
                  vừa|vừa_mới {WORK}
                  ^ {POLITE}? PAST|NOW|TODAY|bên|{UNIT}|tụi|bọn|phòng? {POLITE}? mới {WORK}
                  in progress|process
                  wip|ongoing|on-going|working|doing|processing|in-progress
                  dở_dang|dang_dở|làm_dở|còn_dở|=dở
                  {WORK} được một? phần|ít|chút|kha_khá|nhiều|phần_lớn
                  được một phần|ít|chút
                  nửa đường|chặng
                  làm gần hết|xong
                  làm dần|từng_bước|tiếp
                  ⏳
                  🔄
                  🏗"""),
    ("OVER", "đã|vừa|vừa_mới tổ_chức|diễn_ra|khai_giảng _? _? _? _? _? PAST"),
    ("DUE", f"""sắp|chuẩn_bị {FINAL}|trình
                DAY|SPAN FILL|{POLITE}|tôi|mình|tụi|bọn|phường|xã? {POLITE}? là|thì|sẽ|mới? {POLITE}? {SEND}
                TODAY FILL|{POLITE}|tôi|mình? {POLITE}? {SEND} {POLITE}? $
                {SEND} TODAY|DAY {POLITE}? $"""),
    ("MAYBE", f"""đã|vừa|được {SENT}
                 đã ~ {WORK}
                 {WORK} rồi|hết
                 đã sửa|chỉnh|bổ_sung|khắc_phục"""),
    ("AWAY", "đang _ * , * PROMISE"),
    ("DANG", f"""đang _
                 mới {WORK}"""),
    ("EASING", "BLOCK * ,? NOW|BUTNOW? * GOING"),
)  # fmt: skip

WEAK: Rules = (
    ("DRAFT", "dự_thảo|nháp|bản_thảo|đề_cương"),
    ("LEFT", """chỉ? còn|còn_lại|thiếu|left|remaining
                đợt|giai_đoạn|bước|vòng|kỳ #"""),
    ("GOING", """PART ~ ~ ,? LEFT
                 UNDONE * , * GOING
                 GOING * , * UNDONE|IF"""),
    ("SOON", f"""{WILL}
                 sắp|chuẩn_bị|định|mục_tiêu|chỉ_tiêu|tiến_tới|gần|sớm|khi|để|chờ|ngay|liền|lẹ|soon"""),
    ("BLOCKED", "FAULT * ,? * UNDONE|NOTYET|STALLED"),
    ("FILL", """mới gửi|nộp|báo|chuyển|xong * PAST
                nãy|PAST mới bấm? gửi|nộp"""),
    ("HEDGE", """chắc|chắc_là|có_lẽ|có_thể|hình_như|nghe_nói|nghe_đâu|có_vẻ|tưởng|khả_năng|dường_như|hầu_hết
                 hầu_như|cơ_bản|tương_đối|phần_lớn|đa_số|coi_như|xem_như|coi|tạm|sơ_bộ|gọi_là|suýt|lẽ_ra|đáng_lẽ|đúng_ra
                 thấy_bảo|bảo_là|nghĩ|chủ_yếu|nói_chung|hi_vọng|hy_vọng|mong|ước|giả_sử|maybe|perhaps|probably|think
                 hopefully|hope|guess|cứ_cho|đâu|sao|gì|nào|nghi|hay|hoặc|lẽ_nào|đâu_có|đùa|giỡn|nhầm
                 nửa|một_nửa|ai|giả_vờ|giả|thôi_thì|được_cái|mới|by|tbd|todo|almost|nearly|should|could
                 would|partly|partially|half"""),
    ("FACE", "🙃|😏|🥲|😤|😅|😂|🙄|🤣|😭|😢|😥|😟|😓|😩"),
    ("FILL", "mà|cơ|chứ $"),
    ("BLOCK", "nhưng|mà|tuy_nhiên|song FILL|giờ|đang|vẫn|lại? BLOCK"),
    ("BUT", """nhưng|mà|tuy_nhiên|tuy|song|có_điều|riêng|trừ|ngoại_trừ|chỉ|mỗi|dù|mặc_dù|except|but|only
               still"""),
    ("MORE", "vẫn|ngoài_ra|phát_sinh|phải|cần|lại|bổ_sung|sửa|chỉnh|làm_lại|tiếp|trở_lại|trả|hủy|bị"),
    ("NEG", NO),
)  # fmt: skip
