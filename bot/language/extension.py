"""Phrases that ask: for more time, or a question; and completions that are only wished, asked or denied."""

from bot.language.lexicon import (
    ASKING,
    DONE,
    MOVE,
    NO,
    POLITE,
    SHIFT,
    STALL,
    TERM,
    UNIT,
    WANTED,
    WE,
    WORK,
    Rules,
)

EXTENSION: Rules = (
    # ---- nobody and nowhere ask nothing
    ("FAULT", f"""{NO} có|còn|thấy|tìm|biết ~ chỗ|cách|đường|bên|đơn_vị|nơi nào
                  {NO} có|thấy? ai duyệt|ký|nhận|trả_lời|bắt_máy|nghe_máy|chịu|làm_thay|thay
                  không|chẳng biết lấy|tìm|kiếm|xoay đâu|ở_đâu|ai"""),
    ("NOTYET", "chưa ~ phân_công|giao|cử ai|người ~ làm|phụ_trách?"),
    ("WAITS", "họ|sở|kho_bạc|bên_đó|bên_ấy|tỉnh|thành_phố|cấp_trên ~ hẹn DAY|SPAN"),
    # ---- more time
    ("ASK", """cho|xin ~ hỏi
               em|tôi|mình hỏi
               hỏi chút|tí|thăm|ngu
               có ~ không cho|để em|tôi|mình
               gửi|nộp|làm|báo|lấy|dùng|theo ~ hay|hoặc ~ $"""),
    ("OTHERS", "nhà_thầu|dân|hộ|doanh_nghiệp|tư_vấn|họ|bên_kia|bên_ấy|bên_đó xin|đề_nghị|muốn"),
    ("ASKED", f"đã|đang|vừa|mới xin|được|đề_nghị ~ {SHIFT}"),
    ("EXT", f"""{ASKING} ~ {STALL} ~ SPAN|DAY|PAST|TODAY|ROUGH
                {ASKING} ~ {STALL}|extra_time|more_time
                {ASKING} ~ chuyển|đẩy|khất ~ DAY|PAST|SPAN
                {ASKING} ~ thêm thời_gian|SPAN|ROUGH|time|hạn|ít_lâu
                {ASKING} được|phép? điều_chỉnh ~ {TERM} ~ ROUGH|DAY? sang|đến|tới DAY|PAST
                {ASKING} điều_chỉnh ~ {TERM}
                {ASKING} phép? ~ nộp|gửi|báo_cáo|trình chậm|muộn|trễ SPAN|DAY
                {ASKING} {POLITE}|{UNIT}|{WE}|bên? {POLITE}? thêm? đến|tới|sang|qua FILL|hết|cuối? DAY|PAST
                {ASKING} {POLITE}|tôi|mình? hạn mới ~ DAY|PAST
                chuyển|đẩy việc|hạn|lịch|nó? này|lại? sang|qua|đến|tới|về DAY|SPAN
                {MOVE} ~ sang|đến|tới|qua|về|lại|vào|to|till|until ~ DAY|PAST|SPAN
                {SHIFT} thêm|lại|hạn|thời_hạn|tiến_độ? SPAN|ROUGH|DAY
                lùi|giãn|dời|hoãn|nới|kéo_dài hạn|thời_hạn|thời_gian|tiến_độ|lại
                thêm|thêm_khoảng SPAN|ROUGH|thời_gian|mấy_ngày|mấy_hôm|mấy_bữa|mấy_tuần
                gia_hạn|lùi|ra_hạn|extend SPAN|DAY"""),
    # "Xin lùi đến 30/6 được không?" is how it is asked politely.
    ("EXT", f"EXT _? _? được không|chăng|chưa {POLITE}? {POLITE}? [?]?"),
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
                {DONE} rồi? à|hả|ư|không $
                {WORK} được|gì|đến_đâu|tới_đâu? chưa {POLITE}? $
                rồi|được|có|tới_đâu|phải|đúng chưa|không {POLITE}? {POLITE}? $
                _ * không {POLITE}? {POLITE}? $
                có cần|phải|được|thể * không hay|hoặc
                ^ {POLITE}? đã nhận|nhận_được|thấy|duyệt * chưa {POLITE}? $
                ^ {POLITE}? sao|tại_sao em|tôi|mình|chị|anh ~ không|chưa
                có * không {POLITE}? {POLITE}? $
                ^ đã? {DONE}|có|được|làm ~ chưa {POLITE}? $
                bao_giờ|khi_nào|lúc_nào|hồi_nào|ngày_nào|hôm_nào|tháng_nào ~ {DONE} ~ !thì|sẽ|báo|em|tôi|mình
                thế_nào|ra_sao|làm_sao|như_nào|sao_rồi|tới_đâu|đến_đâu|ở_đâu|chỗ_nào|đâu_rồi|sao_vậy|nộp_đâu
                bao_nhiêu|bao_lâu|mấy_giờ|mấy_ngày|còn_mấy|ai_làm|ai_chủ_trì|ai_ký|ai_duyệt|gửi_ai|cho_ai|là_ai|với_ai|của_ai
                phải_không|đúng_không|được_không|có_không|hay_chưa|hay_không|hay_sao|có_phải|không_biết|chẳng_biết
                file|mẫu|link|tài_liệu|biểu_mẫu|văn_bản ~ đâu
                hướng_dẫn giúp|em|tôi|cho|mình
                tại_sao|vì_sao|sao_lại|sao_không|sao_chưa|là_gì|cái_gì|gì_vậy|gì_thế|việc_gì|việc_nào
                mẫu|biểu|{UNIT}|bên|phòng|loại|kiểu|cách|bữa nào {POLITE}? {POLITE}? $
                địa_chỉ|mail|email|nơi|tài_khoản|hệ_thống|phần_mềm|nhóm|nguồn nào {POLITE}? {POLITE}? $
                số|thứ|mục|điều|khoản|ngày|tháng|quý mấy
                ai là|phụ_trách|nhận|xử_lý|theo_dõi|chịu
                gửi|nộp|báo|trình|lấy|tải lên|về|ở|qua|cho? đâu|ai
                những gì {POLITE}? {POLITE}? $
                phải|cần|nên|biết làm gì
                làm gì tiếp|bây_giờ|nữa|đây|vậy
                hả|nhỉ|à|=ư $
                what|when|how|where|why|who|which|is_it"""),
    ("IF", f"""khi|lúc ~ {DONE}
               nếu|hễ|giá_mà|giá_như|miễn_là|lỡ|nhỡ|trừ_khi|if|unless|trừ_phi
               {WANTED} ~ {DONE}
               {DONE} thì|sẽ|là|em|tôi|mình|sẽ_là sẽ? báo|gửi|báo_cáo|nộp|nhắn|trình
               {DONE} tôi|em|mình? sẽ|thì
               hạn|thời_hạn|thời_gian|tiến_độ|mức_độ|tỷ_lệ|mốc|lúc ~ XONG|DID
               {DONE} đi|lẹ|nhanh"""),
    ("ASK", "bao_giờ|khi_nào|lúc_nào|hồi_nào|ngày_nào|hôm_nào|tháng_nào|mấy_giờ"),
)  # fmt: skip
