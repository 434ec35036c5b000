"""Misuse and dependence: said plainly, without blame."""

from datetime import date

from ..write import call_to_action, callout, considerations, evidence, key_points, post, text

POST = post(
    "ketamine-can-be-misused",
    "Ketamine can be misused: what to know, and what a clinic should do",
    date=date(2025, 10, 14),
    category="safety",
    tags=["dependence", "misuse", "long-term safety"],
    introduction=(
        "A medicine can help a person and harm the same person. This post is about the second part: who is at "
        "risk, what early signs look like, and what we do."
    ),
    picture="lighthouse",
    reviewed=date(2026, 10, 13),
    related=["side-effects-hour-by-hour", "compounded-ketamine-at-home"],
    body=[
        key_points(
            "Ketamine can be misused and can cause dependence, mainly with frequent or unsupervised use "
            "[[ketamine-label-abuse]].",
            "People with a history of drug misuse are at greater risk [[ketamine-label-abuse]].",
            "Frequent or heavy use can harm the bladder, the liver and bile ducts, and memory "
            "[[short-2018, ketamine-label-reactions]].",
            "If you notice a pull towards it, tell us. You will not be scolded.",
        ),
        text(
            """
            ## What the label says

            Ketamine is a Schedule III drug. It was put there in 1999 because it has a medical use and because it can be abused
            [[dea-1999]]. The label has a section on this. Two sentences matter most. People with a history of drug misuse
            are at greater risk. And physical dependence has been reported after long use, with withdrawal when it
            stops [[ketamine-label-abuse]].

            Some advertising leaves this out. In a study of ketamine ads in Maryland, three of 17 advertisers
            denied that it can happen [[crane-2023]].

            ## Misuse, dependence: what is the difference?

            *Misuse* is using a drug in a way it was not meant: more of it, more often, or for the feeling alone.

            *Dependence* comes slowly. The body gets used to the drug, so the same amount does less, and stopping feels
            bad. Or the mind does: you plan your week around it and think of it when things are hard.

            Neither has to do with a weak will. Low mood, pain and a drug that brings quick relief are a
            combination that could draw anyone in.

            ## Does a course of six carry this risk?

            We think it is lower than with frequent use, since the sessions are few, spaced, and
            done by someone else. But nobody has measured it well over years. Studies of ketamine for depression rarely asked
            [[short-2018]].
            """
        ),
        evidence(
            "How often does supervised treatment lead to dependence?",
            "Not known. Studies of repeated treatment followed people for too short a time, and reported little about it.",
            strength="none",
            studied="A review of side effects in studies of ketamine for depression",
            references=["short-2018"],
        ),
        considerations(
            (
                "You want the infusion more than the result",
                "The hour in the chair has become the best of the week, whatever your mood does after it.",
            ),
            (
                "The gaps get shorter",
                "You ask for the next one sooner each time, or for more, because the last one 'did not quite take'.",
            ),
            (
                "You look elsewhere in between",
                "A second clinic, a mail-order product, something from a friend. Any of these is dangerous on top of infusions.",
            ),
            (
                "You keep it from people",
                "From your therapist, from your family, or from us.",
            ),
            (
                "Your bladder hurts",
                "Needing to go often, pain, or blood. Frequent use can damage the bladder "
                "[[short-2018]]. Tell a doctor soon.",
            ),
            title="Signs to speak about",
            introduction="These are general signs of dependence. One alone may mean little. Each is worth a sentence to us or to your doctor.",
        ),
        text(
            """
            ## What a clinic should do

            The American Society of Anesthesiologists asks for a plan with a set course and a clear end, for the smallest
            dose that works, for follow-up face to face, and for a watch on drugs going astray [[asa-2025]]. Here that means:

            - We ask about alcohol and drugs, now and in the past, before the first infusion. A yes does not
              close the door. It changes the plan.
            - Ketamine never leaves the building with you.
            - A course has an end date. We look back after the third and the sixth infusion. If nothing has
              changed, we stop.
            - Each booster needs a reason that we both can state. 'To be on the safe side' is not one.
            - We ask about your bladder and your memory, and about use elsewhere.
            - With your consent, your therapist or doctor knows what we do.

            When someone is using ketamine or other drugs in a harmful way now, we do not start. Guidelines list this among
            the reasons not to [[pain-guideline-2018]]. We help with the first step to treatment for it instead: we
            make the phone call together.

            ## If you have been there before

            Perhaps you had trouble with alcohol, opioids or something else years ago. Then you know a good deal about
            your own risk. Talk with your sponsor, counselor or doctor before you talk
            with us. A treatment without this particular risk may be the sounder choice, and there are several: therapy, other
            medicines, ECT. For depression you find them on our page about {{page:depression|depression}}.

            ## If it has already begun

            You can stop coming for infusions at any time, without giving a reason. Please do not go through withdrawal alone,
            though. Call us, your doctor, or a treatment service. We will see you as someone with a health
            problem, since that is what it is, and we stay in touch until someone else has taken over.
            """
        ),
        callout(
            "note",
            "Help at any hour",
            "You can call or text **988** about drugs and alcohol too, day or night. In an emergency, such as slow breathing or "
            "someone you can't wake, call **911**.",
        ),
        text(
            """
            Side effects of single infusions are told in {{page:side-effects-hour-by-hour|hour by hour}}. About products
            that are sent home, read {{page:compounded-ketamine-at-home|what the FDA warns of}}.
            """
        ),
        call_to_action(
            "A question you would rather ask out loud?",
            "On the phone nothing has to be written down. Ask about your own risk; we will be honest about it.",
            kind="consultation",
        ),
    ],
)
