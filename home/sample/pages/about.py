"""Who we are."""

from datetime import date

from ..write import PageText, callout, considerations, locations, people, text

PAGES = [
    PageText(
        key="about",
        model="home.AboutPage",
        title="About us",
        order=50,
        introduction=(
            "A small clinic that does one treatment with care, and says plainly when something else "
            "would be better."
        ),
        picture="window-light",
        reviewed=date(2026, 9, 8),
        description="Who works at the clinic, how we decide, and what we promise about honesty and safety.",
        body=[
            text(
                """
                ## How we work

                Many people come to us tired. They have tried one thing after another, and have been told
                many things. So we keep three rules.

                **We go slowly.** There is a talk before a visit, and a visit before any treatment. You go
                home in between. Nobody is asked to decide on the spot.

                **We say no when no is right.** Ketamine is not for everyone, and for some conditions the
                evidence is thin. If another way looks better for you, we tell you which and help you find it.

                **We stay in touch with the people who know you.** With your consent we speak with your
                therapist or doctor before, during and after. Guidelines ask for treatment to be part of a wider
                plan, with a clear goal and an end [[asa-2025]].
                """
            ),
            people(
                title="The people",
                introduction="These are sample profiles. A clinic puts its own team here, with real names and licenses.",
            ),
            considerations(
                (
                    "A trained clinician is in the building",
                    "Experts ask that someone on site can handle heart, breathing and behavior emergencies "
                    "[[sanacora-2017, parikh-2021]]. We hold to that for every infusion.",
                ),
                (
                    "You are watched the whole time",
                    "Blood pressure, pulse and oxygen are measured before, during and after. ASA guidance asks for "
                    "the same standards as with any other anesthetic [[asa-2025]].",
                ),
                (
                    "The dose is as low as will do",
                    "We use the smallest dose that helps, for a set number of sessions [[asa-2025]].",
                ),
                (
                    "We follow written standards",
                    "Professional groups publish how such treatment should be given. We work by them "
                    "[[askp, asa-2025]], and you may ask which.",
                ),
                (
                    "No one goes home alone",
                    "You leave when you are steady, and with someone you know.",
                ),
                title="What we hold to",
            ),
            text(
                """
                ## How we write

                Each health page names who wrote it, which clinician checked it, when, and when it will be
                checked again. Claims have their sources beside them. That is less usual than it should be. A study of
                ketamine ads in Maryland found one that claimed an FDA approval for depression, and three that denied
                any risk of dependence. Both claims are false [[crane-2023]]. Federal guidance says that a health claim
                needs sound evidence behind it [[ftc-2022]]. We keep to that. If you find a mistake, please
                {{page:request|write to us}}, and we will fix it.

                There is no federal certificate for clinics like ours. Rules differ from state to state
                [[undark-2025]]. So ask any clinic, ours included, who will be in the room and what happens
                if something goes wrong. Our own answers are on the {{page:safety|safety page}}.
                """
            ),
            callout(
                "note",
                "Our interest, stated",
                "We are paid for ketamine treatment, so we have an interest in it. That is one more reason to read the "
                "other ways to get help on each of our pages.",
            ),
            locations(title="Where to find us"),
        ],
    )
]
