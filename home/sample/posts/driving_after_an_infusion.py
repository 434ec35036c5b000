"""Going home: why nobody drives, and how to arrange the ride."""

from datetime import date

from ..write import call_to_action, callout, key_points, post, steps, text

POST = post(
    "driving-after-an-infusion",
    "Why someone else drives you home",
    date=date(2024, 5, 14),
    category="visits",
    tags=["driving", "after a session", "planning"],
    introduction=(
        "You may feel quite clear an hour after an infusion. We still ask you to leave the car at "
        "home. Here is why, and how people arrange the ride."
    ),
    picture="path-through-meadow",
    reviewed=date(2026, 9, 14),
    related=["side-effects-hour-by-hour", "preparing-for-a-first-talk"],
    body=[
        key_points(
            "After each infusion an adult you know takes you home. This holds for the sixth as "
            "much as for the first.",
            "Do not drive or run machines until the next day, after a night's sleep. It is the rule "
            "of the esketamine label, and we use it for ketamine too [[spravato-label]].",
            "Leave alcohol and important papers for the next day as well.",
            "No ride today? Tell us. We find another day.",
        ),
        text(
            """
            ## Clear is not the same as ready

            Dizziness, sleepiness and blurred vision are common during and after an infusion
            [[short-2018]]. Most of it fades within hours, but it does not fade all at once. You can talk and walk well while your timing is still a little off.

            Driving uses more of you than talking does. You judge a gap in traffic. You see a child at
            the curb and brake. You read a sign while a phone rings. Someone who is slightly slow
            often can't tell that they are slow. This is true after a bad night, too, and most of us
            have been wrong about that at some time.

            ## Where the rule comes from

            There is no FDA label for ketamine as a treatment for mood. That use is off-label, which
            means the agency has not reviewed it [[fda-2023]]. So no official text says when you may
            drive.

            Its close relative does have one. Esketamine, the nasal spray, comes with a plain rule:
            no driving and no machines until the next day, after a restful sleep [[spravato-label]].
            Clinics that give infusions do not all wait that long. We do, to be on the safe side. The
            American Society of Anesthesiologists asks for the same care with ketamine as with other
            anesthetics [[asa-2025]]. After those, too, somebody else takes you home.
            """
        ),
        callout(
            "caution",
            "Until tomorrow, after a night's sleep",
            """
            - Do not drive, ride a bike in traffic, or climb a ladder.
            - Do not run machines. A mower and a table saw count.
            - Do not drink alcohol.
            - Do not sign a contract, buy something large, or make a big decision.
            """,
        ),
        text(
            """
            ## Who can take you

            Any adult whom you know and trust. They need not stay for the whole visit, which takes
            about two to two and a half hours. They come to our door, and go with you to yours.

            A taxi is fine if that person rides with you. A driver who does not know you can't help
            if you feel sick on the way. Nor will they notice if you are more confused than
            you should be.
            """
        ),
        steps(
            (
                "Ask two people",
                "A week before",
                "One to come, and one in case the first can't. Give both of them the date.",
            ),
            (
                "Give us a number",
                "When you book",
                "We call your driver when you are nearly ready, so nobody has to sit in a parked car.",
            ),
            (
                "Keep the evening small",
                "That day",
                "Something plain to eat, a couch, an early night. If you look after small children or "
                "a parent, ask someone to share it with you.",
            ),
            (
                "Think of the morning",
                "The next day",
                "If you begin early, plan a later start or another way to get there. Still drowsy "
                "when you wake? Then don't drive yet, and call us.",
            ),
            title="Planning the ride",
        ),
        text(
            """
            ## When asking is the hard part

            You may not want to tell anyone why. You don't have to. "I have a medical visit and
            can't drive afterwards" is a full answer, and people hear it every week for eye exams and
            dental work.

            If you live far away, or have nobody to ask, say so at the first talk. Some places have
            volunteer drivers for medical visits, and some people plan a night with a friend
            nearby. We will look at it with you. It may turn out that a treatment without this
            burden suits you more, and that is worth knowing before you begin. For a course of six
            infusions you need six rides, so it is a fair thing to weigh.

            ## If the plan falls through

            Call or text us as soon as you know. If you are already here, tell us before the drip
            starts. We would much rather move a session than worry about you on the road. Please
            don't say that a ride is coming when it is not. Nobody will be cross with you for the truth.

            What you may feel in the hours after is told in
            {{page:side-effects-hour-by-hour|hour by hour}}. What else to bring and plan is on the
            page about your {{page:first-visit|first visit}}.
            """
        ),
        call_to_action(
            "Not sure how you would get home?",
            "Distance, a night shift, nobody to ask: tell us before you book anything, and we look for a way.",
            kind="consultation",
            show_text_us=True,
        ),
    ],
)
