"""What the law asks for. Sample texts: a lawyer approves the final ones."""

from datetime import date

from ..write import other_language, standard, text

EFFECTIVE = date(2026, 9, 1)
SAMPLE = text(
    """
    *This is a sample text. It shows what such a page covers. A clinic's lawyer writes or approves the final one.*
    """
)

# 'We have interpreters free of charge. Call or write to us and tell us which language you speak. You can also
# ask for large print or other help.' The Spanish adds the Spanish line of 988.
LANGUAGE_HELP = (
    (
        "es",
        "Español",
        "Le ofrecemos intérpretes sin costo. Llámenos o escríbanos y díganos qué idioma habla. También puede pedir "
        "letra grande u otro tipo de ayuda. Si está en crisis, llame al 988 y oprima el 2.",
    ),
    (
        "zh-Hans",
        "简体中文",
        "我们免费提供口译服务。请打电话或写信给我们，告诉我们您说哪种语言。您也可以要求大字体材料或其他帮助。",
    ),
    (
        "vi",
        "Tiếng Việt",
        "Chúng tôi có thông dịch viên miễn phí. Xin gọi hoặc viết cho chúng tôi và cho biết quý vị nói ngôn ngữ nào. "
        "Quý vị cũng có thể xin bản in chữ lớn hoặc sự trợ giúp khác.",
    ),
    (
        "ko",
        "한국어",
        "무료로 통역을 제공합니다. 전화나 글로 연락하셔서 어떤 언어를 사용하시는지 알려 주세요. 큰 글자로 된 자료나 "
        "다른 도움도 요청하실 수 있습니다.",
    ),
    (
        "ar",
        "العربية",
        "نوفر مترجمين فوريين مجانًا. اتصل بنا أو اكتب إلينا وأخبرنا بأي لغة تتحدث. يمكنك أيضًا أن تطلب نصوصًا "
        "بأحرف كبيرة أو مساعدة أخرى.",
    ),
    (
        "tl",
        "Tagalog",
        "May mga interpreter kami na walang bayad. Tumawag o sumulat sa amin at sabihin kung anong wika ang ginagamit "
        "ninyo. Maaari rin kayong humingi ng malalaking letra o iba pang tulong.",
    ),
    (
        "fr",
        "Français",
        "Nous avons des interprètes, sans frais pour vous. Appelez-nous ou écrivez-nous et dites-nous quelle langue "
        "vous parlez. Vous pouvez aussi demander de gros caractères ou une autre aide.",
    ),
    (
        "ru",
        "Русский",
        "Мы бесплатно предоставляем устных переводчиков. Позвоните или напишите нам и скажите, на каком языке вы "
        "говорите. Вы можете также попросить крупный шрифт или другую помощь.",
    ),
)

