"""What the sample's stages are told with: plan, conference, petitions, the day, the conclusion; real services only."""

from datetime import time
from pathlib import Path

import yaml

from conclusions import services as conclusions
from conclusions.states import RecipientKind
from core.states import Channel
from deadlines import services as deadlines
from deadlines.models import Regulation
from dialogue import services as dialogue
from feedback import services as feedback
from feedback.states import Competence, Triage
from plans import services as plans
from plans.files import read_file
from plans.states import ConferenceForm
from reports.sample.after import letters_come_and_go, results_are_published, units_are_heard
from reports.sample.travel import on

PETITIONS = Path(__file__).with_name("petitions.yaml")
PLAN = "lac_phuong_2026"
# Which unit answers for a field, as the office of the sample commune shares them out.
UNIT_OF = {
    "land": "economy", "environment": "economy", "infrastructure": "economy", "agriculture": "economy",
    "economy": "economy", "social_policy": "culture", "education": "culture", "health": "culture",
    "culture": "culture", "public_order": "police", "administration": "one_stop", "conduct": "one_stop",
    "party_government": "culture", "other": "police",
}  # fmt: skip
ACCOUNT_OF = {"economy": "kinhte", "culture": "vanhoa", "police": "congan", "one_stop": "motcua"}
FIRM_DATE = "trong quý này"


def told_for(year):
    """The plan's file as if written for that year; its legal bases keep their own dates."""

    def moved(part):
        if isinstance(part, dict):
            return {key: value if key == "bases" else moved(value) for key, value in part.items()}
        if isinstance(part, list):
            return [moved(value) for value in part]
        return part.replace("năm 2026", f"năm {year}") if isinstance(part, str) else part

    data = moved(read_file(PLAN))
    data["plan"]["year"] = year
    return data


