"""The mark covers all that a reader relies on: every field of every page type, unless it is left out with a reason."""

from datetime import date
from typing import Any

import pytest
from django.db import models
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.fields import StreamField

from home.models import ServicePage
from pages.checks import page_types
from review.texts.page_content import LEFT_OUT, LEFT_OUT_OF_SHOWN
from review.texts.page_mark import mark_of
from tests.every_page import PAGE_TYPES, make_page
from tests.factories.clinic import (
    ClinicImageFactory,
    NoticeFactory,
    PersonFactory,
    ReferenceFactory,
    stream,
)

pytestmark = pytest.mark.django_db


def other_value(field: models.Field) -> Any:
    """Return a value that no factory gives to `field`."""
    if isinstance(field, StreamField):
        return field.stream_block.to_python([])
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.ForeignKey):
        made = {"ClinicImage": ClinicImageFactory, "Person": PersonFactory}
        factory = made.get(field.related_model.__name__)
        return (
            factory() if factory else field.related_model.objects.create(name="Other", slug="other")
        )
    if isinstance(field, models.DateField):
        return date(2019, 2, 3)
    if isinstance(field, models.IntegerField):
        return 7
    if field.choices:
        return field.choices[-1][0]
    return "Other words"


def first_block(field: StreamField) -> list:
    """Return a stream with its first kind of block, as its preview shows it."""
    name, block = next(iter(field.stream_block.child_blocks.items()))
    if name in ("reference", "post"):
        return [(name, ReferenceFactory() if name == "reference" else make_page("BlogPostPage"))]
    return [(name, block.get_preview_value())]


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_every_field_changes_the_mark_or_is_left_out_with_a_reason(name):
    page = make_page(name)
    before = mark_of(page)
    for field in page._meta.get_fields():
        if field.name in LEFT_OUT or (field.auto_created and not field.concrete):
            continue
        if isinstance(field, TaggableManager):
            page.tags.add("other")
            page.save()
        elif not getattr(field, "concrete", False):
            continue
        elif isinstance(field, StreamField):
            old = getattr(page, field.name)
            setattr(page, field.name, first_block(field))
            assert mark_of(page) != before, field.name
            setattr(page, field.name, old)
            continue
        else:
            old = getattr(page, field.name)
            value = other_value(field)
            if value == old:
                value = field.choices[0][0] if field.choices else not old
            setattr(page, field.name, value)
            assert mark_of(page) != before, field.name
            setattr(page, field.name, old)
            continue
        assert mark_of(page) != before, field.name
        before = mark_of(page)
    assert mark_of(page) == before


def test_rows_that_belong_to_a_page_count():
    page = make_page("FormPage")
    before = mark_of(page)
    row = page.form_fields.first()
    if row is None:
        pytest.fail("The factory of the form page makes no question.")
    row.label = "Another question"
    row.save()
    assert mark_of(type(page).objects.get(pk=page.pk)) != before
    names = {r.name for model in page_types() for r in get_all_child_relations(model)}
    assert "form_fields" in names


def test_each_reason_is_one_and_each_name_still_a_field():
    names = {f.name for model in page_types() for f in model._meta.get_fields()}
    assert all(reason.strip() for reason in {**LEFT_OUT, **LEFT_OUT_OF_SHOWN}.values())
    assert set(LEFT_OUT) - {"id"} <= names


CARD = {"title": "x", "finding": "<p>y</p>", "strength": "low", "references": []}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("evidence", CARD), ("evidence", {**CARD, "strength": "high"})),
        (
            ("text", '<p>So.<a linktype="reference" id="1">[source]</a></p>'),
            ("text", "<p>So.</p>"),
        ),
        (
            ("text", '<p>So.<a linktype="reference" id="1">[source]</a></p>'),
            ("text", '<p>So.<a linktype="reference" id="2">[source]</a></p>'),
        ),
        (("text", "<p>a</p>"), ("heading", {"text": "a", "level": "h2", "anchor": ""})),
    ],
    ids=["strength", "source", "other source", "heading"],
)
def test_strength_and_sources_count(one, two):
    page = make_page("StandardPage", purpose="health")
    marks = []
    for block in (one, two):
        page.body = stream(block)
        marks.append(mark_of(page))
    assert marks[0] != marks[1]


def test_order_and_the_list_in_which_a_person_stands_count():
    page = make_page("ServicePage")
    first, second = ("item", "<p>Heart disease</p>"), ("item", "<p>Pregnancy</p>")
    marks = set()
    for should_not, ask in (
        ([first, second], []),
        ([second, first], []),
        ([first], [second]),
    ):
        page.who_should_not, page.ask_first = stream(*should_not), stream(*ask)
        marks.add(mark_of(page))
    assert len(marks) == 3
    assert isinstance(page, ServicePage)


def test_the_words_of_a_picture_and_of_standing_notices_count():
    picture = ClinicImageFactory()
    page = make_page("StandardPage", purpose="health", picture=picture)
    before = mark_of(page)
    picture.credit = "Somebody"
    picture.save()
    after = mark_of(page)
    assert after != before
    NoticeFactory(place="articles")
    assert mark_of(page) != after


def test_looks_and_keys_of_blocks_do_not_count():
    page = make_page(
        "StandardPage", purpose="health", body=stream(("text", "<p>One <b>two</b>.</p>"))
    )
    before = mark_of(page)
    page.body = stream(("text", '<p data-block-key="x1y2z">One  two.</p> '))
    assert mark_of(page) == before


def test_what_only_staff_read_of_a_source_does_not_count():
    source = ReferenceFactory()
    page = make_page(
        "StandardPage", purpose="health", further_references=stream(("reference", source.pk))
    )
    before = mark_of(page)
    source.note = "Look again."
    source.save()
    assert mark_of(page) == before
    source.year = 1999
    source.save()
    assert mark_of(page) != before
