"""Pain: what the 2018 guideline found, condition by condition."""

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
    "chronic-pain-is-many-conditions",
    "Chronic pain is many conditions, and ketamine does not fit them all",
    date=date(2025, 5, 13),
    category="conditions",
    tags=["chronic pain", "CRPS", "evidence"],
    introduction=(
        "For one kind of pain the evidence is fair. For most of the common kinds it is weak or missing. "
        "So the name of your pain matters."
    ),
    picture="birches",
    reviewed=date(2026, 8, 4),
    related=["what-off-label-and-other-words-mean", "preparing-for-a-first-talk"],
    body=[
        key_points(
            "For CRPS, a guideline found moderate evidence of relief for up to 12 weeks [[pain-guideline-2018]].",
            "For pain after a spinal cord injury it found weak evidence of short relief [[pain-guideline-2018]].",
            "For fibromyalgia, migraine, low-back and cancer pain, and others, it found weak evidence or none "
            "[[pain-guideline-2018]].",
            "Infusions for pain differ from those for mood in dose and length [[pain-guideline-2018, mcintyre-2021]].",
        ),
        text(
            """
            "Does ketamine work for chronic pain?" People ask us this, and we have to ask back: which pain?

            Pain can come from a worn joint, from an injured nerve, from a nervous system that has turned
            up its own volume, or from several of these. Two people can both say 'my back' and need quite different help.
            A treatment that calms one kind may do nothing for another.

            ## Where the evidence was gathered

            In 2018 three American societies of pain and anesthesia doctors went through the studies and wrote a
            guideline on ketamine infusions for chronic pain [[pain-guideline-2018]]. It is the fullest map we know of, but not a new one. A review of it was due in 2023, so ask your pain doctor if there is something newer.
            """
        ),
        comparison_table(
            "What the 2018 guideline found",
            ["Kind of pain", "Evidence", "How long relief lasted"],
            (
                "Complex regional pain syndrome (CRPS)",
                "Moderate [[pain-guideline-2018]]",
                "Up to 12 weeks [[pain-guideline-2018]]",
            ),
            (
                "Pain after a spinal cord injury",
                "Weak [[pain-guideline-2018]]",
                "Short [[pain-guideline-2018]]",
            ),
            (
                "Mixed nerve pain, phantom limb pain, pain after shingles",
                "Weak or none [[pain-guideline-2018, medcentral-2018]]",
                "Not established",
            ),
            (
                "Fibromyalgia",
                "Weak or none [[pain-guideline-2018, medcentral-2018]]",
                "Not established",
            ),
            (
                "Migraine, low-back pain",
                "Weak or none [[pain-guideline-2018, medcentral-2018]]",
                "Not established",
            ),
            (
                "Cancer pain, pain from poor blood flow",
                "Weak or none [[pain-guideline-2018, medcentral-2018]]",
                "Not established",
            ),
            note="'Weak or none' says that good studies are missing. It does not say that nobody ever felt relief.",
        ),
        text(
            """
            ## What CRPS is

            Complex regional pain syndrome most often begins after an injury or an operation on an arm or leg. The pain
            is far stronger than the injury explains. The skin may swell, change color, or hurt at a light touch. If
            you have it, you have probably met many doctors.

            In the studies behind the guideline, people with CRPS had long infusions: around the clock for four
            days, or four hours a day for ten days [[pain-guideline-2018]]. That is a different thing from the 45 to
            60 minutes of an infusion for mood. It asks for a place that is set up for it, often a hospital.
            """
        ),
        evidence(
            "Do ketamine infusions relieve CRPS?",
            "For a time, in some people. Relief was seen for up to 12 weeks, after many hours of infusion.",
            strength="moderate",
            studied="A guideline of three medical societies, 2018",
            references=["pain-guideline-2018"],
        ),
        text(
            """
            ## What this means for you

            **If you have CRPS,** ask your pain specialist whether a long course of infusions makes sense, and
            where. We can tell you on the phone whether it is something we can do here, or whether another place would suit you
            more.

            **If you have another nerve pain,** think of ketamine as something to try with a fixed end. Agree
            beforehand how you will measure it. A pain score alone says little. Better questions are: Did I sleep? Did I walk to
            the corner? Did I need less of my other medicine?

            **If you have fibromyalgia, migraine or back pain,** we would not begin with ketamine. The evidence is
            thin, and there are risks and costs. Movement, sleep, treatment of low mood, and pain programs that join these
            together are worth a full try. Your own doctor can tell you what is near you.

            And if low mood has grown along with the pain, say so. It is a common pair, and each makes the
            other heavier. Treating {{page:depression|depression}} is a goal of its own.
            """
        ),
        who_should_not(
            never=[
                "People for whom a marked rise in blood pressure would be a serious hazard [[ketamine-label]]",
                "People who have had a severe reaction to ketamine [[ketamine-label]]",
                "People with heart disease that is poorly controlled [[pain-guideline-2018]]",
                "People with severe liver disease [[pain-guideline-2018]]",
                "People with raised pressure in the head or the eye [[pain-guideline-2018]]",
                "People who are using alcohol or drugs in a harmful way, or with a psychosis that is poorly controlled "
                "[[pain-guideline-2018]]",
            ],
            ask=[
                "People with moderate liver disease [[pain-guideline-2018]]",
                "People who take opioids or other medicines that make them drowsy",
                "People who are pregnant, may be, or are breastfeeding",
            ],
            introduction="These come from the label, from the same guideline, and from our own rules.",
        ),
        text(
            """
            ## Before you decide

            Ketamine for chronic pain is off-label. {{page:what-off-label-and-other-words-mean|Here is what that
            means}}. And since pain lasts, there is a pull to come back again and again. Ketamine
            {{page:ketamine-can-be-misused|can be misused}} and can cause dependence, mainly when it is used often [[ketamine-label-abuse]].
            That is why any plan for pain needs an end date too. Our page on {{page:chronic-pain|chronic pain}} has
            more on other treatments.
            """
        ),
        call_to_action(
            "Want to know if your kind of pain is on the list?",
            "Ask us by phone. If another treatment has more behind it, we will name it.",
            kind="consultation",
        ),
    ],
)
