"""What the people of a commune say in one round, and the Excel list a village hands in, with its faults planted."""

import xlsxwriter
from python_calamine import CalamineWorkbook

HAMLETS = ("Thôn Đông", "Thôn Hạ", "Thôn Thượng")
HEADINGS = (
    "STT",
    "Họ và tên",
    "THON",
    "Số điện thoại",
    "Ý kiến, kiến nghị",
    "Ngày nhận",
    "Lĩnh vực",
    "Email",
)
# The words that the board's suggestions go by stand in them as people say them.
MATTERS = (
    "Đề nghị cấp giấy chứng nhận quyền sử dụng đất cho các hộ khu giãn dân năm 2009.",
    "Ranh giới đất vườn nhà tôi bị đo chồng lên ngõ chung khi đo đạc bản đồ mới.",
    "Bãi tập kết rác cạnh trường mầm non bốc mùi, đề nghị chuyển đi nơi khác.",
    "Trại lợn xả nước thải thẳng ra kênh, cá chết trắng mấy lần trong tháng ba.",
    "Mẹ liệt sĩ tuổi đã cao chưa được điều chỉnh trợ cấp theo mức mới.",
    "Hộ cận nghèo đề nghị xem lại danh sách vì có nhà khá giả vẫn được xét.",
    "Ban đêm thanh niên tụ tập đua xe, nẹt pô ở đoạn cầu mới.",
    "Trộm chó, trộm gà xảy ra liên tục, mong công an tuần tra ban đêm.",
    "Chợ quê họp tràn ra đường tỉnh gây cản trở xe cộ giờ tan học.",
    "Hợp tác xã thu phí thuỷ lợi không công khai cho xã viên.",
    "Chuột phá lúa nhiều, xin hỗ trợ bẫy và thuốc sinh học cho vụ mùa.",
    "Dịch tả lợn tái phát, đề nghị hỗ trợ tiêu huỷ kịp thời cho người nuôi.",
    "Lớp học trường tiểu học thiếu quạt, mái dột ở dãy phòng cấp bốn.",
    "Phụ huynh muốn biết các khoản thu đầu năm học được dùng vào việc gì.",
    "Trạm y tế thường hết thuốc huyết áp, người già phải lên tuyến trên.",
    "Xin tổ chức khám sức khoẻ định kỳ cho người cao tuổi tại nhà văn hoá.",
    "Đường liên thôn từ đình ra ruộng nhiều ổ gà, mưa xuống không đi nổi.",
    "Cống ngang trước cổng nhà văn hoá sập nắp đã nửa năm chưa ai sửa.",
    "Đèn đường dọc trục chính hỏng hơn chục bóng, tối đi rất nguy hiểm.",
    "Sân bóng của thôn bị lấn làm chỗ phơi gạch, trẻ con không có chỗ chơi.",
    "Lễ hội đình làng nên có quy định về loa đài để dân còn nghỉ ngơi.",
    "Bộ phận một cửa hẹn trả giấy khai sinh ba lần vẫn chưa xong.",
    "Nộp hồ sơ trực tuyến khó quá, xin cử người hướng dẫn tại thôn.",
    "Chi bộ nên công khai kết quả sinh hoạt chuyên đề cho dân góp ý.",
    "Nước máy yếu từ đầu mùa hè, có hôm cả ngày không có giọt nào.",
    "Đề nghị Quốc hội xem lại tuổi hưởng trợ cấp hưu trí xã hội.",
    "Tuyến xe buýt bỏ điểm dừng đầu làng, học sinh phải đi bộ hai cây số.",
    "Cây xà cừ trước cổng chợ mục gốc, sợ đổ vào người đi đường.",
    "Kênh N3 cạn trơ đáy giữa vụ, ruộng cuối nguồn nứt nẻ.",
    "Gia đình tôi chưa nhận tiền đền bù đất làm khu công nghiệp.",
    "Đất chuyển đổi năm 2004 chưa được vào sổ của tôi.",
    "Khói đốt rơm phủ kín quốc lộ vào chiều tối.",
    "Người khuyết tật nặng phải chờ xác nhận quá lâu.",
    "Thanh toán bảo hiểm y tế cho hộ làm nghề muối còn thiếu.",
    "Có nhóm đánh bạc trong quán nước cuối làng vào ban trưa.",
    "Chủ thầu bơm cát đêm làm sạt bãi bồi.",
    "Tiểu thương mong được giảm tiền thuê ki-ốt sau cơn bão.",
    "Vườn vải sâu đục quả mà chưa có cán bộ khuyến nông xuống.",
    "Giống ngô cấp về nảy mầm kém.",
    "Cô giáo hợp đồng chưa được đóng bảo hiểm xã hội.",
    "Học sinh lớp chín cần chỗ ôn thi buổi tối.",
    "Nhà vệ sinh của trạm xá xuống cấp nặng.",
    "Mặt đê đoạn Vực Sâu nứt dọc gần trăm mét.",
    "Biển báo tốc độ dựng sai chỗ, lái xe không nhìn thấy.",
    "Đội văn nghệ xin tủ đựng trang phục biểu diễn.",
    "Di tích chùa Cả dột nát, tượng cổ bị mối.",
    "Chứng thực chữ ký phải đi lại hai buổi.",
    "Hòm thư góp ý ở trụ sở lâu không ai mở.",
    "Cuộc họp chi hội phụ nữ nên bớt hình thức.",
    "Xin lắp thêm bình chữa cháy ở nhà trẻ tư thục.",
)
PEOPLE = (
    "Nguyễn Thị Mận", "Trần Văn Bưởi", "Lê Thị Na", "Phạm Văn Ổi", "Vũ Thị Lựu", "Đặng Văn Mít", "Bùi Thị Hồng",
    "Hoàng Văn Cam", "Ngô Thị Quýt", "Đỗ Văn Xoài",
)  # fmt: skip
# What is said twice: three in the village's list (in other letters), one at the desk before, six elsewhere.
AT_THE_DESK = "Đoạn mương sau nhà bà Tám tắc, nước tràn vào sân mỗi khi mưa to."
BY_PHONE = (
    "Rác tập kết cạnh trường mầm non mùi hôi lắm, đề nghị chuyển bãi rác đi nơi khác.",
    "Đèn đường trục chính hỏng cả chục bóng, đi tối nguy hiểm, mong xã sửa sớm.",
    "Khu tái định cư chưa có chỗ để xe, xe đỗ kín lối đi chung.",
    "Thư viện xã mở cửa đúng giờ hành chính nên người đi làm không mượn được sách.",
    "Xin lắp gương cầu ở ngã ba cây đa vì khuất tầm nhìn.",
)
ON_PAPER = (
    "Trạm y tế hay hết thuốc huyết áp nên người già phải lên tận tuyến trên.",
    "Cống ngang cổng nhà văn hoá bị sập nắp nửa năm nay chưa ai sửa.",
    "Nước máy yếu suốt từ đầu mùa hè, có hôm cả ngày không giọt nào.",
    "Chuột phá lúa nhiều quá, xin hỗ trợ bẫy, thuốc sinh học cho vụ mùa.",
    "Ao làng bị bèo phủ kín, nên vớt bèo và thả cá.",
    "Mong có lớp dạy nghề may cho phụ nữ lúc nông nhàn.",
    "Loa truyền thanh thôn rè, nghe không rõ thông báo.",
    "Nghĩa trang thôn hết chỗ, cần mở rộng về phía đồng Sậy.",
    "Xe chở đất chạy qua làng không che bạt, bụi vào tận nhà.",
    "Cán bộ thú y nên tiêm phòng chó mèo vào cuối tuần.",
)


