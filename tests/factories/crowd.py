"""Very many petitions of several years at once, written in bulk: for benches and for figures. No services.

The one factory that does not walk the services: a hundred thousand petitions would take them an hour. What stands in
the rows is what the services would have written: codes, shadow columns, vocabulary, one lead in force at most.
"""

import random
from datetime import timedelta

from core.codes import secret_code
from core.models import Unit
from core.states import UnitKind
from dialogue.models import Conference
from feedback.models import Answer, Assignment, Petition, PetitionCounter, Petitioner
from feedback.services.shadow import remember_words, shadow
from feedback.states import (
    AnswerState,
    AssignmentState,
    Competence,
    Field,
    PetitionState,
    Satisfaction,
    Source,
    Triage,
)
from tests.factories.dialogue import a_scheduled_conference

FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đoàn Trịnh Mai Tô".split()
MIDDLES = "Văn Thị Đức Hữu Ngọc Minh Thanh Quang Xuân Thu Hồng Bá Công Đình Khắc Thế".split()
GIVEN = (
    "An Anh Bình Chi Cường Dung Dũng Đạt Giang Hà Hải Hạnh Hiền Hoa Hòa Hùng Hương Khánh Lan Liên Linh Long Mai Nam "
    "Nga Nghĩa Nhung Oanh Phương Phúc Quân Quyên Sơn Tâm Thảo Thắng Thủy Toàn Trang Tuấn Vân Việt Xuyến Yến"
).split()
HAMLETS = [f"Thôn {name}" for name in (
    "Đông Đoài Nam Bắc Thượng Hạ Trung Tân_Lập Tân_Tiến Quyết_Thắng Phú_Mỹ An_Lạc An_Bình Kim_Sơn Đồng_Tâm Hòa_Bình "
    "Lạc_Long Văn_Phong Yên_Lãng Mai_Động Cẩm_La Phương_Quất Hồng_Phong Đại_Đồng Cầu_Giữa Bến_Tre Lương_Xá Ngọc_Chi"
).replace("_", "\u00a0").split()] + [f"Khu dân cư số {number}" for number in range(1, 13)]  # fmt: skip
HAMLETS = [name.replace("\u00a0", " ") for name in HAMLETS]
MATTERS = {
    Field.LAND: ["cấp giấy chứng nhận quyền sử dụng đất", "đo đạc lại thửa đất bị chồng lấn", "giải quyết tranh chấp ranh giới đất ở",
                 "bồi thường khi thu hồi đất nông nghiệp", "dồn điền đổi thửa cánh đồng"],
    Field.ENVIRONMENT: ["thu gom rác thải sinh hoạt", "xử lý mùi hôi của trại lợn", "nạo vét mương thoát nước",
                        "xử lý nước thải làng nghề", "dẹp bãi rác tự phát cạnh trường học"],
    Field.SOCIAL_POLICY: ["xét lại hộ cận nghèo", "chi trả trợ cấp người cao tuổi", "hỗ trợ xây nhà tình nghĩa", "làm thẻ bảo hiểm cho trẻ em"],
    Field.PUBLIC_ORDER: ["lắp camera an ninh", "xử lý xe quá tải chạy đêm", "dẹp tụ tập gây ồn ào sau 22 giờ", "ngăn trộm cắp chó và xe máy"],
    Field.ECONOMY: ["vay vốn ưu đãi phát triển sản xuất", "mở rộng chợ dân sinh", "hỗ trợ tiêu thụ vải thiều", "quy hoạch điểm kinh doanh"],
    Field.AGRICULTURE: ["điều tiết nước tưới vụ chiêm xuân", "diệt chuột phá lúa", "hỗ trợ giống cây vụ đông", "tiêm phòng gia cầm"],
    Field.EDUCATION: ["sửa mái phòng học trường tiểu học", "bổ sung giáo viên mầm non", "xây nhà để xe cho học sinh"],
    Field.HEALTH: ["bổ sung thuốc cho trạm y tế", "khám sức khỏe định kỳ cho người già", "phun thuốc diệt muỗi phòng sốt xuất huyết"],
    Field.INFRASTRUCTURE: ["sửa đoạn đường liên thôn hư hỏng", "lắp đèn chiếu sáng", "gia cố cầu qua kênh", "làm rãnh thoát nước hai bên đường",
                           "nâng cấp trạm biến áp điện"],
    Field.CULTURE: ["sửa nhà văn hóa thôn", "mua dụng cụ thể thao", "tu bổ đình làng"],
    Field.ADMINISTRATION: ["rút ngắn thời gian chứng thực", "trả kết quả hồ sơ đúng hẹn", "hướng dẫn nộp hồ sơ trực tuyến"],
    Field.PARTY_GOVERNMENT: ["công khai các khoản đóng góp", "kiện toàn ban công tác mặt trận", "nâng chất lượng tiếp công dân"],
    Field.CONDUCT: ["nhắc nhở cán bộ có thái độ thiếu đúng mực", "làm rõ việc chậm trễ của cán bộ địa chính"],
    Field.OTHER: ["gắn lại biển tên đường", "đặt thêm bảng tin", "giữ tiếng loa truyền thanh vừa phải"],
}  # fmt: skip
PLACES = (
    "ngõ xóm bờ_kênh cổng_làng khu_chợ sân_kho cầu_đá giếng_làng trạm_bơm nghĩa_trang bến_đò lũy_tre".split()
)
PLACES = [name.replace("_", " ") for name in PLACES]
ENDS = [
    "mùa mưa đi lại rất khó khăn", "bà con đã nêu nhiều lần mà chưa thấy chuyển biến", "ảnh hưởng đến sức khỏe người già và trẻ nhỏ",
    "mong xã trả lời rõ thời gian hoàn thành", "nhiều hộ sẵn sàng góp công, góp của", "đề nghị công khai kinh phí thực hiện",
    "cử tri đã phản ánh từ năm ngoái", "nếu để lâu sẽ gây mất an toàn",
]  # fmt: skip
DEPARTMENTS = [
    "Trạm Y tế", "Trường Tiểu học", "Trường Trung học cơ sở", "Trường Mầm non", "Hợp tác xã nông nghiệp",
    "Ban Chỉ huy Quân sự", "Trung tâm Phục vụ hành chính công", "Trung tâm Dịch vụ tổng hợp", "Hội Nông dân", "Hội Phụ nữ",
]  # fmt: skip
# Of a petition received in this year, how many of a hundred stand in which state.
P = PetitionState
NEW = [(P.RECEIVED, 12), (P.CLASSIFIED, 14), (P.ASSIGNED, 30), (P.ANSWERED, 32), (P.REPORTED_UP, 6), (P.REJECTED, 3), (P.MERGED, 3)]  # fmt: skip
OLD = [(P.RECEIVED, 0), (P.CLASSIFIED, 1), (P.ASSIGNED, 2), (P.ANSWERED, 80), (P.REPORTED_UP, 10), (P.REJECTED, 3), (P.MERGED, 4)]  # fmt: skip
CHUNK = 2000


