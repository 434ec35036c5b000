"""The page that the project began with, written anew and corrected."""

from datetime import date

from ..write import (
    call_to_action,
    callout,
    comparison_table,
    considerations,
    course,
    key_points,
    post,
    steps,
    text,
    text_us,
)

POST = post(
    "what-ketamine-is-and-how-it-works",
    "What ketamine is, and how treatment with it works",
    date=date(2026, 11, 10),
    category="basics",
    tags=["ketamine", "esketamine", "infusions", "depression"],
    introduction=(
        "An anesthetic with a long history, a street name, and a newer use in mental health. "
        "Here is what it is, what an infusion is like, and what to weigh first."
    ),
    picture="still-lake",
    reviewed=date(2026, 11, 10),
    description=(
        "What ketamine is, how it differs from esketamine, what IV infusions are like, and the "
        "main things to weigh before you decide. With sources."
    ),
    body=[
        key_points(
            "Ketamine is an anesthetic. Its use for depression, PTSD, anxiety, OCD or pain is "
            "**off-label**: legal, but not reviewed by the FDA for that use [[fda-2023]].",
            "Many people feel better quickly. Many do not, and the benefit often fades "
            "[[dean-2021, phillips-2019]].",
            "It can be misused and can cause dependence, mainly with frequent or unsupervised use "
            "[[ketamine-label-abuse]].",
            "A usual course is six infusions over two to three weeks. Then you and the clinician "
            "look back together [[singh-2016]].",
        ),
        text(
            """
            You may have met the word *ketamine* in very different places. In a hospital, where it
            helps people through surgery. In the news, as a drug that is sold on the street and used
            at parties. And lately, as something a friend or a doctor said might ease a depression
            that nothing else has eased.

            All of these are about the same medicine. What differs is the dose, who gives it, who is
            watching, and why. If what you have heard makes you uneasy, that is a sensible place to
            start. This page goes through it slowly.
            """
        ),
        considerations(
            (
                "It is a prescription medicine, and a controlled one",
                "In the United States ketamine is legal by prescription only "
                "[[surgeon-general-2016]]. It has been a Schedule III drug since 1999. That means "
                "it has an accepted medical use, and that it can be abused [[dea-1999]].",
            ),
            (
                "The FDA has approved it as an anesthetic",
                "The approved use is anesthesia, since 1970 [[ketamine-label]]. Ketamine is not "
                "approved for any mental health condition [[fda-2023]]. Doctors may still prescribe "
                "it for one. That is called off-label use.",
            ),
            (
                "The world's essential medicines list names it, for surgery",
                "The World Health Organization has listed ketamine since 1985, as an anesthetic. In "
                "many places safe surgery depends on it [[who-2015]]. The list says nothing about "
                "depression.",
            ),
            (
                "It helps some people, not everyone",
                "A large review took in 64 studies of ketamine and related drugs. Where ketamine was "
                "compared with a placebo, more people felt better a day later. The authors rate how "
                "sure this is as very low [[dean-2021]]. Some later studies found no benefit "
                "[[jelovac-2025, lii-2023]].",
            ),
            (
                "The effect often fades",
                "After a few infusions, many people slip back within weeks "
                "[[phillips-2019]]. Booster sessions are common. How well they work over years is "
                "not well studied [[mcinnes-2022]].",
            ),
            (
                "It can be misused",
                "The drug label warns of abuse and of physical dependence after long use. People with "
                "a history of drug misuse are at greater risk [[ketamine-label-abuse]]. Please tell us; "
                "we will talk about it without judging.",
            ),
            (
                "It is given here, not sent home",
                "You have each infusion in the clinic, with someone watching. The FDA warns about "
                "compounded ketamine taken at home, where no one is there to help "
                "[[fda-2023]].",
            ),
            (
                "It is not for everyone",
                "People for whom a rise in blood pressure would be a serious hazard should not have "
                "it [[ketamine-label]]. Other reasons to wait or choose another way are on our "
                "{{page:safety|safety page}}.",
            ),
            introduction="Eight things to weigh before you decide.",
        ),
        text(
            """
            ## What ketamine is

            Ketamine was first made in 1962, in a laboratory in Detroit. The chemists were looking
            for a safer relative of an older drug, PCP [[crains-origin]]. Eight years later the FDA
            approved it as an anesthetic [[ketamine-label]]. In a full dose it carries people through
            surgery.

            The doses used for mood are much lower. The dose most often studied for depression is
            about half a milligram for each kilogram of body weight, given slowly. That is far less
            than is used to start anesthesia [[mcintyre-2021]]. At this dose people stay awake. Many feel
            far away from their body or their thoughts for a while. This is called *dissociation*. It
            passes.

            ### Street use is another matter

            On the street nobody knows the dose, and nobody checks your blood pressure or your breathing. Some
            people take it with alcohol or other drugs, which adds to the danger. Frequent or heavy use can harm the bladder, the liver and the
            memory [[short-2018, ketamine-label-reactions]]. None of this makes treatment safe by
            contrast. It is why treatment has limits, a plan and a clinician in the room.

            ### Esketamine, its close relative

            Ketamine is a mix of two mirror-image molecules. Esketamine is one of the two. It is sold as
            a nasal spray named Spravato. The FDA approved it in 2019 for adults whose depression
            had not eased with other treatment, together with an antidepressant taken by mouth, and in 2025
            also on its own
            [[psychiatric-times-2020, epocrates-2025]]. It may be given only in places certified under
            an FDA safety program, a REMS, with at least two hours of watching after each dose
            [[spravato-label]].
            """
        ),
        comparison_table(
            "Ketamine by infusion and esketamine nasal spray",
            ["", "IV ketamine", "Esketamine (Spravato)"],
            (
                "Approved by the FDA for depression",
                "No. The use is off-label [[fda-2023]].",
                "Yes, for some adults with depression [[psychiatric-times-2020, epocrates-2025]].",
            ),
            (
                "How it is given",
                "Slowly into a vein",
                "As a nasal spray, in a certified place [[spravato-label]]",
            ),
            (
                "Federal safety program",
                "None. Rules differ by state [[undark-2025]].",
                "Yes, a REMS [[spravato-label]]",
            ),
            (
                "Which one works better?",
                "Not known. Studies that compare them are few, and none was randomized "
                "[[nikayin-2022, singh-2023]].",
                "Not known, for the same reason.",
            ),
            note="More on this choice: {{page:iv-ketamine-and-spravato|IV ketamine and Spravato, side by side}}.",
        ),
        text(
            """
            ## How IV infusions work

            Before anything is booked, we talk. A clinician asks about your health, your medicines
            and what you have tried. If ketamine does not fit, we say so and suggest what might. You
            can read who that clinician is, and how we work, {{page:about|on our About page}}.

            On the day, we first take your *baseline vital signs*: blood pressure, pulse and oxygen. They
            tell us that it is safe to begin, and what is normal for you. Then you settle into a
            quiet room. The steps are below; the whole treatment, with its risks and the other ways to get
            help, is on our page about {{page:ketamine-infusions|ketamine infusions}}.
            """
        ),
        steps(
            (
                "Arriving",
                "15 minutes",
                "We measure your baseline vital signs and ask how you have been. If your blood "
                "pressure is too high that day, we wait or choose another day.",
            ),
            (
                "Settling in",
                "10 minutes",
                "A chair that leans back, a blanket, low light. A small tube goes into a vein in your "
                "arm. Bring music without words if you like; many people find that it helps.",
            ),
            (
                "The infusion",
                "45–60 minutes",
                "The medicine runs in slowly. You are awake. Someone checks on you, and your blood "
                "pressure, pulse and oxygen are measured throughout. We can slow it or stop it at any "
                "time.",
            ),
            (
                "Resting",
                "30–60 minutes",
                "The odd feelings fade. You may be sleepy, dizzy or queasy "
                "[[short-2018]]. You stay until you are steady.",
            ),
            (
                "Going home",
                "",
                "Someone else takes you. Do not drive, drink alcohol or sign anything important until "
                "the next day, after a night's sleep.",
            ),
            title="One session, step by step",
        ),
        course(
            ("Week 1", 2, "How you feel after each one is written down"),
            ("Week 2", 2, ""),
            ("Week 3", 2, "We look back together and decide"),
            title="Six sessions over two to three weeks",
            introduction=(
                "Two or three infusions a week worked about equally well in a study [[singh-2016]]."
            ),
            caption="The best schedule is not established. Yours may differ, or stop early.",
        ),
        text(
            """
            ### After the first six

            If the infusions have helped, some people come back for a *booster* now and then. The evidence
            for boosters is thin, so we agree on a reason and an end for each one. If the infusions have not
            helped, we stop.

            Ketamine is not a treatment on its own. Please stay with your therapist, psychiatrist or
            doctor all the way through. If you have no one, we help you find a mental health
            practitioner. The easier weeks after an infusion can be a good time for talk therapy, new
            habits and sleep.

            ### What it is thought to do in the brain

            Most older antidepressants act on serotonin. Ketamine acts on *glutamate*, the messenger
            that brain cells use most. It is thought to block one kind of glutamate receptor. That seems
            to set off a short burst of signals, which helps cells build and mend their links
            [[zanos-2018]]. This is a theory with good reasons behind it, not a settled fact. You can read
            more in {{page:how-ketamine-acts-in-the-brain|how ketamine may act in the brain}}.
            """
        ),
        callout(
            "caution",
            "If things are very dark right now",
            "Please do not wait for an appointment. Call or text **988** at any hour. Veterans can press 1. "
            "In an emergency call **911**.",
        ),
        call_to_action(
            "Would a first talk help?",
            "Ask for a free consultation. You can bring every doubt you have, and nothing is decided on the "
            "phone.",
            kind="consultation",
        ),
        text_us(
            "Rather write than call?",
            "Text us to find a time to talk. Please leave out medical details: text messages are not encrypted.",
        ),
    ],
)
