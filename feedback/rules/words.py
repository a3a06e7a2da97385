"""Sentences that several of these rules share."""

ONLY_OFFICE = "Chỉ Văn phòng được làm việc này. Hãy chuyển ý kiến cho Văn phòng HĐND và UBND xã."
ONLY_COLLECTORS = "Chỉ Văn phòng và Mặt trận được nhập kiến nghị. Hãy gửi nội dung cho một trong hai nơi này."
OWN_UNIT = "Chỉ đơn vị được giao làm việc này. Hãy chuyển cho người của đơn vị đó."
ONLY_CHAIR = "Chỉ người chủ trì được duyệt trả lời ở bước này. Hãy chờ người chủ trì duyệt."
