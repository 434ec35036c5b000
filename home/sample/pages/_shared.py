"""What every condition page says in the same words."""

from ..write import Block, items, text

RISKS = items(
    "**During the infusion:** feeling detached, dizziness, nausea, headache, blurred vision, anxiety [[short-2018]].",
    "**Blood pressure and pulse** rise for a while [[short-2018]].",
    "**Getting worse:** 8.4% of people treated at clinics for depression were worse some weeks later "
    "[[mcinnes-2022]].",
    "**Misuse and dependence** are possible [[ketamine-label-abuse]].",
    "**Bladder, liver and memory:** harm is known from frequent or high doses "
    "[[short-2018, ketamine-label-reactions]].",
    "**Years of use:** not studied enough to know [[short-2018]].",
)

NOT = items(
    "People for whom a marked rise in blood pressure would be a serious hazard, or who are allergic to ketamine "
    "[[ketamine-label]]",
    "People with poorly controlled heart disease, some kinds of psychosis, severe liver disease, or raised pressure in "
    "the head or eye [[pain-guideline-2018]]",
    "People who are using alcohol or drugs in a harmful way right now [[pain-guideline-2018]]",
    "People who are pregnant or breastfeeding; this is our own rule",
)

ASK = items(
    "You have had a stroke, a brain bleed or an aneurysm",
    "You have, or had, times of mania",
    "You have a history of alcohol or drug problems [[ketamine-label-abuse]]",
    "You take medicines that make you sleepy, or have trouble breathing at night",
)


def price() -> Block:
    """What a condition page says about money, and about the treatment itself."""
    return text(
        """
        ## How treatment goes, and what it costs

        How a session goes, step by step, is on the page about {{page:ketamine-infusions|ketamine infusions}}.
        Prices are on the {{page:costs|costs page}}. You get a
        {{page:good-faith-estimate|written estimate}} before anything is booked.
        """
    )
