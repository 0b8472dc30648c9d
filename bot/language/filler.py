"""What tells nothing: courtesies, complaints, promises to answer, words that only look like cues."""

from bot.language.lexicon import ANSWERS, AWAY, LATER_ON, PAPER, POLITE, UNIT, WORK, Rules

ONLINE = "nhóm|zalo|hệ_thống|phần_mềm|mail|email|drive|đây"
AGAIN = "lại|đã|thử"
FORGOT = "quên|quên_không|chưa_kịp|tưởng"

# Before all else.
FIRST: Rules = (
    ("FILL", f"""kh|nq|qđ|kế_hoạch|công_văn|nghị_quyết|quyết_định số? #
                 tại|theo|của? {PAPER}? số? DOC PAST?
                 tại|theo {PAPER} !thì|là|của
                 theo đúng? yêu_cầu|chỉ_đạo|quy_định|tiến_độ
                 anh / chị
                 anh|chị|chú|cô hai|ba|tư|năm|sáu|bảy|út
                 và? để|up|đăng|bỏ|lưu|tải|gửi|đưa minh_chứng|file|ảnh|kết_quả? trong|ở|trên|lên|qua {ONLINE}
                 lên|trên hệ_thống|phần_mềm|cổng|trục_liên_thông
                 nhiệm_vụ|việc|phần_việc|công_việc|nội_dung được giao|phân_công
                 xin_lỗi ~ chậm|muộn|trễ
                 xin_lỗi|yên_tâm
                 báo chậm|muộn|trễ !tiến_độ|hạn
                 mà|nhưng|chắc|tại|do|nãy? em|tôi|mình|chị|anh? {FORGOT} đã|chưa? báo|báo_cáo|nhắn|cập_nhật
                 mà|nhưng|chắc|tại|do? em|tôi|mình? quên chưa|không? up|bấm|tải minh_chứng|file|lên?
                 mong|xin ~ thông_cảm|bỏ_qua|tha_lỗi
                 đề_nghị|nhờ ~ cập_nhật|tick|đánh_dấu|xác_nhận giúp|hộ|trạng_thái?
                 đề_nghị ~ đưa_ra_khỏi|đưa_khỏi|kết_thúc|đóng|tắt theo_dõi|nhắc|danh_sách theo_dõi?
                 buổi sáng|trưa|chiều|tối
                 ^ quên mất|béng|khuấy? tiêu? ,
                 khỏi|đừng|không_phải lo|lo_lắng
                 chờ|đợi mãi mới có|được|thấy"""),
    ("NAG", """sao|mà|thế_mà? bot|máy|hệ_thống|anh|chị? vẫn|cứ|còn|lại nhắc mãi|hoài|suốt|nữa? thế|vậy|à|hả?
               nhắc gì|chi? ~ nhắc? mãi|hoài|suốt|lắm|nhiều thế|vậy?
               bot? đừng|khỏi|không_cần|không_phải nhắc|réo|hỏi|gọi|hối|giục nữa?
               ngày_nào|hôm_nào|suốt_ngày|cứ|tuần_nào cũng? hỏi|nhắc
               PAST? em|tôi|mình? đã? báo|báo_cáo rồi mà|đấy"""),
    ("ELSE", """nhầm|sai người|số|máy|địa_chỉ
                tôi|em|mình đã? nghỉ hưu|việc|thai_sản
                không còn? phụ_trách|làm việc|mảng|lĩnh_vực này
                FILL? tôi|em|mình đã? chuyển công_tác|đơn_vị|việc|cơ_quan"""),
    ("ACK", "chúc ~ vui_vẻ|sức_khỏe|may_mắn|tốt_lành|vui\nchúc mừng ~ sinh_nhật|năm_mới|ngày_lễ"),
    # A cue's syllable within another word, or said of those the task is for.
    ("word", f"""quy|nguyên|phép tắc
                 công|chương|quy|lộ|giáo trình
                 chuyển đổi
                 nợ quá_hạn
                 đầu tư
                 di dời
                 thiếu nhi|niên|sinh
                 không ngừng
                 hộ|xã|vùng|đối_tượng|học_sinh|trẻ_em|người|gia_đình|hoàn_cảnh khó_khăn
                 khó_khăn|vướng_mắc|khó_khăn_vướng_mắc cho|của|với doanh_nghiệp|người_dân|dân|hộ|hợp_tác_xã
                 không|đâu phải là? chưa|không ~ xong|hoàn_thành|{WORK} đâu?
                 lùi|hoãn|dời|chuyển họp|cuộc|lịch|hội_nghị
                 chúc ~ xong|hoàn_thành"""),
    ("FILL", f"""cả|toàn_bộ|tất_cả các|#? {UNIT} đều?
                 còn gì nữa? đâu"""),
    ("OTHERS", f"""các|những|một_số|nhiều|vài|mấy|hầu_hết|# {UNIT}
                   {UNIT}|bên|phòng khác"""),
    ("GUESS", """không|chẳng|chả|chưa chắc|dám_chắc|rõ
                 hay sao
                 lưng_chừng|hên_xui|có_khi"""),
    ("HEDGE", """ừ thì xong
                 xong phim|đời
                 trong mơ|tưởng_tượng
                 nói|bảo|kể thế|vậy
                 kiếp trước|nào
                 từ_từ|kiểu_gì|trước_sau_gì|sớm_muộn|thế_nào rồi|gì|sau? cũng xong|hoàn_thành
                 theo ~ ~ thì|là !sẽ
                 nghe ~ báo|nói|bảo|kể
                 trên giấy|danh_nghĩa|lý_thuyết|hình_thức
                 trên_giấy_tờ"""),
    ("THANKS", """xin? cảm|cám ơn ~ đã nhắc|báo|hỗ_trợ|thông_báo
                  cảm|cám ơn nhiều|rất_nhiều? anh|chị|em|sếp|bạn?"""),
    ("AWAY", f"""đang|còn|mới {AWAY} {POLITE}? {POLITE}? $
                 đang {AWAY} chút|tí|lắm|quá|việc
                 đang? đi đường|xe|xa|vắng|công_tác"""),
    ("PROMISE", f"""nếu|có|khi|hễ ~ vướng|vướng_mắc|khó_khăn|vấn_đề|gì thì? em|tôi|mình sẽ? {ANSWERS}
                    {LATER_ON} em|tôi|mình? sẽ? {ANSWERS} lại|sau?
                    {ANSWERS} lại? em|anh|chị? sau|lại
                    để|đợi|chờ em|tôi|mình tí|chút|lát|xíu
                    để em|tôi|mình|anh|chị|bác ~ hỏi|xem|kiểm_tra|rà|coi {AGAIN}? rồi? báo? cấp_dưới|anh_em?
                    đợi|chờ em|tôi|mình? tí|chút|lát|xíu"""),
)  # fmt: skip

