"""Honest people and their habits: whatever they write, it is stored, told, and never held back as spam."""

import time
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client

from forms.models import Submission
from forms.requests.defences.spam import HONEYPOT
from forms.requests.tokens import read_token
from tests.factories.forms import FormPageFactory, request_settings
from tests.forms.visitor import Visitor

pytestmark = pytest.mark.django_db
LONG = (
    "My depression began after my second child. I have tried sertraline, bupropion and ECT. " * 40
)
STORIES = {
    "one letter": "k",
    "a dash": "-",
    "no": "no",
    "n/a": "N/A",
    "none": "none none none",
    "dots": "...........................................................",
    "test": "test test",
    "null": "null",
    "code words": "SELECT your best therapist; drop me a line",
    "a very long story": LONG,
    "one word very long": "a" * 3000,
    "capitals": "PLEASE CALL ME BACK AS SOON AS POSSIBLE I AM DESPERATE AND NOTHING WORKS!!!!!!!!",
    "emoji": "😭😭😭 pls help 🙏🏽 ❤️",
    "spanish": "¿Aceptan Medicaid? Mi madre no habla inglés. Llámenme después de las 5, por favor.",
    "chinese": "我母亲有抑郁症，想了解治疗费用。请用中文联系我们。" * 6,
    "arabic": "أريد أن أعرف المزيد عن العلاج. شكرا لكم.",
    "russian": "Здравствуйте! Хочу узнать стоимость лечения. Страховка есть.",
    "korean": "상담을 원합니다. 한국어 가능한 분이 있나요?",
    "hebrew": "אני רוצה לקבוע תור, תודה",
    "amharic": "እባክዎን ይደውሉልኝ",
    "vietnamese": "Tôi muốn đặt lịch hẹn cho chồng tôi, cảm ơn.",
    "pasted list": "Meds:\n- Prozac 20mg\n- Xanax .5 mg\n- Viagra 50mg\n- Cialis\n- Adderall\n* tramadol\n1. Ambien",
    "pasted table": "Date\tDrug\tDose\n2019\tLexapro\t10\n2021\tEffexor\t150\n",
    "pasted mail": "> On Mon, Jan 5, Dr. Lee <lee@practice.example> wrote:\n> Please see the clinic.\n>> Thanks",
    "signature": "Thanks,\nJane\n--\nJane Roe, LCSW\nRoe Counseling | 703-555-0100 | jane@roecounseling.example",
    "practice": "My therapist is Jane Roe, https://www.roecounseling.example/about",
    "practice without www": "Our practice is roecounseling.example and our e-mail office@roecounseling.example.",
    "e-mail and site": "office@roecounseling.example / www.roecounseling.example",
    "signature with site": "Jane Roe, LCSW | www.roecounseling.example | 703-555-0100",
    "public body": "I read https://pubmed.ncbi.nlm.nih.gov/123/ and www.stanford.edu/ketamine",
    "insurer": "My plan: https://www.aetna.com/plans/choice-pos-ii.html - do you take it?",
    "article": "I read https://www.nytimes.com/2023/ketamine.html and https://pubmed.ncbi.nlm.nih.gov/123/",
    "angle link": "See <https://maps.example/x> for where I live",
    "wiki words": "my doctor said [link] to this clinic, [url] in the letter she sent",
    "less than": "my BP is <120 and >80, pain <a bit less> than last year",
    "arrow": "<- that one ->, a <b> c",
    "html copied": "<p>I was told to <b>call</b> you&nbsp;today</p>",
    "money": "How much $$$? I have $5,000. Is there 0% financing? Do I get a loan? My credit is bad.",
    "weight loss": "I need weight loss and sleep, also casino debts. I won the lottery of bad genes.",
    "crypto": "I lost money with bitcoin and feel hopeless.",
    "seo": "I work in SEO and marketing and cannot concentrate.",
    "free": "FREE consultation? Click here was not working on my phone!!!",
    "numbers": "1234567890 9876543210 555-0123 555-0124 571.555.0100",
    "dates": "10/10/2026 3:30 PM EST or 11/11/2026",
    "quotes": "\"They said 'no' to me\" — it’s all I’ve heard; “nothing” helps…",
    "zero width": "hello\u200b there\ufeff friend",
    "right to left mark": "\u202eabc\u202c call me",
    "tabs and blank lines": "\n\n\n   I am here   \n\n\n\t\tcall\n\n",
    "nul": "before\x00after",
    "combining": "é" + "e\u0301" + "ñ" + "n\u0303",
    "maths": "𝓱𝓮𝓵𝓵𝓸 𝐩𝐥𝐞𝐚𝐬𝐞 𝕔𝕒𝕝𝕝",
    "repeated word": "help " * 400,
    "crying": "aaaaaaaaaaaaaaaaaaaaaaaaaaaa pleeeeeeeeeease",
    "percent": "%s %d {name} {{ name }} {% if %} ${name} %00 &amp; <?php",
    "poem": "\n".join(f"line {n} of a poem about hope" for n in range(600)),
    "dictation": "comma hello period new line i need an appointment question mark",
    "autocorrect": "Im interested in ketermine teatment pls advice",
    "reply": "Re: Fwd: your voicemail (message ID: abc@mail.example)",
    "mailto": "mailto:ann@example.com",
    "telegram of a teenager": "idk lol my mom said to write here. hmu",
}
NAMES = [
    "Test",
    "Null",
    "None",
    "undefined",
    "Mr. Viagra",
    "True",
    "Ng",
    "Q",
    "O'Brien",
    "D'Angelo-Smith Jr.",
    "X Æ A-12",
    "李",
    "محمد",
    "Anne-Marie de la Cruz y Vega",
    "JOHN",
    "john",
    "Ann & Bob",
    "Admin",
    "root",
    "Free Man",
    "Cash Money",
    "Link",
    "Dr. www. Smith",
    "N/A",
    "1",
    "ann@example.com",
    "Ann 🙂",
]