class Story:
    """Days are counted in working days around `today`, so that some deadlines are always near."""

    def __init__(self, cast, today):
        self.cast, self.today = cast, today
        self.commune = cast.commune
        self.texts = iter(yaml.safe_load(PETITIONS.read_text(encoding="utf-8")))
        self.confirm_calendar()
        self.calendar = deadlines.calendar_for(self.commune)

    def day(self, shift):
        """The working day `shift` working days from today (0: today itself, whatever day it is)."""
        return self.calendar.shift(self.today, shift) if shift else self.today

    def confirm_calendar(self):
        for year in (self.today.year - 1, self.today.year, self.today.year + 1):
            deadlines.confirm_year(commune=self.commune, year=year, actor=self.cast.quantri)

    # --- plan -------------------------------------------------------------------------------------------------

    def issued_plan(self):
        """This year's plan, carried from draft to issue."""
        cast = self.cast
        preset = Regulation.objects.get(code="LP", commune=None)
        with on(self.day(-75)):
            deadlines.copy_regulation(regulation=preset, commune=self.commune, actor=cast.quantri)
            plan = self.load_plan(year=self.today.year)
            plans.submit_plan(plan=plan, actor=cast.vanphong)
        with on(self.day(-74)):
            plans.approve_plan(plan=plan, actor=cast.chutich)
            plans.issue_plan(
                plan=plan, issued_on=self.day(-74), signer_name=plan.signer_name, actor=cast.vanphong
            )
        return plan

    def next_plan(self):
        """Next year's plan waits for the chair."""
        with on(self.day(-2)):
            plan = self.load_plan(year=self.today.year + 1)
            plans.submit_plan(plan=plan, actor=self.cast.vanthu)

    def load_plan(self, *, year):
        return plans.load_plan_file(
            commune=self.commune, data=told_for(year), actor=self.cast.vanthu, names=False
        )

    # --- conferences ------------------------------------------------------------------------------------------

    def conference(self, plan, *, target=None, kind, title, audience, content, created, held=None):
        """A conference created on working day `created` and dated for working day `held`."""
        values = {
            "title": title, "audience": audience, "content": content, "form": ConferenceForm.DIRECT, "form_reason": "",
            "session": "morning", "starts_at": time(8, 0), "chair": self.cast.chutich, "secretary": self.cast.vanthu,
        }  # fmt: skip
        with on(self.day(created)):
            row = dialogue.create_conference(
                plan=plan, target=target, kind=kind, values=values,
                venues=["Hội trường UBND xã Lạc Phượng (cơ sở 2)"], actor=self.cast.vanphong,
            )  # fmt: skip
            if held is not None:
                dialogue.schedule_conference(conference=row, held_on=self.day(held), actor=self.cast.vanphong)
        return row

    def invite(self, conference, *, added, sent=None):
        """The usual guests; sent on working day `sent` if given."""
        units = [
            self.cast.units[key]
            for key in ("front", "farmers", "police", "economy", "culture", "dong", "doai")
        ]
        with on(self.day(added)):
            rows = [{"invitee": unit.official_name, "title": "", "unit": unit} for unit in units]
            dialogue.add_invitations(conference=conference, rows=rows, actor=self.cast.vanphong)
        if sent is None:
            return
        with on(self.day(sent), hour=14):
            dialogue.print_invitations(conference=conference, actor=self.cast.vanphong)
            dialogue.send_invitations(
                conference=conference, invitations=list(conference.invitations.all()), channel=Channel.BY_HAND,
                sent_on=self.day(sent), actor=self.cast.vanphong,
            )  # fmt: skip

    def announce(self, conference, *, issued, published=None):
        with on(self.day(issued), hour=10):
            notice = dialogue.draft_public_notice(conference=conference, actor=self.cast.vanphong)
            if published is None:
                return
            dialogue.issue_public_notice(public_notice=notice, actor=self.cast.vanphong)
        with on(self.day(published), hour=15):
            for channel, proof in (
                (Channel.RADIO, "Bản tin 17 giờ, Đài truyền thanh xã"),
                (Channel.NOTICE_BOARD, "Bảng tin trụ sở UBND xã"),
            ):
                dialogue.record_publication(
                    public_notice=notice, channel=channel, published_on=self.day(published), proof=proof,
                    actor=self.cast.vanphong,
                )  # fmt: skip

    # --- petitions --------------------------------------------------------------------------------------------

    def collect(self, conference, count, *, received):
        """The next `count` sample petitions, entered by the Front or the office."""
        rows = []
        for number in range(count):
            text = next(self.texts)
            by_front = text["source"] == "front_form"
            with on(self.day(received), hour=8 + number % 8, minute=number % 50):
                values = {
                    "content": text["text"], "hamlet": text["hamlet"], "source": text["source"],
                    "received_on": self.day(received), "kind": "report" if text.get("urgent") else "petition",
                    "collector": self.cast.units["front"] if by_front else self.cast.units["office"],
                }  # fmt: skip
                person = {
                    "name": text["who"], "hamlet": text["hamlet"], "is_collective": "members" in text,
                    "members": text.get("members"),
                }  # fmt: skip
                petition = feedback.add_petition(
                    conference=conference, values=values, petitioners=[person],
                    actor=self.cast.mattran if by_front else self.cast.vanthu,
                )  # fmt: skip
            rows.append((petition, text))
        return rows

    def classify(self, rows, *, at, triage=Triage.AT_CONFERENCE):
        for petition, text in rows:
            with on(self.day(at), hour=9):
                upward = triage == Triage.UPWARD
                feedback.classify_petition(
                    petition=petition, field=text["field"], triage=triage, is_urgent=bool(text.get("urgent")),
                    competence=Competence.HIGHER if upward else Competence.COMMUNE, actor=self.cast.vanthu,
                )  # fmt: skip

    def assign(self, rows, *, at, due):
        for petition, text in rows:
            with on(self.day(at), hour=10):
                feedback.assign_petition(
                    petition=petition, lead=self.cast.units[UNIT_OF[text["field"]]], due_on=self.day(due),
                    actor=self.cast.vanphong, instruction="Trả lời ngắn gọn, rõ thời gian và biện pháp.",
                )  # fmt: skip

    def accept(self, rows, *, at):
        for petition, text in rows:
            with on(self.day(at), hour=13, minute=30):
                feedback.accept_assignment(
                    assignment=petition.assignments.get(is_lead=True), actor=self.officer(text)
                )

    def answer(self, rows, *, at, approved=None):
        """The unit writes and sends its answers on day `at`; the office approves them on day `approved`."""
        for petition, text in rows:
            with on(self.day(at), hour=14):
                row = feedback.write_answer(
                    assignment=petition.assignments.get(is_lead=True), actor=self.officer(text),
                    values={
                        "content": f"Đơn vị đã kiểm tra nội dung kiến nghị về lĩnh vực {petition.get_field_display().lower()}; "
                        "kiến nghị có cơ sở và thuộc thẩm quyền giải quyết của xã.",
                        "measures": "Cử cán bộ kiểm tra thực tế, lập phương án và bố trí kinh phí thực hiện; báo cáo kết quả về Văn phòng.",
                        "result": "direction", "time_text": f"Hoàn thành {FIRM_DATE}", "level": "commune", "grounds": "",
                        "number_text": "", "signed_on": self.day(at), "signer": self.officer(text).main_post.title,
                    },
                )  # fmt: skip
                feedback.submit_answer(answer=row, actor=self.officer(text))
            if approved is not None:
                with on(self.day(approved), hour=16):
                    feedback.approve_answer(answer=row, actor=self.cast.vanphong)

    def officer(self, text):
        return getattr(self.cast, ACCOUNT_OF[UNIT_OF[text["field"]]])

    # --- the day ----------------------------------------------------------------------------------------------

    def hold(self, conference, *, held, speakers):
        """Open, walk the agenda, let people speak, close."""
        day, clerk = self.day(held), self.cast.vanthu
        with on(day, hour=8):
            dialogue.open_conference(conference=conference, actor=self.cast.vanphong)
            present = {group: 12 + 9 * number for number, group in enumerate(conference.groups.all())}
            dialogue.record_attendance(conference=conference, present=present, actor=clerk)
        for number, step in enumerate(conference.steps.all(), start=1):
            with on(day, hour=8 + number // 2, minute=number % 2 * 30):
                dialogue.start_agenda_step(agenda_step=step, actor=clerk)
            if step.takes_contributions:
                self.speak(conference, speakers, day)
            with on(day, hour=8 + (number + 1) // 2, minute=(number + 1) % 2 * 30):
                dialogue.finish_agenda_step(agenda_step=step, actor=clerk)
        with on(day, hour=11, minute=30):
            dialogue.close_conference(conference=conference, actor=self.cast.vanphong)

    def speak(self, conference, speakers, day):
        for number, speaker in enumerate(speakers):
            with on(day, hour=9, minute=35 + 3 * number):
                row = dialogue.begin_contribution(
                    conference=conference,
                    speaker=speaker["who"],
                    place=speaker["hamlet"],
                    actor=self.cast.vanthu,
                )
            with on(day, hour=9, minute=37 + 3 * number):
                unit = self.cast.units[speaker["unit"]] if speaker.get("unit") else None
                feedback.settle_contribution(
                    contribution=row, outcome=speaker["outcome"], summary=speaker["text"],
                    answered_by=speaker.get("by", ""), answer=speaker.get("answer", ""), unit=unit,
                    due_on=self.calendar.shift(day, 15) if unit else None, field=speaker["field"], actor=self.cast.vanthu,
                )  # fmt: skip

    # --- after ------------------------------------------------------------------------------------------------

    def conclude(self, conference, *, drafted, approved=None, issued=None, dispatched=None):
        with on(self.day(drafted)):
            notice = conclusions.draft_conclusion_notice(conference=conference, actor=self.cast.vanthu)
            for number, item in enumerate(notice.unfinished_items()):
                conclusions.edit_item(
                    item=item, actor=self.cast.vanthu, version=item.version, due_on=self.day(3 + 4 * number),
                    unit=item.unit or self.cast.units["economy"],
                )  # fmt: skip
            notice.refresh_from_db()
        units_are_heard(self, notice, asked=drafted, answered=drafted + 1)
        with on(self.day(drafted + 1), hour=16):
            conclusions.submit_conclusion_notice(conclusion_notice=notice, actor=self.cast.vanthu)
        if approved is None:
            return notice
        with on(self.day(approved), hour=15):
            conclusions.approve_conclusion_notice(conclusion_notice=notice, actor=self.cast.chutich)
        with on(self.day(issued)):
            conclusions.issue_conclusion_notice(conclusion_notice=notice, actor=self.cast.vanphong)
        letters_come_and_go(self, notice, day=dispatched)
        results_are_published(self, notice, day=dispatched)
        with on(self.day(dispatched), hour=16):
            rows = [row for row in notice.dispatches.all() if not row.is_done]
            by_hand = [row for row in rows if row.kind == RecipientKind.PETITIONER]
            others = [row for row in rows if row.kind != RecipientKind.PETITIONER]
            for part, channel, proof in (
                (by_hand, Channel.BY_HAND, "Trưởng thôn ký nhận"),
                (others, Channel.POST, "Sổ công văn đi"),
            ):
                if part:
                    conclusions.record_dispatches(
                        notice=notice, rows=part, channel=channel, sent_on=self.day(dispatched), proof=proof,
                        actor=self.cast.vanthu,
                    )  # fmt: skip
        return notice

    def follow_up(self, conference):
        """Of the promises one is confirmed, one disputed, one reported; the others run, the oldest is overdue."""
        promises = list(conference.commitments.select_related("unit").order_by("due_on", "pk"))
        accounts = {self.cast.units[unit].pk: getattr(self.cast, name) for unit, name in ACCOUNT_OF.items()}
        acts = ["confirm", "dispute", "report"]
        for act, promise in zip(acts, promises[1:], strict=False):
            with on(self.day(-12), hour=10):
                conclusions.report_commitment(
                    commitment=promise, actor=accounts[promise.unit_id],
                    text="Đã kiểm tra thực địa, hoàn thành phần việc được giao; có biên bản nghiệm thu kèm theo.",
                )  # fmt: skip
            with on(self.day(-9), hour=9):
                if act == "confirm":
                    conclusions.confirm_commitment(
                        commitment=promise,
                        actor=self.cast.mattran,
                        text="Đã đi kiểm tra cùng đại diện thôn; đúng như báo cáo.",
                    )
                elif act == "dispute":
                    conclusions.dispute_commitment(
                        commitment=promise, actor=self.cast.mattran,
                        reason="Người dân phản ánh mới làm được một đoạn; đề nghị đơn vị làm tiếp phần còn lại.",
                    )  # fmt: skip
