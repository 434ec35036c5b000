"""How treatment goes: facts, steps, courses, comparisons, prices."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from infra.editing.typed_fields import DayBlock

from .base import Groups, make_line, make_title, short_text
from .price import PriceBlock


class FactBlock(blocks.StructBlock):
    """One short fact with its name."""

    label = blocks.CharBlock(max_length=60)
    value = make_line()

    class Meta:
        icon = "info-circle"
        label = _("Fact")


class AtAGlanceBlock(blocks.StructBlock):
    """Facts about a treatment, in pairs of name and value."""

    title = make_title("At a glance")
    facts = blocks.ListBlock(FactBlock(), min_num=1, max_num=8)

    class Meta:
        icon = "info-circle"
        label = _("At a glance")
        group = Groups.TREATMENT
        template = "blocks/at_a_glance.html"
        description = _("Short facts in pairs: how long, how often, who drives.")
        preview_value = {
            "title": "At a glance",
            "facts": [
                {"label": "A visit", "value": "<p>About two hours in all</p>"},
                {"label": "Going home", "value": "<p>Someone else drives</p>"},
            ],
        }


class StepsBlock(blocks.StructBlock):
    """The steps of a session with times; drawn as a timeline."""

    title = make_title("How a session goes")
    introduction = make_line(required=False)
    steps = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(max_length=100)),
                (
                    "time",
                    blocks.CharBlock(
                        max_length=40, required=False, help_text=_("For example 40 minutes.")
                    ),
                ),
                ("text", short_text()),
            ],
            icon="order",
        ),
        min_num=2,
        max_num=12,
    )

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        group = Groups.TREATMENT
        template = "blocks/steps.html"
        description = _("What happens in which order, with times. Drawn as a line of steps.")
        preview_value = {
            "title": "How a session goes",
            "introduction": "",
            "steps": [
                {
                    "title": "Arriving",
                    "time": "15 minutes",
                    "text": "<p>We measure blood pressure and pulse.</p>",
                },
                {
                    "title": "The infusion",
                    "time": "45–60 minutes",
                    "text": "<p>In a quiet room, watched throughout.</p>",
                },
            ],
        }


class CourseBlock(blocks.StructBlock):
    """A course of treatment: sessions over weeks; drawn as a figure."""

    title = make_title("A usual course")
    introduction = make_line(required=False)
    weeks = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(max_length=40)),
                ("sessions", blocks.IntegerBlock(min_value=0, max_value=5)),
                ("note", blocks.CharBlock(max_length=120, required=False)),
            ],
            icon="calendar-alt",
        ),
        min_num=1,
        max_num=12,
    )
    caption = make_line(required=False)

    class Meta:
        icon = "calendar-alt"
        label = _("Course of treatment")
        group = Groups.TREATMENT
        template = "blocks/course.html"
        description = _(
            "How many sessions in which week. Drawn as a figure that screen readers can read."
        )
        preview_value = {
            "title": "A usual course",
            "introduction": "",
            "weeks": [
                {"label": "Week 1", "sessions": 2, "note": ""},
                {"label": "Week 2", "sessions": 2, "note": ""},
                {"label": "Week 3", "sessions": 2, "note": "We look back together"},
            ],
            "caption": "<p>The best schedule is not established.</p>",
        }


class ComparisonTableBlock(blocks.StructBlock):
    """A table that compares."""

    caption = blocks.CharBlock(max_length=160, help_text=_("Says what the table compares."))
    table = TypedTableBlock(
        [("text", blocks.CharBlock(required=False)), ("rich", make_line(required=False))]
    )
    note = make_line(required=False)

    class Meta:
        icon = "table"
        label = _("Comparison table")
        group = Groups.TREATMENT
        template = "blocks/comparison_table.html"
        description = _("Rows and columns with headings. The first column names the row.")
        preview_value = {
            "caption": "Ketamine by infusion and esketamine nasal spray",
            "table": {
                "columns": [
                    {"type": "text", "heading": ""},
                    {"type": "text", "heading": "IV ketamine"},
                    {"type": "text", "heading": "Spravato"},
                ],
                "rows": [{"values": ["FDA approval for depression", "No (off-label)", "Yes"]}],
                "caption": "",
            },
            "note": "",
        }

    def get_context(self, value, parent_context=None):
        """Add `rows`: each cell with its column's heading, for narrow screens."""
        context = super().get_context(value, parent_context=parent_context)
        table = value.get("table")
        headings = [column["heading"] for column in table.columns] if table else []
        context["rows"] = (
            [list(zip(headings, row, strict=False)) for row in table.rows] if table else []
        )
        return context


class PriceTableBlock(blocks.StructBlock):
    """Prices that say what they include, what they do not, and as of when."""

    title = make_title("Prices")
    as_of = DayBlock(label=_("As of"), help_text=_("Shown with the prices."))
    rows = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("name", blocks.CharBlock(max_length=120)),
                (
                    "price",
                    PriceBlock(max_length=60, help_text=_("For example $450, from $450 or free.")),
                ),
                ("includes", make_line(label=_("Includes"))),
                ("excludes", make_line(label=_("Does not include"))),
            ],
            icon="tag",
        ),
        min_num=1,
        max_num=15,
        label=_("Prices"),
    )
    note = make_line(required=False)

    class Meta:
        icon = "tag"
        label = _("Price table")
        group = Groups.TREATMENT
        template = "blocks/price_table.html"
        description = _(
            "Each price with what it includes and what it does not. Notices on prices stand beside it by themselves."
        )
        preview_value = {
            "title": "Prices",
            "as_of": date(2026, 1, 1),
            "rows": [
                {
                    "name": "One infusion",
                    "price": "Your price",
                    "includes": "<p>Visit and monitoring</p>",
                    "excludes": "<p>Travel</p>",
                }
            ],
            "note": "",
        }
