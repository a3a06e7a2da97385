"""Next year's plan from this one, with what was decided item by item."""

from datetime import date

from django.db import transaction

from core.log import record
from deadlines.services import copy_regulation, edit_rule
from plans import rules
from plans.files import data_of
from plans.renewal import DROP, KEEP, TAKE, items_of, put
from plans.sections import documents_in, verb_of
from plans.services.exchange import check_year_is_free, write_plan


@transaction.atomic
def renew_plan(*, plan, year, decisions, signer_name, signer_title, actor):
    """A draft for `year`: the plan's data with each decision put in; what was not asked is as it was.

    `decisions`: key of `renewal.items_of` -> (keep, take, own or drop; the person's own value).
    """
    rules.check_can_create_plan(actor, plan.commune)
    check_year_is_free(plan.commune, year, plan.body, plan.village)
    items = items_of(plan, year)
    data = decided(data_of(plan), items, decisions)
    data["plan"] |= {
        "year": year,
        "signer_title": signer_title,
        "signer_name": signer_name,
        "corrections": [],
    }
    new = write_plan(commune=plan.commune, data=data, regulation=plan.regulation, actor=actor)
    new.organiser = plan.organiser
    new.save(update_fields=["organiser"])
    _same_units(plan, new)
    _dated_rules(plan, new, items, decisions, actor)
    record(
        actor=actor, action="plan.create", subject=new, sentence=f"đã lập dự thảo từ kế hoạch năm {plan.year}",
        changes=_changes(items, decisions),
    )  # fmt: skip
    return new


def decided(data, items, decisions):
    """The file's data with the decisions put in; dropped bases and targets go last, so that places hold."""
    for item in items:
        choice, own = decisions.get(item.key, (KEEP, None))
        if item.kind == "basis" and choice not in (KEEP, DROP):
            row = data["bases"][item.path[1]]
            row |= {"text": own, "verb": verb_of(own), "documents": documents_in(own)}
        elif item.kind == "text" and choice != KEEP:
            put(data, item.path, item.proposal if choice == TAKE else own)
        elif item.kind == "target" and choice != DROP and own:
            data["targets"][item.path[1]] |= own
        elif item.kind == "task" and item.key in decisions:
            day = item.row if choice == TAKE else own if isinstance(own, date) and choice != DROP else None
            put(data, item.path, day)
    for name, kind in (("bases", "basis"), ("targets", "target")):
        gone = {
            item.path[1] for item in items if item.kind == kind and decisions.get(item.key, ("",))[0] == DROP
        }
        data[name] = [row for place, row in enumerate(data.get(name, [])) if place not in gone]
    return data


def _same_units(plan, new):
    """Bodies of the new tasks are those of the old ones, also where the office had chosen them by hand."""
    units = {row.unit_name: row.unit_id for row in plan.tasks.all()}
    for name, unit in units.items():
        new.tasks.filter(unit_name=name).update(unit=unit)


def _dated_rules(plan, new, items, decisions, actor):
    """Rules with dates of the old year, or of one plan alone, become the new plan's own and are moved as decided."""
    rows = {
        item.path[0]: (item, decisions[item.key][0])
        for item in items
        if item.kind == "rule" and item.key in decisions
    }
    is_changed = any(choice != KEEP for _, choice in rows.values())
    if plan.regulation is None or not (is_changed or plan.regulation.is_for_one_plan):
        return
    title = f"Thời hạn riêng của {new}"
    own = copy_regulation(
        regulation=plan.regulation, commune=new.commune, title=title, is_for_one_plan=True, actor=actor
    )
    new.regulation = own
    new.save(update_fields=["regulation"])
    for rule in own.rules.all():
        item, choice = rows.get(rule.code, (None, KEEP))
        if choice == KEEP:
            continue
        values = (
            {"is_enabled": False}
            if choice == DROP
            else {"fixed_on": item.row.fixed_on, "periods": item.row.periods}
        )
        edit_rule(rule=rule, values=values, version=rule.version, actor=actor)


def _changes(items, decisions):
    """What the log says: every decision that changed something, before and after."""
    found = {}
    for item in items:
        choice, own = decisions.get(item.key, (KEEP, None))
        if choice == KEEP and item.kind != "target":
            continue
        after = "bỏ" if choice == DROP else item.proposal if choice == TAKE else str(own or "")
        if item.kind != "target":
            found[item.place] = [item.before[:500], after[:500]]
    return found
