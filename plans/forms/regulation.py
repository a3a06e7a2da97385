"""Input of the page of a plan's deadlines."""

from django import forms

from deadlines.models import Regulation, Rule
from deadlines.services import origin_of
from deadlines.states import DeadlineKind
from deadlines.wording import rule_words
from plans.queries.regulation import fillers, open_kinds


class RegulationForm(forms.Form):
    regulation = forms.ModelChoiceField(Regulation.objects.none(), label="Bộ quy định", empty_label=None)

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        # The plan's own copy stays on offer: saving without a change must change nothing.
        shared = Regulation.objects.for_commune(plan.commune)
        self.fields["regulation"].queryset = shared | Regulation.objects.filter(pk=plan.regulation_id)
        self.fields["regulation"].initial = plan.regulation_id


class FillForm(forms.Form):
    source = forms.TypedChoiceField(label="Lấy số ngày của", widget=forms.RadioSelect, coerce=int)
    reason = forms.CharField(
        label="Lý do",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Lưu trong nhật ký. Trên mọi trang, số ngày này được ghi rõ lấy từ đâu.",
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.rules, groups = {}, []
        for kind in open_kinds(plan):
            rows = fillers(plan, kind)
            self.rules |= {rule.pk: rule for rule in rows}
            if rows:
                groups.append(
                    (DeadlineKind(kind).label, [(rule.pk, self._words(rule, plan)) for rule in rows])
                )
        self.fields["source"].choices = groups

    @staticmethod
    def _words(rule, plan):
        origin = origin_of(rule, plan.commune).label
        return f"{rule_words(rule)} ({origin}; {rule.regulation.title}, {rule.source})"

    def picked(self):
        return Rule.objects.select_related("regulation").get(pk=self.cleaned_data["source"])
