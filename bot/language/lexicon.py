"""The word lists the phrases of `cues` are made of, as `words.pattern` reads them."""

NO = "không|chưa|chẳng|kh|not|never|no|isn't|don't|didn't|can't|đâu_có|đừng_có|=chả|=đừng|=chớ"
DONE = "XONG|DID|ALL"
WORK = (
    "làm|triển_khai|thực_hiện|bắt_đầu|tiến_hành|khởi_công|thi_công|khởi_động|bắt_tay|động|đụng|xử_lý|giải_quyết|"
    "rà_soát|lập|xây_dựng|soạn|soạn_thảo|tham_mưu|mở|tổ_chức|xúc_tiến|giải_ngân|khảo_sát|start|started|vào_việc"
)
LACK = (
    "vốn|kinh_phí|tiền|nhân_lực|nhân_sự|người|mặt_bằng|nguồn|ngân_sách|hướng_dẫn|văn_bản_hướng_dẫn|cơ_sở_pháp_lý|"
    "quy_định|quỹ_đất|lực_lượng|số_liệu|dữ_liệu|cơ_chế|biên_chế|vật_tư|vật_liệu|"
    "căn_cứ|chủ_trương|quy_hoạch|tài_khoản|thiết_bị|giấy_phép|đất_sạch"
)
SIGN = (
    "ký|kí|duyệt|phê_duyệt|thẩm_định|phát_hành|đóng_dấu|con_dấu|ban_hành|trình|thông_qua|góp_ý|lãnh_đạo|"
    "sếp|nghiệm_thu|quyết_toán|thanh_toán|xác_nhận|kết_quả|phản_hồi|họp"
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
    "nè|ui|hén|nhế|nhể|luôn|chế|má|"
    "ACK|FILL|THANKS"
)

