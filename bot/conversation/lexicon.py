"""The word lists the phrases of `cues` are made of, as `words.pattern` reads them."""

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
SHIFT = "lùi|gia_hạn|ra_hạn|=giãn|=dãn|dời|hoãn|kéo_dài|chuyển|khất|delay|extend|đẩy|nới|=rời"
MOVE = "lùi|gia_hạn|ra_hạn|=giãn|=dãn|dời|hoãn|khất|delay|extend|nới|=rời"
ASKING = "xin|đề_nghị|đề_xuất|cho|cho_phép|kính|mong|kiến_nghị|nhờ|please|need|want|muốn|cần"
PIECE = (
    "phần|khâu|bước|giai_đoạn|đợt|dự_thảo|bản_nháp|nháp|thô|sơ_bộ|khảo_sát|gói|gói_thầu|mảng|vòng|lần|bản_thảo|"
    "đề_cương|một_phần|một_số|vài|mấy|#"
)
POLITE = (
    "ạ|nhé|nha|nhá|nhe|nghe|nghen|nhen|vậy|thế|rồi|em|anh|chị|sếp|bác|chú|cô|bạn|ơi|kìa|đấy|đó|"
    "ACK|FILL|THANKS"
)

MEET = "có|còn|gặp|bị|thấy|gì"
SOLVE = "gỡ|tháo_gỡ|giải_quyết|xử_lý|khắc_phục|gỡ_được"
STALL = "gia_hạn|ra_hạn|lùi|=giãn|=dãn|=dời|hoãn|kéo_dài|nới|delay|extend|extension"
WANTED = (
    "chờ|đợi|để|sau_khi|trước_khi|muốn|cần|phải|nên|hãy|mau|nhanh|yêu_cầu|cho|nhằm|kịp|đòi|đề_nghị|nhắc|nhắc_nhở|"
    "đôn_đốc|giục|giao|khẩn_trương|sớm|chỉ_đạo|quyết|nhất_định|to_be|must|should"
)
SENT = (
    "ban_hành|nộp|gửi|ký|kí|họp|công_bố|nghiệm_thu|bàn_giao|hoàn_thiện|phê_duyệt|duyệt|báo_cáo|có|đủ|giao|"
    "phân_công|chỉ_đạo|phát_hành|thông_qua|đăng|cập_nhật|lấy|mời|chuyển"
)
ABOUT_TO = "sắp|gần|gần_như|sắp_sửa|suýt|almost|nearly|hầu_như|cơ_bản|về_cơ_bản|cơ_bản_đã|tương_đối|sơ_bộ"
WILL = (
    "sẽ|dự_kiến|dự_tính|dự_định|ước_tính|phấn_đấu|=cố|cố_gắng|gắng|ráng|nỗ_lực|quyết_tâm|tranh_thủ|hứa|"
    "cam_kết|đảm_bảo|bảo_đảm|will"
)
BUSY = (
    "lấy|hoàn_thiện|tổng_hợp|thu_thập|đôn_đốc|chỉnh_sửa|chỉnh|sửa|viết|nhập|cập_nhật|cài|lắp|in|chuẩn_bị|phối_hợp|"
    "đẩy_nhanh|cấp|kiểm_tra|xin_ý_kiến|chạy|tuyên_truyền|vận_động|thẩm_định|số_hóa|đấu_thầu|mua|dở|tập_trung|"
    "khẩn_trương|hướng_dẫn|phân_công|đo|trong_quá_trình|theo"
)
AWAY = "họp|ở_ngoài|đi|bận|nghỉ|ốm|lái_xe|ăn|ngủ|học|dự|tiếp_khách|trên_đường|công_tác|ngoài_đường"
LATER_ON = "lát|lát_nữa|tí|tí_nữa|chút|chút_nữa|tối|tối_nay|chiều|mai|sau|SPAN|DAY|TODAY"
ANSWERS = "báo_cáo|báo|trả_lời|nhắn|gọi|phản_hồi|cập_nhật|rep"
UNIT = "xã|phường|sở|thành_phố|huyện|quận|cơ_quan|đơn_vị|chi_cục|trung_tâm|văn_phòng|công_an|đặc_khu"
PAPER = (
    "quyết_định|công_văn|báo_cáo|kế_hoạch|tờ_trình|nghị_quyết|văn_bản|thông_báo|hướng_dẫn|chương_trình|đề_án|"
    "chỉ_thị|kết_luận|biên_bản|tài_liệu|phụ_lục|bản_mềm"
)

# A cue and the phrases that make it, a line each; a rule sees what those before it have made.
Rules = tuple[tuple[str, str], ...]