def a_crowd(*, cast, count, last_on, years=5, conferences=10, seed=7):
    """`count` petitions received in the `years` before `last_on`, with petitioners, leads and answers.

    The conferences are copies of one that was scheduled; a thousandth of the petitions is urgent and on conduct each
    is rare, as in life. Returns the conferences.
    """
    luck = random.Random(seed)
    meetings = copies_of(a_scheduled_conference(cast=cast), conferences)
    units = [cast.units.economy, cast.units.culture, cast.units.police, *departments(cast)]
    first_on = last_on - timedelta(days=365 * years)
    counters = PetitionCounter.objects.filter(commune=cast.commune)
    numbers, words = dict(counters.values_list("year", "last_number")), set()
    for start in range(0, count, CHUNK):
        rows = [
            _petition(
                luck, cast, meetings, first_on + (last_on - first_on) * (place / count), last_on, numbers
            )
            for place in range(start, min(start + CHUNK, count))
        ]
        people = [_people(luck, row) for row in rows]
        for row, some in zip(rows, people, strict=True):
            shadow(row, [(person.name, person.hamlet) for person in some])
            words |= set(row.search_text.split())
        Petition.objects.bulk_create(rows)
        Petitioner.objects.bulk_create([person for some in people for person in some])
        _give_out(luck, cast, rows, units, last_on)
    for year, number in numbers.items():
        counters.update_or_create(commune=cast.commune, year=year, defaults={"last_number": number})
    _merge(luck, cast.commune)
    remember_words(cast.commune.pk, words)
    return meetings


def copies_of(conference, count):
    made = [conference]
    for number in range(2, count + 1):
        copy = Conference.objects.get(pk=conference.pk)
        copy.pk, copy.title = None, f"{conference.title}, lần {number}"
        copy.hall_code = secret_code()
        copy.save(force_insert=True)
        made.append(copy)
    return made


def departments(cast):
    return [
        Unit.objects.get_or_create(
            commune=cast.commune, kind=UnitKind.DEPARTMENT, official_name=f"{name} xã {cast.commune.name}", short_name=name
        )[0]
        for name in DEPARTMENTS
    ]  # fmt: skip


