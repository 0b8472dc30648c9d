"""The words agencies' names begin with, and the words that end a name: what an agency is told to do."""

import re

# Begin like a name and are none: "Tổ chức hội nghị", "Ban hành quy chế".
NO_HEAD = (
    r"(?!(?:Tổ chức(?! (?:chính trị|đảng|Đảng|đoàn thể))|Ban hành|ban hành|Báo cáo|Trường hợp|Hội nghị|Hội thảo|Hội thi|Hội diễn|Hội chợ|Đoàn kết|Bộ máy"
    r"|Bộ tiêu chí|Bộ chỉ|Bộ thủ tục|Bộ luật|Bộ Luật|Phòng,? [Cc]hống|Phòng ngừa|Phòng cháy|phòng ngừa|phòng,? chống|phòng cháy|Đội ngũ|Bản đồ|Bản tin|Nhóm nhiệm|Nhóm giải|Nhóm chỉ|Xã hội|xã hội"
    r"|Nhà nước|Nhà ở|nhà nước|Viện trợ|Thanh tra,|Thanh tra(?= (?:việc|các|công))|Thống kê,? (?:số|các|danh|rà|lập|tổng)|Thuế (?:suất|thu)|Cảng biển|Cục diện|Bảo hiểm y tế|Báo động|Tổ hợp tác"
    r"|Cơ quan,? đơn vị nào|Hội đồng (?:thẩm định|nghiệm thu)? họp|Trạm dừng|Trường học thân|Công ty nào|Khu vực|Trung ương giao|Ban đầu|Quỹ đất|Quỹ nhà|Cổng dịch vụ|Xã nông thôn|Phường văn minh|đoàn kết|hội nhập|hội nghị|hội thảo|ban đêm|thuế suất"
    r"|bảo hiểm (?:y tế|xã hội) toàn dân|hội viên|hội đủ|Tổ công tác(?= liên ngành họp))(?!\w))"
)
# A name begins with one of these, in capitals as offices write them.
HEADS = (
    rf"{NO_HEAD}"
    r"(?:Ban|Bộ|Sở|Phòng|Văn phòng|Ủy ban|Uỷ ban|UBND|HĐND|UBMTTQ|UBMT|UB MTTQ|MTTQ|Hội đồng|Mặt trận|Công an|CA|Quân sự|BCH|BCHQS|BCĐ"
    r"|Bộ đội|Biên phòng|Đồn|Đoàn|Tỉnh đoàn|Thành đoàn|Huyện đoàn|Xã đoàn|Hội|Liên đoàn|LĐLĐ|Công đoàn|Liên minh|Liên hiệp"
    r"|Thanh tra|Tòa án|Toà án|TAND|Viện|VKS|VKSND|Thi hành án|Chi cục|Cục|Tổng cục|Chi nhánh|Ngân hàng|NHNN|NHCSXH|Bảo hiểm"
    r"|BHXH|Kho bạc|KBNN|Thuế|Hải quan|Thống kê|Trung tâm|TT|Trường|Đại học|Học viện|Bệnh viện|Trạm|Báo|Đài|Cổng|Điện lực"
    r"|Công ty|Tổng công ty|Tập đoàn|Hợp tác xã|HTX|Thành ủy|Thành uỷ|Tỉnh ủy|Tỉnh uỷ|Huyện ủy|Huyện uỷ|Quận ủy|Đảng ủy|Đảng uỷ"
    r"|Đảng bộ|Chi bộ|Chi ủy|Chi đoàn|Chi hội|Khoa|Câu lạc bộ|Hạt|Ban Chấp hành|Thường trực|Thường vụ|BTV|Tổ|Đội|Hạt|Quỹ|Nhà|Thư viện|Bảo tàng|Bưu điện|Viễn thông|VNPT|Viettel"
    r"|Cựu chiến binh|Hội Nông dân|Phụ nữ|Kiểm lâm|Quản lý thị trường|Đặc khu|Cảng vụ|Cơ quan|Đơn vị|Cấp ủy|Cấp uỷ|Tiểu ban"
    r"|Thôn|Khu phố|Tổ dân phố|Ấp|Bản|Chính quyền|Đảng đoàn|Ban cán sự|Phường|Xã|Thị trấn|Hiệp hội|Chủ đầu tư|Nhóm|Trung ương)"
)
# Many at once, or one that the document need not name: also in small letters.
MANY = (
    r"(?:(?:[Tt]ất cả )?[Cc]ác|[Mm]ỗi|[Tt]ừng|[Tt]oàn bộ|[Cc]ả) (?:Sở|sở|Ban|ban|Ngành|ngành|Cơ quan|cơ quan|Đơn vị|đơn vị|Địa phương|địa phương|Phòng|phòng"
    r"|Trường|trường|Xã|xã|Phường|phường|Huyện|huyện|Cấp|cấp|Tổ chức|tổ chức|Đoàn thể|đoàn thể|Hội|hội|Doanh nghiệp|doanh nghiệp|Ngân hàng"
    r"|ngân hàng|Chi bộ|chi bộ|Thôn|thôn|Tổ|tổ|Khu|khu|Đồng chí|đồng chí|Đ/c|đ/c|Thành viên|thành viên|Chủ đầu tư|chủ đầu tư|Thành phố|thành phố"
    r"|Đảng|đảng|Trung tâm|trung tâm|Ủy ban|Uỷ ban|UBND|Công ty|công ty|Bộ|bộ|Tiểu ban|Đặc khu|đặc khu|Bản|bản|Ấp|ấp|Cơ sở|cơ sở|Nhà|nhà|Quỹ|quỹ"
    r"|Cục|Chi cục|chi cục|Hợp tác xã|hợp tác xã|Trạm|trạm|Bệnh viện|Báo|báo|Đài|Chủ tịch|chủ tịch|Bí thư|Đoàn|đoàn|Nhóm|Lực lượng|lực lượng|Đội|Công đoàn|công đoàn|Chi đoàn|chi đoàn|Chi hội|chi hội|Khoa|khoa|Hạt|hạt|Chủ rừng|chủ rừng|Viện|viện|[Hh]uyện, thành|[Tt]hành viên)"
)
SMALL = (
    rf"{NO_HEAD}"
    r"(?:cơ quan|đơn vị|địa phương|các (?:cơ quan|đơn vị|sở|ban|ngành|địa phương|phòng|xã|phường|tổ chức|đoàn thể|cấp|hội|trường|doanh nghiệp)"
    r"|sở|phòng|cấp ủy|công an|ngân hàng|thuế|mặt trận|nhà trường|doanh nghiệp|hội|đoàn thể|ban|ủy ban|ubnd|bảo hiểm|trung tâm|văn phòng)"
)
POSTS = re.compile(
    r"(?:(?:[Đđ]ồng chí|[Đđ]/c)\s+)?(?:(?:Quyền |Phó )?(?:Giám đốc|Chủ tịch|Chủ nhiệm|Chánh(?= Văn| Thanh| án)|Bộ trưởng|Tổng Giám đốc|Viện trưởng"
    r"|Cục trưởng|Chi cục trưởng|Trưởng(?=\s+[^\W\d_])|Hiệu trưởng|Bí thư|Chỉ huy trưởng|Tổng biên tập|Tổng Biên tập|Thủ trưởng|thủ trưởng|Người đứng đầu|người đứng đầu|[Ll]ãnh đạo(?= các)"
    r"|giám đốc|chủ tịch|hiệu trưởng|[Tt]rưởng (?=các)))(?:,? (?:và )?(?:Thủ trưởng|thủ trưởng|Giám đốc|người đứng đầu))?\s+(?=[\wĐ])"
)
# What an agency is told to do. Small letters alone: "Sở Xây dựng xây dựng kế hoạch".
DEEDS = (
    "chủ trì|chủ động|phối hợp|tham mưu|rà soát|xây dựng|ban hành|tổ chức|triển khai|thực hiện|hướng dẫn|chỉ đạo|tăng cường|đẩy mạnh"
    "|quán triệt|báo cáo|tổng hợp|theo dõi|kiểm tra|giám sát|đôn đốc|cân đối|bố trí|căn cứ|chịu trách nhiệm|có trách nhiệm|có kế hoạch"
    "|có nhiệm vụ|có văn bản|thường xuyên|khẩn trương|tiếp tục|nghiên cứu|đề xuất|hoàn thành|hoàn thiện|lập|trình|thẩm định|phân công|giao|đề nghị"
    "|yêu cầu|tuyên truyền|vận động|phát huy|nâng cao|cung cấp|công khai|cập nhật|số hóa|số hoá|quản lý|xử lý|hỗ trợ|thành lập|đưa|phát động"
    "|phổ biến|lồng ghép|bảo đảm|đảm bảo|duy trì|huy động|kết nối|tập huấn|mở|cử|gửi|nộp|quy định|chuẩn bị|tập trung|nghiêm túc|ưu tiên|kịp thời"
    "|định kỳ|thanh tra|điều tra|khảo sát|thống kê|đánh giá|sơ kết|tổng kết|kiện toàn|sắp xếp|đấu tranh|phòng ngừa|ngăn chặn|khắc phục|giải quyết"
    "|tiếp nhận|tiếp thu|tham gia|thẩm tra|quyết liệt|quyết định|phê duyệt|xem xét|đăng ký|đăng tải|thông báo|công bố|làm|là|cùng|và các đơn vị liên quan tổ chức"
    "|chuyển đổi|đổi mới|tạo điều kiện|khai thác|vận hành|bàn giao|xác định|lựa chọn|đầu tư|mua sắm|nộp|dự toán|đào tạo|bồi dưỡng"
    "|tổ chức lại|khuyến khích|khuyến nghị|hợp nhất|trực tiếp|nắm|nêu|kêu gọi|xúc tiến|thu hút|tháo gỡ|cải thiện|cắt giảm|đơn giản|phân bổ|tích hợp"
    "|giám định|phân loại|niêm yết|lắp đặt|trồng|sửa chữa|cải tạo|thi công|khởi công|giải phóng|thu hồi|đo đạc|ký|phát hành|trang trí|ra quân"
    "|truyền thông|biểu dương|tôn vinh|khen thưởng|biên soạn|sưu tầm|họp|đón|nhận|sử dụng|áp dụng|mời|đối chiếu"
    "|được giao|sẽ|phải|cần|đã|đang|không|chưa|vẫn|hằng (?:năm|quý|tháng|tuần)|hàng (?:năm|quý|tháng|tuần)|ngay|trước|trong thời|trên cơ sở|theo|dựa|tùy|khi|để|nhằm|đồng thời|đến nay|từ nay|bám sát|phấn đấu|thống nhất|chấp hành|tuân thủ|thi hành|giữ|xã hội hóa|xóa|xoá|đẩy nhanh|nắm tình hình|vận hành|kiểm soát|giải ngân|khoanh vùng|tiêu hủy|tiêm phòng|khử trùng|tuần tra|canh gác|ứng phó|di dời|sơ tán|chi trả|thanh toán|quyết toán|tạm ứng|nghiệm thu|chuyển giao|phản biện|góp ý|lấy ý kiến|tham vấn|cam kết|học tập|tuyên dương|ủng hộ|quyên góp|chăm lo|chăm sóc|quan tâm|chú trọng|đặc biệt|tích cực|gương mẫu|xung kích|phát quang|nạo vét|thu gom|xử phạt|cưỡng chế|tháo dỡ|giải tỏa|kê khai|khai báo|quảng bá|giới thiệu|trưng bày|biểu diễn|tuyển dụng|tuyển chọn|luân chuyển|điều động|bổ nhiệm|xếp loại|bình xét|kỷ luật|xác minh|giải đáp|trả lời|đối thoại|tiếp xúc|làm việc|làm rõ|phân tích|dự báo|cảnh báo|tư vấn|hòa giải|phục vụ|cấp phát|phân phối|dự trữ|vận chuyển|nhân rộng|thí điểm|ứng dụng|thay thế|nâng cấp|mở rộng|bổ sung|điều chỉnh|sửa đổi|bãi bỏ|công nhận|kiểm định|kiểm kê|kiểm đếm|thiết kế|đấu thầu|đấu giá|liên kết|tập hợp|củng cố|thể chế hóa|thể chế hoá|cụ thể hóa|cụ thể hoá|nắm bắt|lắng nghe|lưu ý|rút kinh nghiệm|lãnh đạo|định hướng|dự thảo|soạn thảo|tiết kiệm|bảo vệ|bảo tồn|trùng tu|tu bổ|khôi phục|phục hồi|sáp nhập|hình thành|khởi động|khai mạc|khai trương|công tác|trực(?! thuộc| tiếp)|đồng hành|tư liệu|thúc đẩy|liên hệ|liên thông|chia sẻ"
)
DEED = re.compile(rf"(?<!\w)(?:{DEEDS})(?!\w)")
# A deed's word within a name or beside a noun: "các tổ chức chính trị", "ban quản lý", "chương trình".
NO_DEED = re.compile(
    r"(?:(?:[Cc]ác|[Nn]hững|và|,|;|cơ quan,?|đơn vị,?|cấp ủy,?|đảng ủy,?|đoàn thể,?|doanh nghiệp,?)\s+tổ chức(?=\s*,|\s+(?:chính trị|đảng|đoàn|hội|xã hội|CT|tín dụng|cá nhân|liên quan|thành viên|cơ sở|tôn giáo|kinh tế|khoa học|quần chúng|Đảng|phi|có liên quan|thuộc))"
    r"|tổ chức (?:chính trị|đảng|đoàn thể|tín dụng|xã hội|CT-XH)|(?:[Bb]an|[Cc]hi cục|tổ|đội) (?:quản lý|chỉ đạo|tổ chức|kiểm tra|thanh tra|xây dựng|giám sát)|(?:đơn vị|cơ quan|cán bộ|công tác) (?:quản lý|cung cấp|sử dụng|thanh tra|truyền thông)"
    r"|(?:[Cc]hương|quy|tiến|hành|công|quá|giáo|lộ|lịch|phát|[Tt]ường) trình|(?:công|trung|độc|đối|thành|quốc|biên) lập|giao (?:thông|dịch|lưu|nhận|thương)|kinh tế|là[mn]g|(?:Ủy ban|Uỷ ban|[Bb]an|ngành|cơ quan) (?:kiểm tra|thanh tra|thống kê)"
    r"|chủ đầu tư|nhà đầu tư|đăng ký đầu tư|(?:ngành|sở|phòng|quản lý) (?:xây dựng|đầu tư|giao thông|quản lý)|(?:cấp) (?:xã|tỉnh|huyện|phường|thành phố|ủy|uỷ|cơ sở|trên|dưới|có thẩm quyền)|(?:[Cc]ác|hai|ba|mọi|từng|các ngành,?) cấp|(?:các|trong|toàn) (?:ngành,? )?cấp(?=,)"
    r"|truyền thông(?:,| và) |(?:cơ quan|đơn vị|công tác) truyền thông|(?:cơ quan|các cơ quan) thi hành|thi hành án|(?:trên )?địa bàn|(?:quản lý|sử dụng) (?:rừng|đất|thị trường|dự án|nhà nước)|trong khu"
    r"|(?:tổ|đội|ban|nhóm|câu lạc bộ) (?:hợp tác|tự quản|công tác|giúp việc)|đồng chí lãnh đạo|[Tt]hường trực|(?:đơn vị|công ty|tổ chức) tư vấn|(?:[Dd]ự án|[Qq]uỹ) (?:đầu tư|phát triển)(?: xây dựng| phát triển)?(?: công trình| giao thông| hạ tầng| nông nghiệp| dân dụng)*|[Dd]ự án xây dựng|hợp tác xã|phòng (?:họp)|(?:dịch vụ|trung tâm|Trung tâm) (?:hỗ trợ|cung cấp|phát triển|kiểm|phục vụ|dịch vụ)|(?:doanh nghiệp|hợp tác xã|cơ sở) (?:thi công|sử dụng|đầu tư|sản xuất|phát triển|đào tạo)|phát triển (?:đất|quỹ|kinh tế|hạ tầng|nông thôn))"
)