PAGES = [
    standard(
        "privacy-practices",
        "Notice of Privacy Practices",
        slug="notice-of-privacy-practices",
        purpose="privacy-practices",
        order=80,
        fields={"effective_date": EFFECTIVE},
        introduction=(
            "This notice says how medical information about you may be used and shared, and how you can get it. "
            "Please read it with care."
        ),
        reviewed=EFFECTIVE,
        review_months=6,
        reviewer="",
        description="How the clinic uses and shares medical information, your rights, and how to complain.",
        body=[
            SAMPLE,
            text(
                """
                ## Your rights

                - **Get a copy** of your health record, on paper or as a file, most often within 30 days.
                - **Ask us to correct it.** If we say no, we tell you why in writing.
                - **Ask for private contact**, such as only by phone or at another address. We say yes to every fair
                  wish.
                - **Ask us to limit** what we use or share. If you paid in full yourself, you can ask us not to tell your
                  insurer, and we agree unless a law says otherwise.
                - **Get a list** of those with whom we shared your information.
                - **Get this notice** on paper at any time.
                - **Choose someone** to act for you.
                - **Complain** if you feel that your rights were not kept. We will not treat you worse for it.

                ## Your choices

                Tell us what we may share with family, friends or others who help you. We never share your information
                for marketing, and never sell it, unless you say so in writing. Notes from counseling have
                special protection.

                ## How we use and share information

                We may use and share it to **treat you**, for example with your doctor; to **run the clinic**; and to
                **bill** for care. We must share it in a few other cases: when a law or a court demands it, to
                report abuse, to prevent a serious threat, or for public health. We share no more than is needed.

                Records on substance use treatment may have extra protection under federal law.

                ## Our duties

                The law asks us to keep your information private and safe, to tell you promptly if a breach may have put it
                at risk, and to follow this notice [[cfr-164-520]]. We can change the notice. The new one then stands
                here with its date.

                ## This website

                The pages of this site set no cookies and ask no other company for anything. A form sets two, because it
                needs them. One shows that the answers come from you. The other keeps what you have written so far in
                your own browser, encrypted, so that going back loses nothing. Both go when you close the browser, and
                after an hour the second one is no longer read. What you send through a form is stored encrypted. Only the people who answer requests can read it, and each time they do is
                logged. Please leave out medical details in forms and text messages.

                ## Questions and complaints

                Ask for our privacy officer by phone or at the desk. You can also complain to the U.S. Department of Health
                and Human Services, Office for Civil Rights:
                {{url:https://www.hhs.gov/hipaa/filing-a-complaint/index.html|how to file a complaint}}.
                """
            ),
        ],
    ),
    standard(
        "health-data",
        "Consumer health data policy",
        slug="consumer-health-data",
        purpose="health-data",
        order=81,
        fields={"effective_date": EFFECTIVE},
        introduction="Some states protect health data outside the medical record. This page says what we collect on this site, and why.",
        reviewed=EFFECTIVE,
        review_months=6,
        reviewer="",
        description="What health data this website collects, why, with whom it is shared, and your rights.",
        body=[
            SAMPLE,
            text(
                """
                ## What we collect

                Only what you send us in a form: your first name, how to reach you, when, what would help, and your
                consents. We do not collect what you read here. There are no trackers, no ads, no profiles, and no
                check of where you are.

                ## Why

                To answer you, to book a visit if you want one, and to keep proof of what you agreed to.

                ## With whom we share it

                With no one, except companies that work for us under contract, such as the one that runs our server. They may use
                it for nothing else. We do not sell it.

                ## How long we keep it

                A closed request is deleted after 24 months. One that we could not answer goes after 90 days. The record of your
                consent is kept for six years.

                ## Your rights

                You may ask what we hold, ask us to delete it, and take back a consent. Write or call; we answer within
                45 days. If we say no, you may appeal to us, and then turn to your state's attorney general.

                If your browser sends the signal called Global Privacy Control, there is nothing for us to switch off: we
                share and sell nothing in the first place.
                """
            ),
        ],
    ),
    standard(
        "non-discrimination",
        "Non-discrimination and language help",
        purpose="non-discrimination",
        order=84,
        fields={"effective_date": EFFECTIVE},
        introduction="Everyone is welcome here. Interpreters and other help are free.",
        reviewed=EFFECTIVE,
        review_months=6,
        reviewer="",
        description="The clinic does not discriminate. Free interpreters, help for people with disabilities, how to complain.",
        body=[
            SAMPLE,
            text(
                """
                ## Free help

                - For people with disabilities: sign language interpreters, large print, files that can be read aloud, a
                  step-free way in.
                - For people who speak another language: interpreters, and written information in your language.

                Tell us what you need when you call or write. You need not explain why.
                """
            ),
            *(other_language(*words) for words in LANGUAGE_HELP),
            text(
                """
                ## We treat people alike

                We follow federal civil rights laws [[cfr-92]]. We do not exclude people, or treat them worse, because of
                race, color, national origin, age, disability or sex.

                ## If you feel that we failed

                Tell our civil rights coordinator, by phone, in writing or at the desk. You can also complain to the
                U.S. Department of Health and Human Services, Office for Civil Rights, at
                {{url:https://ocrportal.hhs.gov|ocrportal.hhs.gov}} or by phone at 1-800-368-1019.
                """
            ),
            text(
                """
                *The lines in other languages are samples too. Someone who speaks the language checks them before a
                clinic publishes them.*
                """
            ),
        ],
    ),
    standard(
        "accessibility",
        "Accessibility statement",
        purpose="accessibility",
        order=85,
        fields={"effective_date": EFFECTIVE},
        introduction="This site should work for everyone. If it does not work for you, tell us, and we fix it.",
        reviewed=EFFECTIVE,
        review_months=6,
        reviewer="",
        description="Which standard this site follows, what does not work yet, and how to tell us about a problem.",
        body=[
            text(
                """
                ## The standard

                We aim for level AA of the Web Content Accessibility Guidelines (WCAG), version 2.2. Each kind of page is
                tested with a program, by keyboard, and at large text sizes.

                You can use this site without a mouse, with a screen reader, with text at twice the size, in light or
                dark colors, without motion, and without scripts. Forms have no time limit.

                ## What does not work yet

                Videos on other sites may lack captions. We put a transcript beside each one. If you find anything else,
                we would like to know.

                ## Tell us

                Call, text or e-mail us; the ways stand at the foot of each page. Say which page, what you tried, and what
                happened. We answer within two business days. If you need a page in another form, such as large
                print or read aloud by phone, we provide it free of charge.

                *Last checked: September 1, 2026. This is a sample text.*
                """
            ),
        ],
    ),
]
