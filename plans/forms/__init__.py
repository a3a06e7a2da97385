"""Input of this room's pages. Nothing is written."""

from plans.forms.parts import GeneralForm, PartForm
from plans.forms.plans import IssueForm, NewPlanForm, PlanFilter, ReturnForm
from plans.forms.rows import rows_formset

__all__ = ["GeneralForm", "IssueForm", "NewPlanForm", "PartForm", "PlanFilter", "ReturnForm", "rows_formset"]
