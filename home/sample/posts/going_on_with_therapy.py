"""Continued care with a mental health practitioner, before, during and after."""

from datetime import date

from ..write import call_to_action, callout, evidence, key_points, post, steps, text

POST = post(
    "going-on-with-therapy",
    "Going on with therapy while you have ketamine",
    date=date(2026, 9, 8),
    category="visits",
    tags=["therapy", "planning", "after a session"],
    introduction=(
        "Infusions are a few hours of a month. The rest of it is yours, and it goes easier with a person who "
        "knows you. This is how the two can work together."
    ),
    picture="two-chairs",
    reviewed=date(2026, 9, 8),
    related=[
        "how-long-the-benefit-lasts",
        "ptsd-what-the-trials-show",
        "preparing-for-a-first-talk",
    ],
    body=[
        key_points(
            "Please keep your therapist, psychiatrist or doctor during a course, and after it.",
            "The benefit of ketamine often fades [[mcinnes-2022, phillips-2019]]. What you learn in therapy you can keep using.",
            "Whether therapy makes the benefit last longer has not been shown well.",
            "If you have nobody, we help you look before the first infusion.",
        ),
        text(
            """
            ## Why we ask everyone to have someone

            The first reason is safety. We see you for two hours at a time. A mental health practitioner sees you in week
            five, when your sleep has gone and you have begun to cancel things. Some people get worse after a course. In one study
            8.4% did, and 6.0% had more thoughts of suicide [[mcinnes-2022]]. Someone should be close enough to
            notice.

            The second is that ketamine is rarely the whole answer. It may quiet the worst for a while. It
            does not mend a marriage, teach you to sleep, or settle what happened when you were nine.

            The third is good practice. The American Society of Anesthesiologists asks for a treatment plan with an
            end, and for follow-up face to face [[asa-2025]]. After the end, somebody has to take over.

            ## What research says about the two together

            Less than you might expect. There is a theory: ketamine is thought to help brain cells make
            new links [[zanos-2018]]. So the days after might be a good time for learning, and therapy is a kind of
            learning. The idea is plausible. It comes mostly from work with animals and cells, and it has not been confirmed
            in people.

            For some conditions therapy has far more behind it than ketamine has. With PTSD, trauma-focused therapy
            comes first [[va-ptsd]]. If that is why you are here, read
            {{page:ptsd-what-the-trials-show|what the trials show}}.
            """
        ),
        evidence(
            "Is the brain more open to therapy after ketamine?",
            "It is a theory. Laboratory work supports parts of it. It has not been confirmed in people.",
            strength="none",
            studied="A review of laboratory and human research",
            references=["zanos-2018"],
        ),
        steps(
            (
                "Tell your therapist first",
                "Before you book",
                "You might say: *I am thinking about ketamine. What do you see for it, and against it, in my case?* If they have "
                "doubts, we would like to hear them.",
            ),
            (
                "Sign a consent, if you wish",
                "At the first visit",
                "With it we may speak with each other, and you choose about what. Without it we won't.",
            ),
            (
                "Book the hours ahead",
                "Before the course",
                "A therapy hour within a few days after each infusion is good. Not on the same day, since you will be tired.",
            ),
            (
                "Write a few lines",
                "That evening or the next morning",
                "A picture, a word, what was sad, what was light. No need to make sense of it. Take it to your hour.",
            ),
            (
                "Keep your medicines as they are",
                "Throughout",
                "Do not stop or change anything by yourself, even if you feel well. Ask the person who prescribes it.",
            ),
            (
                "Sit down together",
                "At the end",
                "You, your therapist and one of us, by phone if need be. What helped? What stays? Who watches for the first signs "
                "that it fades?",
            ),
            title="Fitting the two together",
        ),
        text(
            """
            ## What to do with an odd session

            During an infusion people may see pictures, lose track of time, or come near a memory they
            had put away. Often it is only odd, and fine to leave there. Sometimes it hurts. You do not
            have to talk about it at once, and nobody here will press you to find a meaning in it.

            A word of care. Things that come up in such a state can feel true and yet not be. A picture of something that
            may have happened is no record that it did. Take it to a therapist before you act on it, and leave large
            decisions for later.

            ## If you have no therapist

            You are in large company. Waiting lists are long, and a search takes strength that you may not have. We can
            share the work:

            - We ask what you need: a kind of therapy, evenings, a language, a price.
            - We give you names to try, and we say so if we don't know whether they have room.
            - If you want, we sit with you while you make the first call.
            - In the meantime your family doctor can be the person who knows.

            If cost is the trouble, ask about a sliding scale, community clinics, training clinics at a university, and groups.
            Veterans can ask the VA.

            ## When your therapist is against it

            Take it seriously. They may know something about you that we can't see in an hour. Ask them for their reasons,
            and ask us for ours. A guideline of the VA and the Department of Defense suggests ketamine only after several medicines have not helped [[va-dod-2022]], so 'not yet' can be a sound view. If the two of you still differ, you
            decide. But please don't have infusions in secret. It would leave you alone with whatever comes up.

            ## And after the last one

            We call the day after the last infusion, and we see you again some weeks later. Then our part ends, unless there is a clear
            reason for more. {{page:how-long-the-benefit-lasts|How long the benefit lasts}} helps you plan
            that time. Your therapist's part goes on.
            """
        ),
        callout(
            "caution",
            "Between appointments",
            "If things turn dark, don't wait for the next hour with anyone. Call or text **988**. Veterans can press 1. In "
            "an emergency call **911**. {{page:crisis-help|More places to turn}}.",
        ),
        call_to_action(
            "Bring your therapist's questions",
            "They are welcome on the first call, and so is your therapist.",
            kind="consultation",
        ),
    ],
)
