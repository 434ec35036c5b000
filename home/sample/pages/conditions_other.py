"""Conditions: anxiety, OCD and chronic pain."""

from datetime import date

from ..write import (
    callout,
    comparison_table,
    evidence,
    facts,
    faq,
    items,
    key_points,
    service,
    text,
)
from ._shared import ASK, NOT, RISKS, price

PAGES = [
    service(
        "anxiety",
        "Anxiety and social anxiety",
        slug="anxiety",
        kind="condition",
        order=40,
        introduction=(
            "Only very small studies have looked at ketamine for anxiety, most of them for social anxiety. "
            "Well-tested treatments exist. We say so first."
        ),
        picture="birches",
        reviewed=date(2026, 10, 15),
        description="What is known about ketamine for anxiety and social anxiety, and which treatments are better tested.",
        fields={
            "off_label_notice": (
                "Ketamine is approved as an anesthetic. Its use for anxiety is off-label: the FDA has not reviewed it."
            ),
            "at_a_glance": facts(
                ("Approved by the FDA", "No, off-label [[fda-2023]]"),
                ("What comes first", "Talk therapy, or a tested medicine"),
                ("Studies", "A few, very small [[taylor-2018]]"),
                ("How long it lasts", "Not known"),
            ),
            "benefits": items(
                "In one study of 18 people with social anxiety, some had fewer symptoms in the two weeks after one infusion "
                "[[taylor-2018]].",
                "Anxiety that comes with depression may ease when the depression does.",
            ),
            "risks": items(
                "Anxiety during the infusion is itself a common side effect [[short-2018]].",
                *(block.value.text for block in RISKS),
            ),
            "who_should_not": NOT,
            "ask_first": items(
                "You have panic attacks, or fear losing control",
                *(block.value.text for block in ASK),
            ),
            "alternatives": items(
                "**Cognitive behavioral therapy**, in person, in a group or online",
                "**Gradual practice** with what you fear, with a therapist's help",
                "**Antidepressants**, which are tested for several kinds of anxiety; ask your doctor which",
                "**Looking at what feeds it**: caffeine, alcohol, poor sleep, thyroid, some medicines",
            ),
            "evidence_strength": "limited",
            "evidence_summary": (
                "One small trial in social anxiety: raters saw a benefit, the people themselves did not report one. Other "
                "kinds of anxiety are hardly studied."
            ),
            "details": [price(), faq("feel", "company", "medicines", "approved", "not-work")],
        },
        body=[
            key_points(
                "Anxiety can be treated well. Talk therapy and some medicines are tested far better than ketamine.",
                "For social anxiety there is one small trial [[taylor-2018]].",
                "For other kinds of anxiety there is too little to go by.",
            ),
            text(
                """
                ## What anxiety is

                Everyone worries. It becomes an illness when fear runs the day: when you avoid people, places or calls,
                or when your heart races for no reason that others can see. It is common, and it is treatable.

                ## What has been studied
                """
            ),
            evidence(
                "Social anxiety, one infusion",
                "Rated by a clinician, 33% responded after ketamine and 0% after a placebo. By their own rating, people "
                "felt no difference in anxiety.",
                strength="very-low",
                studied="18 people, each of whom got both, weeks apart",
                references=["taylor-2018"],
            ),
            text(
                """
                Why might raters and people disagree? The study was small. And those who feel the drug often
                know what they got. So this is a first hint and no more [[taylor-2018]].

                ## When it may be worth a talk

                Some people live with a depression that has not eased, and with anxiety on top. Then we look
                at the depression first: see our page on {{page:depression|depression}}. If anxiety is the main
                trouble, we will most likely suggest therapy or a tested medicine, and help you find it.

                The infusion itself can be hard for an anxious person. You can visit the room beforehand, bring
                someone, or stop at any time. Our page on your {{page:first-visit|first visit}} tells you what to expect.
                """
            ),
        ],
    ),
    service(
        "ocd",
        "Obsessive-compulsive disorder (OCD)",
        slug="ocd",
        kind="condition",
        order=50,
        introduction=(
            "One small trial has tested a single ketamine infusion for OCD. It is a first hint. Tested treatments "
            "come first."
        ),
        picture="leaf-on-water",
        reviewed=date(2026, 10, 15),
        description="What the one small trial of ketamine for OCD found, its limits, and which treatments come first.",
        fields={
            "off_label_notice": (
                "Ketamine is approved as an anesthetic. Its use for OCD is off-label: the FDA has not reviewed it."
            ),
            "at_a_glance": facts(
                ("Approved by the FDA", "No, off-label [[fda-2023]]"),
                ("What comes first", "Exposure therapy, or a tested medicine"),
                ("Trials", "One, with 15 people [[rodriguez-2013]]"),
                ("Several infusions", "Not well studied"),
            ),
            "benefits": items(
                "In one trial of 15 people, half of those who got ketamine first were better for a week "
                "[[rodriguez-2013]].",
                "A depression that comes with OCD may ease for a time [[dean-2021]].",
            ),
            "risks": items(
                "It may not help OCD at all. The evidence is one small trial [[rodriguez-2013]].",
                *(block.value.text for block in RISKS),
            ),
            "who_should_not": NOT,
            "ask_first": ASK,
            "alternatives": items(
                "**Exposure and response prevention**, a therapy made for OCD",
                "**Medicines** that are approved for OCD; they often need higher doses and more weeks",
                "**Both together**, with a therapist who knows OCD",
                "**Specialist programs**, by the day or online, when it takes over your life",
            ),
            "evidence_strength": "very-low",
            "evidence_summary": (
                "One trial of a single infusion in 15 people. Half responded for a week. Nothing is known about lasting "
                "benefit."
            ),
            "details": [
                price(),
                faq("how-many", "not-work", "therapy", "side-effects", "approved"),
            ],
        },
        body=[
            key_points(
                "One small trial is all there is [[rodriguez-2013]].",
                "Therapy made for OCD, and approved medicines, come first.",
                "We treat OCD with ketamine only together with an OCD therapist.",
            ),
            text(
                """
                ## What OCD is

                Thoughts push in that you do not want. To quiet them, you wash, check, count or repeat. It helps for
                a moment, and then it starts again. People often hide it for years. It is not a quirk, and it is not
                your fault.

                ## What the trial found
                """
            ),
            evidence(
                "One infusion, one week later",
                "50% of the eight people who got ketamine first were better, and 0% of the seven who got a placebo first.",
                strength="very-low",
                studied="15 adults with OCD who took no medicine",
                references=["rodriguez-2013"],
            ),
            text(
                """
                Eight people are very few. One person more or less would change the figure a lot. Many may also have
                felt which one they got. So we would like to see larger trials, and you may
                prefer to wait for them.

                ## If you are still thinking about it

                Ask us three things. *Has exposure therapy been tried for long enough? Was a medicine taken at a
                full dose? Who will work with me in the week after an infusion?* If any answer is missing, that is
                where to start. If depression weighs on you as well, see our page on
                {{page:depression|depression}}.
                """
            ),
        ],
    ),
    service(
        "chronic-pain",
        "Chronic pain",
        kind="condition",
        order=60,
        introduction=(
            "For one kind of nerve pain, CRPS, there is fair evidence of relief for weeks. For most other kinds of "
            "pain it is weak or missing."
        ),
        picture="six-stones",
        reviewed=date(2026, 10, 19),
        description="For which kinds of chronic pain ketamine infusions may help, for which not, and what else there is.",
        fields={
            "off_label_notice": (
                "Ketamine is approved as an anesthetic. Its use for chronic pain is off-label: the FDA has not reviewed it."
            ),
            "at_a_glance": facts(
                ("Approved by the FDA", "No, off-label for long-term pain [[ketamine-label]]"),
                ("Best studied for", "Complex regional pain syndrome [[pain-guideline-2018]]"),
                ("If it helps, it lasts", "Up to 12 weeks in CRPS [[pain-guideline-2018]]"),
                ("Sessions", "Longer than for mood, and planned one by one"),
            ),
            "benefits": items(
                "In complex regional pain syndrome (CRPS), pain may ease for up to 12 weeks [[pain-guideline-2018]].",
                "In pain after a spinal cord injury, it may ease for a short time; the evidence is weak "
                "[[pain-guideline-2018]].",
                "A calmer spell can make movement and therapy easier.",
            ),
            "risks": items(
                "Infusions for pain run for hours, and the doses differ from those for mood "
                "[[pain-guideline-2018]]. You may feel more of the side effects below, and for longer.",
                *(block.value.text for block in RISKS),
            ),
            "who_should_not": NOT,
            "ask_first": items(
                "You take opioids or other medicines that slow breathing",
                *(block.value.text for block in ASK),
            ),
            "alternatives": items(
                "**Movement and physical therapy**, built up in small steps",
                "**Medicines made for nerve pain**",
                "**Pain psychology**, to loosen the grip of pain on sleep and mood",
                "**Nerve blocks or nerve stimulation**, through a pain specialist",
                "**A pain clinic with several professions** under one roof",
            ),
            "evidence_strength": "moderate",
            "evidence_summary": (
                "Moderate for CRPS, for up to 12 weeks. Weak for spinal cord injury. Weak or none for fibromyalgia, cancer "
                "pain, migraine, low-back pain and most others, by a consensus guideline of 2018."
            ),
            "details": [
                price(),
                faq("how-long", "side-effects", "who-cannot", "medicines", "insurance"),
            ],
        },
        body=[
            key_points(
                "The kind of pain matters most. CRPS has moderate evidence, most others weak or none "
                "[[pain-guideline-2018]].",
                "Doses for pain differ from doses for mood. One is not a stand-in for the other "
                "[[pain-guideline-2018]].",
                "The guideline is from 2018, and newer research may change it.",
            ),
            text(
                """
                ## When pain stays

                Pain that lasts for months can change how nerves behave. They may send alarm signals though nothing new is
                harmed. The pain is real. It also wears down sleep, mood and work, and each of these makes it
                worse.

                Ketamine blocks a receptor that is thought to take part in that alarm [[zanos-2018]]. So doctors have
                tried it for many kinds of pain. Three medical societies looked at all the studies and wrote a
                joint guideline in 2018 [[pain-guideline-2018]].
                """
            ),
            comparison_table(
                "What the 2018 guideline found, by kind of pain",
                ["Kind of pain", "Evidence", "How long it may last"],
                (
                    "Complex regional pain syndrome",
                    "Moderate [[pain-guideline-2018]]",
                    "Up to 12 weeks",
                ),
                (
                    "Pain after spinal cord injury",
                    "Weak [[pain-guideline-2018]]",
                    "A short time",
                ),
                (
                    "Phantom limb, pain after shingles, mixed nerve pain",
                    "Weak or none [[pain-guideline-2018]]",
                    "Not known",
                ),
                (
                    "Fibromyalgia, cancer, migraine, low back",
                    "Weak or none [[pain-guideline-2018]]",
                    "Not known",
                ),
                note="A guideline by ASRA, AAPM and ASA. Its own review was due in 2023.",
            ),
            text(
                """
                ## How it is given for pain

                In the CRPS trials, people had a low dose for hours, on four to ten days in a row
                [[pain-guideline-2018]]. That is a different plan from the six short infusions used for mood. Not
                every clinic can offer it. If you need it, we tell you where.

                ## What to ask before you start

                - Which kind of pain do I have, and what is known about it?
                - What would count as success: less pain, more sleep, more steps?
                - After how many days do we stop if nothing changes?
                - Who else is on my team?

                If pain and low mood go together, tell us. They often do, and both deserve care. See our page on
                {{page:depression|depression}}.
                """
            ),
            callout(
                "caution",
                "Please don't stop pain medicines by yourself",
                "Some of them need to be lowered slowly. Bring the list and we plan it with the doctor who prescribed them.",
            ),
        ],
    ),
]
