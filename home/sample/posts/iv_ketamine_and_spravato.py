"""The infusion and the nasal spray, compared as far as the studies allow."""

from datetime import date

from ..write import (
    call_to_action,
    comparison_table,
    evidence,
    key_points,
    post,
    text,
    who_should_not,
)

POST = post(
    "iv-ketamine-and-spravato",
    "IV ketamine and Spravato, side by side",
    date=date(2025, 9, 16),
    category="basics",
    tags=["esketamine", "Spravato", "infusions", "depression"],
    introduction=(
        "Two relatives, one approved for depression and one not. Which of them works better has not been settled. "
        "Other differences are clear, and they may decide it for you."
    ),
    picture="leaf-on-water",
    reviewed=date(2026, 9, 22),
    related=["what-off-label-and-other-words-mean", "how-long-the-benefit-lasts"],
    body=[
        key_points(
            "Spravato (esketamine) is FDA-approved for some adults with depression "
            "[[psychiatric-times-2020, epocrates-2025]]. IV ketamine is not; that use is off-label [[fda-2023]].",
            "We know of no randomized trial that compares the two as they are usually given. The studies we have "
            "leave the question open [[nikayin-2022, singh-2023, meisner-2025]].",
            "Both can bring odd states of mind, and both can be misused [[spravato-label, ketamine-label-abuse]].",
            "After either one, someone else takes you home.",
        ),
        text(
            """
            Hold up your two hands. They have the same parts, and yet a left glove does not fit the right hand. Ketamine
            is a mix of two molecules that mirror each other in this way. Esketamine is one of the two. It
            is sold as a nasal spray under the name Spravato.

            So much for the chemistry. The ways in which they are given, watched and paid for will
            likely matter more to you.
            """
        ),
        comparison_table(
            "IV ketamine and Spravato for depression",
            ["", "IV ketamine", "Spravato"],
            (
                "FDA and depression",
                "Not approved; off-label [[fda-2023]]",
                "Approved in 2019 with an oral antidepressant, and in January 2025 on its own, for adults whose "
                "depression has not eased with other treatment [[psychiatric-times-2020, epocrates-2025]]",
            ),
            (
                "How it gets into you",
                "A drip into a vein, most often studied over about 40 minutes [[mcintyre-2021]]. Here it takes 45 to 60.",
                "A spray into the nose, in a certified place [[spravato-label]]",
            ),
            (
                "Watching afterwards",
                "Until you are steady. No federal program sets the time.",
                "At least two hours, each time [[spravato-label]]",
            ),
            (
                "Where",
                "In a clinic. There is no federal certificate, and the rules of the states differ [[undark-2025]].",
                "Only in places certified under a federal safety program, a REMS [[spravato-label]]",
            ),
            (
                "Going home",
                "Someone else drives. We ask you not to drive until the next day, after a night's sleep.",
                "No driving until the next day, after a restful sleep [[spravato-label]]",
            ),
            (
                "Who pays",
                "Mostly you",
                "Insurance more often does, if you meet its terms",
            ),
            note="Prices are not compared here. Ask each place for {{page:good-faith-estimate|a written estimate}}.",
        ),
        text(
            """
            ## Which one helps more?

            We would like to know as well. The studies below looked back at people who had been treated with one or
            the other. Nobody was assigned by chance. People who got infusions may have been younger, or richer, or more
            ill, and that alone can tilt a result.

            - **Yale, 210 people.** The two groups differed by 2.15 points on a depression scale. The likely range
              ran from −0.06 to 4.37, so chance could explain it [[nikayin-2022]].
            - **Mayo Clinic, 62 people.** About as many improved with one as with the other. Those on IV ketamine needed
              fewer sessions [[singh-2023]].
            - **McLean Hospital, 153 people.** Scores fell by 49.2% with IV ketamine and by 39.6% with esketamine
              [[meisner-2025]]. We have read this one in summary only.
            """
        ),
        evidence(
            "IV ketamine or esketamine: which helps more with depression?",
            "Not known. One study leaned towards IV ketamine, and two found no clear difference in benefit.",
            strength="very-low",
            studied="Three studies without random assignment: 210, 62 and 153 people",
            references=["nikayin-2022", "singh-2023", "meisner-2025"],
        ),
        text(
            """
            ### What the approval rests on

            To be approved, esketamine had to be tested against a placebo. In the results
            given with the 2025 approval, 22.5% were free of depression after four weeks on the spray alone, and 7.6%
            on a placebo [[epocrates-2025]]. So it helped some people, and most were not well at that point.

            In 2020 the FDA had also approved the spray, with an oral antidepressant, for symptoms of depression in adults
            with acute thoughts of suicide [[psychiatric-times-2020]]. In a crisis it takes the place of nothing: call or text
            **988**.

            IV ketamine for depression has been studied in many trials, most of them small. A large review rates
            the certainty as {{page:what-one-large-review-found|very low}} [[dean-2021]].

            ## What they have in common

            Both can make you feel far from your body, and sleepy [[spravato-label, short-2018]]. Both can be misused
            [[spravato-label, ketamine-label-abuse]]. Spravato carries a boxed warning about
            sleepiness, dissociation, slowed breathing, misuse, and thoughts of suicide [[spravato-label]]. IV ketamine has no such
            box for depression, for the plain reason that the FDA has not reviewed that use [[fda-2023]]. Please do not take
            this as a sign that it is milder.

            With both, {{page:how-long-the-benefit-lasts|the benefit can fade}}, and therapy and daily habits stay
            important.
            """
        ),
        who_should_not(
            never=[
                "**Spravato:** people with an aneurysm or certain other diseases of the blood vessels [[spravato-label]]",
                "**Spravato:** people who have had a bleed in the brain [[spravato-label]]",
                "**IV ketamine:** people for whom a marked rise in blood pressure would be a serious hazard "
                "[[ketamine-label]]",
                "**Both:** people who are allergic to ketamine or esketamine [[spravato-label, ketamine-label]]",
            ],
            ask=[
                "Anyone with heart, liver or bladder trouble, psychosis, mania, or substance use, now or in the past",
            ],
            title="Who should not have one or the other",
        ),
        text(
            """
            ## How people decide

            **If cost is the limit,** ask your insurer about Spravato first.

            **If you want a treatment that the FDA has reviewed for depression,** that is Spravato. It also spares you the
            needle.

            **If there is no certified place near you,** or the spray did not suit you, an infusion may be worth a talk.

            We give infusions, so we are not neutral. If the spray looks like the right choice, we say so and help you find a
            place that offers it.
            """
        ),
        call_to_action(
            "Still weighing them up?",
            "Read the page on {{page:ketamine-infusions|ketamine infusions}}, then ask us what is left.",
            kind="consultation",
        ),
    ],
)
