"""Words of Wagtail's own tables that visitors read: their forms are not ours, so the fields themselves check them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field

from review.claims.finding import find_claims
from review.claims.review_lines import find_review_lines

# Model and field. The name of a site is in titles.
FIELDS = (("wagtailcore.Site", "site_name"),)


def refuse_claims(value: Any) -> None:
    """Raise ValidationError where a reviewer would stop `value`, with what to say instead."""
    for finding in (*find_claims(str(value)), *find_review_lines(str(value))):
        if finding.stops:
            raise ValidationError(
                "“%(words)s” can't stand like this. %(why)s Say instead: %(instead)s.",
                code="claim",
                params={
                    "words": finding.words,
                    "why": finding.why,
                    "instead": finding.instead,
                },
            )


def check_fields_of_others() -> None:
    """Add the check to the fields."""
    from django.apps import apps

    for label, name in FIELDS:
        field: Field = apps.get_model(label)._meta.get_field(name)
        if refuse_claims not in field.validators:
            # Past the field's own list, which Django writes into migrations.
            field.__dict__["validators"] = [*field.validators, refuse_claims]
