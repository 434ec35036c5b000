"""The treatment."""

from datetime import date

from ..write import (
    call_to_action,
    callout,
    comparison_table,
    course,
    evidence,
    facts,
    faq,
    items,
    key_points,
    picture,
    service,
    steps,
    text,
)

PAGES = [
    service(
        "ketamine-infusions",
        "Ketamine infusions",
        kind="treatment",
        order=10,
        introduction=(
            "A low dose of an anesthetic, given slowly into a vein while you are awake and watched. "
            "Here is how it goes, what it may do for you, and what it may not."
        ),
        picture="treatment-room",
        reviewed=date(2026, 10, 12),
        description=(
            "How IV ketamine infusions are given, what studies found, benefits, risks, who should not "
            "have them, other ways, and what comes after."
        ),
        fields={
            "off_label_notice": (
                "The FDA has approved ketamine as an anesthetic. Its use for depression, PTSD, anxiety, OCD or "
                "pain is off-label: legal and common in medicine, but not reviewed by the FDA. A relative, "
                "esketamine (Spravato), is approved for some adults with depression."
            ),
            "at_a_glance": facts(
                ("What it is", "An anesthetic, at a low dose, by drip"),
                ("One visit", "About two to two and a half hours"),
                ("The infusion", "45 to 60 minutes"),
                ("A usual course", "Six in two to three weeks [[singh-2016]]"),
                ("You will be", "Awake, and watched the whole time"),
                ("Going home", "Someone else takes you"),
                ("Approved for this use", "No, it is off-label [[fda-2023]]"),
                ("Price", "On the {{page:costs|costs page}}"),
            ),
            "benefits": items(
                "Mood can lift within a day, where older medicines take weeks. This holds for some people, not "
                "all [[dean-2021]].",
                "It may help when other medicines have not. In one study 59% improved by at least half "
                "after six infusions. No placebo was given with those six [[phillips-2019]].",
                "Thoughts of suicide eased for up to a week in trials. It has not been shown to prevent suicide "
                "[[wilkinson-2018]].",
                "It is given in single sessions, so you can stop at any time.",
            ),
            "risks": items(
                "**During the infusion:** feeling detached, dizziness, nausea, headache, blurred vision, anxiety, "
                "sleepiness [[short-2018]].",
                "**Blood pressure and pulse** rise for a while [[short-2018]].",
                "**Breathing** can slow, above all at higher doses or with other sedating drugs [[ketamine-label]].",
                "**Frightening experiences** can happen, above all while the drug wears off [[ketamine-label]].",
                "**Getting worse:** 8.4% of people treated at clinics were worse some weeks later, and 6.0% "
                "had more thoughts of suicide [[mcinnes-2022]].",
                "**Misuse and dependence** are possible. Long use can lead to withdrawal [[ketamine-label-abuse]].",
                "**Bladder, liver, bile ducts, memory:** harm is known from frequent or high doses "
                "[[short-2018, ketamine-label-reactions]].",
                "**Years of use:** not studied enough to know [[short-2018]].",
            ),
            "who_should_not": items(
                "People for whom a marked rise in blood pressure would be a serious hazard [[ketamine-label]]",
                "People who are allergic to ketamine [[ketamine-label]]",
                "People with heart or vessel disease that is not under control [[pain-guideline-2018]]",
                "People with some kinds of psychosis that are not under control [[pain-guideline-2018]]",
                "People with severe liver disease [[pain-guideline-2018]]",
                "People with raised pressure inside the head or the eye [[pain-guideline-2018]]",
                "People who are using alcohol or drugs in a harmful way right now [[pain-guideline-2018]]",
                "People who are pregnant or breastfeeding; this is our own rule",
            ),
            "ask_first": items(
                "You have had a stroke, a brain bleed or an aneurysm",
                "You have, or had, times of mania, or a family history of psychosis",
                "You use or used alcohol or drugs in a way that worried you or others [[ketamine-label-abuse]]",
                "You have bladder trouble, or moderate liver disease [[pain-guideline-2018]]",
                "You take sleeping pills, opioids or other medicines that make you sleepy",
                "You have sleep apnea or another problem with breathing",
            ),
            "alternatives": items(
                "**Talk therapy**, with a method made for your condition",
                "**Another medicine**, a second one added, or a fuller dose; many people need several tries",
                "**Esketamine (Spravato)**, which the FDA has approved for some adults with depression "
                "[[psychiatric-times-2020, epocrates-2025]]",
                "**ECT**, which did better than ketamine in one trial and not as well in another "
                "[[ekstrand-2022, anand-2023]]",
                "**Magnetic stimulation (TMS)**, and care for sleep, pain, or the thyroid where they play a part",
                "**Waiting and watching**, with a date to look again",
            ),
            "evidence_strength": "limited",
            "evidence_summary": (
                "Best studied for depression: many people improve within days, but trials are small, hard to "
                "blind, and do not all agree. For other conditions, and for long-term use, much less is known."
            ),
            "details": [
                text(
                    """
                    ## What it costs

                    Each infusion has a price of its own, and a course of six has one too. Both stand on the
                    {{page:costs|costs page}}, with what they include and the day they were set. You get a
                    {{page:good-faith-estimate|written estimate}} before anything is booked.
                    """
                ),
                faq(
                    "feel",
                    "how-fast",
                    "boosters",
                    "not-work",
                    "spravato",
                    "addictive",
                    "medicines",
                    "drive",
                ),
                call_to_action(
                    "See if it fits",
                    "A clinician goes through this page with you, line by line if you like. "
                    "{{page:first-visit|Read what happens at a first visit}}.",
                    kind="request",
                ),
            ],
        },
        body=[
            key_points(
                "You stay awake. Someone is with you or close by, and your vital signs are measured throughout.",
                "Many people improve quickly. Many do not, and the benefit often fades [[dean-2021, mcinnes-2022]].",
                "It is one part of a plan. Please keep your therapist or doctor [[asa-2025]].",
            ),
            text(
                """
                ## What it is

                Ketamine has been approved as an anesthetic since 1970 [[ketamine-label]]. For mood, the dose is much
                lower. The most studied dose is half a milligram per kilogram of body weight over about 40 minutes.
                The doses that bring on anesthesia are two to nine times as large [[mcintyre-2021, ketamine-label]].

                We give it by *infusion*: a slow drip into a vein. That has two good points. The dose is
                exact, and the drip can be slowed or stopped at once.
                """
            ),
            steps(
                (
                    "Before the day",
                    "",
                    "A clinician has gone through your health, your medicines and your goals, and you have agreed in writing. "
                    "You have named someone who takes you home.",
                ),
                (
                    "Arriving",
                    "15 minutes",
                    "We take your *baseline vital signs*: blood pressure, pulse, oxygen. If they are not right, we wait or "
                    "choose another day.",
                ),
                (
                    "Settling in",
                    "10 minutes",
                    "A quiet room, a blanket, low light. A small tube goes into your arm. You may bring music and an eye mask.",
                ),
                (
                    "The infusion",
                    "45–60 minutes",
                    "The drip runs slowly. Blood pressure, pulse and oxygen are measured all along. You can talk, or be silent.",
                ),
                (
                    "Resting",
                    "30–60 minutes",
                    "You come back to yourself. We give you water and time. You leave when you are steady.",
                ),
                (
                    "The rest of the day",
                    "",
                    "Someone takes you home. No driving, alcohol, machines or big decisions until you have slept.",
                ),
                title="How a session goes",
            ),
            picture(
                "headphones-blanket",
                caption="Many people like music without words. Bring your own headphones, or borrow ours.",
            ),
            course(
                ("Week 1", 2, "We write down your mood each day"),
                ("Week 2", 2, "After the third: is anything changing?"),
                ("Week 3", 2, "We look back together"),
                title="A usual course",
                introduction="Six infusions in two to three weeks. Twice or three times a week did about equally well "
                "[[singh-2016]].",
                caption="The best schedule is not established. If nothing has changed, we may stop before the sixth.",
            ),
            text(
                """
                ## After the course

                **Boosters.** The benefit often fades within weeks [[phillips-2019]]. Some people come back
                now and then. Weekly infusions kept the gain in one small study, but did not add to it
                [[phillips-2019]]. No one knows the best spacing, or how safe it is over years. So each booster
                needs a reason, and the plan has an end.

                **Care goes on.** Your therapist or doctor stays in charge of your care. With your consent they get a
                short letter from us. If you have no one, we help you find a mental health practitioner
                before you start.

                ## How it is thought to work

                Ketamine blocks one kind of docking point for *glutamate*, the chief 'go' signal in the brain.
                That seems to set off a short burst of signals, which helps cells make new or stronger links
                [[zanos-2018]]. It is a theory, and there are others. The long version is in
                {{page:how-ketamine-acts-in-the-brain|how ketamine may act in the brain}}.
                """
            ),
            comparison_table(
                "IV ketamine, esketamine and ECT for depression",
                ["", "IV ketamine", "Esketamine (Spravato)", "ECT"],
                (
                    "FDA",
                    "Off-label [[fda-2023]]",
                    "Approved for some adults with depression [[psychiatric-times-2020]]",
                    "The devices are regulated by the FDA",
                ),
                (
                    "How",
                    "Drip, awake",
                    "Nasal spray, awake",
                    "Brief electric current, asleep under anesthesia",
                ),
                (
                    "Watched for",
                    "About two hours in all",
                    "At least two hours after each dose [[spravato-label]]",
                    "Until awake and steady",
                ),
                (
                    "Which helps more?",
                    "Not settled: one trial favored ketamine over ECT, one favored ECT [[anand-2023, ekstrand-2022]]",
                    "Not settled: no randomized trial of usual courses [[nikayin-2022, singh-2023]]",
                    "See the first column",
                ),
            ),
            evidence(
                "Depression, the first day",
                "One day after ketamine, symptoms had fallen by at least half in 27.4% of people. After a placebo it was "
                "8.8%. In other studies ketamine was compared with midazolam, which makes people drowsy: 46.5% and 25.9%.",
                strength="very-low",
                studied="A review of 64 studies of ketamine and related drugs, 5,299 people in all; these figures rest on a part "
                "of them",
                references=["dean-2021"],
            ),
            evidence(
                "Depression, several infusions, compared with a drowsy placebo",
                "Up to eight infusions in a hospital did no better than midazolam.",
                strength="conflicting",
                studied="65 people in hospital",
                references=["jelovac-2025"],
            ),
            evidence(
                "How long it lasts",
                "Of those who had improved, about 80% were still better after four weeks and about 60% after eight, "
                "without more infusions.",
                strength="limited",
                studied="537 people at clinics, with no comparison group",
                references=["mcinnes-2022"],
            ),
            callout(
                "caution",
                "No ketamine to take home",
                "We do not send ketamine home. The FDA warns that compounded ketamine at home adds risk, as no one is there to "
                "watch breathing and blood pressure [[fda-2023]].",
            ),
        ],
    )
]
