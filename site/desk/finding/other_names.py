"""What people call things that are called otherwise here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# By the name of a menu's item: the words under which somebody may look for its screen.
OF_SCREENS = {
    "bin": _("trash recycle recover restore undelete deleted"),
    "redirects": _("redirects forward forwarding links URL moved 301"),
    "visits": _("statistics stats analytics traffic numbers views visitors"),
    "users": _("users staff colleagues logins people invite login access"),
    "groups": _("permissions rights groups"),
    "sites": _("domain host URL sites"),
    "team": _("people staff doctors clinicians nurses bios profiles"),
    "locations": _("places address hours directions map phone fax"),
    "menus": _("navigation header footer"),
    "notices": _("banner announcement alert closed holiday vacation"),
    "images": _("pictures photos media gallery"),
    "documents": _("files PDF downloads"),
    "references": _("sources citations footnotes studies"),
    "faq-entries": _("questions answers"),
    "own-pieces": _("reusable blocks snippets templates"),
    "blog-categories": _("topics"),
    "clinic-settings": _(
        "name telephone phone number fax e-mail email logo favicon colors fonts theme branding social facebook instagram "
        "youtube linkedin holiday"
    ),
    "requests": _("appointments leads messages inquiries submissions forms notification"),
    "not-found": _("broken links 404"),
    "unanswered": _("searches without result"),
    "site-history": _("log who changed"),
    "audit": _("log who read"),
    "moving-in": _("import migrate"),
    "guide": _("help manual how-to"),
}
# Screens in no menu, by the name of their address: what they are called, and what else.
WITHOUT_MENU = (
    ("wagtailadmin_account", _("Account"), _("profile name language e-mail")),
    ("mfa_index", _("Second factor"), _("2FA MFA authenticator two-factor security key codes")),
    ("account_change_password", _("Password"), _("change login")),
    ("own_sessions", _("Sessions"), _("devices sign out signed in logout")),
)
# Words of a question, and what is done with everything: they say nothing of what is looked for.
FEW_SAY_MUCH = frozenset(
    word
    for line in (
        "a an the i we you my our your me us it its this that these those of on in at to for from with by and or",
        "do does did can could should would will may might must is are be am was were not no please here there if",
        "how what where when who whom whose why which",
        "get put set make made add change edit update modify remove find see show use need want new",
    )
    for word in line.split()
)
# What is written in two words and in one.
SAID_IN_TWO = {
    "log in": "login",
    "log on": "login",
    "log out": "logout",
    "log off": "logout",
    "sign out": "logout",
    "e mail": "mail",
    "web site": "site",
    "day off": "holiday",
    "days off": "holiday",
    "time off": "holiday",
    "back up": "backup",
    "pass word": "password",
    "face book": "facebook",
}
# Words of other systems, where nothing is called so here: what to look for in their place.
ELSEWHERE = {
    "trash": "bin",
    "redirect": "old address",
    "slug": "address",
    "url": "address",
    "permalink": "address",
    "favicon": "icon",
    "vacation": "holiday",
    "fax": "telephone",
    "cell": "telephone",
    "backup": "version",
    "email": "mail",
    "author": "person",
    "widget": "block",
    "plugin": "block",
    "shortcode": "block",
    "hero": "picture",
    "thumbnail": "picture",
    "footnote": "reference",
    "citation": "reference",
    "navigation": "menu",
    "theme": "palette",
    "color": "palette",
    "font": "face",
    "statistic": "visit",
    "analytic": "visit",
    "submission": "request",
    "lead": "request",
    "inquiry": "request",
    "banner": "notice",
    "announcement": "notice",
    "staff": "team",
    "doctor": "team",
    "login": "sign",
    "logout": "sign",
    "publish": "live",
    "schedule": "later",
    "rollback": "version",
    "revision": "version",
    "history": "version",
}
