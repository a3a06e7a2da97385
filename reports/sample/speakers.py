"""Who speaks in the sample's halls, about what, and what becomes of it. Invented people."""

from dialogue.states import Outcome

SPEAKERS = [
    {
        "who": "Ông Nguyễn Hữu Thọ", "hamlet": "Thôn Đông", "field": "environment", "outcome": Outcome.HANDED, "unit": "economy",
        "text": "Mương tiêu sau trường tiểu học tắc lâu ngày, đề nghị nạo vét trước mùa mưa.",
    },
    {
        "who": "Bà Đoàn Thị Lý", "hamlet": "Thôn Hạ", "field": "social_policy", "outcome": Outcome.ANSWERED,
        "by": "Chủ tịch UBND xã", "answer": "Xã đã lập danh sách bổ sung, chi trả trong kỳ lương tháng tới.",
        "text": "Đề nghị cho biết khi nào chi trả chế độ cho người cao tuổi mới đủ tuổi.",
    },
    {
        "who": "Ông Hồ Văn Nghĩa", "hamlet": "Thôn Bến", "field": "infrastructure", "outcome": Outcome.UPWARD,
        "text": "Đề nghị nâng cấp đê bối đoạn qua thôn Bến vì đã xuống cấp, việc này vượt quá khả năng của xã.",
    },
    {
        "who": "Bà Trương Thị Sen", "hamlet": "Thôn Trung", "field": "public_order", "outcome": Outcome.LATER, "unit": "police",
        "text": "Đề nghị trả lời kết quả xác minh vụ mất cắp tại nhà văn hoá thôn.",
    },
]  # fmt: skip