MEET = "có|còn|gặp|bị|thấy|gì"
SOLVE = "gỡ|tháo_gỡ|giải_quyết|xử_lý|khắc_phục|gỡ_được"
STALL = "gia_hạn|ra_hạn|lùi|=giãn|=dãn|=dời|hoãn|kéo_dài|nới|delay|extend|extension"
WANTED = (
    "chờ|đợi|để|sau_khi|trước_khi|muốn|cần|phải|nên|hãy|mau|nhanh|yêu_cầu|cho_kịp|cho_nó|cho_em|cho_tôi|cho_mình|làm_cho|"
    "cho_phép|nhằm|kịp|đòi|đề_nghị|nhắc|nhắc_nhở|"
    "đôn_đốc|giục|đã_giao|giao_cho|giao_việc|khẩn_trương|sớm|chỉ_đạo|quyết_phải|nhất_định|to_be|must|should"
)
SENT = "ký|kí|họp|hoàn_thiện|duyệt|có|đủ|giao|phân_công|chỉ_đạo|lấy|mời|chuyển"
# What ends with itself: once it is done, something is delivered.
FINAL = (
    "ban_hành|phát_hành|công_bố|phê_duyệt|thông_qua|niêm_yết|đăng|đăng_tải|nộp|gửi|báo_cáo|cập_nhật|lưu|lưu_trữ|up|"
    "nghiệm_thu|bàn_giao|thông_xe|khánh_thành|khai_trương|ra_mắt|lắp|lắp_đặt|treo|trồng|tổ_chức|tập_huấn|khai_giảng|"
    "bế_mạc|diễn_ra|cấp|cấp_phát|phát|trao|trao_tặng|tặng|PAID|thanh_toán|quyết_toán|tất_toán|thanh_lý|chốt|"
    "kiện_toàn|thành_lập|ký_kết|đóng_dấu|vận_hành|số_hóa|đối_chiếu|xác_nhận|tiêm|tuyên_truyền|dạy|nhập"
)
# Of these, the acts that end a task in public.
PUBLIC = (
    "ban_hành|phát_hành|công_bố|phê_duyệt|thông_xe|khánh_thành|khai_trương|ra_mắt|nghiệm_thu|bế_mạc|"
    "tổ_chức|diễn_ra"
)
# The verbs whose end, said with "xong", is the end of the task; "gửi xong" or "họp xong" may be a step.
CLOSING = (
    "ban_hành|phát_hành|công_bố|niêm_yết|đăng|cập_nhật|nghiệm_thu|bàn_giao|lắp|lắp_đặt|treo|trồng|tổ_chức|tập_huấn|"
    "dạy|cấp|cấp_phát|phát|trao|chi|chi_trả|thanh_toán|quyết_toán|tất_toán|thanh_lý|chốt|chốt_sổ|kiện_toàn|thành_lập|"
    "số_hóa|rà_soát|thực_hiện|bấm_gửi|làm_sạch|tiêm|bàn_giao_mặt_bằng"
)
SEND = (
    "gửi|nộp|trình|có_kết_quả|có_báo_cáo|có_số_liệu|có_sản_phẩm|dứt_điểm|phát_hành|"
    "ban_hành|làm_nốt|đi_nốt|treo|=là_có|tổng_hợp|hoàn_thiện|gửi_được"
)
BODY = (
    "hội|ban|đoàn|trường|trạm|công_đoàn|ngân_hàng|chi_cục|trung_tâm|phòng|mặt_trận|ubmttq|hội_phụ_nữ|hợp_tác_xã|"
    "tổ_công_tác|bộ_phận|văn_phòng|sở|phường|xã|ubnd"
)
WORKERS = "nhà_thầu|đơn_vị_thi_công|tư_vấn|công_ty|doanh_nghiệp|đối_tác"
QUITS = "bỏ_dở|bỏ_giữa_chừng|bỏ_ngang|bỏ_về|bỏ_cuộc|bỏ|rút_lui|rút|phá_sản|xin_dừng|ngừng_thi_công"
BROKEN = (
    "=hư|=cháy|=sập|ngập|=dột|mất_điện|mất_mạng|mất_sóng|mất_kết_nối|mất_chữ_ký_số|mất_tài_khoản|mất_mật_khẩu|"
    "mất_dữ_liệu|thất_lạc|hết_hạn|bị_khóa|bị_treo|bị_hack|bị_sập|mắc_cái|mắc_vụ|mắc_chuyện"
)
ABOUT_TO = "sắp|gần|gần_như|sắp_sửa|suýt|almost|nearly|hầu_như|cơ_bản|về_cơ_bản|cơ_bản_đã|tương_đối|sơ_bộ"
WILL = (
    "sẽ|dự_kiến|dự_tính|dự_định|ước_tính|phấn_đấu|=cố|cố_gắng|gắng|ráng|nỗ_lực|quyết_tâm|tranh_thủ|hứa|"
    "cam_kết|đảm_bảo|bảo_đảm|will"
)
BUSY = (
    "chốt|đối_chiếu|rà|dò|thu|phân_tích|dựng|tập_huấn|gom|quét|vô_số_liệu|vào_số_liệu|đẩy|rải|xây|phát|treo|đánh_giá|"
    "in_ấn|tính_toán|thống_kê|liên_hệ|thương_thảo|mời_thầu|lồng_tiếng|cấu_hình|nghiên_cứu|xác_minh|đi_từng|bàn|gọi|gõ|"
    "lấy|hoàn_thiện|tổng_hợp|thu_thập|đôn_đốc|chỉnh_sửa|chỉnh|sửa|viết|nhập|cập_nhật|cài|lắp|in|chuẩn_bị|phối_hợp|"
    "đẩy_nhanh|cấp|kiểm_tra|xin_ý_kiến|chạy|tuyên_truyền|vận_động|thẩm_định|số_hóa|đấu_thầu|mua|dở|tập_trung|"
    "khẩn_trương|hướng_dẫn|phân_công|đo|trong_quá_trình|theo"
)
AWAY = "họp|ở_ngoài|đi|bận|nghỉ|ốm|lái_xe|ăn|ngủ|học|dự|tiếp_khách|trên_đường|công_tác|ngoài_đường"
LATER_ON = "lát|lát_nữa|tí|tí_nữa|chút|chút_nữa|tối|tối_nay|chiều|mai|tối_về|sau|SPAN|DAY|TODAY"
ANSWERS = "báo_cáo|báo|trả_lời|nhắn|gọi|phản_hồi|cập_nhật|rep"
UNIT = "xã|phường|sở|thành_phố|huyện|quận|cơ_quan|đơn_vị|chi_cục|trung_tâm|văn_phòng|công_an|đặc_khu"
PAPER = (
    "quyết_định|công_văn|báo_cáo|kế_hoạch|tờ_trình|nghị_quyết|văn_bản|thông_báo|hướng_dẫn|chương_trình|đề_án|"
    "chỉ_thị|kết_luận|biên_bản|tài_liệu|phụ_lục|bản_mềm"
)

TERM = "thời_hạn|thời_gian|tiến_độ|hạn"
WE = "tôi|mình|tụi_tui|tụi_em|tụi_mình|bọn_em|bọn_mình|chúng_em"
ENTIRE = "cả|toàn_bộ|tất_cả|đủ|đầy_đủ|trọn|hết"

# A cue and the phrases that make it, a line each; a rule sees what those before it have made.
Rules = tuple[tuple[str, str], ...]
