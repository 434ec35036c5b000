"""The deeper post that the first one links to: mechanisms, with their doubts."""

from datetime import date

from ..write import evidence, key_points, post, text

POST = post(
    "how-ketamine-acts-in-the-brain",
    "How ketamine may act in the brain",
    date=date(2024, 3, 12),
    category="basics",
    tags=["ketamine", "glutamate", "brain"],
    introduction=(
        "Scientists have a good story about why ketamine can lift mood so fast. It is still a "
        "story with gaps. Here it is in plain words, gaps included."
    ),
    picture="long-swell",
    reviewed=date(2026, 9, 22),
    related=["what-ketamine-is-and-how-it-works"],
    body=[
        key_points(
            "Ketamine acts on glutamate, the messenger that brain cells use most [[zanos-2018]].",
            "It is thought to help brain cells make new or stronger links [[zanos-2018]].",
            "There are several theories. They may all be partly right.",
            "Knowing how a drug may act does not tell you if it will help you.",
        ),
        text(
            """
            ## A messenger called glutamate

            Brain cells talk to each other with chemicals. Many older antidepressants work on
            serotonin. Ketamine works mainly on another one: glutamate. It is the brain's chief 'go'
            signal. It has a part in learning and memory, and in the way links between cells grow.

            Glutamate fits into docking points on the cells. One kind is the NMDA receptor. Ketamine
            sits in that receptor and blocks it for a while [[zanos-2018]].

            ## One theory, step by step

            1. Ketamine blocks NMDA receptors. It may do so first on cells that act as brakes.
            2. With the brakes off, other cells send out a short burst of glutamate.
            3. The burst wakes a second kind of docking point, the AMPA receptor.
            4. That sets off growth signals inside the cell, with names such as BDNF and mTOR.
            5. The cell builds new links, or makes weak links stronger.

            Much of this comes from work with animals and cells [[zanos-2018]]. It is hard to watch
            these steps in a living person. So we say 'is thought to', and mean it.

            ## Other ideas

            The body breaks ketamine down into other substances. One of them, called HNK, may have an
            effect of its own. Ketamine also touches other receptors in the brain. Some of those may
            matter too. These ideas do not rule each other out [[zanos-2018]].

            ## What about the strange feelings?

            During an infusion many people feel far from their body, or find that time goes oddly. This
            is common, and it fades when the drip stops [[short-2018]]. Whether those feelings are needed
            for the benefit is an open question.

            Expecting to feel better may also play a part. In one small study, people got ketamine or
            a placebo while they were fully asleep for surgery, so that no one could tell which. A day
            later about as many had improved in one group as in the other: 60% and 50%
            [[lii-2023]]. That does not show that ketamine does nothing. It shows how hard it is to
            tell the drug from the hope.
            """
        ),
        evidence(
            "Do we know how ketamine lifts mood?",
            "Several theories have support from laboratory work. None has been confirmed in people.",
            strength="limited",
            studied="A review of laboratory and human research",
            references=["zanos-2018"],
        ),
        text(
            """
            ## Why it matters to you, and why it does not

            It may help to know that low mood is not a failure of will, and that the brain can change.
            The theory also hints at why the weeks after an infusion could be a good time for therapy:
            it may be a time when the brain is more open to learning. That too has yet to be shown well.

            A theory is no promise, though. Whether an infusion makes sense for you depends on your
            health, on what you have tried, and on what you want. That is what a
            {{page:first-visit|first visit}} is for. If you would like the practical side, read
            {{page:what-ketamine-is-and-how-it-works|what ketamine is and how treatment works}} or our
            page on {{page:ketamine-infusions|ketamine infusions}}.
            """
        ),
    ],
)
