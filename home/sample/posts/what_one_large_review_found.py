"""The Cochrane review of 2021, read slowly."""

from datetime import date

from ..write import call_to_action, considerations, evidence, key_points, post, text

POST = post(
    "what-one-large-review-found",
    "What one large review found, and how sure it is",
    date=date(2024, 6, 18),
    category="research",
    tags=["depression", "evidence", "reviews"],
    introduction=(
        "In 2021 the Cochrane group put together 64 studies of ketamine and related drugs for "
        "depression. The result is hopeful and shaky at once. We take it step by step."
    ),
    picture="hills-in-mist",
    reviewed=date(2026, 8, 25),
    related=["when-nobody-can-tell", "how-long-the-benefit-lasts"],
    body=[
        key_points(
            "A day after one dose, more people had improved with ketamine than with a placebo [[dean-2021]].",
            "Many had not improved with either [[dean-2021]].",
            "The authors call the certainty *very low*. New studies may change the picture [[dean-2021]].",
            "One day is a short time. These figures can't tell you how you will feel in a month.",
        ),
        text(
            """
            ## What a review does

            A single study can be lucky. It may have few people in it, or unusual ones. So
            researchers look for every study on a question, judge how well each was done, and add the
            results together. Cochrane is a group known for doing this by strict rules.

            This review took in 64 studies with 5,299 people. All of them had depression without the
            highs of bipolar disorder. The studies tested ketamine and other drugs that act on
            glutamate, a messenger in the brain [[dean-2021]]. So the big number stands for a whole
            family of drugs, and each figure below rests on only a part of it.

            ## The main numbers

            The question here is simple: how many people had a *response* one day after a dose? A
            response means that their score of symptoms fell by at least half. Some of them were
            still far from well.

            - **Against a placebo.** With the placebo, 8.8% responded. With ketamine, 27.4% did
              [[dean-2021]].
            - **Against midazolam.** This is a drug that makes people drowsy. Researchers use it so that
              people in both groups feel *something*. Here 25.9% responded with midazolam
              and 46.5% with ketamine [[dean-2021]].

            Picture a hundred people in a room. In the first comparison, about nine of them would
            have felt much better the next day on the placebo. With ketamine it would be about 27, and the
            other 73 would not.

            ## Look at the two comparison groups

            About nine in a hundred responded to the placebo, and 26 to midazolam [[dean-2021]]. Why such
            a gap? The two sets of studies had different people in them, for one thing. For another,
            someone who feels drowsy may think that this must be the real drug, and hope more. Hope can
            move a score. We wrote about that in {{page:when-nobody-can-tell|when nobody can tell}}.
            """
        ),
        evidence(
            "Do more people respond to ketamine than to a placebo, one day later?",
            "Yes in these studies, with odds about four times as high. The true figure could well lie anywhere "
            "between one and a half and ten times.",
            strength="very-low",
            studied="Ketamine against placebo: odds ratio 3.94, likely range 1.54 to 10.10",
            references=["dean-2021"],
        ),
        evidence(
            "Do more people respond to ketamine than to midazolam, one day later?",
            "Perhaps. The likely range begins at no difference at all.",
            strength="very-low",
            studied="Ketamine against midazolam: odds ratio 2.48, likely range 1.00 to 6.18",
            references=["dean-2021"],
        ),
        text(
            """
            ## What 'very low' means

            Reviewers grade how far they trust a result. There are four steps: high, moderate, low and
            very low. What pulls a grade down are things such as small studies, results that vary, or people
            who could guess which drug they got. 'Very low' is the bottom step. The studies found what they
            found, and the truth may be quite different.

            It is easy to hear this as 'it does not work'. The grade does not say that either. It is a
            judgment on the studies, and on how much weight they can bear.

            ## What happened after 2021

            Later trials have not settled it. One, with people in the hospital, gave up to eight
            infusions and found no clear difference from midazolam [[jelovac-2025]]. Another gave ketamine to people
            while they were under anesthesia for surgery, and found no advantage the next day [[lii-2023]]. And two trials that
            compared ketamine with ECT came to {{page:ect-and-ketamine-two-trials|different results}}.
            """
        ),
        considerations(
            (
                "Compared with what?",
                "With a placebo, with another drug, or with nothing? A result without a comparison says little.",
            ),
            (
                "How long after?",
                "A day, a week, three months? The figures above are for one day, and the benefit "
                "{{page:how-long-the-benefit-lasts|often fades}}.",
            ),
            (
                "What counts as success?",
                "Cutting a score in half is one thing. Being free of depression is another, and it happens less often.",
            ),
            (
                "How wide is the range?",
                "From 1.54 to 10.10 is wide. A range like that tells you that there were few people to count "
                "[[dean-2021]].",
            ),
            title="Four questions for any headline",
            introduction="You can put them to a news story, to a clinic's page, or to ours.",
        ),
        text(
            """
            ## And for you?

            A review speaks of groups. It can't see what you have tried, what else is going on in your body, or
            what you hope for. Our page on {{page:depression|depression}} sets the evidence beside the risks and
            the other treatments. A visit adds the part that only you know.
            """
        ),
        call_to_action(
            "Would you like to go through the evidence with someone?",
            "Bring the article or the ad you read. We look at it together, by phone, free of charge.",
            kind="consultation",
        ),
    ],
)
