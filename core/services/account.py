"""What a person writes about himself: contact details, his own password."""

from django.db import transaction

from core.log import differences, record
from core.models import User

CONTACT_LABELS = {"email": "thư điện tử", "phone": "điện thoại", "wants_email": "nhận thư nhắc việc"}


@transaction.atomic
def change_own_contact(*, user, values, actor):
    """A person's own mail address, phone and wish for mail; writes and logs only what changed."""
    before = User.objects.filter(pk=user.pk).values(*CONTACT_LABELS).get()
    changes = differences(before, values, CONTACT_LABELS)
    if not changes:
        return
    for name in CONTACT_LABELS:
        setattr(user, name, values[name])
    user.save(update_fields=[*CONTACT_LABELS])
    record(
        actor=actor, action="user.contact", subject=user, sentence="đã sửa thông tin liên hệ", changes=changes
    )


@transaction.atomic
def change_password(*, user, password, actor):
    """A new password; the log says that it changed, never what it is."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(actor=actor, action="user.password", subject=user, sentence="đã đổi mật khẩu")
