"""Questions that people ask, by key: (question, answer, topic)."""

FAQ: dict[str, tuple[str, str, str]] = {
    # Treatment
    "approved": (
        "Is ketamine approved for depression and other mental health conditions?",
        "No. The FDA has approved ketamine as an anesthetic [[ketamine-label]]. It is not approved for any mental "
        "health condition [[fda-2023]]. Using it for one is called off-label. That is legal and common in "
        "medicine, but the FDA has not reviewed it. Spravato (esketamine), a relative, is approved for some "
        "adults with depression [[psychiatric-times-2020]].",
        "Treatment",
    ),
    "how-long": (
        "How long does a visit take?",
        "Plan about two to two and a half hours. The infusion itself runs for 45 to 60 minutes. The rest is "
        "for checks before and quiet time after.",
        "Treatment",
    ),
    "how-many": (
        "How many infusions will I need?",
        "A usual course is six over two to three weeks [[singh-2016]]. In one study, half of those "
        "who improved did so within three [[phillips-2019]]. If you feel no change partway "
        "through, we talk about stopping early.",
        "Treatment",
    ),
    "feel": (
        "What does an infusion feel like?",
        "People often feel light, dreamy, or far away from their body. Sounds and colors can seem strange. Some "
        "enjoy it, some don't. You are awake, you can speak, and someone is there. It fades soon after the drip "
        "stops [[short-2018]].",
        "Treatment",
    ),
    "how-fast": (
        "How soon would I notice a change?",
        "Some people feel different within a day. Some need several infusions. Others feel no change at all "
        "[[dean-2021]]. We ask you to note your mood each day, so that we both can see it.",
        "Treatment",
    ),
    "how-lasting": (
        "How long does the benefit last?",
        "It differs a lot. Among 537 people treated for depression at clinics, someone who had improved had about an "
        "80% chance of still feeling better after four weeks, and about 60% after eight, without more infusions [[mcinnes-2022]]. In "
        "early studies people slipped back after 18 to 19 days on average [[phillips-2019]].",
        "Treatment",
    ),
    "boosters": (
        "Will I need boosters?",
        "Some people come back now and then to keep the benefit. How often, and how well it works over years, "
        "is not well studied [[mcinnes-2022]]. We agree on a reason and an end for each one.",
        "Treatment",
    ),
    "not-work": (
        "What if it does not work for me?",
        "Then we stop, and you have not failed. We go through what else may help, such as another medicine, "
        "talk therapy, esketamine or ECT. With your consent we write to your doctor about what was tried.",
        "Treatment",
    ),
    "spravato": (
        "Which works better, IV ketamine or Spravato?",
        "Nobody knows yet. The studies that compare the two are few and were not randomized "
        "[[nikayin-2022, singh-2023, meisner-2025]]. They differ in other ways too: Spravato is FDA-approved, often "
        "covered by insurance, and takes at least two hours of watching at each visit [[spravato-label]].",
        "Treatment",
    ),
    "medicines": (
        "Do I have to stop my other medicines?",
        "Please don't stop or change anything by yourself. Bring a list of all you take. The clinician goes "
        "through it with you and, if you agree, with the doctor who prescribed it.",
        "Treatment",
    ),
    "therapy": (
        "Do I need a therapist as well?",
        "We ask everyone to have one person who follows their mental health: a therapist, a psychiatrist or "
        "a family doctor. If you have no one, we help you look. Guidelines want ketamine to be part of a wider "
        "plan [[asa-2025]].",
        "Treatment",
    ),
    # Safety
    "addictive": (
        "Can I become dependent on ketamine?",
        "Yes, it can happen. The label says that ketamine can be abused, and that long use can lead to physical "
        "dependence with withdrawal [[ketamine-label-abuse]]. The risk is greater for people with a history of "
        "drug misuse. That is why it is given here, in a set number of sessions, and never sent home.",
        "Safety",
    ),
    "side-effects": (
        "What are the common side effects?",
        "Feeling detached, dizzy, sleepy or sick, headache, blurred vision, anxiety, and a rise in blood "
        "pressure and pulse. Most begin during the infusion and fade within hours [[short-2018]].",
        "Safety",
    ),
    "long-term": (
        "Is it safe over many years?",
        "We don't know. Long-term safety has not been studied well. Harm to the bladder, the liver, memory and "
        "dependence are known from frequent or high doses [[short-2018, ketamine-label-reactions]].",
        "Safety",
    ),
    "who-cannot": (
        "Who should not have ketamine?",
        "People for whom a rise in blood pressure would be a serious hazard, and people who had a severe "
        "reaction to it [[ketamine-label]]. Guidelines also name poorly controlled heart disease, some kinds of "
        "psychosis, severe liver disease, raised pressure in the head or eye, and harmful use of alcohol or drugs "
        "[[pain-guideline-2018]]. Our {{page:safety|safety page}} has the list.",
        "Safety",
    ),
    "pregnant": (
        "Can I have it while pregnant or breastfeeding?",
        "We do not treat mood or pain with ketamine in pregnancy or while breastfeeding. Please tell us if you are "
        "pregnant, may be, or plan to be.",
        "Safety",
    ),
    "home": (
        "Can I take ketamine at home instead?",
        "We don't offer it. Some services do send it by mail. The FDA has warned about compounded ketamine at "
        "home: no one is there to watch. In one case a person's breathing slowed dangerously [[drugscom-2023]].",
        "Safety",
    ),
    "drive": (
        "Can I drive home?",
        "No. Someone else takes you home. Don't drive, run machines, drink alcohol or sign anything important until "
        "the next day, after a night's sleep. The esketamine label gives the same rule [[spravato-label]].",
        "Safety",
    ),
    "worse": (
        "Can it make things worse?",
        "For some, yes. Among people treated at clinics, about 8% were worse some weeks later, and 6% "
        "had more thoughts of suicide [[mcinnes-2022]]. Tell us at once if that happens. In a crisis call or text 988.",
        "Safety",
    ),
    "suicidal": (
        "Does ketamine prevent suicide?",
        "No study shows that. Ketamine has eased thoughts of suicide for some days in trials [[wilkinson-2018]]. "
        "It takes no one's place in a crisis. If you are thinking of suicide, call or text 988 now.",
        "Safety",
    ),
    # Visits
    "eat": (
        "May I eat and drink before?",
        "We give you the exact times when you book. A light meal well before, and then only water, is usual. An empty "
        "stomach makes nausea less likely.",
        "Visits",
    ),
    "bring": (
        "What should I bring?",
        "A photo ID, a list of your medicines, the name and number of the person who takes you home, "
        "headphones, and clothes with loose sleeves.",
        "Visits",
    ),
    "company": (
        "Can someone stay with me?",
        "Yes. One person may sit with you before and after, and during the infusion if you both wish it.",
        "Visits",
    ),
    "work": (
        "When can I go back to work?",
        "Keep the rest of the day free. Most people work the next day. If your work is driving, or running "
        "machines, plan it for after a night's sleep.",
        "Visits",
    ),
    "referral": (
        "Do I need a referral?",
        "No. You can write to us yourself. We ask for your consent to speak with the doctor or therapist "
        "who knows you, since care is safer that way.",
        "Visits",
    ),
    # Costs and privacy
    "price": (
        "What does an infusion cost?",
        "Each clinic sets its own price. Ours stand on the {{page:costs|costs page}}, with what they include. You "
        "get a {{page:good-faith-estimate|written estimate}} before anything is booked.",
        "Costs",
    ),
    "insurance": (
        "Does insurance pay?",
        "Often not for infusions, since the use is off-label. It more often does for Spravato. Ask your "
        "insurer before you decide. We give you the papers that you need for it.",
        "Costs",
    ),
    "free": (
        "Is the first talk really free?",
        "Yes. It is a phone call of about 15 minutes. You owe nothing for it, whatever you decide. It includes no "
        "exam and no diagnosis.",
        "Costs",
    ),
    "private": (
        "Who sees what I write to you?",
        "Only the people who answer requests. This site has no trackers and asks no other company for "
        "anything. The {{page:privacy-practices|Notice of Privacy Practices}} tells you more.",
        "Privacy",
    ),
}
