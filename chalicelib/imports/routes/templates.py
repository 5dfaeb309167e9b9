"""Tables to fill in and import (R28, R40-R42): headings, an example, how to fill them, and the workbook."""

from base64 import b64encode

from chalicelib.access.caller import Who
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.told import Base64Text, Code, Label, Line, MediaType, Sentences
from chalicelib.imports.gateways.table_templates import read_template
from chalicelib.imports.rules.table_template import TEMPLATES
from chalicelib.platform.rules.refusal import Refusal

templates = Calls(__name__, tag="imports")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TableTemplateShown(shapes.Answered, frozen=True, kw_only=True):
    """A table: its headings, the example's cells, how to fill it in; `content` is the workbook in Base64."""

    name: Code
    label: Label
    headings: list[Line]
    example: list[Line]
    notes: list[Sentences]
    filename: Line
    media_type: MediaType
    content: Base64Text


@templates.call(
    "GET",
    "/v1/imports/templates/{name}",
    who=Who.ANYBODY,
    answers=TableTemplateShown,
    refusals=("not_found",),
    summary="导入和报送用的表格模板",
)
def show_template(call: Call[None]) -> TableTemplateShown:
    """Give the workbook of a table that can be imported, by the import's kind, `rosters_hours` or `reports`."""
    name = call.path["name"]
    template = TEMPLATES.get(name)
    if template is None:
        raise Refusal("not_found")
    return TableTemplateShown(
        name=name,
        label=template.label,
        headings=list(template.headings),
        example=list(template.row),
        notes=list(template.notes),
        filename=f"{template.label}模板.xlsx",
        media_type=XLSX,
        content=b64encode(read_template(name)).decode(),
    )
