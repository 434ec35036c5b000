"""The common effects in the order in which a person meets them, then the rare and the unknown."""

from datetime import date

from ..write import (
    call_to_action,
    callout,
    comparison_table,
    evidence,
    key_points,
    post,
    steps,
    text,
)

POST = post(
    "side-effects-hour-by-hour",
    "Side effects of an infusion, hour by hour",
    date=date(2024, 8, 20),
    category="safety",
    tags=["side effects", "after a session", "infusions"],
    introduction=(
        "What people commonly feel while the drip runs, that evening, and in the days after. Also "
        "what is rare, what is not known, and when to call."
    ),
    picture="headphones-blanket",
    reviewed=date(2026, 10, 6),
    related=["driving-after-an-infusion", "ketamine-can-be-misused"],
    body=[
        key_points(
            "Feeling detached, dizzy, sick, anxious or sleepy is common. So are headache, blurred "
            "vision, and a rise in blood pressure and pulse [[short-2018]].",
            "Most of this comes during the infusion and fades within hours [[short-2018]].",
            "Serious harm can happen, such as slowed breathing. This is why someone "
            "watches you [[ketamine-label, asa-2025]].",
            "What years of repeated infusions do has not been studied well [[short-2018]].",
        ),
        text(
            """
            Nobody can tell you exactly how your body will take it. The first infusion is often
            the strangest, because all of it is new. The times below are those of a usual visit here.
            Yours may be longer.
            """
        ),
        steps(
            (
                "Before the drip",
                "First 25 minutes",
                "We measure blood pressure, pulse and oxygen. Many people are nervous, and nerves "
                "alone can push the numbers up. We wait and measure again.",
            ),
            (
                "The first minutes",
                "Start of the drip",
                "Often nothing. Then perhaps a light or dreamy feeling, or sounds that seem nearer than "
                "they are. Keep your eyes open or closed, as you like.",
            ),
            (
                "The middle",
                "20 to 60 minutes",
                "This is when many people feel far from their body, or lose track of time. It is called "
                "*dissociation* [[short-2018]]. For some it is pleasant, for others frightening. Blood "
                "pressure may rise, so we keep checking. You can ask us to slow down or stop.",
            ),
            (
                "Rest",
                "30 to 60 minutes after",
                "Things settle. You may be dizzy when you sit up, so do it slowly, with one of us next to you. "
                "Nausea and headache can show up now.",
            ),
            (
                "That evening",
                "The rest of the day",
                "Sleepy, a bit foggy, perhaps a headache. Eat lightly. Go to bed early. Leave the car, the "
                "wine and the big decisions for tomorrow.",
            ),
            (
                "The next days",
                "Day 1 to day 3",
                "Most people are back to their usual selves. Mood may lift, stay as it was, or dip. We "
                "call the day after the infusion to ask which.",
            ),
            title="A visit, and the days after it",
        ),
        comparison_table(
            "Common effects and what we can do about them",
            ["What you notice", "How common", "What helps"],
            (
                "Feeling detached or unreal",
                "At least 20% in trials [[short-2018, singh-2016]]",
                "Low light, music without words, a calm voice. It ends soon after the drip does.",
            ),
            (
                "Anxiety",
                "At least 20% in trials [[short-2018, singh-2016]]",
                "Say it out loud. We stay next to you, and slow or stop the drip if you want.",
            ),
            (
                "Nausea",
                "At least 20% in trials [[short-2018, singh-2016]]",
                "A light meal well before, lying still, and a medicine against it if needed.",
            ),
            (
                "Headache or dizziness",
                "Each at least 20% in trials [[short-2018, singh-2016]]",
                "Rest and water. Ask us before you take a painkiller.",
            ),
            (
                "Higher blood pressure and pulse",
                "Common [[short-2018]]",
                "We measure it all along. If it climbs too far, we stop and treat it.",
            ),
            note="Studies count side effects in different ways, so the shares are rough.",
        ),
        text(
            """
            ## Rare, and serious

            The drug's label warns of unstable blood pressure and heart rate, slowed breathing, harm to the
            liver, and troubling states while the drug wears off [[ketamine-label]]. The American Society of
            Anesthesiologists adds that wrong use can lead to failed breathing, heart events and
            seizures [[asa-2025]]. The doses used for mood are far below those used to start anesthesia
            [[mcintyre-2021]]. Even so, nobody can promise you that such things won't happen. A trained
            person, a monitor and oxygen belong in the room.

            Mood can also go the wrong way. In a study of people treated at clinics, 8.4% felt
            more depressed some weeks later, and 6.0% had more thoughts of suicide [[mcinnes-2022]]. There was
            no untreated group to compare with, so we can't say how much of it was due to ketamine.
            We take it seriously all the same.

            ## After many infusions

            Harm to the bladder, liver and bile ducts, and to memory, is known in people who use
            ketamine often or in high doses [[short-2018, ketamine-label-reactions]]. So is
            {{page:ketamine-can-be-misused|dependence}}. For bile ducts, the label also names people who were
            treated under medical care, for uses that are not approved [[ketamine-label-reactions]]. How much
            of the risk a careful course carries is not clear. Studies rarely looked for it.
            """
        ),
        evidence(
            "Is repeated treatment safe in the long run?",
            "Not well known. Most studies followed people for a short time, and many reported side effects "
            "poorly.",
            strength="very-low",
            studied="A review of studies of ketamine for depression",
            references=["short-2018"],
        ),
        callout(
            "caution",
            "When to call",
            "Call us the same day for vomiting that won't stop, a bad headache, pain when you pass urine, or "
            "feelings of unreality that come back. Call **911** for chest pain, trouble breathing, a faint or a "
            "seizure. If thoughts of suicide come or grow, call or text **988** at any hour.",
        ),
        text(
            """
            ## What to tell us next time

            Two or three words are enough: what was hard, and when. With that we can change the
            light, the music, the company or the pace, or decide together to end the course. Our
            {{page:safety|safety page}} says how we watch over you, and
            {{page:driving-after-an-infusion|why someone else drives you home}} covers the trip back.
            """
        ),
        call_to_action(
            "Is there one effect that worries you?",
            "Ask about it by phone. You will get a straight answer, also when it is 'we don't know'.",
            kind="consultation",
        ),
    ],
)
