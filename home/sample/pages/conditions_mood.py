"""Conditions: depression and PTSD."""

from datetime import date

from ..write import callout, considerations, evidence, facts, faq, items, key_points, service, text
from ._shared import ASK, NOT, RISKS, price

PAGES = [
    service(
        "depression",
        "Depression",
        kind="condition",
        order=20,
        introduction=(
            "Ketamine is studied more for depression than for any other mental health condition. It helps "
            "some people within days. It does not help everyone, and the relief often fades."
        ),
        picture="rain-clearing",
        further=("murrough-2013", "abbar-2022", "sanacora-2017"),
        reviewed=date(2026, 10, 12),
        description=(
            "What studies found on ketamine for depression, for whom it may make sense, its limits and "
            "risks, and other ways to get help."
        ),
        fields={
            "off_label_notice": (
                "Ketamine is approved as an anesthetic. Its use for depression is off-label: the FDA has not reviewed "
                "it. Esketamine (Spravato), a relative, is approved for some adults with depression."
            ),
            "at_a_glance": facts(
                ("Approved by the FDA", "No, off-label [[fda-2023]]"),
                ("Usually tried after", "Several other treatments [[va-dod-2022]]"),
                ("If it helps", "Often within days [[dean-2021]]"),
                ("If it helps, it lasts", "Weeks, for many [[mcinnes-2022]]"),
            ),
            "benefits": items(
                "Some people feel clearly better within a day [[dean-2021]].",
                "It can help some people whose depression has not eased with other medicines [[phillips-2019]].",
                "Thoughts of suicide eased for up to a week in trials [[wilkinson-2018]]. That does not make it a "
                "way to prevent suicide.",
            ),
            "risks": RISKS,
            "who_should_not": NOT,
            "ask_first": ASK,
            "alternatives": items(
                "**Talk therapy**, such as cognitive behavioral therapy, alone or with medicine",
                "**Another antidepressant**, or a second medicine added to the first",
                "**Esketamine (Spravato)**, FDA-approved for some adults with depression "
                "[[psychiatric-times-2020, epocrates-2025]]",
                "**ECT**, above all when depression is very severe [[ekstrand-2022]]",
                "**Magnetic stimulation (TMS)**",
                "**Looking again at the diagnosis**: thyroid, sleep, pain, alcohol, bipolar disorder",
            ),
            "evidence_strength": "conflicting",
            "evidence_summary": (
                "A large review found a clear effect after one day, and rated its certainty very low. Newer trials "
                "with better blinding found little or none."
            ),
            "details": [
                price(),
                faq("how-many", "how-lasting", "not-work", "spravato", "suicidal", "therapy"),
            ],
        },
        body=[
            key_points(
                "Many people feel better quickly; many do not [[dean-2021]].",
                "The benefit often fades within weeks [[mcinnes-2022]].",
                "The certainty of the evidence is low, because people can often tell what they were given "
                "[[dean-2021, lii-2023]].",
                "Guidelines suggest it only after several other treatments [[va-dod-2022]].",
            ),
            text(
                """
                ## Living with depression

                Depression is more than sadness. It takes sleep, interest, hope and strength, and it makes each
                step toward help harder. It is an illness, and it is nobody's fault. Many people get better with
                care, though it can take more than one try.

                If you have tried two or more medicines for long enough and are still unwell, doctors call it
                *treatment-resistant*. It is a cold word. It says something about the treatments so far, and
                nothing about you.

                ## What ketamine may do

                In studies some people felt better within hours or days. Older antidepressants take weeks. Doctors
                do not know beforehand who will respond.
                """
            ),
            evidence(
                "After one day, compared with a placebo",
                "Symptoms had fallen by at least half in 27.4% of people after ketamine, and in 8.8% after a placebo.",
                strength="very-low",
                studied="The Cochrane review of 64 studies of ketamine and related drugs; this figure rests on a part of them",
                references=["dean-2021"],
            ),
            evidence(
                "After six infusions",
                "59% had improved by at least half. All of them knew that they got ketamine.",
                strength="limited",
                studied="41 people with treatment-resistant depression",
                references=["phillips-2019"],
            ),
            evidence(
                "In people treated at clinics",
                "53.6% improved by at least half and 28.9% were nearly free of symptoms some weeks later. 8.4% were "
                "worse, and 6.0% had more thoughts of suicide. There was no comparison group.",
                strength="very-low",
                studied="537 of 9,016 people had enough data",
                references=["mcinnes-2022"],
            ),
            evidence(
                "When nobody can tell who got it",
                "Given during surgery under anesthesia, 60% improved with ketamine and 50% with a placebo, a difference "
                "that chance can explain. In the hospital, repeated infusions did no better than midazolam.",
                strength="conflicting",
                studied="Two trials",
                references=["lii-2023", "jelovac-2025"],
            ),
            evidence(
                "Compared with ECT",
                "In one trial 55.4% improved by at least half with ketamine, and 41.2% with ECT. In another, with people in "
                "the hospital, 46% were nearly free of symptoms after ketamine, and 63% after ECT.",
                strength="conflicting",
                studied="403 and 186 people; everyone knew which they got",
                references=["anand-2023", "ekstrand-2022"],
            ),
            considerations(
                (
                    "What have you tried so far?",
                    "Write it down: which medicine, what dose, how long. The Department of Veterans Affairs suggests "
                    "ketamine only after several real tries [[va-dod-2022]].",
                ),
                (
                    "Who goes with you?",
                    "You need a ride home each time, and someone who follows your mood in the weeks after.",
                ),
                (
                    "What would be a good result?",
                    "Better sleep? Working again? Name one or two things. We look at them together at the end.",
                ),
                (
                    "What if it fades?",
                    "It may [[mcinnes-2022]]. Plan now what comes next: therapy, a medicine, or boosters with an end.",
                ),
                title="Before you decide",
            ),
            callout(
                "emergency",
                "If you are thinking of suicide",
                "Call or text **988** now, at any hour. Veterans can press 1. In an emergency call **911**. "
                "{{page:crisis-help|More on help in a crisis}}.",
            ),
        ],
    ),
    service(
        "ptsd",
        "Post-traumatic stress (PTSD)",
        slug="ptsd",
        kind="condition",
        order=30,
        introduction=(
            "Trials of ketamine for PTSD disagree. Therapy that works through the trauma has far better "
            "evidence and comes first."
        ),
        picture="footbridge",
        reviewed=date(2026, 10, 14),
        description="What trials found on ketamine for PTSD, why trauma-focused therapy comes first, and what to weigh.",
        fields={
            "off_label_notice": (
                "Ketamine is approved as an anesthetic. Its use for PTSD is off-label: the FDA has not reviewed it."
            ),
            "at_a_glance": facts(
                ("Approved by the FDA", "No, off-label [[fda-2023]]"),
                ("What comes first", "Trauma-focused therapy [[va-ptsd]]"),
                ("Trials", "They disagree [[feder-2021, abdallah-2022]]"),
                ("If it helps, it lasts", "About four weeks in one trial [[feder-2021]]"),
            ),
            "benefits": items(
                "In one small trial, more people improved with six infusions than with midazolam "
                "[[feder-2021]].",
                "Low mood that comes with PTSD may ease for a time [[abdallah-2022]].",
            ),
            "risks": items(
                "It may do nothing for PTSD. The largest trial found no clear benefit [[abdallah-2022]].",
                "Feeling detached can be upsetting when you have been through trauma. You can ask us to stop at any "
                "time.",
                *(block.value.text for block in RISKS),
            ),
            "who_should_not": NOT,
            "ask_first": items(
                "You often lose touch with where you are, or have flashbacks that are hard to stop",
                *(block.value.text for block in ASK),
            ),
            "alternatives": items(
                "**Trauma-focused therapy**, such as prolonged exposure, cognitive processing therapy or EMDR: first "
                "choice in the guidance of the Department of Veterans Affairs [[va-ptsd]]",
                "**Medicines with better evidence**: sertraline, paroxetine or venlafaxine [[va-ptsd]]",
                "**Help with sleep and nightmares**, pain, or alcohol, which often come along",
                "**Vet Centers and peer groups**, free for many veterans and their families",
            ),
            "evidence_strength": "conflicting",
            "evidence_summary": (
                "One small trial found a clear benefit. A larger one in veterans and service members found none. Taken "
                "together, the effect is small and may be due to chance."
            ),
            "details": [price(), faq("feel", "company", "how-lasting", "therapy", "approved")],
        },
        body=[
            key_points(
                "Trauma-focused therapy comes first. Its evidence is much better [[va-ptsd]].",
                "Two careful trials of ketamine came to different results [[feder-2021, abdallah-2022]].",
                "If you try it, therapy should go on alongside.",
            ),
            text(
                """
                ## What PTSD is

                After something terrible, the body can stay on guard. Sounds, smells or places bring it all back.
                Sleep is poor, and trust is hard. This is not weakness. It is a way of surviving that has not
                switched off.

                ## What the trials found
                """
            ),
            evidence(
                "Six infusions in two weeks",
                "67% improved with ketamine and 20% with midazolam. Half of those who improved had lost the benefit after "
                "about 27 days.",
                strength="limited",
                studied="30 people with long-lasting PTSD",
                references=["feder-2021"],
            ),
            evidence(
                "Eight infusions in veterans and service members",
                "No clear benefit for PTSD at either dose. Low mood eased for a time.",
                strength="moderate",
                studied="158 people whose PTSD had not eased with medicine",
                references=["abdallah-2022"],
            ),
            evidence(
                "All trials together",
                "A small effect. Once the authors allowed for likely bias, it could be due to chance.",
                strength="conflicting",
                studied="A review of the randomized trials",
                references=["ptsd-meta-2024"],
            ),
            text(
                """
                ## What that means for you

                If you have not had a trauma-focused therapy yet, we will most likely suggest that first, and help you
                find someone trained in it. If you have, and you also live with a depression that has not eased,
                a course of ketamine may be worth talking about. We would do it together with your therapist.

                You decide how much you tell us about what happened. We need no details to treat you with care. Tell us
                what helps you to feel safe: the door open or shut, the light, a hand signal that means *stop*.
                """
            ),
            callout(
                "note",
                "For veterans",
                "Call **988** and press 1, or text **838255**, to reach the Veterans Crisis Line at any hour.",
            ),
        ],
    ),
]
