"""How the components of a form lay out its fields, and wire them to their help and errors."""

from typing import Any

from django.utils.safestring import SafeString


def widget(field: Any, **attrs: Any) -> SafeString:
    """The field's widget, wired to its help and its errors."""
    wired: dict[str, Any] = {name.replace("_", "-"): value for name, value in attrs.items() if value}
    if named := describedby(field):
        wired["aria-describedby"] = named
    if field.errors:
        wired["aria-invalid"] = "true"
    return field.as_widget(attrs=wired)


def describedby(field: Any) -> str:
    """The ids that a form field's aria-describedby names: its help, and its errors where there are any."""
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}_help")
    if field.errors:
        ids.append(f"{field.auto_id}_errors")
    return " ".join(ids)


def kind_of(field: Any) -> str:
    """The widget's kind, by which the field component chooses its layout."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "") or type(widget).__name__.lower()
    if kind in {"radio", "checkbox"} and hasattr(widget, "choices") and kind != "select":
        return "choices"
    return str(kind)


def fields_of(form: Any, names: str) -> list[Any]:
    """Those of `names` (parted by blanks) that the form has, in this order."""
    return [form[name] for name in names.split() if name in form.fields and not form[name].is_hidden]


def fields_besides(form: Any, names: str) -> list[Any]:
    """The visible fields that are not among `names`: a form that grows loses nothing on the page."""
    return [field for field in form.visible_fields() if field.name not in names.split()]


def filter_parts(form: Any, first: str = "") -> dict[str, Any]:
    """The fields that a filter bar shows at once (all, unless `first` names some), and the rest, open where used."""
    names = first.split()
    shown = [field for field in form.visible_fields() if not names or field.name in names]
    rest = [field for field in form.visible_fields() if names and field.name not in names]
    used = any(field.errors or field.value() not in (None, "", False, []) for field in rest)
    return {
        "first": sorted(shown, key=lambda field: names.index(field.name)) if names else shown,
        "rest": rest,
        "open": used,
    }
