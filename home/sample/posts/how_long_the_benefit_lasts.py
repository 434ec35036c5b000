"""How long relief lasts, what boosters may add, and how to plan for its fading."""

from datetime import date

from ..write import (
    call_to_action,
    callout,
    comparison_table,
    course,
    evidence,
    key_points,
    post,
    text,
)

POST = post(
    "how-long-the-benefit-lasts",
    "How long does the benefit last?",
    date=date(2026, 5, 12),
    category="conditions",
    tags=["depression", "boosters", "relapse", "evidence"],
    introduction=(
        "For many of those who feel better, some weeks. For some, longer. For others there is nothing to last. "
        "Here are the figures, and how to plan with them."
    ),
    picture="six-stones",
    reviewed=date(2026, 11, 3),
    related=["going-on-with-therapy", "what-one-large-review-found"],
    body=[
        key_points(
            "In early studies people slipped back 18 to 19 days after stopping, on average [[phillips-2019]].",
            "Among 537 people treated at clinics, someone who had improved had a chance of about 80% to be still better after "
            "four weeks, and of about 60% after eight, without further infusions [[mcinnes-2022]].",
            "Boosters may hold a gain for a while. How they do over years is not well studied "
            "[[phillips-2019, mcinnes-2022]].",
            "A plan for the time after matters as much as the infusions.",
        ),
        text(
            """
            If you ask only one question before a course of infusions, this is a good one. Relief within a day is
            remarkable. If it goes in three weeks, you need to know what happens then.

            ## The figures we have
            """
        ),
        comparison_table(
            "How long relief lasted after infusions for depression or PTSD",
            ["Who", "What was found", "Limits"],
            (
                "People in early studies",
                "Relapse 18 to 19 days after the infusions stopped, on average [[phillips-2019]]",
                "Early, and mostly small",
            ),
            (
                "41 people, six infusions",
                "59% responded [[phillips-2019]]. Half of these needed no more than three infusions. Weekly ones then held the gain "
                "but did not add to it [[phillips-2019]].",
                "Everyone knew what they got in this part",
            ),
            (
                "537 people at clinics",
                "Of those who improved, about 80% were still better at four weeks and about 60% at eight [[mcinnes-2022]]",
                "Of 9,016 people, only these had enough data; no comparison group [[mcinnes-2022]]",
            ),
            (
                "30 people with PTSD",
                "Half of those who responded had lost it after 27.5 days [[feder-2021]]",
                "Very few people; a larger trial found no benefit [[abdallah-2022]]",
            ),
            (
                "Inpatients in the KetECT trial",
                "About 70% of those who got well with ketamine relapsed within 12 months [[ekstrand-2022]]",
                "Severe illness, treated in the hospital",
            ),
        ),
        text(
            """
            Why such a spread? The studies counted different things, in different people. In the clinic study, those who
            went on answering questions may have been those who did well. So read the 80% and the 60% as a friendly
            estimate [[mcinnes-2022]].

            Remember also who is counted. These figures are about people who improved in the first place. In that same
            study about half did: 53.6%. And 8.4% got worse [[mcinnes-2022]].
            """
        ),
        evidence(
            "Does the benefit of a course last?",
            "For weeks in many. In the clinic records about six in ten of those who had improved still felt better at "
            "week eight. Who will keep it can't be told beforehand.",
            strength="limited",
            studied="One trial with 41 people, and records of 537 people treated at clinics",
            references=["phillips-2019", "mcinnes-2022"],
        ),
        course(
            ("Week 1", 2, ""),
            ("Week 2", 2, "A look back after the third infusion"),
            ("Week 3", 2, "A look back after the sixth"),
            ("Weeks 4 to 7", 0, "No infusions. You note your mood; therapy goes on"),
            ("Week 8", 0, "A visit to look back. Is there a reason for a booster?"),
            title="A course, and the weeks after it",
            introduction="Six infusions over two to three weeks are common [[singh-2016]].",
            caption="The best schedule is not known. Yours may be shorter.",
        ),
        text(
            """
            ## Boosters, with an honest account

            A booster is a single infusion some weeks after a course. People want one for a good reason: they were
            well, they feel it going, and they know what helped. In the trial with 41 people, weekly infusions
            kept the gain while they were given [[phillips-2019]]. Beyond that we know little. In 2017 experts of the American
            Psychiatric Association already pointed out that data on long-term benefit and safety were limited
            [[sanacora-2017]].

            The other side of the scale has weight too. More infusions mean more cost and more rides. They also mean more
            of a drug that {{page:ketamine-can-be-misused|can be misused}}, and that can harm the bladder and memory when it is
            used often [[short-2018]].

            So we ask three things before each booster. What got worse, and since when? What else has changed: sleep, a
            medicine, a loss? And what would make this one the last?

            ## How to notice it fading

            It may begin with sleep. Or you stop picking up the phone. You know your own first sign, or
            someone who lives with you does. Write it down while you are well. After that, two minutes a day are
            enough: a number for mood, hours of sleep, one thing you did.

            Show it to your therapist and to us. If the line sinks for a week, call. There is no need to wait
            until it is bad.

            ## Using the weeks in between

            If you do feel better, think of what you can set up now that will still stand later: a
            regular hour with {{page:going-on-with-therapy|a therapist}}, a walk with someone who expects you, a fresh look at
            your medicines with your doctor. None of these depends on ketamine.

            And if relief does not come back, or never came? Then ketamine has been tried, and you can turn to what has not. Our page on
            {{page:depression|depression}} names the other ways.
            """
        ),
        callout(
            "caution",
            "If it sinks fast",
            "When depression returns, thoughts of suicide can come with it. You don't have to wait for us. Call or text **988** at "
            "any hour. Veterans can press 1. In an emergency call **911**.",
        ),
        call_to_action(
            "Want to plan for the time after?",
            "It is a good subject for a first talk, before you decide on anything.",
            kind="consultation",
        ),
    ],
)
