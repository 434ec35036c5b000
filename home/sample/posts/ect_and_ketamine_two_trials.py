"""ELEKT-D and KetECT: why two trials of the same question came out differently."""

from datetime import date

from ..write import (
    call_to_action,
    comparison_table,
    considerations,
    evidence,
    key_points,
    post,
    text,
)

POST = post(
    "ect-and-ketamine-two-trials",
    "ECT and ketamine: two trials that disagree",
    date=date(2025, 1, 21),
    category="research",
    tags=["ECT", "depression", "evidence"],
    introduction=(
        "One trial leaned towards ketamine, the other towards ECT. Both were sizable, and the people in them "
        "may explain a good part of the difference."
    ),
    picture="dunes-at-dawn",
    reviewed=date(2026, 9, 1),
    related=["what-one-large-review-found", "how-long-the-benefit-lasts"],
    body=[
        key_points(
            "In ELEKT-D, 55.4% responded to ketamine and 41.2% to ECT [[anand-2023]].",
            "In KetECT, 46% reached remission with ketamine and 63% with ECT [[ekstrand-2022]].",
            "The first trial was mostly with outpatients, the second with people in the hospital.",
            "ECT stays an important treatment, above all when depression is very severe.",
        ),
        text(
            """
            ECT stands for electroconvulsive therapy. While you are asleep under anesthesia, a short electric
            pulse sets off a seizure in the brain. Films have given it a bad name. In real life it is an
            established treatment for severe depression, with a hospital team around you.

            It is natural to ask how ketamine compares, since an infusion needs neither general anesthesia nor a
            seizure. Two trials of a fair size have put the two next to each other. Someone who reads only
            one of them comes away with half the story.
            """
        ),
        comparison_table(
            "Two trials of ketamine and ECT for depression",
            ["", "ELEKT-D", "KetECT"],
            ("Published", "2023 [[anand-2023]]", "2022 [[ekstrand-2022]]"),
            ("People", "403 [[anand-2023]]", "186 [[ekstrand-2022]]"),
            (
                "Who they were",
                "Mostly outpatients, none with psychosis [[anand-2023]]",
                "All in the hospital [[ekstrand-2022]]",
            ),
            (
                "What was counted",
                "*Response*: symptoms fell by half or more [[anand-2023]]",
                "*Remission*: hardly any symptoms left [[ekstrand-2022]]",
            ),
            ("With ketamine", "55.4% [[anand-2023]]", "46% [[ekstrand-2022]]"),
            ("With ECT", "41.2% [[anand-2023]]", "63% [[ekstrand-2022]]"),
            (
                "Did people know what they got?",
                "Yes [[anand-2023]]",
                "Yes [[ekstrand-2022]]",
            ),
            note="The two trials count different things. Compare down each column, and not across.",
        ),
        text(
            """
            ## Why they differ

            **The people.** KetECT took people who were ill enough to be in the hospital. ELEKT-D took mostly
            people who came from home, and left out anyone with psychosis, such as hearing voices. Very severe and
            psychotic depression are just where doctors turn to ECT. A trial without those
            people may show ECT at less than its best.

            **The yardstick.** Response is a lower bar than remission. You can respond and still feel
            far from well.

            **Knowing.** In both trials everyone knew what they got, because ECT can't be hidden. Someone who hoped
            for the new drug, or feared the old method, may have scored the weeks accordingly. We explain
            this in {{page:when-nobody-can-tell|when nobody can tell}}.

            **Place and practice.** Centers differ in how they give ECT, how many sessions they plan, and when they
            stop. That can move the result too.

            ## And later?

            In KetECT, about 70% of those who got well with ketamine had fallen ill again within
            12 months. After ECT it was 63%, a difference that chance can explain [[ekstrand-2022]]. So with
            either one the next question is the same: what
            keeps you well? We look at the figures in
            {{page:how-long-the-benefit-lasts|how long the benefit lasts}}.
            """
        ),
        evidence(
            "Ketamine or ECT: which helps more people?",
            "It depends on who is treated and what is counted. One trial leaned each way.",
            strength="conflicting",
            studied="Two open-label randomized trials, 403 and 186 people",
            references=["anand-2023", "ekstrand-2022"],
        ),
        considerations(
            (
                "How ill are you, and how fast must it go?",
                "If you can't eat or drink, hear voices, or are in danger, you need a hospital. An infusion clinic "
                "is the wrong place then. ECT may be offered there.",
            ),
            (
                "What about memory, and other side effects?",
                "In KetECT, lasting side effects such as memory loss were more common with ECT. More people stopped early "
                "because of side effects with ketamine [[ekstrand-2022]]. Ketamine brings odd states of mind, a rise in blood pressure, and a risk of misuse "
                "[[short-2018, ketamine-label-abuse]].",
            ),
            (
                "What is approved, and what is paid for?",
                "Ketamine for depression is off-label [[fda-2023]], and insurance often does not pay. Ask your insurer "
                "about each.",
            ),
            (
                "What have you tried?",
                "A guideline of the VA and the Department of Defense suggests ketamine or esketamine only after "
                "several medicines, taken long enough, have not helped [[va-dod-2022]].",
            ),
            title="Questions to take to your psychiatrist",
        ),
        text(
            """
            ## Our own view, and our interest

            We offer ketamine, and we do not offer ECT. Please read us with that in mind. If a psychiatrist who knows
            you has advised ECT, don't choose ketamine only because it sounds milder. Ask them first
            why they chose ECT. With your consent we are glad to speak with them, and we may well
            come to agree with them.
            """
        ),
        call_to_action(
            "Weighing the two?",
            "Read our page on {{page:depression|depression}}, or ask us by phone. We will also tell you when ECT "
            "seems the wiser choice.",
            kind="consultation",
        ),
    ],
)
