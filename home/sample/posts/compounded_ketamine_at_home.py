"""The FDA's two warnings about compounded ketamine, and what to do with them."""

from datetime import date

from ..write import (
    at_a_glance,
    call_to_action,
    callout,
    comparison_table,
    key_points,
    post,
    text,
)

POST = post(
    "compounded-ketamine-at-home",
    "Compounded ketamine at home: what the FDA warns of",
    date=date(2026, 3, 24),
    category="safety",
    tags=["FDA", "compounded", "at home", "telehealth"],
    introduction=(
        "Lozenges and nasal sprays with ketamine come by mail after a video call. The FDA has warned about them twice. "
        "This is what it said, and what you can do."
    ),
    picture="tea-by-window",
    reviewed=date(2026, 7, 7),
    related=["ketamine-can-be-misused", "what-off-label-and-other-words-mean"],
    body=[
        key_points(
            "Compounded ketamine is mixed to order by a pharmacy. The FDA has not reviewed it [[fda-2023]].",
            "At home nobody watches your breathing, your blood pressure, or how you feel [[fda-2023]].",
            "The FDA knows of no evidence that it is safer, works better or acts faster than approved drugs [[fda-2023]].",
            "If you take it now, do not stop or change anything by yourself. Talk with the person who prescribed it.",
        ),
        at_a_glance(
            ("First warning", "February 16, 2022: compounded nasal spray [[fda-2022]]"),
            (
                "Second warning",
                "October 10, 2023: all compounded ketamine, also by mouth [[fda-2023, drugscom-2023]]",
            ),
            (
                "Is prescribing by video legal?",
                "For now, under an exception that ends December 31, 2026 [[dea-telehealth-2026]]",
            ),
            ("Do we send ketamine home?", "No"),
            title="In short",
        ),
        text(
            """
            ## Why people choose it

            We understand the appeal. There is no drive, nobody sees you, and the price may be lower. If you live three hours from a
            clinic, or can't leave a child alone, it may look like the only way. A warning that
            ignores this helps nobody.

            ## What 'compounded' means

            Most medicines come from a factory and have been reviewed by the FDA: what is in them, how much, how it is
            absorbed. A compounding pharmacy mixes a drug for one person, for example without a dye that they can't
            tolerate. That is useful and legal. But the FDA does not check such products before they are sold
            [[fda-2023]]. No ketamine lozenge or ketamine nasal spray has been approved. (Spravato is a different product:
            esketamine, given in {{page:iv-ketamine-and-spravato|certified places}}.)

            ## What the FDA worries about

            The agency names these risks of ketamine [[fda-2023]]:

            - abuse and misuse,
            - troubling states of mind,
            - a rise in blood pressure,
            - slowed breathing,
            - harm to the bladder and lower urinary tract.

            Most of these can happen in a clinic as well. The difference is who is there. On site, someone sees that your breathing slows, or that
            you are terrified, and acts. At home it may be a partner who is asleep, or no one.

            ### One case

            The FDA described a person who took compounded ketamine by mouth at home for PTSD. Their breathing slowed
            dangerously. The level in their blood was about twice that of anesthesia [[drugscom-2023]]. One case can't tell us how often this happens. It does show what can.
            """
        ),
        comparison_table(
            "Who checks what",
            ["", "Infusion in a clinic", "Compounded product at home"],
            (
                "The product",
                "Usually a vial from a maker, approved as an anesthetic [[ketamine-label]]. Ask.",
                "Mixed by a pharmacy, not reviewed by the FDA [[fda-2023]]",
            ),
            (
                "The use for mood",
                "Off-label [[fda-2023]]",
                "Off-label [[fda-2023]]",
            ),
            (
                "The amount that reaches your blood",
                "Known closely, and can be stopped",
                "Less sure, and can't be taken back once swallowed",
            ),
            (
                "Watching",
                "Should be as for other anesthetics [[asa-2025]]",
                "None on site [[fda-2023]]",
            ),
            (
                "How often you take it",
                "Set by the plan",
                "Largely up to you, once the package is there",
            ),
            note="A clinic has an interest in this comparison. The sources are there so that you can check it.",
        ),
        text(
            """
            ## If you use it now

            Please don't stop from one day to the next because of a web page. Do these things instead:

            1. Tell your own doctor, and any clinic where you have other treatment. An infusion on top of it is dangerous.
            2. Never take it alone. Have an adult with you who knows what it is and when to call 911.
            3. Don't mix it with alcohol, opioids, sleeping pills or calming pills.
            4. Keep it locked away from children and guests.
            5. Don't take more, or sooner, than you were told. If you find that hard, read
               {{page:ketamine-can-be-misused|ketamine can be misused}}. It happens to careful people.
            6. Tell the prescriber about pain when you pass urine, about memory trouble, and about any faint.

            ## If you are thinking about it

            Ask the service what you would {{page:preparing-for-a-first-talk|ask any clinic}}. Who examines me? Who checks
            my blood pressure? What happens if I get into trouble at nine in the evening? How does it end? If
            distance or money is why you are looking there, say so when you call a clinic. There may be a ride, a payment plan, or
            a covered treatment you have not heard of.

            ## What may change

            Prescribing controlled drugs by video without a visit rests on an exception. It has been extended four times, and now
            ends on December 31, 2026 [[dea-telehealth-2026]]. Nobody knows yet what comes after. If you depend on such a
            service, ask it now what its plan is.
            """
        ),
        callout(
            "emergency",
            "Call 911",
            "If someone who has taken ketamine breathes slowly, has blue lips, can't be woken, or has a seizure. Say what they took. "
            "Stay with them, and lay them on their side.",
        ),
        call_to_action(
            "Would you like to talk through your choices?",
            "You can ask about treatment here, or about leaving a home program safely. Either is fine.",
            kind="consultation",
            show_text_us=True,
        ),
    ],
)
