"""What people read is Vietnamese: labels of fields and whole sentences in refusals."""

import ast
import importlib
import inspect

from django import forms
from django.forms.utils import pretty_name

from tests.house.house import modules, shown, sources

FORM_MODULES = sorted(
    name for name in modules() if name.split(".")[-1].endswith("forms") or ".forms." in name
)
REFUSALS = ("Refused", "NotYourRole", "StaleEdit", "ValidationError")


def all_forms():
    for name in FORM_MODULES:
        module = importlib.import_module(name)
        for form in vars(module).values():
            if inspect.isclass(form) and issubclass(form, forms.BaseForm) and form.__module__ == name:
                yield form


def test_every_field_of_every_form_has_a_label_of_ours():
    """Django would make an English one out of the field's name."""
    wrong = []
    for form in all_forms():
        for name, field in form.base_fields.items():
            if isinstance(field.widget, forms.HiddenInput):
                continue
            if not field.label or str(field.label).lower() == pretty_name(name).lower():
                wrong.append(f"{form.__module__}.{form.__name__}.{name}")
    assert not wrong, "\n".join(wrong)


def text_of(node):
    """The constant words of a string or f-string, a blank for what is filled in; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "·" for part in node.values)
    return None


def test_every_refusal_is_a_whole_sentence():
    wrong = []
    for path, tree in sources().items():
        for node in ast.walk(tree):
            name = getattr(
                getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", "")
            )
            if not isinstance(node, ast.Call) or name not in REFUSALS or not node.args:
                continue
            text = text_of(node.args[0])
            if text is not None and not _is_sentence(text):
                wrong.append(f"{shown(path, node)}: {text[:90]}")
    assert not wrong, "\n".join(wrong)


def _is_sentence(text):
    is_long = len(text.split()) >= 3 or text[0] == "·"
    return is_long and (text[0].isupper() or text[0] in "“‘·") and text[-1] in ".·)"


def test_messages_end_as_sentences_do():
    wrong = []
    for path, tree in sources().items():
        for node in ast.walk(tree):
            if (
                not isinstance(node, ast.Call)
                or not isinstance(node.func, ast.Attribute)
                or len(node.args) < 2
            ):
                continue
            if getattr(node.func.value, "id", "") == "messages":
                text = text_of(node.args[1])
                if text is not None and text[-1:] not in (".", "·"):
                    wrong.append(f"{shown(path, node)}: {text}")
    assert not wrong, "\n".join(wrong)
