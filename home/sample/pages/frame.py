"""The pages that only hold others, and the two forms."""

from ..write import PageText

PAGES = [
    PageText(
        key="treatments", model="home.ServiceIndexPage", title="Treatments and conditions", order=10,
        introduction=(
            "One treatment, and five conditions that people ask us about. Each page says what is known, "
            "what is not, and what else may help."
        ),
        picture="path-through-meadow", author="", reviewer="",
        description="Ketamine infusions and the conditions they are used for: evidence, risks and alternatives.",
    ),
    PageText(
        key="blog", model="blog.BlogIndexPage", title="Blog", order=60,
        introduction="Plain answers about ketamine, from how it works to what it costs. Each one has its sources.",
        picture="reading-corner", author="", reviewer="",
        description="Articles about ketamine treatment in plain words: safety, evidence, visits and costs.",
    ),
    PageText(
        key="request", slug="request-an-appointment", model="clinic_forms.FormPage",
        title="Request an appointment", order=90,
        introduction="Tell us how to reach you. We call or write back, and you decide what comes next.",
        author="", reviewer="",
        description="Ask the clinic to call or write back about an appointment.",
        fields={"starter": "appointment"},
    ),
    PageText(
        key="consultation", slug="free-consultation", model="clinic_forms.FormPage",
        title="Free consultation", order=91,
        introduction="A phone call of about 15 minutes. Bring your questions; nothing is decided on the phone.",
        author="", reviewer="",
        description="Ask for a free first talk by phone.",
        fields={"starter": "consultation"},
    ),
]  # fmt: skip
