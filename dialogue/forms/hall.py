"""Input of the day in the hall. Nothing here writes to the database."""

from django import forms


class AttendanceForm(forms.Form):
    """A number for each group, and the head count where it is not their sum."""

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = {f"group_{group.pk}": group for group in conference.groups.all()}
        for name, group in self.groups.items():
            self.fields[name] = forms.IntegerField(
                label=group.name, min_value=0, max_value=30_000, required=False, initial=group.present,
                help_text=f"Dự kiến {group.expected}." if group.expected else "",
            )  # fmt: skip
        self.fields["attendance"] = forms.IntegerField(
            label="Tổng số người dự", min_value=0, max_value=100_000, required=False, initial=conference.attendance,
            help_text="Để trống thì lấy tổng các thành phần.",
        )  # fmt: skip

    def values(self):
        present = {group: self.cleaned_data[name] for name, group in self.groups.items()}
        return {"present": present, "attendance": self.cleaned_data["attendance"]}
