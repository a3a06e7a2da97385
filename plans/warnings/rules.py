"""Warnings about the plan's rules: contradictions, missing figures, what the law says otherwise."""

from core.states import BodyKind
from core.vietnamese import lower_first, short_date
from deadlines.states import DeadlineKind, RuleUnit
from deadlines.wording import rule_words
from plans.warnings.base import PlanWarning

CONFLICT_CODES = {DeadlineKind.REPORT: "D-01", DeadlineKind.ANSWER_BEFORE: "D-02"}
# What every conference needs a date for; a plan without a rule on one of them leaves it open (D-31).
EXPECTED = {
    DeadlineKind.NOTICE: "thông báo trước hội nghị",
    DeadlineKind.CONCLUSION: "thông báo kết luận",
    DeadlineKind.ANSWER_AFTER: "trả lời sau hội nghị",
}
COMPARED = "cần đối chiếu nguyên văn Luật Tổ chức chính quyền địa phương, Điều 43"


def rule_warnings(facts):
    return [*_conflicts(facts), *_missing(facts), *_shorter_than_law(facts), *_longer_than_law(facts)]


def open_conflicts(rules):
    """[(kept by default, rival)]: pairs of rules in force that date one act differently (D-01, D-02).

    The later date is proposed: the earlier one is the day on which what the act needs is itself still due.
    """
    by_code = {rule.code: rule for rule in rules}
    pairs = []
    for rule in rules:
        rival = by_code.get(rule.conflicts_with)
        if rival and not any(rule in pair for pair in pairs):
            pairs.append(tuple(sorted((rule, rival), key=lambda row: str(row.fixed_on), reverse=True)))
    return pairs


def _conflicts(facts):
    return [
        PlanWarning(
            CONFLICT_CODES.get(kept.kind, "D-01"),
            f"Mục {kept.source} và {rival.source}",
            f"hai thời hạn khác nhau cho cùng một việc “{lower_first(kept.name)}”: {rule_words(kept)} và "
            f"{rule_words(rival)}. Chưa nhắc việc theo thời hạn nào.",
            f"Hãy chọn một thời hạn và ghi lý do; gợi ý: {rule_words(kept)} (mục {kept.source}), vì ngày sớm hơn cũng là "
            "ngày các đơn vị còn đang gửi nội dung.",
            part="thoi-han",
        )
        for kept, rival in open_conflicts(facts.rules)
    ]


def _missing(facts):
    """D-11: figures by reference to a text that is not here. D-31: no figures at all."""
    if facts.plan.regulation is None:
        sentence = "kế hoạch chưa gắn bộ quy định thời hạn nên không có thời hạn nào được tính."
        return [
            PlanWarning(
                "D-31",
                "Thời hạn",
                sentence,
                "Hãy chọn bộ quy định ở “Thời hạn của kế hoạch này”.",
                "thoi-han",
            )
        ]
    found = [
        PlanWarning(
            "D-11",
            f"Mục {rule.source}" if rule.source else "Thời hạn",
            f"“{lower_first(rule.name)}” dẫn chiếu văn bản khác, kế hoạch không ghi số ngày: chưa cấu hình.",
            "Hãy nhập số ngày theo văn bản được dẫn chiếu, hoặc để trống: khi đó phần mềm không nhắc việc.",
            "thoi-han",
        )
        for rule in facts.rules
        if rule.unit == RuleUnit.REFERENCE
    ]
    settled = {rule.kind for rule in facts.rules if rule.is_configured}
    missing = [words for kind, words in EXPECTED.items() if kind not in settled]
    if missing:
        sentence = (
            f"kế hoạch không nêu số ngày cho: {', '.join(missing)}: chưa cấu hình, không sinh thời hạn."
        )
        advice = "Có thể bật mức tối thiểu của luật hoặc mức mặc định của xã; mức ấy được ghi rõ không phải của kế hoạch."
        found.append(PlanWarning("D-31", "Thời hạn", sentence, advice, "thoi-han"))
    return found


def _shorter_than_law(facts):
    """D-48: what leaves people less time than the law; a warning for the UBND, for others a note."""
    own, law = facts.rule(DeadlineKind.NOTICE), facts.law.get(DeadlineKind.NOTICE)
    if not own or not law or not own.is_configured or facts.due(own) <= facts.due(law):
        return []
    is_ubnd = facts.plan.body == BodyKind.UBND
    sentence = f"thông báo {rule_words(own)}, ngắn hơn mức của luật là {rule_words(law)} ({COMPARED})."
    advice = (
        "Hãy sửa số ngày, hoặc bật mức tối thiểu của luật để hạn sớm hơn được nhắc trước."
        if is_ubnd
        else "Mức của luật nói về hội nghị của UBND cấp xã; kế hoạch này của cơ quan khác nên chỉ để tham khảo."
    )
    return [PlanWarning("D-48", f"Mục {own.source}", sentence, advice, "thoi-han", is_note=not is_ubnd)]


def _longer_than_law(facts):
    """D-47: the conclusion may come later than the law wants results published; both stand side by side."""
    own, law = facts.rule(DeadlineKind.CONCLUSION), facts.law.get(DeadlineKind.RESULT_PUBLISHED)
    if not own or not law or not own.is_configured or facts.due(own) <= facts.due(law):
        return []
    day = short_date(facts.sample_day)
    sentence = (
        f"thông báo kết luận {rule_words(own)}, còn luật nêu công khai kết quả {rule_words(law)} ({COMPARED}): hội nghị "
        f"ngày {day} thì hạn của kế hoạch là {short_date(facts.due(own))}, của luật là {short_date(facts.due(law))}."
    )
    advice = "Bật mức tối thiểu của luật thì hai hạn đứng cạnh nhau và hạn sớm hơn được nhắc trước."
    about = f"{rule_words(own)}|{rule_words(law)}"
    return [PlanWarning("D-47", f"Mục {own.source}", sentence, advice, "thoi-han", about=about, is_note=True)]
