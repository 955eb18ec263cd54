"""How a Django form becomes NL Design System markup: one table of class names, no subclasses."""

from typing import Any

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Widget

TEXT = "utrecht-textbox utrecht-textbox--html-input"
CLASSES = {  # widget.input_type, or the name of the widget's class
    "radio": "utrecht-radio-button utrecht-radio-button--html-input",
    "checkbox": "utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom",
    "select": "utrecht-select utrecht-select--html-select",
    "file": "naober-file",
    "hidden": "",
    "Textarea": "utrecht-textarea utrecht-textarea--html-textarea",
}


def classes_for(widget: Widget) -> str:
    """Return the class names of the component that draws `widget`; a text box unless listed."""
    kind = getattr(widget, "input_type", None) or type(widget).__name__
    return CLASSES.get(kind, TEXT)


class NLDSBoundField(BoundField):
    """A field that knows how it looks and where a link to its error must lead."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        css = classes_for(widget)
        if css and self.errors:
            css += f" {css.split()[0]}--invalid"
        if css := f"{widget.attrs.get('class', '')} {css}".strip():
            attrs["class"] = css
        attrs["placeholder"] = False  # grey words in a box look like an answer; the label says it
        return attrs

    @property
    def focus_id(self) -> str:
        """Return the id that the error summary links to: a group of choices has it on the first."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.auto_id


class NLDSRenderer(TemplatesSetting):
    """Renders every form with the templates in `nlds/`; needs `django.forms` as an app."""

    bound_field_class = NLDSBoundField
    form_template_name = "nlds/form.html"
    field_template_name = "nlds/field.html"
