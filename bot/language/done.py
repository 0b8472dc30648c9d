"""Phrases that say it is done, or that nothing stands against it, or that it need not be done."""

from bot.language.lexicon import BODY, CLOSING, ENTIRE, MEET, NO, POLITE, SOLVE, WORK, Rules

# Words a whole may not reach over: what is kept back, and what is only a piece.
KEEP, SHORT_OF = "!nếu|trừ|chỉ", "!bước|khâu|phần|giai_đoạn"

ENDINGS: Rules = (
    ("TICK", "✅\n☑\n✔\n✓"),
    ("CROSS", "❌\n✖\n✗"),
    ("XONG", """làm|thực_hiện|triển_khai|xử_lý|giải_quyết hoàn_thành|hoàn_tất|xong|xong_xuôi hoàn_thành|xong?
                hoàn_thành|hoàn_tất|xong_xuôi|kết_thúc xong?
                xong
                đóng|khép việc|mục|nhiệm_vụ|hồ_sơ|FILL này|lại? được?
                hoàn =thàn|=thàng|=thánh|=hành
                done|finish|finished|completed|complete"""),
    # How many were done is told, not of how many.
    ("OVER", f"""đã|vừa|được {CLOSING} XONG #
                đã|vừa|được XONG việc|công_tác? {CLOSING} _? _? #
                {CLOSING} XONG # _ _? rồi"""),
    ("XONG", f"""{CLOSING} mặt_bằng|tiền|hồ_sơ|kinh_phí|hợp_đồng|kế_hoạch|quyết_định? XONG"""),
    ("WHOLE", f"""đã|vừa|vừa_mới|đều|cũng? được? XONG hết? {KEEP} _? {KEEP} _? cho? {ENTIRE} # {SHORT_OF} _
                 đã|vừa|vừa_mới|đều|cũng? được? XONG hết? {KEEP} _? {KEEP} _? cho? {ENTIRE}? ALL
                 đã|đều|được XONG việc|công_tác? * toàn_bộ|tất_cả !phần|khâu|bước|thủ_tục|giai_đoạn"""),
    ("DID", f"""đã|được XONG việc|công_tác {CLOSING} # hộ|cơ_sở|doanh_nghiệp|đơn_vị|trường_hợp|hồ_sơ|thôn|xã
               XONG thật|thiệt|thực_sự rồi
               mới XONG PAST
               XONG hết? tuốt|tuột|béng|phéng|sạch|ráo|gọn|trọn|trọn_vẹn|đủ|đầy_đủ|tất_tật|cả|trơn|trọi rồi
               XONG hết? vậy|thế|đó|luôn|ngon|ngon_lành|đẹp|êm|êm_xuôi rồi
               XONG từ đời|thuở|hồi nào|tám_hoánh rồi?
               XONG tuốt|béng|sạch|trọn_vẹn|đủ|đầy_đủ hết? rồi?
               XONG từ|hồi|lúc? PAST|TODAY rồi
               XONG lâu|mất rồi
               đã|đều|vừa|vừa_mới|cũng được? XONG rồi|hết|hẳn|toàn_bộ|tất_cả?
               XONG rồi|hết_rồi|hết_trơn|hết_trọi|hết|hẳn
               FILL|nhiệm_vụ|công_việc|việc này|trên? được? XONG {POLITE}? {POLITE}? $
               ^ XONG FILL|nhiệm_vụ|công_việc|việc này|trên|được_giao? {POLITE}? {POLITE}? $"""),
    ("DID", f"^ {POLITE}? {BODY} _? _? _? DID"),
    ("PART", "XONG|DID báo_cáo !em|anh|chị|sếp|lãnh_đạo|ạ|bác|chú|thầy|các|văn_phòng|thư_ký|kết_quả"),
    ("DID", """XONG|DID sớm|trước hơn|so_với? hạn|thời_hạn|kế_hoạch|dự_kiến|tiến_độ SPAN?
               XONG|DID tốt|xuất_sắc nhiệm_vụ?
               được * nên DID
               nên DID"""),
    ("PCTX", f"{NO} ~ PCT"),
    ("PCT", """gần|hơn|tầm|cỡ|độ|khoảng PCT
                mới|chỉ|chừng|ước|ước_tính|xấp_xỉ có|được|đạt|làm|làm_được|ở|XONG? PCT thôi|hà|à?
               PCT thôi|hà
               PCT DID|XONG
               XONG|DID được? khoảng|tầm|hơn|gần? PCT"""),
    ("ALL", "ALL chỉ_tiêu|mục_tiêu|kế_hoạch được? giao|đề_ra?"),
    ("BLOCK", "chưa|không ~ hết|gỡ|tháo_gỡ|gỡ_được|giải_quyết ~ vướng|vướng_mắc|khó_khăn"),
    ("FREE", f"""{NO}|khỏi cần|phải|xin|muốn|đề_nghị? gia_hạn|lùi|lùi_hạn|thêm_thời_gian|kéo_dài nữa|đâu?
                 {NO} còn _? _? nào|gì nữa|sót|tồn|chưa|phải chưa|phải|sót|tồn? {WORK}? nữa?
                 {NO} {MEET}? {MEET}? vấn_đề|khó_khăn|trở_ngại|vướng_mắc|vướng gì|nào? cả|hết|nữa?
                 {NO} còn việc|nội_dung|phần? gì|nào cả|hết|nữa?
                 {NO} bị|còn? chậm|trễ|muộn hạn|tiến_độ? nữa?
                 {NO} có? trường_hợp|nội_dung|vấn_đề|gì? nào? phát_sinh gì|thêm?
                 {NO} sao|lo đâu|cả?
                 {NO} còn? tồn_đọng|tồn_tại|thiếu|sót|phát_sinh gì? cả|hết|nữa|thêm?
                 hết vướng|vướng_mắc|khó_khăn
                 đã được|cơ_bản? {SOLVE} hết|XONG? vướng|vướng_mắc|khó_khăn
                 đã DID|XONG vướng|vướng_mắc|khó_khăn
                 vướng|vướng_mắc|khó_khăn ~ nhưng|mà|đã đã? {SOLVE} được|rồi
                 vướng|vướng_mắc|khó_khăn ~ đã được? {SOLVE} XONG?"""),
    ("SOLVING", f"đang|tiếp_tục|để|phối_hợp|cùng|tìm_cách ~ {SOLVE} ~ vướng|vướng_mắc|khó_khăn"),
    ("OFF", """nhiệm_vụ|việc|kế_hoạch|dự_án ~ hủy|bãi_bỏ|chấm_dứt
                hủy|hủy_bỏ|bãi_bỏ|chấm_dứt|dừng nhiệm_vụ|thực_hiện|việc
                bàn_giao|chuyển|giao ~ cho|sang phòng|người|đơn_vị|bên khác
                không ~ làm|thực_hiện|triển_khai nữa
                đưa ra_khỏi|khỏi
                cho|được dừng|thôi hẳn|thực_hiện|làm?"""),
)  # fmt: skip
