"""Phrases that say what stands in the way: what is late, lacking, refused, broken or waited for."""

from bot.language.lexicon import BROKEN, DONE, LACK, NO, QUITS, SIGN, WORK, WORKERS, Rules

BLOCKED: Rules = (
    ("NOTYET", f"""chưa kịp ~ {WORK}|đụng|mở|đọc|xem
                   đã|có {WORK}|WORKING gì|chi|được_gì|được_chi đâu|mô
                   đã {WORK} chi|gì"""),
    ("LATE", f"""{NO}|khó_mà|khó|sợ|e_là ~ kịp
                 chậm|trễ|muộn|delay|delayed|late|quá_hạn tiến_độ|hạn?
                 khó mà? {DONE}"""),
    # Late, and yet at its end.
    ("DID", "hơi|có|bị? LATE hạn|tiến_độ|chút|tí|mất? SPAN|PAST? ,? nhưng|mà|song ,? FILL|em|tôi|mình? DID"),
    ("BLOCK", f"""không|=hong|=hông thể? {WORK} _? được|nổi|tiếp ,? vì|do|tại
                  vì|do|tại|thiếu|hết|chưa|không_có * nên|mà|, * không|=hong thể? _? _? được|nổi|xong|ra
                  thiếu|không_có * nên|để|thì không|chưa|chẳng
                  {WORKERS} * {QUITS}
                  công_trình|dự_án|hồ_sơ|việc|thi_công ~ =dừng|đứng_im|nằm_im|nằm_đó|nằm_chờ|đắp_chiếu
                  nên|phải|đành =dừng|ngưng|ngừng
                  giậm|dậm chân tại_chỗ
                  phản_đối|từ_chối|cản_trở|khiếu_kiện|kiện_ra|tranh_chấp|không_chia_sẻ|không_cung_cấp
                  bị ~ trả_lại|trả_về|trả_hồ_sơ|bác
                  chưa|không có cách|hướng|phương_án? xử_lý|giải_quyết|tháo_gỡ"""),
    ("LATE", f"""không|=hong|=hông thể? {DONE} được|nổi|kịp
                 không thể ~ {DONE}
                 không|=hong|=hông {WORK} ~ được|nổi
                 không thể {WORK}
                 không {WORK}"""),
    ("UNDONE", f"""{NO} ~ ~ {DONE}
                   {NO} TICK"""),
    ("BLOCK", f"""{NO} được|có? giải_phóng|bàn_giao|có ~ mặt_bằng
                  thiếu|hết|cạn|chờ|đợi {LACK}
                  {NO} được? có|cấp|bố_trí|phân_bổ|giao|đủ|nhận|nhận_được|thấy|cho|ban_hành ~ {LACK}
                  dân|hộ|họ|kho_bạc|ngân_hàng|cấp_trên|sở|chủ_đất {NO} cho|nhận|ký
                  {NO} đồng_ý|đồng_thuận|chịu|hợp_tác|phối_hợp|nhận_tiền
                  gặp|đang|còn|bị|có nhiều|chút? vướng_mắc|vướng|khó_khăn|trở_ngại|kẹt|ách_tắc
                  vướng_mắc|vướng|kẹt|mắc_kẹt|ách_tắc|bế_tắc|khó_khăn|gặp_khó|trở_ngại|stuck|blocked|=nghẽn|tắc
                  tạm|bị|phải|đang|đành|xin dừng|ngưng|ngừng|hoãn
                  đình_trệ|đình_chỉ
                  mắc khâu|ở|chỗ"""),
    ("FAULT", f"""không|=hong|=hông _ _? _? được|nổi
                  {BROKEN}
                  ^ FILL|em|tôi|mình|tụi_em? chịu|bí ,|rồi|quá
                  lỗi|hỏng|trục_trặc|bó_tay|chịu_thua|hết_cách|nên_chịu|đành_chịu"""),
    ("BLOCK", """FAULT * ,? nên|và? ,? * FAULT|LATE|BLOCK
                 LATE * ,? nên|vì|do|, ,? * FAULT|BLOCK
                 FAULT * ,? nên|mà|, ,? * không|chưa"""),
    ("BLOCK", "chưa|không|chậm * vì|do|tại|bởi BLOCK"),
    ("WAITS", f"""chờ|đợi ~ {SIGN}
                  waiting ~ approval
                  họ|sở|kho_bạc|bên_đó|bên_ấy ~ hẹn DAY|SPAN"""),
    ("BLOCKED", "chờ|đợi|waiting"),
)  # fmt: skip