QUESTIONS = (
    {"field_type": "name", "label": "First name"},
    {"field_type": "phone", "label": "Telephone"},
    {"field_type": "email", "label": "E-mail", "required": False},
    {"field_type": "short_text", "label": "Your story", "required": False},
)


@pytest.fixture
def page(db):
    """A form as contact forms have it."""
    request_settings()
    return FormPageFactory(questions=QUESTIONS)


def send(page, number: int, *, name="Ann", text="", change=None, patient=True, host="", **headers):
    """Send as somebody of their own; return what was stored."""
    if not host:
        cache.clear()
    client = Client(REMOTE_ADDR=host) if host else Client()
    visitor = Visitor(page.url, client, patient=patient)
    visitor.fill("First name", name).fill("Telephone", f"703 555 {number:04}")
    visitor.fill("Your story", text)
    if change:
        change(visitor)
    visitor.press("Send", **headers)
    if any("Shorten" in error for error in visitor.errors):
        # Nothing of a long story is lost: it comes back whole, to be shortened.
        assert visitor.values[visitor.input("Your story")["name"]] == [text.replace("\r\n", "\n")]
        visitor.fill("Your story", text[:300]).press("Send", **headers)
    assert visitor.title == "We have your request", (name, text[:60], visitor.errors)
    return Submission.objects.latest("pk")


def outcome(request: Submission) -> tuple[str, list[str], int]:
    """Return verdict, signs, and how many letters tell staff of it."""
    told = request.messages.filter(kind="notice", state="waiting").count()
    return request.verdict, request.reasons, told


def opened(seconds: float):
    """Make the form one that was opened so long ago."""

    def change(visitor):
        token = read_token(visitor.values["_token"][0])
        visitor.values["_token"] = [replace(token, started=time.time() - seconds).sign()]

    return change


def fill(name: str, value: str):
    return lambda visitor: visitor.values.update({name: [value]})


def test_whatever_honest_people_write_is_told_and_passes_or_is_a_doubt_at_most(page):
    """Links to anything but public bodies are a doubt; everything else is none."""
    doubted = {
        "practice", "e-mail and site", "insurer", "article", "angle link", "signature with site",
    }  # fmt: skip
    found = {}
    for number, (what, text) in enumerate(STORIES.items(), 100):
        found[what] = outcome(send(page, number, text=text))
    for number, name in enumerate(NAMES, 300):
        found[f"name {name}"] = outcome(send(page, number, name=name))
    expected = {
        what: ("unverified", ["links"], 1) if what in doubted else ("passed", [], 1)
        for what in found
    }
    assert found == expected
    assert len(found) > 80


