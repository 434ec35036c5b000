"""Costs, and the right to an estimate."""

from datetime import date

from ..write import (
    call_to_action,
    callout,
    considerations,
    faq,
    key_points,
    price_table,
    standard,
    steps,
    text,
)

SET = "Set by the clinic"

PAGES = [
    standard(
        "costs",
        "What it costs",
        purpose="costs",
        order=30,
        introduction="Each price with what it includes, what it does not, and the day it was set.",
        picture="written-estimate",
        reviewed=date(2026, 10, 5),
        review_months=6,
        description="What each visit costs, what is included, what insurance may pay, and your right to an estimate.",
        body=[
            key_points(
                "You get a written estimate before anything is booked [[cfr-149-610]].",
                "Insurance often does not pay for infusions, because the use is off-label [[fda-2023]].",
                "The first talk by phone is free.",
            ),
            callout(
                "note",
                "A sample page",
                "This is a sample site, so no prices are shown. A clinic writes its own into the table below, "
                "with the date.",
            ),
            price_table(
                (
                    "Free consultation by phone",
                    "Free",
                    "About 15 minutes with a member of the team, and your questions",
                    "An exam, a diagnosis or treatment",
                ),
                (
                    "First visit",
                    SET,
                    "About an hour with a clinician, vital signs, a written plan and a written estimate",
                    "Laboratory tests, if any are needed; we tell you the price first",
                ),
                (
                    "One infusion",
                    SET,
                    "The medicine, the room, monitoring, rest afterwards, and a call the next day",
                    "Your ride home; therapy sessions",
                ),
                (
                    "A course of six infusions",
                    SET,
                    "Six infusions as above, and a review after the third and the sixth",
                    "Boosters after the course",
                ),
                (
                    "Booster infusion",
                    SET,
                    "The same as one infusion",
                    "A new first visit, if the last one was over a year ago",
                ),
                as_of=date(2026, 10, 5),
                title="Our prices",
                note="If you stop a course early, you pay only for the infusions you had.",
            ),
            text(
                """
                ## What insurance may pay

                Most insurers do not pay for ketamine infusions for mood. The FDA has not approved that use
                [[fda-2023]]. Some may pay for parts, such as the first visit.

                Spravato, the nasal spray, is FDA-approved for some adults with depression, so insurers
                more often cover it. If cost decides, ask about it. We do not mind.

                Ask your insurer three things: *Is this covered? What must happen first? What will I pay
                myself?* Write down the name and the date. We give you an itemized bill to send in.
                """
            ),
            steps(
                ("You ask", "", "On the form, by phone or by text. One line is enough."),
                (
                    "We write",
                    "3 business days",
                    "You get a good-faith estimate for the whole course, with each part on its own line.",
                ),
                (
                    "You compare",
                    "",
                    "Take it to another clinic or to your insurer. No one presses you.",
                ),
                (
                    "You are protected",
                    "",
                    "If the bill is at least $400 above the estimate, you can dispute it [[cfr-149-620]].",
                ),
                title="How to get an estimate",
            ),
            considerations(
                (
                    "Count the whole course",
                    "One infusion tells you little. Ask what six cost, and what boosters would add.",
                ),
                (
                    "Count your time",
                    "About two hours each, a driver, and a quiet rest of the day.",
                ),
                (
                    "Ask what happens if it does not help",
                    "You should pay only for what you had.",
                ),
                title="What to think about",
            ),
            faq("price", "insurance", "free", "not-work", title="Questions about money"),
            call_to_action(
                "Would you like to know the whole cost?",
                "Tick 'I would like a cost estimate' on the form. It commits you to nothing.",
                kind="request",
                label="Ask for an estimate",
            ),
        ],
    ),
    standard(
        "good-faith-estimate",
        "Your right to a good-faith estimate",
        purpose="good-faith-estimate",
        order=83,
        fields={"effective_date": date(2026, 10, 5)},
        introduction="If you pay for care yourself, you can know what it is expected to cost before you have it.",
        reviewed=date(2026, 10, 5),
        review_months=6,
        reviewer="",
        description="Who can ask for a good-faith estimate, when we give it, and what to do if the bill is higher.",
        body=[
            text(
                """
                Under federal law, health care providers must give people who have no insurance, or who do
                not use it, an estimate of the expected charges [[cfr-149-610]].

                - You can ask for one at any time. Asking what something costs counts as asking.
                - We give it in writing, on paper or by e-mail, as you wish.
                - If you ask, you get it within three business days. If you book ahead, you get it after booking:
                  within one business day if the visit is at least three business days away, within three if it
                  is at least ten away.
                - It lists each service and what it is expected to cost.
                - Keep a copy or take a picture of it.

                ## If the bill is higher

                If a bill is at least $400 more than the estimate, you can dispute it [[cfr-149-620]]. Tell us first; most errors are
                quickly put right. You can also use the federal process. You have 120 days from the date of
                the bill. Go to {{url:https://www.cms.gov/nosurprises|cms.gov/nosurprises}} or
                call 1-800-985-3059.

                ## How to ask

                Tick 'I would like a cost estimate' on the {{page:request|request form}}, call us, or ask at the
                desk. An estimate is not a contract, and it does not oblige you to have any care here.

                *This is a sample text. A clinic's lawyer approves the final one.*
                """
            ),
        ],
    ),
]
