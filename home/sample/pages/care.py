"""Safety, the first visit, questions, and help in a crisis."""

from datetime import date

from ..write import (
    callout,
    comparison_table,
    considerations,
    evidence,
    faq,
    heading,
    key_points,
    notice,
    picture,
    quote,
    standard,
    steps,
    text,
    who_should_not,
)

PAGES = [
    standard(
        "safety",
        "Safety",
        purpose="health",
        order=40,
        introduction="What can go wrong, who should not have ketamine, and what we do so that you are safe here.",
        picture="lighthouse",
        reviewed=date(2026, 9, 28),
        description="Side effects, risks, dependence, who should not have ketamine, and how we watch over you.",
        body=[
            key_points(
                "Most side effects come during the infusion and fade within hours [[short-2018]].",
                "Ketamine can be misused and can cause dependence, mainly with frequent or unsupervised use "
                "[[ketamine-label-abuse]].",
                "Long-term safety is not well studied [[short-2018]].",
                "No clinic like ours holds a federal certificate for IV ketamine. Ask who is in the room [[undark-2025]].",
            ),
            text(
                """
                ## What off-label means

                The FDA approves a medicine for certain uses, after it has looked at the studies. For ketamine that
                use is anesthesia [[ketamine-label]]. A doctor may also prescribe an approved medicine for something
                else. That is *off-label* use. It is legal and common. It also means that the FDA has not weighed
                the benefits and risks for that use [[fda-2023]].

                We ask you to sign that you know this. Please take your time with the form.
                """
            ),
            comparison_table(
                "Side effects, and what we do about them",
                ["", "What it is", "What we do"],
                (
                    "Common, and short",
                    "Feeling detached or dreamy, dizziness, headache, nausea, blurred vision, anxiety, sleepiness "
                    "[[short-2018]]",
                    "We stay near, keep the room quiet, and give something for nausea if you want it.",
                ),
                (
                    "Common, and measured",
                    "A rise in blood pressure and pulse [[short-2018]]",
                    "We measure throughout, slow or stop the drip, and treat it if needed.",
                ),
                (
                    "Less common",
                    "Breathing that slows, a heart rhythm that is off, a frightening experience [[ketamine-label]]",
                    "A trained person is on site, with oxygen and emergency equipment [[asa-2025]].",
                ),
                (
                    "After many or high doses",
                    "Harm to the bladder, liver, bile ducts or memory. Bile ducts also in people under medical care for "
                    "off-label use [[short-2018, ketamine-label-reactions]]",
                    "We keep the number of sessions small, ask about signs each time, and test where needed.",
                ),
            ),
            who_should_not(
                introduction="We ask about all of these before anything is booked.",
                never=[
                    "People for whom a marked rise in blood pressure would be a serious hazard [[ketamine-label]]",
                    "People who are allergic to ketamine [[ketamine-label]]",
                    "People with poorly controlled heart or vessel disease [[pain-guideline-2018]]",
                    "People with some kinds of psychosis that are not under control [[pain-guideline-2018]]",
                    "People with severe liver disease [[pain-guideline-2018]]",
                    "People with raised pressure inside the head or the eye [[pain-guideline-2018]]",
                    "People who are using alcohol or drugs in a harmful way right now [[pain-guideline-2018]]",
                    "People who are pregnant or breastfeeding; this is our own rule",
                ],
                ask=[
                    "A stroke, a brain bleed or an aneurysm in the past",
                    "Bipolar disorder, or times of mania",
                    "Alcohol or drug problems, now or before [[ketamine-label-abuse]]",
                    "Moderate liver disease, or bladder trouble [[pain-guideline-2018]]",
                    "Sleep apnea, or medicines that make you sleepy",
                ],
            ),
            heading("Can I become dependent?", anchor="dependence"),
            text(
                """
                It can happen. The drug label says that ketamine can be abused, that people with a history of drug misuse
                are at greater risk, and that long use can lead to physical dependence with withdrawal
                [[ketamine-label-abuse]]. When researchers read ketamine ads in Maryland, three of 17 advertisers
                denied it. The researchers scored that as false [[crane-2023]].

                So we ask about past use, without judging. We keep to a set number of sessions. We give nothing to take
                home. And we watch for signs such as asking for earlier or larger doses.
                """
            ),
            steps(
                (
                    "Before the first infusion",
                    "",
                    "Your history, your medicines, blood pressure, a talk about alcohol and drugs, and tests if needed. "
                    "Then your consent in writing.",
                ),
                (
                    "In the room",
                    "",
                    "A trained clinician on site. Oxygen, emergency medicines and equipment within reach "
                    "[[asa-2025]].",
                ),
                (
                    "During",
                    "",
                    "Blood pressure, pulse and oxygen measured throughout. The drip can be stopped at once.",
                ),
                (
                    "Before you leave",
                    "",
                    "Steady on your feet, clear in your mind, and with someone you know.",
                ),
                ("The next day", "", "We call. You have a number for questions at any time."),
                title="What we do so that you are safe",
                introduction="ASA guidance asks for the same standards as with any other anesthetic [[asa-2025]].",
            ),
            evidence(
                "How often do people get worse?",
                "8.4% were worse some weeks after treatment, and 6.0% had more thoughts of suicide.",
                strength="limited",
                studied="537 people at clinics, with no comparison group",
                references=["mcinnes-2022"],
            ),
            callout(
                "caution",
                "Ketamine at home",
                "Some services send ketamine by mail. The FDA warns that home use adds risk, since no one is there to watch. "
                "It names slowed breathing, misuse and bladder problems among the dangers [[fda-2023, drugscom-2023]]. An earlier alert was about nasal sprays made by "
                "pharmacies [[fda-2022]]. Prescribing by video is allowed until the end of 2026 [[dea-telehealth-2026]].",
            ),
            quote(
                "The medical benefits of ketamine far outweigh potential harm from recreational use.",
                source="A WHO official, 2015, on why hospitals need it as an anesthetic",
                reference="who-2015",
            ),
            text(
                """
                The sentence above is about surgery. It is quoted at times as if it were about depression. It is not.
                """
            ),
            faq(
                "long-term", "pregnant", "home", "drive", "worse", title="More questions on safety"
            ),
        ],
    ),
    standard(
        "first-visit",
        "Your first visit",
        purpose="health",
        order=20,
        introduction="No treatment on the first day. A talk, a few checks, a plan on paper, and time to think.",
        picture="open-door",
        reviewed=date(2026, 9, 15),
        description="What happens at a first visit, what to bring, how to get ready for an infusion, and the days after.",
        body=[
            key_points(
                "The first visit is a talk of about an hour. No ketamine is given.",
                "Bring your medicine list and your questions.",
                "You get the plan and the price in writing, and take them home.",
            ),
            steps(
                (
                    "We get to know you",
                    "25 minutes",
                    "What brings you, what you have tried, what you hope for. You may leave out what you don't want to tell.",
                ),
                (
                    "Your health",
                    "15 minutes",
                    "Illnesses, medicines, alcohol and drugs, allergies. Blood pressure, pulse, weight.",
                ),
                (
                    "An honest view",
                    "10 minutes",
                    "Whether ketamine fits, what else there is, and how sure anyone can be.",
                ),
                (
                    "On paper",
                    "10 minutes",
                    "A plan with a goal and an end, and a {{page:good-faith-estimate|written estimate}}.",
                ),
                title="The hour, step by step",
            ),
            picture(
                "two-chairs",
                caption="A drawing of two chairs by a window, where the first talk takes place.",
            ),
            text(
                """
                ## What to bring

                - A photo ID
                - A list of all medicines, with doses, and anything you buy without a prescription
                - What you have tried before, and how it went
                - The name of your therapist or doctor, if you wish us to speak with them
                - Someone you trust, if you like

                ## Getting ready for an infusion

                We give you exact times for food and drink when you book. An empty stomach makes nausea less likely. Take
                your usual medicines as agreed with the clinician. No alcohol the day before. Wear loose sleeves. Charge
                your headphones.

                Arrange the ride home before the day. A friend or a relative is best. If you have no one, tell us, and we
                look for a way together.

                ## The day after

                You may be tired, tender or wide awake. Write down a line or two about your mood each day. Eat, drink,
                walk. Try not to make big decisions. We call you.

                Call us at once if you have pain when passing urine, yellow skin, chest pain, trouble breathing, or if your
                mood drops. In an emergency call **911**. In a crisis call or text **988**.
                """
            ),
            callout(
                "caution",
                "Someone else drives",
                "Not until the next day, after a night's sleep, should you drive, run machines, drink alcohol or sign anything "
                "important. The esketamine label has the same rule for driving [[spravato-label]].",
            ),
            considerations(
                (
                    "Who will be in the room?",
                    "Ask for names and training. We tell you before you book.",
                ),
                (
                    "What happens if something goes wrong?",
                    "Ask what equipment is there, and how far the next hospital is.",
                ),
                (
                    "When will we stop?",
                    "A plan should have a goal and an end [[asa-2025]].",
                ),
                ("What does it all cost?", "Ask for the whole course in writing."),
                title="Good questions to ask, here or anywhere",
            ),
            faq(
                "eat",
                "bring",
                "company",
                "work",
                "referral",
                "medicines",
                title="Questions before a visit",
            ),
        ],
    ),
    standard(
        "questions",
        "Questions people ask",
        purpose="health",
        order=45,
        introduction="Short answers, with their sources. Something missing? Ask us by phone or by text.",
        picture="reading-corner",
        reviewed=date(2026, 9, 28),
        description="Answers to common questions about ketamine treatment, safety, visits, costs and privacy.",
        body=[
            faq(
                "approved",
                "how-long",
                "how-many",
                "feel",
                "how-fast",
                "how-lasting",
                "boosters",
                "not-work",
                "spravato",
                "medicines",
                "therapy",
                title="Treatment",
            ),
            faq(
                "addictive",
                "side-effects",
                "long-term",
                "who-cannot",
                "pregnant",
                "home",
                "drive",
                "worse",
                "suicidal",
                title="Safety",
            ),
            faq("eat", "bring", "company", "work", "referral", title="Visits"),
            faq("price", "insurance", "free", "private", title="Costs and privacy"),
        ],
    ),
    standard(
        "crisis-help",
        "Help in a crisis",
        purpose="general",
        order=70,
        introduction="Call or text 988 now, at any hour. You don't have to be sure that it is bad enough.",
        picture="",
        # The number comes before anything else, also on a small phone.
        author="",
        reviewer="",
        reviewed=date(2026, 9, 1),
        description="Whom to call or text at any hour, in the United States, and what happens when you do.",
        body=[
            callout(
                "emergency",
                "A person will answer",
                "{{tel:988|**Call 988**}}, or text **988**, at any hour. It is free and private [[lifeline-988]]. Veterans: press **1**, or text "
                "**838255**. If someone is in danger, {{tel:911|**call 911**}}.",
            ),
            text(
                """
                ## What happens when you call 988

                A person answers. They listen, ask if you are safe, and think with you about the next hours. You can say as
                little as you like. You can also chat at {{url:https://988lifeline.org/|988lifeline.org}}, or press 2 for
                Spanish [[lifeline-988]].

                ## While you wait, or if you are not sure

                - Go where other people are, or ask someone to come.
                - Move away from anything you could use to hurt yourself. Give it to someone to keep.
                - Put off any decision until tomorrow.
                - Tell one person: *I am not safe by myself right now.*

                ## If you worry about someone else

                Ask them plainly if they are thinking of suicide. Asking does not put the idea there. Stay with them. Call
                988 together; the line is there for you too.

                ## What we can and can't do

                We are not an emergency service, and our forms and texts are not watched around the clock. If you
                are our patient and in doubt, call us during opening hours and 988 at any other time. Ketamine is not an
                emergency treatment, and it has not been shown to prevent suicide [[wilkinson-2018, abbar-2022]].
                """
            ),
            notice("language"),
        ],
    ),
]