def rows():
    """Sixty as typed: fifty good, six bad, three repeated in other letters, one known already."""
    good = [
        [PEOPLE[place % 10], HAMLETS[place % 3], f"09{12345000 + place}", text, "20/4/2026", "", ""]
        for place, text in enumerate(MATTERS)
    ]
    again = [[row[0].upper(), row[1], "", row[3].upper(), "21/4/2026", "", ""] for row in good[:3]]
    known = [["Nguyễn Văn Tám", "Thôn Hạ", "", AT_THE_DESK, "21/4/2026", "", ""]]
    bad = [
        ["Lê Thị Na", "Thôn Hạ", "", "", "20/4/2026", "", ""],
        ["Vũ Thị Lựu", "Thôn Hạ", "", "Trường thiếu nhà để xe cho học sinh đi xe đạp.", "20/4/2036", "", ""],
        ["Bùi Thị Hồng", "Thôn Đông", "không có", "Hội trường thôn thiếu ghế ngồi.", "20/4/2026", "", ""],
        ["Ngô Thị Quýt", "Thôn Đông", "", "Xin mở lại điểm bưu điện văn hoá.", "31/2/2026", "", ""],
        ["Đỗ Văn Xoài", "Thôn Đông", "", "Cầu ao đầu xóm lung lay.", "20/4/2026", "Chuyện khác hẳn", ""],
        ["Lê Thị Na", "Thôn Hạ", "", "Bờ vùng sạt lở sau trận mưa tuần trước.", "20/4/2026", "", "na@@xa"],
    ]  # fmt: skip
    return [*good[:20], *bad[:3], *good[20:], *again, *known, *bad[3:]]


def write_list(path):
    """The village's list as it comes: a title above, headings in its own words and order, sixty numbered rows."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Tổng hợp")
    sheet.merge_range(0, 0, 0, 7, "TỔNG HỢP Ý KIẾN CỦA NHÂN DÂN TRƯỚC HỘI NGHỊ ĐỐI THOẠI")
    sheet.write_row(2, 0, HEADINGS)
    for number, row in enumerate(rows(), start=1):
        sheet.write_row(2 + number, 0, [number, *row])
    book.close()
    return path


MENDS = {
    "Nội dung": "Lối xuống bến sông chưa có lan can.", "Ngày nhận": "20/4/2026", "Điện thoại": "", "Lĩnh vực": "",
    "Thư điện tử": "",
}  # fmt: skip


def mend(faulty, path):
    """The faulty rows as a clerk mends them in Excel: each cell that the last column complains of."""
    headings, *rows = CalamineWorkbook.from_path(str(faulty)).get_sheet_by_index(0).to_python()
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, headings)
    for number, row in enumerate(rows, start=1):
        for line in row[-1].splitlines():
            label = line.split(":")[0]
            row[headings.index(label)] = MENDS[label]
        sheet.write_row(number, 0, [str(cell) for cell in row])
    book.close()
    return path
