"""Getting ready for the phone call, and the questions that any clinic should answer."""

from datetime import date

from ..write import (
    at_a_glance,
    call_to_action,
    considerations,
    key_points,
    post,
    text,
    text_us,
    who_should_not,
)

POST = post(
    "preparing-for-a-first-talk",
    "Getting ready for a first talk, and what to ask any clinic",
    date=date(2025, 7, 15),
    category="visits",
    tags=["first visit", "questions", "planning", "costs"],
    introduction=(
        "You don't need your files, a referral, or the right words. A few notes help, though, and so do seven "
        "questions that every clinic should be able to answer."
    ),
    picture="phone-on-table",
    reviewed=date(2026, 10, 27),
    related=["driving-after-an-infusion", "going-on-with-therapy"],
    body=[
        key_points(
            "The first talk is a phone call of about 15 minutes. It is free, and nothing is decided in it.",
            "Notes help: your medicines, what you have tried, and what you want to be different.",
            "Put the same questions to each clinic you call, ours too.",
            "You have a right to a written estimate if you pay yourself [[cfr-149-610]].",
        ),
        at_a_glance(
            ("Who calls", "A member of our team, at a time that suits you"),
            ("How long", "About 15 minutes"),
            ("Where", "Wherever you can talk freely. A parked car is fine."),
            (
                "Who else",
                "Anyone you like. Some people put a partner or a friend on speaker.",
            ),
            title="The call",
        ),
        text(
            """
            ## Ten minutes with a pen

            If you are worn out, skip this part and just call. If you have ten minutes, write down:

            1. **What you take.** Names and amounts, with things from the drugstore, cannabis and alcohol. Leave
               out nothing because it might sound bad.
            2. **What you have tried.** Medicines, therapies, ECT; how long, and what happened. 'It made me sick' is a
               good note.
            3. **Your body.** Blood pressure, heart, liver, bladder, eyes, strokes or seizures, pregnancy.
            4. **Who knows you.** A therapist, a psychiatrist, a family doctor. A name is enough.
            5. **One thing you want back.** Cooking on Sundays, say, or answering the phone. It tells us more than a
               score does, and later it shows us both whether treatment has helped.

            On the phone you choose what to tell. A form or a text message is not the place for it.

            ## Why we ask about your health

            Some of our questions seem far away from mood or pain. Each has a reason. Ketamine raises blood pressure and
            pulse for a while, for example [[short-2018]], and for some people that is dangerous.
            """
        ),
        who_should_not(
            never=[
                "Anyone for whom a marked rise in blood pressure would be a serious hazard [[ketamine-label]]",
                "Anyone who has had a severe reaction to ketamine [[ketamine-label]]",
            ],
            ask=[
                "Heart disease, a past stroke, or a weak spot in a blood vessel",
                "Liver disease [[ketamine-label, pain-guideline-2018]]",
                "Raised pressure in the head or the eye [[pain-guideline-2018]]",
                "Past or present psychosis, or a manic episode",
                "Past or present trouble with alcohol or drugs. The label names a greater risk "
                "[[ketamine-label-abuse]].",
                "Pregnancy, a wish for it, or breastfeeding",
            ],
            title="When ketamine may not be for you",
            introduction="The full list is on our {{page:safety|safety page}}.",
        ),
        considerations(
            (
                "Who will be in the room, and what are they trained to do?",
                "Look for a licensed clinician who can deal with a heart or breathing emergency, and who is in the building "
                "for every infusion. The American Society of Anesthesiologists asks for a trained, licensed professional "
                "[[asa-2025]].",
            ),
            (
                "Who decides whether it is right for me, and how?",
                "A good answer includes an exam, your history of mental health and substance use, and a talk about off-label use "
                "before you consent [[askp]]. A form that takes five minutes is too little.",
            ),
            (
                "What will you measure while the drip runs?",
                "Blood pressure, pulse and oxygen, throughout. The standards should be the same as for other anesthetics "
                "[[asa-2025]].",
            ),
            (
                "What is the goal, and when do we stop?",
                "The plan should have a set course, an end, and follow-up face to face [[asa-2025]]. Be wary of one that never "
                "ends.",
            ),
            (
                "How likely is it to help me?",
                "An honest answer gives a range, and says that studies disagree. If you hear one high number, ask for the study "
                "behind it.",
            ),
            (
                "What if I get worse?",
                "In one study of people treated at clinics, 8.4% felt worse some weeks later [[mcinnes-2022]]. There should be a "
                "number to call, and a person who calls you.",
            ),
            (
                "What will all of it cost?",
                "Ask for the whole course in writing, with boosters on a line of their own. If you pay yourself, asking about cost "
                "counts as asking for a good-faith estimate [[cfr-149-610]]. We send ours within three business days.",
            ),
            title="Seven questions for any clinic",
            introduction="No federal certificate tells you which clinic is careful [[undark-2025]]. The answers to these may.",
        ),
        text(
            """
            ## Signs to be careful

            Walk away, or at least sleep on it, if a clinic

            - says that it helps nearly everyone, or names no study,
            - says that nobody becomes dependent on ketamine,
            - wants payment for a whole course before anyone has examined you,
            - offers to {{page:compounded-ketamine-at-home|mail it to your home}} after a short video call,
            - tells you to stop your other medicines or your therapy.

            ## After the call

            You should know whether a visit makes sense, how to get an estimate, and what else might help. Then put
            the phone down and do something else, because there is no deadline. If you would like to come, the page
            about your {{page:first-visit|first visit}} tells how that goes, and {{page:costs|costs}} has the rest
            about money.
            """
        ),
        call_to_action(
            "Pick a time for the call",
            "Leave a first name and a number. You don't have to say why.",
            kind="consultation",
        ),
        text_us(
            "", "A text is fine, too. Please leave out medical details: texts are not encrypted."
        ),
    ],
)