def _petition(luck, cast, meetings, day, last_on, numbers):
    received_on = min(last_on, day + timedelta(days=luck.randrange(12)))
    year = received_on.year
    numbers[year] = numbers.get(year, 0) + 1
    kinds = NEW if (last_on - received_on).days < 240 else OLD
    state = luck.choices([one for one, _ in kinds], [weight for _, weight in kinds])[0]
    weights = [12, 10, 6, 6, 6, 8, 4, 4, 18, 3, 6, 3, 1, 3]
    field = luck.choices(list(MATTERS), weights)[0]
    fresh = state == P.RECEIVED
    upward = state == P.REPORTED_UP
    answered = state == P.ANSWERED
    return Petition(
        commune=cast.commune, conference=luck.choice(meetings), code=f"KN-{year}-{numbers[year]:04d}", state=state,
        content=_text(luck, field), hamlet="" if luck.random() < 0.02 else luck.choice(HAMLETS), received_on=received_on,
        source=luck.choices(list(Source), [20, 45, 5, 8, 2, 15, 5])[0], entered_by=luck.choice([cast.office, cast.clerk, cast.front]),
        collector=cast.units.front if luck.random() < 0.4 else None,
        field="" if fresh else field, competence="" if fresh else Competence.HIGHER if upward else Competence.COMMUNE,
        triage="" if fresh else Triage.UPWARD if upward else luck.choice([Triage.AT_CONFERENCE, Triage.LATER]),
        is_urgent=luck.random() < 0.01, names_official=luck.random() < 0.002,
        upward_to="UBND thành phố" if upward else "", upward_on=received_on + timedelta(days=9) if upward else None,
        satisfaction=luck.choice(["", "", *Satisfaction]) if answered else "",
    )  # fmt: skip


def _text(luck, field):
    return (
        f"Đề nghị {luck.choice(['xã', 'Ủy ban nhân dân xã', 'cơ quan chức năng'])} {luck.choice(MATTERS[field])} "
        f"ở {luck.choice(PLACES)} {luck.choice(GIVEN)} {luck.randrange(1, 40)}, {luck.choice(ENDS)}; {luck.choice(ENDS)}."
    )


def _people(luck, petition):
    sizes = luck.choices([1, 2, 3], [90, 7, 3])[0]
    return [
        Petitioner(
            commune=petition.commune, petition=petition, hamlet=petition.hamlet, address=f"Số {luck.randrange(1, 99)}",
            name=f"{luck.choice(['Ông', 'Bà'])} {luck.choice(FAMILIES)} {luck.choice(MIDDLES)} {luck.choice(GIVEN)}",
            phone=f"09{luck.randrange(10**8):08d}" if luck.random() < 0.6 else "",
        )
        for _ in range(sizes)
    ]  # fmt: skip


def _give_out(luck, cast, petitions, units, last_on):
    """A lead in force for what was given out or answered; of the assigned ones a fifth is already late."""
    rows = []
    for petition in petitions:
        if petition.state not in (P.ASSIGNED, P.ANSWERED):
            continue
        done = petition.state == P.ANSWERED
        state = AssignmentState.DONE if done else luck.choice([AssignmentState.OFFERED, AssignmentState.ACCEPTED, AssignmentState.ACCEPTED])  # fmt: skip
        due_on = (
            petition.received_on + timedelta(days=20)
            if done
            else last_on + timedelta(days=luck.randrange(-5, 20))
        )
        rows.append(
            Assignment(
                commune=cast.commune, petition=petition, unit=luck.choice(units), is_lead=True, state=state,
                due_on=due_on, assigned_by=cast.office,
            )
        )  # fmt: skip
        if luck.random() < 0.1:
            rows.append(
                Assignment(
                    commune=cast.commune, petition=petition, unit=luck.choice(units), is_lead=False, state=state,
                    due_on=due_on, assigned_by=cast.office,
                )
            )  # fmt: skip
    Assignment.objects.bulk_create(rows)
    answers = [
        Answer(
            commune=cast.commune, petition=row.petition, assignment=row, unit=row.unit, content="Đã kiểm tra, xử lý.",
            measures="Đã giao bộ phận chuyên môn.", time_text="Trong quý", submitted_on=row.due_on,
            state=AnswerState.APPROVED if row.state == AssignmentState.DONE else AnswerState.SUBMITTED,
        )
        for row in rows
        if row.is_lead and (row.state == AssignmentState.DONE or (row.state == AssignmentState.ACCEPTED and luck.random() < 0.1))
    ]  # fmt: skip
    Answer.objects.bulk_create(answers)


def _merge(luck, commune):
    """What reads as merged names the petition it was merged into."""
    heads = list(Petition.objects.of_commune(commune).unanswered().values_list("pk", flat=True)[:200])
    if heads:
        merged = list(
            Petition.objects.of_commune(commune).exclude(pk__in=Petition.objects.matters().values("pk"))
        )
        for row in merged:
            row.merged_into_id = luck.choice(heads)
        Petition.objects.bulk_update(merged, ["merged_into"], batch_size=CHUNK)
