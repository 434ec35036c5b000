"""PTSD: one small trial for, one larger against, and what comes first."""

from datetime import date

from ..write import (
    benefits_risks,
    call_to_action,
    callout,
    comparison_table,
    evidence,
    key_points,
    post,
    text,
)

POST = post(
    "ptsd-what-the-trials-show",
    "PTSD and ketamine: what the trials do and do not show",
    date=date(2024, 10, 8),
    category="conditions",
    tags=["PTSD", "evidence", "therapy"],
    introduction=(
        "A small trial raised hopes. A larger one, with veterans and service members, did not bear them out. "
        "If you live with PTSD, both are worth knowing."
    ),
    picture="rain-clearing",
    reviewed=date(2026, 7, 21),
    related=["going-on-with-therapy", "when-nobody-can-tell"],
    body=[
        key_points(
            "For PTSD, therapy that works on the trauma itself comes first [[va-ptsd]].",
            "A trial with 30 people found a clear benefit from ketamine [[feder-2021]]. A trial with 158 did "
            "not [[abdallah-2022]].",
            "Taken together, the trials point to a small effect, or none [[ptsd-meta-2024]].",
            "Ketamine is not FDA-approved for PTSD. The use is off-label [[fda-2023]].",
        ),
        text(
            """
            ## Start with what is known to help

            The National Center for PTSD, part of the Department of Veterans Affairs, puts
            trauma-focused talk therapy first. In it you work with a trained therapist on the memory, and on
            what it has done to your days. Next come three medicines, all of them antidepressants
            [[va-ptsd]]. Ketamine is not one of the three.

            We say this at the top because a drip can sound easier than talking about the worst
            thing that happened to you. Of course it does. But if you have not yet had a full course of
            trauma-focused therapy, that is most likely the next thing to try. We can help you look for a
            therapist, and you need not become our patient for that.

            ## Two trials, side by side
            """
        ),
        comparison_table(
            "Two trials of repeated ketamine for PTSD",
            ["", "Feder and colleagues", "Abdallah and colleagues"],
            (
                "People",
                "30, with chronic PTSD [[feder-2021]]",
                "158 veterans and service members whom antidepressants had not helped enough "
                "[[abdallah-2022]]",
            ),
            (
                "Result",
                "67% responded with ketamine, 20% in the comparison group [[feder-2021]]",
                "No significant benefit for PTSD [[abdallah-2022]]",
            ),
            (
                "What to keep in mind",
                "Few people. Among those who responded, half had lost the benefit after about 27.5 days "
                "[[feder-2021]].",
                "A larger group, all with a military background. Other people may differ.",
            ),
        ),
        text(
            """
            How can two careful teams find such different things? Chance is one reason. In a group of 30,
            two or three people can change the result. The people differed too: in what they had been through,
            how long ago, and what they had tried. And many can feel whether they got ketamine,
            which can shape what they report. Nobody knows which of these weighed most.

            ## Adding it all up

            In 2024 a team pooled the trials. The overall effect was small. After they corrected for
            signs of bias it was smaller still, and the range of likely values took in zero
            [[ptsd-meta-2024]]. In plain words, there may be a little benefit for PTSD, and there may be none.
            """
        ),
        evidence(
            "Does ketamine ease PTSD?",
            "Trials disagree. The pooled effect was 0.27, and 0.20 after correction for bias, with a likely "
            "range from −0.08 to 0.48. An effect of 0.2 is usually called small.",
            strength="conflicting",
            studied="A meta-analysis of randomized trials, 2024",
            references=["ptsd-meta-2024", "feder-2021", "abdallah-2022"],
        ),
        benefits_risks(
            benefits=[
                "Some people in one small trial felt better quickly [[feder-2021]].",
                "If you also live with depression, there is more research on that, though "
                "{{page:what-one-large-review-found|its certainty is very low}} [[dean-2021]].",
            ],
            risks=[
                "The feeling of leaving your body is common during an infusion [[short-2018]]. If you know that "
                "feeling from the trauma, it can be frightening.",
                "Anxiety, nausea, headache, and a rise in blood pressure are common [[short-2018]].",
                "Ketamine can be misused and can cause dependence. People with a history of drug misuse are at "
                "greater risk [[ketamine-label-abuse]].",
                "Time and money spent here may delay a treatment with more behind it.",
            ],
            title="What to weigh if you have PTSD",
        ),
        text(
            """
            ## If you think about it all the same

            Some people have done the therapy and tried the medicines, and are still not well. It is fair to ask
            about ketamine then, with open eyes. These points help:

            - Keep your therapist, and tell them. The weeks of a course are no time to be without one. There is more
              on that in {{page:going-on-with-therapy|going on with therapy}}.
            - Tell us before the first infusion if you dissociate, have flashbacks, or dislike being touched or
              having a door closed. We can plan the room around it.
            - Choose a person to be with you that evening.
            - Agree on a day to look back, and on what 'no better' would mean. If that is where you are, stop.

            Please do not take ketamine for PTSD at home. The FDA has told of a person who did, with a compounded
            product by mouth, and whose breathing slowed dangerously [[drugscom-2023]]. We wrote about
            {{page:compounded-ketamine-at-home|that warning}} in a post of its own.
            """
        ),
        callout(
            "caution",
            "If the memories are close right now",
            "You can call or text **988** at any hour, also if you are not thinking of suicide. Veterans and service "
            "members can press 1. In an emergency call **911**.",
        ),
        call_to_action(
            "Talk it over before you decide",
            "Our page on {{page:ptsd|PTSD}} has the summary. On the phone you need tell us nothing about what "
            "happened, and we will not ask.",
            kind="consultation",
        ),
    ],
)
