"""Phrases that tell of a thing delivered: a paper issued, money paid, a class held, a work handed over."""

from bot.language.lexicon import FINAL, POLITE, PUBLIC, SEND, Rules

# What is issued or signed on the way to something else.
STEP = "kế_hoạch|quyết_định_thành_lập|hợp_đồng|chủ_trương|hồ_sơ|công_văn|văn_bản|thông_báo|giấy_mời|thư|đợt"
NEXT = "gửi|nộp|trình|báo|mới|sẽ|làm|chuyển|đi"

# Last of all cues, so that what is swallowed between verb and end holds no word that tells against it.
DELIVERED: Rules = (
    # A public act with its day or its paper's number.
    ("DATED", f"""đã|vừa|vừa_mới? được? _? _? {PUBLIC} !{STEP} * PAST rồi?
                  đã|vừa|vừa_mới? được? _? _? {PUBLIC} rồi? ,? số # FILL? ~ PAST
                  đã|vừa|vừa_mới được? _? _? {PUBLIC} FILL"""),
    ("OVER", f"""đã|vừa|vừa_mới|đều|cũng? được? _? _? {FINAL} * đủ|PAST|TODAY|FREE
                 đã|vừa|vừa_mới|đều|cũng? được? _? _? {FINAL} * rồi !{NEXT}
                 đã|vừa|vừa_mới được * {FINAL}
                 {FINAL} * đủ|hết|PAST|TODAY rồi|PAST|TODAY?
                 {FINAL} * rồi !{NEXT}
                 kế_hoạch|quyết_định|nghị_quyết|văn_bản|đề_án|báo_cáo|tờ_trình|công_văn {FINAL} rồi|PAST|FILL
                 chủ_tịch|lãnh_đạo|sếp|giám_đốc|bí_thư|cấp_trên ký|kí|duyệt * rồi
                 đã|vừa|vừa_mới|mới ký|kí|phê_duyệt|được ban_hành|phát_hành|duyệt
                 {FINAL} PAST
                 đi_vào|đưa_vào hoạt_động|sử_dụng|vận_hành
                 hết|khỏi nợ|việc rồi?
                 từ PAST|FILL * rồi
                 MAYBE * , * FREE
                 làm lâu rồi"""),
    # "Chiều nay em gửi bản cuối": this morning it was sent, this evening it will be.
    ("MAYBE", f"""TODAY {POLITE}|tôi|mình? {POLITE}? {SEND} * $
                  đã|vừa|vừa_mới|được _? {FINAL}
                  {FINAL} * rồi"""),
)  # fmt: skip
