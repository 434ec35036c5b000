"""The first page."""

from datetime import date

from ..write import (
    PageText,
    cards,
    faq,
    key_points,
    latest_posts,
    locations,
    people,
    steps,
    text,
    text_us,
)

PAGES = [
    PageText(
        key="home",
        model="home.HomePage",
        title="Avesta Ketamine and Wellness",
        parent="",
        introduction=(
            "Ketamine infusions for adults with depression and some other conditions. We tell you what is "
            "known, what is not, and what else might help. You decide."
        ),
        picture="hero-dawn-lake",
        description=(
            "Ketamine infusions for adults, explained in plain words: evidence, risks, costs and other ways. "
            "Start with a free talk."
        ),
        reviewed=date(2026, 10, 20),
        fields={"headline": "A calm place to ask whether ketamine could help"},
        body=[
            steps(
                (
                    "You write or call",
                    "5 minutes",
                    "Leave your first name and how to reach you. You need not say why. We answer the same business day.",
                ),
                (
                    "We talk, free of charge",
                    "15 minutes",
                    "By phone, with a person. You ask, we answer. If ketamine is not likely to fit, we say so.",
                ),
                (
                    "You meet a clinician",
                    "60 minutes",
                    "Your health, your medicines, what you have tried. You get a written plan and a written estimate.",
                ),
                (
                    "You decide",
                    "",
                    "At home, in your own time. Not now is a fine answer.",
                ),
                title="The way to a first talk",
                introduction="Four small steps. You can stop after any of them.",
            ),
            text_us(
                "Rather write than call?",
                "Text us, and we find a time to talk. Please leave out medical details: text messages are not encrypted.",
            ),
            cards(
                (
                    "depression",
                    "",
                    "The condition with the most studies, and still many open questions.",
                ),
                ("ptsd", "", "Trials disagree. Trauma-focused therapy comes first."),
                ("anxiety", "", "A few very small studies, most of them on social anxiety."),
                ("ocd", "", "One small trial so far. A first hint, no more."),
                (
                    "chronic-pain",
                    "",
                    "Fair evidence for one kind of nerve pain. For most other kinds, little or none.",
                ),
                (
                    "ketamine-infusions",
                    "",
                    "How the treatment goes, with its benefits and its risks.",
                ),
                title="What people ask us about",
                introduction="Every page names its sources, its limits and other ways to get help.",
            ),
            key_points(
                "Ketamine is approved as an anesthetic. For mood and pain its use is **off-label** [[ketamine-label, fda-2023]].",
                "Many people feel better quickly. Many do not, and the benefit often fades [[dean-2021, mcinnes-2022]].",
                "It can be misused and can cause dependence, so we give it here, with a plan and an end [[ketamine-label-abuse]].",
                "Long-term safety is not well known [[short-2018]].",
                title="What we want you to know first",
            ),
            steps(
                (
                    "Arriving",
                    "15 minutes",
                    "We ask how you are and measure blood pressure, pulse and oxygen.",
                ),
                (
                    "Settling in",
                    "10 minutes",
                    "A quiet room, a soft chair, a blanket. A small tube goes into your arm.",
                ),
                (
                    "The infusion",
                    "45–60 minutes",
                    "You are awake. Someone watches over you all the time and can stop at any moment.",
                ),
                ("Resting", "30–60 minutes", "You stay until you feel steady on your feet."),
                ("Going home", "", "Someone else drives. You rest, and we call the next day."),
                title="How a session goes",
                introduction="About two hours in all. {{page:first-visit|Read about your first visit}}.",
            ),
            text(
                """
                ## What it costs

                Prices stand on one page, each with what it includes and the day it was set. Before
                anything is booked you get a written estimate. There is no deposit for a talk. See
                {{page:costs|costs}} or read about your {{page:good-faith-estimate|right to an estimate}}.
                """
            ),
            faq(
                "addictive",
                "side-effects",
                "who-cannot",
                "worse",
                "drive",
                title="Is it safe? Straight answers",
            ),
            people(
                "lead-clinician",
                "infusion-nurse",
                "mental-health-clinician",
                title="Who takes care of you",
                introduction="These are sample profiles. {{page:about|More about how we work}}.",
            ),
            latest_posts("Latest posts", 3),
            locations(title="Where we are"),
        ],
    )
]
