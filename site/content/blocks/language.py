"""Text in another language, marked so that browsers and screen readers know which one.

A screen reader switches its voice by `lang`, and a browser its direction by `dir`: without them an
Arabic sentence is spelled out in English and its full stop is on the wrong side. Source: WCAG 2.2,
3.1.2 'Language of Parts'; 45 CFR 92.11 asks for a notice of language help in the languages of the
people who live near the clinic.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import Groups, make_title, short_text

# By what they are called in English. Codes after BCP 47, as the `lang` attribute wants them. Each is
# followed by its own name, which a colleague who speaks it finds at once.
LANGUAGES = (
    ("am", _("Amharic – አማርኛ")),
    ("ar", _("Arabic – العربية")),
    ("bn", _("Bengali – বাংলা")),
    ("zh-Hans", _("Chinese, simplified – 简体中文")),
    ("zh-Hant", _("Chinese, traditional – 繁體中文")),
    ("fr", _("French – Français")),
    ("de", _("German – Deutsch")),
    ("ht", _("Haitian Creole – Kreyòl Ayisyen")),
    ("he", _("Hebrew – עברית")),
    ("hi", _("Hindi – हिन्दी")),
    ("hmn", _("Hmong – Hmoob")),
    ("it", _("Italian – Italiano")),
    ("ja", _("Japanese – 日本語")),
    ("ko", _("Korean – 한국어")),
    ("ne", _("Nepali – नेपाली")),
    ("fa", _("Persian – فارسی")),
    ("pl", _("Polish – Polski")),
    ("pt", _("Portuguese – Português")),
    ("ru", _("Russian – Русский")),
    ("so", _("Somali – Soomaali")),
    ("es", _("Spanish – Español")),
    ("tl", _("Tagalog – Tagalog")),
    ("uk", _("Ukrainian – Українська")),
    ("ur", _("Urdu – اردو")),
    ("vi", _("Vietnamese – Tiếng Việt")),
    ("yi", _("Yiddish – ייִדיש")),
)
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})
_KNOWN = frozenset(code for code, _name in LANGUAGES)


class OtherLanguageBlock(blocks.StructBlock):
    """A passage in a language that is not the page's."""

    language = blocks.ChoiceBlock(
        choices=LANGUAGES,
        default="es",
        help_text=_("Screen readers change their voice by it, and Arabic runs from the right."),
    )
    title = make_title(help_text=_("In the same language. Best is the language's own name."))
    text = short_text(
        help_text=_("Have somebody who speaks the language read it before you publish.")
    )

    class Meta:
        icon = "globe"
        label = _("Text in another language")
        group = Groups.TEXT
        template = "blocks/other_language.html"
        description = _(
            "A passage in Spanish, Arabic, Chinese or another language, for example how to get an interpreter."
        )
        preview_value = {
            "language": "es",
            "title": "Español",
            "text": "<p>Le ofrecemos intérpretes sin costo. Díganos qué idioma habla.</p>",
        }

    def get_context(self, value, parent_context=None):
        """Add `lang` and `dir`; both empty where what is stored is no language of the list."""
        context = super().get_context(value, parent_context=parent_context)
        code = value.get("language")
        known = isinstance(code, str) and code in _KNOWN
        context["lang"] = code if known else ""
        context["dir"] = ("rtl" if code in RIGHT_TO_LEFT else "ltr") if known else ""
        return context
