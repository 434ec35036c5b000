"""Blinding: why it is hard with ketamine, and what two trials showed."""

from datetime import date

from ..write import call_to_action, comparison_table, evidence, key_points, post, text

POST = post(
    "when-nobody-can-tell",
    "When nobody can tell: why blinding matters",
    date=date(2026, 1, 20),
    category="research",
    tags=["evidence", "placebo", "depression"],
    introduction=(
        "In a good trial nobody knows who got the drug. With ketamine that is hard, because people feel it. Two "
        "trials took the problem seriously."
    ),
    picture="island-in-mist",
    reviewed=date(2026, 6, 30),
    related=[
        "what-one-large-review-found",
        "ect-and-ketamine-two-trials",
        "how-ketamine-acts-in-the-brain",
    ],
    body=[
        key_points(
            "Hope can lift a score. So trials hide who gets the drug; this is called blinding.",
            "Many people can tell that they got ketamine, and that weakens the studies.",
            "When ketamine was given under anesthesia for surgery, 60% responded the next day, and 50% on a placebo: "
            "no advantage [[lii-2023]].",
            "In a hospital trial with up to eight infusions, there was no significant difference from midazolam "
            "[[jelovac-2025]].",
        ),
        text(
            """
            A friend hands you one of two cups of coffee. One is decaf, he says, and he won't tell which. You drink,
            wait, and decide how awake you are. Now suppose that one cup has a blue lid, and you know that blue means
            caffeine. Your answer may well change.

            Every trial of a treatment for mood has this problem. Mood is measured by asking people, and what
            people expect finds its way into what they answer. Nobody has to cheat for that to happen.

            ## The usual remedy

            Half the people get the drug, and half get something that looks the same. Chance decides. Nobody knows
            who has what, neither the patient nor the person who asks the questions. At the end the list is opened and
            the two halves are compared. The part of the change that comes from hope, time and kind
            attention should be the same in both. What remains, beyond chance, is put down to the drug.

            ## Why it often fails with ketamine

            Salt water in a drip can't be felt. Ketamine can. Within minutes many people feel far from
            their body [[short-2018]]. They know, and often so does the nurse. Then those on ketamine have the drug and
            the hope, and those on salt water have a disappointment.

            One answer is to give the second group a drug that is also felt. Midazolam, which makes people drowsy, is
            the usual one. In a large review, 8.8% responded to a placebo, against 25.9% with midazolam [[dean-2021]]. These
            were different studies with different people, so the gap has more than one cause. Hope may be one of them.

            ## Two trials that looked closer
            """
        ),
        comparison_table(
            "Two trials with a close eye on blinding",
            ["", "Under surgical anesthesia", "In the hospital (KARMA-Dep 2)"],
            (
                "Idea",
                "Give the drip while people with depression are under anesthesia for an operation, so that they can't tell "
                "[[lii-2023]].",
                "Compare a series of up to eight infusions with midazolam, on top of hospital care [[jelovac-2025]].",
            ),
            (
                "Result",
                "60% responded to ketamine and 50% to placebo the next day: no advantage [[lii-2023]].",
                "65 people. A difference of 3.16 points on a depression scale, likely range −8.54 to 2.22: not "
                "significant [[jelovac-2025]].",
            ),
            (
                "Could people guess?",
                "Not from what they felt during the drip",
                "Yes. Most guessed which drug they had [[jelovac-2025]].",
            ),
            (
                "Weak points",
                "Other anesthetics were given at the same time. And a day is short.",
                "With 65 people, a modest benefit can be missed.",
            ),
        ),
        text(
            """
            The first trial holds two surprises. Ketamine did about as well as a placebo, and the placebo did a great deal: half of
            that group felt much better the day after [[lii-2023]]. They had waited for something, and they were looked after. Some
            may have believed that they got the drug.

            The second trial is the more sobering one for a clinic like ours, since it is closer to what we do: a
            whole course of infusions. The difference pointed in ketamine's favor, but it was small enough to be chance. And
            even here most people could guess [[jelovac-2025]].
            """
        ),
        evidence(
            "When guessing is prevented or reduced, is ketamine still ahead?",
            "In these two trials, not clearly. In earlier ones with midazolam it was ahead after a day.",
            strength="conflicting",
            studied="A trial under anesthesia, one with 65 inpatients, and a review of earlier trials",
            references=["lii-2023", "jelovac-2025", "dean-2021"],
        ),
        text(
            """
            ## How far this goes

            It would be too quick to say that ketamine is only hope. The surgery trial gave it together with other
            anesthetics. The hospital trial was small. An earlier trial, also with midazolam as the comparison, did find a
            difference [[murrough-2013]]. How to weigh them is still argued over.

            Three things follow all the same, and we try to stick to them.

            1. A result from a trial where everyone knew what they got should be read with care. The
               {{page:ect-and-ketamine-two-trials|two trials of ketamine and ECT}} are of that kind.
            2. 'Many of our patients improved' tells you little, whichever clinic says it, because there was nothing to
               compare with.
            3. If you feel better after an infusion, you feel better, whatever the cause. It would be unwise,
               though, to go on for years without checking now and then whether you still need it.

            You may find this discouraging. It can also be read another way. If rest, time and being heard did some of the
            work, those can go on when the infusions stop. What else may be at work is told in
            {{page:how-ketamine-acts-in-the-brain|how ketamine may act in the brain}}.
            """
        ),
        call_to_action(
            "Have you read a study you can't place?",
            "Tell us its name when we call you back. We look it up and read it with you.",
            kind="request",
        ),
    ],
)