def test_what_happens_to_honest_people_holds_nothing_back(page):
    hours = 3600
    cases = {
        "types fast": {"patient": False},
        "took twelve hours": {"change": opened(12 * hours)},
        "came back after a week": {"change": opened(7 * 24 * hours)},
        "restored after two months": {"change": opened(62 * 24 * hours)},
        "a clock that runs ahead": {"change": opened(-2)},
        "an extension filled everything": {"change": fill(HONEYPOT, "Ann")},
        "the token was cut by an app": {"change": fill("_token", "eyJrIjo")},
        "a telephone without an e-mail": {},
        "no user agent": {"User-Agent": ""},
        "an old browser": {"User-Agent": "Mozilla/4.0 (compatible; MSIE 6.0)"},
        "a browser for terminals": {"User-Agent": "w3m/0.5.3"},
        "tells no origin": {"Origin": ""},
        "asks not to be followed": {"DNT": "1", "Sec-GPC": "1"},
        "by a translating site": {"Referer": "https://clinic-example.translate.goog/write/"},
        "several languages": {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.1"},
    }
    found = {
        what: outcome(send(page, number, **case))
        for number, (what, case) in enumerate(cases.items(), 500)
    }
    assert {
        what for what, (verdict, _signs, told) in found.items() if verdict == "suspect" or not told
    } == set()
    doubted = {
        what: signs for what, (verdict, signs, _told) in found.items() if verdict != "passed"
    }
    assert doubted == {
        "types fast": ["too_fast"],
        "restored after two months": ["old_token"],
        "an extension filled everything": ["honeypot"],
        "the token was cut by an app": ["bad_token"],
    }


def test_a_house_full_of_honest_people_behind_one_address(page):
    """A hospital, a shelter, a university: whatever their number, each is told."""
    stories = [
        "See https://www.nimh.nih.gov/ketamine",
        "I use a wheelchair.",
        "",
        "PLEASE CALL",
        "谢谢",
    ]
    found = [
        outcome(send(page, 600 + n, text=stories[n % 5], host="198.51.100.7")) for n in range(30)
    ]
    assert {told for _verdict, _signs, told in found} == {1}
    assert {verdict for verdict, _signs, _told in found} == {"passed", "unverified"}


SPAM = {
    "a program that knows the address only": {"change": fill("_token", "")},
    "forum code": {"text": "[url=https://pills.example]cheap[/url]"},
    "forum code without a scheme": {"text": "[url]pills.example[/url]"},
    "forum code with a scheme": {"text": "[URL] http://pills.example"},
    "link code": {"text": "[link=https://pills.example]cheap[/link]"},
    "a web page's link": {"text": 'Best <a class="x" href="https://pills.example">pills</a>'},
    "a web page's link in the name": {"name": "<a href=https://pills.example>Ann</a>"},
    "fills all fields at once": {"change": fill(HONEYPOT, "x"), "patient": False},
    "fills all fields and links": {"change": fill(HONEYPOT, "x"), "text": "http://pills.example"},
    "links at once": {"text": "Rank first! https://seo.example", "patient": False},
    "links in the name at once": {"name": "www.pills.example", "patient": False},
    "a public body's link beside another": {
        "text": "https://www.nih.gov https://nih.gov.pills.example", "patient": False,
    },
}  # fmt: skip


def test_what_programs_send_is_held_back_stored_and_counted(page):
    found = {
        what: send(page, number, **case).verdict
        for number, (what, case) in enumerate(SPAM.items(), 700)
    }
    assert found == dict.fromkeys(SPAM, "suspect")
    # The same advertisement from everywhere, with a link: from the third sender on.
    text = "We bring your clinic to the first page of every search engine within a week, see https://seo.example for our prices."
    flood = [send(page, 800 + n, text=text).verdict for n in range(4)]
    assert flood == ["unverified", "unverified", "suspect", "suspect"]
    # From one machine, each with another text.
    request_settings(hourly_limit=2)
    machine = [
        send(page, 850 + n, text=f"Offer {n}: https://seo{n}.example", host="203.0.113.9").verdict
        for n in range(4)
    ]
    assert machine == ["unverified", "unverified", "suspect", "suspect"]
    held = Submission.objects.only_suspect()
    assert not held.filter(messages__kind="notice").exists()
    assert held.count() == len(SPAM) + 4
