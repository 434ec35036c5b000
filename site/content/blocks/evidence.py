"""Safety and evidence: benefits with risks, who should not, how sure we are."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from ..samples import sample_references
from .base import Groups, list_existing, make_line, make_title

# A new page says nothing of its evidence until somebody has looked.
NOT_GIVEN = "not-given"
STRENGTHS = [
    (NOT_GIVEN, _("No evidence given yet")),
    ("strong", _("Strong: several large, careful trials agree")),
    ("moderate", _("Moderate: some careful trials, mostly agreeing")),
    ("limited", _("Limited: few or small trials")),
    ("very-low", _("Very uncertain: the results may well change")),
    ("conflicting", _("Conflicting: trials disagree")),
    ("none", _("No good evidence yet")),
]


class WhoShouldNotBlock(blocks.StructBlock):
    """Who should not have the treatment, and who should talk to us first."""

    title = make_title("Who should not have it")
    introduction = make_line(required=False)
    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("text", make_line()),
                (
                    "kind",
                    blocks.ChoiceBlock(
                        choices=[("not", _("Should not have it")), ("ask", _("Talk to us first"))],
                        default="not",
                    ),
                ),
            ],
            icon="warning",
        ),
        min_num=1,
        max_num=30,
    )

    class Meta:
        icon = "warning"
        label = _("Who should not have it")
        group = Groups.EVIDENCE
        template = "blocks/who_should_not.html"
        description = _("Conditions in which the treatment is not given, or only after a talk.")
        preview_value = {
            "title": "Who should not have it",
            "introduction": "",
            "items": [
                {"text": "<p>People whose blood pressure is not under control</p>", "kind": "not"},
                {"text": "<p>People with past or present substance use</p>", "kind": "ask"},
            ],
        }

    def get_context(self, value, parent_context=None):
        """Add the two lists: who should not, and who should ask first."""
        context = super().get_context(value, parent_context=parent_context)
        items = list_existing(value.get("items"))
        context["should_not"] = [i["text"] for i in items if i.get("kind") != "ask"]
        context["ask_first"] = [i["text"] for i in items if i.get("kind") == "ask"]
        return context


class BenefitsRisksBlock(blocks.StructBlock):
    """Benefits and risks, side by side and of equal weight."""

    title = make_title("Benefits and risks")
    benefits = blocks.ListBlock(make_line(), min_num=1, max_num=8)
    risks = blocks.ListBlock(make_line(), min_num=1, max_num=12)

    class Meta:
        icon = "list-ul"
        label = _("Benefits and risks")
        group = Groups.EVIDENCE
        template = "blocks/benefits_risks.html"
        description = _("Two lists side by side. Neither can be left empty.")
        preview_value = {
            "title": "Benefits and risks",
            "benefits": ["<p>Some people feel better within a day.</p>"],
            "risks": ["<p>Blood pressure rises for a while.</p>"],
        }


class EvidenceBlock(blocks.StructBlock):
    """One finding, how sure it is, and where it comes from."""

    title = blocks.CharBlock(
        max_length=120,
        label=_("Question"),
        help_text=_("For example ‘Depression, first 24 hours’."),
    )
    finding = make_line(label=_("What was found"))
    strength = blocks.ChoiceBlock(choices=STRENGTHS[1:], label=_("How sure we can be"))
    studied = blocks.CharBlock(
        max_length=160,
        required=False,
        label=_("Who was studied"),
        help_text=_("For example ‘64 trials, 5,299 people’."),
    )
    references = blocks.ListBlock(SnippetChooserBlock("clinic.Reference"), min_num=1, max_num=6)

    class Meta:
        icon = "doc-full"
        label = _("Evidence card")
        group = Groups.EVIDENCE
        template = "blocks/evidence.html"
        description = _("A finding with its strength in words and its sources.")
        preview_value = {
            "title": "Depression, first 24 hours",
            "finding": "<p>More people improved with ketamine than with placebo.</p>",
            "strength": "very-low",
            "studied": "64 trials, 5,299 people",
            "references": [],
        }

    def get_context(self, value, parent_context=None):
        """Add the strength in words, and the sources that still exist."""
        context = super().get_context(value, parent_context=parent_context)
        context["strength"] = dict(STRENGTHS).get(value.get("strength"), "")
        context["sources"] = list_existing(value.get("references"))
        return context

    def get_preview_value(self):
        """Cite a source of the library, if there is one."""
        value = super().get_preview_value()
        value["references"] = self.child_blocks["references"].normalize(sample_references())
        return value