# Before what weakens, whose short words stand in many others.
HIDDEN: Rules = (
    ("PAID", "chi trả"),
    ("word", "nào|ai cũng\ný|lý|tư tưởng"),
    ("word", """quyết|quy|thẩm|giám|xác|ấn|ổn|nghị|nhận|chỉ|kiểm|hoạch|nhất định
                định kỳ|mức|hướng|danh|giá|vị|cư
                chỉ đạo|thị|số|dẫn
                quy|hương|công ước
                bản sao
                sao y|lưu|lục|kê
                đổi|nông_thôn mới
                mới đây
                trả lời|kết_quả
                tiếp nhận|dân|cận|xúc|công
                trực tiếp
                thiết|trang bị
                loại|phòng|khấu trừ
                song song|phương
                tạm ứng|trú
                tác|khán|hàng giả"""),
)  # fmt: skip

# What is left over once every cue is found.
LAST: Rules = (
    ("FILL", f"""ubnd|hđnd|đảng_ủy|ban_thường_vụ|lãnh_đạo? {UNIT} em|tôi|mình|ta|nhà|chúng_tôi|chúng_em?
                 ubnd|chúng_em|tụi_em|tụi_tui|tụi_mình|bọn_em|anh_em|tui|ae
                 chủ_tịch|bí_thư|giám_đốc|chánh_văn_phòng|trưởng_phòng"""),
    ("FILL", """ạ|nhé|nha|nhá|nhe|nghe|nghen|nhen|thưa|báo_cáo|em|anh|chị|sếp|bác|chú|cô|thầy|các|mình|tôi
                tớ|ơi|bên|đơn_vị|phòng|chúng|lãnh_đạo|thư_ký|văn_phòng|này|đó|trên|nhiệm_vụ|việc|công_việc|nội_dung
                kết_quả|rồi|hết|toàn_bộ|tất_cả|cả|luôn|vừa|hẳn|của|và|đã|được|cũng|từ|vào|lúc|hồi|nhiều|vậy|=đấy
                it|all|the|we|i|task|already|was|has|have|been|đạt|gửi_kèm|đính_kèm|đầy_đủ|khối_lượng|hoàn_toàn
                nè|ui|hén|nhế|nhể|chế|/|kính|mọi|hè|hỉ|hà|nờ|ni|=ơ|ad|admin|bot|dạ|thôi"""),
    # A clause that only leads to what is said, or tells what comes with it.
    ("FILL", f"""^ thực_hiện|theo|căn_cứ|triển_khai * $
                 ^ FILL? FILL? FILL? gửi|kèm|kèm_theo|đính_kèm|sản_phẩm|minh_chứng|file|{PAPER} * $"""),
)  # fmt: skip
