"""The words of the mails that a request sets off: each is the clinic's to change, with ours as the beginning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList

from ..mail_words import (
    IN_NOTICE,
    IN_RECEIPT,
    IN_RECEIPT_SUBJECT,
    SAMPLES,
    KnownPlaceholders,
    fill_subject,
    fill_text,
)

RECEIPT_SUBJECT = "We have your message"
RECEIPT = """Thank you for writing to us. Your reference number: {reference}

What happens next

- We write to you {by}.
- You get the estimate you asked for {estimate}.
- You decide what comes after that. You need not send anything again.

Please do not answer with anything private: e-mail is not encrypted.
You can always call us: {phone}"""
RECEIPT_FOOT = """Nobody watches this mailbox around the clock. In an emergency call 911 or 988.
You get this one message because you asked us to write to you."""
# What the preview can show: each mail as it goes out.
MAILS = [
    ("receipt", _("Mail: the receipt")),
    ("unnamed", _("Mail: the receipt to somebody who asked not to be told who writes")),
    ("notice", _("Mail: a request came in")),
    ("changed", _("Mail: a request was changed")),
]
SAMPLE_LINK = "https://…/admin/requests/128/"
# Fields of mails that must not hold the clinic's name as typed words.
UNNAMED = ("receipt_subject", "receipt_text", "receipt_foot")
SHORTEST_NAME = 4


class MailWords(models.Model):
    """The part of the clinic's settings that holds the words of mails."""

    receipt_subject = models.CharField(
        _("subject of the receipt"), max_length=120, default=RECEIPT_SUBJECT,
        validators=[KnownPlaceholders(IN_RECEIPT_SUBJECT)],
        help_text=_("Others may see it on a locked screen: no medicine, no condition. You can write {reference}."),
    )  # fmt: skip
    receipt_text = models.TextField(
        _("text of the receipt"), max_length=3000, default=RECEIPT,
        validators=[KnownPlaceholders(IN_RECEIPT)],
        help_text=_(
            "You can write {reference}, {by} (when we answer), {estimate} (when the cost estimate comes), {phone} and {clinic}. "
            "A line whose placeholder has nothing to say is left out: {clinic} where a visitor asked us not to say who "
            "writes, {estimate} where none was asked for. Lines that begin with a hyphen become a list."
        ),
    )  # fmt: skip
    receipt_foot = models.TextField(
        _("small print of the receipt"), max_length=600, default=RECEIPT_FOOT,
        validators=[KnownPlaceholders(IN_RECEIPT)],
        help_text=_("Where help is in an emergency, and why this message came."),
    )  # fmt: skip
    notice_subject = models.CharField(
        _("subject when a request comes in"), max_length=120, default="New request #{number}",
        validators=[KnownPlaceholders(IN_NOTICE)],
        help_text=_("You can write {number} and {clinic}. Nothing that a visitor wrote can stand in a mail."),
    )  # fmt: skip
    notice_text = models.TextField(
        _("text when a request comes in"), max_length=2000,
        default="A request has come in. What it says stands in the inbox only.",
        validators=[KnownPlaceholders(IN_NOTICE)],
        help_text=_("The link to the request follows by itself. You can write {number} and {clinic}."),
    )  # fmt: skip
    changed_subject = models.CharField(
        _("subject when a visitor changes a request"), max_length=120,
        default="Request #{number} was changed", validators=[KnownPlaceholders(IN_NOTICE)],
    )  # fmt: skip
    changed_text = models.TextField(
        _("text when a visitor changes a request"), max_length=2000,
        default="The visitor sent it again with other answers. What it says stands in the inbox only.",
        validators=[KnownPlaceholders(IN_NOTICE)],
    )  # fmt: skip

    class Meta:
        abstract = True

    def find_mail_errors(self) -> dict[str, Any]:
        """Return why a receipt is refused, by field: it could be empty, tells nothing of help, or names the clinic."""
        errors: dict[str, Any] = dict(self._find_names())
        least = {name: SAMPLES[name] for name in ("reference", "by")}
        for field in ("receipt_text", "receipt_foot"):
            if getattr(self, field).strip() and not fill_text(getattr(self, field), least):
                errors[field] = _now(
                    "Add a line without {clinic}, {estimate} and {phone}: without them nothing would be left."
                )
        help_lines = fill_text(f"{self.receipt_text}\n{self.receipt_foot}", least)
        if not any(number in help_lines for number in ("911", "988")):
            errors.setdefault(
                "receipt_foot", _now("Say where help is in an emergency: 911 or 988.")
            )
        return errors

    def _find_names(self) -> Iterator[tuple[str, str]]:
        """Yield each field that holds the clinic's name as typed words: some visitors asked not to be told by name."""
        name = str(getattr(self, "name", "") or "").strip().lower()
        if len(name) < SHORTEST_NAME:
            return
        for field in UNNAMED:
            if name not in " ".join(str(getattr(self, field)).lower().split()):
                continue
            if field.endswith("subject"):
                # In a subject nothing can be left out, so the name has no place there at all.
                yield (
                    field,
                    _now(
                        "Leave the clinic’s name out of the subject: others may see it on a locked screen."
                    ),
                )
            else:
                yield (
                    field,
                    _now(
                        "Write {clinic} instead of the name: it is left out where a visitor asked us not to say who writes."
                    ),
                )

    def write_sample(self, mode: str) -> dict[str, str]:
        """Return subject and text of a mail of `MAILS` as it goes out, with made-up data."""
        name = str(getattr(self, "name", "") or "")
        values = {**SAMPLES, "clinic": name}
        if mode in ("receipt", "unnamed"):
            shown = values if mode == "receipt" else {**values, "clinic": ""}
            parts = [fill_text(self.receipt_text, shown), "--"]
            parts += [shown["clinic"], fill_text(self.receipt_foot, shown)]
            subject = fill_subject(self.receipt_subject, shown, RECEIPT_SUBJECT)
        else:
            words = {part: getattr(self, f"{mode}_{part}") for part in ("subject", "text")}
            subject = f"{fill_subject(words['subject'], values, words['subject'])} – {name}"
            parts = [fill_text(words["text"], values), SAMPLE_LINK, "--", name]
        return {"subject": subject, "text": "\n\n".join(part for part in parts if part)}


def list_mail_panels() -> Any:
    """Return the tab 'Mails' of the clinic's settings."""
    receipt = [
        FieldPanel("receipt_subject"),
        FieldPanel("receipt_text"),
        FieldPanel("receipt_foot"),
    ]
    notice = [FieldPanel(f"{kind}_{part}") for kind in ("notice", "changed") for part in ("subject", "text")]  # fmt: skip
    seen = _(
        "The preview, behind the sign of a telephone at the top, shows each mail as it goes out: choose which one below it. "
        "A text that you empty gets the words back that it came with."
    )
    return ObjectList(
        [
            HelpPanel(content=seen),
            MultiFieldPanel(receipt, heading=_("The receipt, to a visitor who chose e-mail")),
            MultiFieldPanel(notice, heading=_("The notice to staff, without anything personal")),
        ],
        heading=_("Mails"),
    )
