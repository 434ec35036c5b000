"""FDA-approved, off-label, Schedule III, REMS, certified: what each says and leaves open."""

from datetime import date

from ..write import call_to_action, callout, comparison_table, key_points, post, quote, text

POST = post(
    "what-off-label-and-other-words-mean",
    "What 'off-label', 'Schedule III' and 'REMS' mean",
    date=date(2025, 3, 18),
    category="basics",
    tags=["off-label", "FDA", "law", "esketamine"],
    introduction=(
        "The same few terms turn up wherever ketamine is discussed. Each has an exact meaning. Knowing them "
        "makes it easier to see when an ad bends one."
    ),
    picture="reading-corner",
    reviewed=date(2026, 6, 16),
    related=["iv-ketamine-and-spravato", "compounded-ketamine-at-home"],
    body=[
        key_points(
            "The FDA has approved ketamine for anesthesia only, since 1970 [[ketamine-label]].",
            "Its use for depression, PTSD, anxiety, OCD or chronic pain is off-label: legal, common in medicine, "
            "and not reviewed by the FDA for that use [[fda-2023]].",
            "Schedule III says two things at once: a medical use, and a risk of abuse [[dea-1999]].",
            "'Certified' and 'REMS' belong to Spravato, the nasal spray [[spravato-label]]. No such federal "
            "system exists for clinics that give IV ketamine [[undark-2025]].",
        ),
        text(
            """
            ## FDA-approved

            A company asks the Food and Drug Administration to approve a drug *for a purpose*. The agency
            looks at the studies for that purpose, at the dose, the risks and how the drug is made. If the
            benefits outweigh the risks, it approves the drug for that, and the label says so.

            For ketamine the purpose is anesthesia [[ketamine-label]]. For esketamine, its close relative,
            it is depression in some adults: first in 2019, together with an antidepressant by mouth, and since
            January 2025 also on its own, when other treatment has not helped
            [[psychiatric-times-2020, epocrates-2025]].

            *What it leaves open:* an approval does not say that a drug will help you.

            ## Off-label

            Once a drug is on the market, a doctor may prescribe it for something else. That is off-label
            use. It is legal, and a normal part of medicine. It can rest on many good studies or
            on hardly any. The word does not tell you which.

            So for ketamine you have to look at each condition by itself. For depression there are
            many studies, {{page:what-one-large-review-found|with very low certainty}} [[dean-2021]]. For
            {{page:ptsd-what-the-trials-show|PTSD}} the trials disagree [[feder-2021, abdallah-2022]]. For OCD
            we can point to one trial with 15 people [[rodriguez-2013]].

            *What it leaves open:* how good the evidence is. Ask.

            ## Schedule III

            Drugs that can be abused are sorted into five schedules by federal law. Ketamine has been in
            Schedule III since August 12, 1999. The rule gives both reasons: it has an accepted medical use, and it can be
            abused [[dea-1999]]. It is legal by prescription only [[surgeon-general-2016]].

            *What it leaves open:* your own risk. That depends on your history, and on how often ketamine is
            used. See {{page:ketamine-can-be-misused|ketamine can be misused}}.

            ## REMS, and 'certified'

            A REMS is a safety program that the FDA demands for a few drugs with serious risks. The name is short for
            Risk Evaluation and Mitigation Strategy. Spravato has one. It may be given only in places that have been
            certified for it, with at least two hours of watching each time [[spravato-label]].

            IV ketamine has no REMS. Nobody at the federal level certifies clinics that give it, and the rules of the
            states differ [[undark-2025]]. If a clinic calls itself certified for IV ketamine, ask: by whom, and for
            what?
            """
        ),
        comparison_table(
            "The terms at a glance",
            ["Term", "IV ketamine", "Spravato (esketamine)"],
            (
                "FDA-approved for",
                "Anesthesia [[ketamine-label]]",
                "Depression in some adults [[psychiatric-times-2020, epocrates-2025]]",
            ),
            (
                "For depression it is",
                "Off-label [[fda-2023]]",
                "On-label for those adults, off-label for others",
            ),
            ("Schedule", "III [[dea-1999]]", "III [[dea-1999]]"),
            ("REMS", "No", "Yes [[spravato-label]]"),
            (
                "Federal certificate for the place",
                "There is none [[undark-2025]]",
                "Required [[spravato-label]]",
            ),
        ),
        text(
            """
            ## Compounded

            A compounding pharmacy mixes a drug to order: as a lozenge, say, or a nasal spray. The FDA does not review
            such products. It has warned about compounded ketamine, and about using it at home
            [[fda-2022, fda-2023]]. The details are in
            {{page:compounded-ketamine-at-home|compounded ketamine at home}}.

            ## Essential medicine

            You may read that the World Health Organization has ketamine on its list of essential medicines. It has,
            since 1985, as an anesthetic. In 2015 the organization advised against international
            control, because that would limit access to surgery:
            """
        ),
        quote(
            "The medical benefits of ketamine far outweigh potential harm from recreational use.",
            source="A WHO official, 2015, about ketamine as an anesthetic",
            reference="who-2015",
        ),
        text(
            """
            The sentence is about surgery [[who-2015]]. It says nothing about depression, and a clinic should
            not use it as if it did.
            """
        ),
        callout(
            "note",
            "Ads do get it wrong",
            "Researchers in Maryland read the web pages of 17 advertisers of ketamine. One claimed an FDA approval for "
            "depression that does not exist. Three denied that people can become dependent on ketamine. Both kinds of claim were "
            "scored as false [[crane-2023]].",
        ),
        call_to_action(
            "Found a word here or elsewhere that needs explaining?",
            "Ask us. {{page:questions|Our questions page}} may have it already.",
            kind="consultation",
        ),
    ],
)
