"""Own pieces: written once, shown on many pages, with a draft, a review and a bin like everything else."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.blocks import ChooserBlock
from wagtail.models import ReferenceIndex
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.test.utils.form_data import rich_text as typed_text

from content.blocks import body_blocks
from content.blocks.body import list_own_blocks
from content.models import Piece
from desk.models import BinnedThing
from desk.thing_bin import bring_back_thing
from home.models import StandardPage
from review.publishing.page_check import check_page
from review.texts.page_mark import mark_of
from staff import roles
from tests import factories
from tests.factories import FaqEntryFactory, PieceFactory, StandardPageFactory, stream
from tests.review.writing import CALM, CLAIM, PUBLISH, SUBMIT
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def shows(*pieces) -> str:
    """Return a stored body that shows `pieces`."""
    return stream(*(("piece", {"piece": piece.pk}) for piece in pieces))


def main_of(client, page) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.url).content, "html.parser").main


def publish(piece: Piece, *blocks) -> None:
    piece = Piece.objects.get(pk=piece.pk)
    piece.body = Piece.body.field.to_python(stream(*blocks))
    piece.save_revision().publish()


def test_a_piece_holds_every_block_but_pieces():
    assert {name for name, _block in body_blocks()} - {n for n, _b in list_own_blocks()} == {
        "piece"
    }
    assert "piece" not in Piece.body.field.stream_block.child_blocks


def test_no_blocks_heading_is_made_of_something_chosen():
    """Wagtail writes 'null' into the heading of a folded block where what was chosen is gone, or not chosen yet."""
    seen, waiting = [], [StandardPage.body.field.stream_block]
    while waiting:
        block = waiting.pop()
        parts = getattr(block, "child_blocks", {})
        waiting += [*parts.values(), *filter(None, [getattr(block, "child_block", None)])]
        named = getattr(block.meta, "label_format", None) or ""
        seen += [
            name
            for name in parts
            if isinstance(parts[name], ChooserBlock) and f"{{{name}}}" in named
        ]
    assert seen == []


class TestPages:
    def test_a_change_in_one_place_shows_on_every_page(self, client):
        piece = PieceFactory()
        pages = [StandardPageFactory(body=shows(piece)) for _n in range(2)]
        assert all("Words of a piece." in main_of(client, page).get_text() for page in pages)
        publish(piece, ("text", "<p>Other words.</p>"))
        for page in pages:
            words = main_of(client, page).get_text()
            assert "Other words." in words and "Words of a piece." not in words

    def test_a_draft_of_it_changes_nothing(self, client):
        piece = PieceFactory()
        page = StandardPageFactory(body=shows(piece))
        piece.body = stream(("text", "<p>Half a sentence</p>"))
        piece.save_revision()
        assert "Half a sentence" not in main_of(client, page).get_text()

    @pytest.mark.parametrize("gone", ["unpublished", "deleted"])
    def test_a_piece_that_is_gone_leaves_no_trace(self, client, gone):
        piece = PieceFactory()
        page = StandardPageFactory(body=shows(piece))
        piece.unpublish() if gone == "unpublished" else piece.delete()
        assert "Words of a piece." not in main_of(client, page).get_text()

    def test_its_sources_and_headings_are_the_pages_own(self, client):
        source = factories.ReferenceFactory()
        cited = f'<h2>Costs</h2><p>So <a linktype="reference" id="{source.pk}">[source]</a>.</p>'
        piece = PieceFactory(body=stream(("text", cited)))
        before = ("text", f'<p>First <a linktype="reference" id="{source.pk}">[source]</a>.</p>')
        body = stream(before, ("piece", {"piece": piece.pk}), ("piece", {"piece": piece.pk}))
        soup = main_of(client, StandardPageFactory(body=body))
        assert [a.get_text() for a in soup.select("a.cite")] == ["[1]"] * 3
        assert len(soup.select("[id=ref-1]")) == 1
        anchors = [h["id"] for h in soup.select("h2[id]")]
        assert len(anchors) == len(set(anchors)) and {"costs", "costs-2"} <= set(anchors)

    def test_an_anchor_of_its_own_stands_once_on_a_page_that_shows_it_twice(self, client):
        head = {"text": "Costs", "level": "h2", "anchor": "prices"}
        piece = PieceFactory(body=stream(("heading", head)))
        soup = main_of(client, StandardPageFactory(body=shows(piece, piece)))
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids)) and "prices" in ids

    def test_search_twin_and_the_pages_end_know_it(self, client):
        action = dict(body_blocks())["call_to_action"]
        invitation = action.get_prep_value(action.get_preview_value())
        piece = PieceFactory(
            body=stream(("text", "<p>Our zebrafish rule.</p>"), ("call_to_action", invitation))
        )
        page = StandardPageFactory(title="Rules", body=shows(piece))
        assert page.has_own_invitation
        assert "zebrafish" in client.get(f"{page.url}index.md").content.decode()
        found = BeautifulSoup(client.get("/search/?q=zebrafish").content, "html.parser")
        assert [a["href"] for a in found.select(".c-result a")][:1] == [page.url]
        publish(piece, ("text", "<p>Our hedgehog rule.</p>"))
        found = BeautifulSoup(client.get("/search/?q=hedgehog").content, "html.parser")
        assert [a["href"] for a in found.select(".c-result a")][:1] == [page.url]


class TestReview:
    def test_its_words_are_read_with_each_page_that_shows_it(self):
        piece = PieceFactory(body=stream(("text", f"<p>{CLAIM}</p>")))
        report = check_page(StandardPageFactory(purpose="health", body=shows(piece)))
        assert any(at.finding.stops for at in report.stops)

    def test_what_it_shows_of_others_is_part_of_what_was_approved(self):
        source = factories.ReferenceFactory()
        entry = FaqEntryFactory(
            answer=f'<p>x <a linktype="reference" id="{source.pk}">[source]</a></p>'
        )
        piece = PieceFactory(body=stream(("faq", {"title": "", "entries": [entry.pk]})))
        page, other = StandardPageFactory(body=shows(piece)), StandardPageFactory()
        before = mark_of(page), mark_of(other)
        source.title = "Another study"
        source.save()
        assert mark_of(page) != before[0] and mark_of(other) == before[1]
        middle = mark_of(page)
        publish(piece, ("text", "<p>New.</p>"))
        assert mark_of(StandardPage.objects.get(pk=page.pk)) != middle

    def send(self, client, piece, words, action):
        data = nested_form_data(
            {
                "title": "Costs",
                "body": streamfield([("text", typed_text(f"<p>{words}</p>"))]),
                **action,
            }
        )
        name = "add" if piece is None else "edit"
        args = [] if piece is None else [piece.pk]
        return client.post(reverse(Piece.snippet_viewset.get_url_name(name), args=args), data)

    def test_what_it_says_on_health_is_approved_first(self):
        editor, reviewer = sign_in(roles.EDITOR), sign_in(roles.REVIEWER)
        refused = self.send(editor, None, CALM, PUBLISH)
        assert "approved before it is published" in refused.content.decode()
        assert self.send(editor, None, CALM, SUBMIT).status_code == 302
        piece = Piece.objects.get()
        task = piece.current_workflow_task_state
        assert not piece.live and task.task.name == "Approval by a clinical reviewer"
        act = reverse(
            Piece.snippet_viewset.get_url_name("workflow_action"),
            args=[piece.pk, "approve", task.pk],
        )
        reviewer.post(act, {"comment": ""})
        piece.refresh_from_db()
        assert piece.live and "misused" in str(piece.body)

    def test_a_claim_is_refused_in_it(self):
        refused = self.send(sign_in(roles.REVIEWER), PieceFactory(), CLAIM, PUBLISH)
        assert "“non-addictive”" in BeautifulSoup(refused.content, "html.parser").get_text()

    def test_a_page_with_a_piece_that_nobody_sees_is_not_published(self):
        piece = PieceFactory(live=False)
        page = StandardPageFactory(body=shows(piece))
        with pytest.raises(PermissionDenied, match="still a draft"):
            page.save_revision().publish(user=sign_in(roles.REVIEWER).user)


class TestDeleting:
    def test_it_says_which_pages_lose_it_and_it_comes_back(self, client):
        editor = sign_in(roles.EDITOR)
        piece = PieceFactory()
        page = StandardPageFactory(title="First visit", body=shows(piece))
        address = reverse(Piece.snippet_viewset.get_url_name("delete"), args=[piece.pk])
        told = BeautifulSoup(editor.get(address).content, "html.parser").get_text(" ")
        assert "It disappears from 1 page" in told and "First visit" in told
        assert editor.post(address).status_code == 302
        assert "Words of a piece." not in main_of(client, page).get_text()
        bring_back_thing(BinnedThing.objects.get(), editor.user)
        assert "Words of a piece." in main_of(client, page).get_text()

    def test_where_it_is_used_stands_in_the_list(self):
        piece = PieceFactory()
        StandardPageFactory(title="First visit", body=shows(piece))
        assert ReferenceIndex.get_references_to(piece).count() == 1
        usage = reverse(Piece.snippet_viewset.get_url_name("usage"), args=[piece.pk])
        assert "First visit" in sign_in(roles.EDITOR).get(usage).content.decode()


class TestTaking:
    @pytest.fixture
    def page(self):
        return StandardPageFactory(
            body=stream(("text", "<p>One.</p>"), ("text", "<p>Two.</p>"), ("text", "<p>Three.</p>"))
        )

    def take(self, client, page, *numbers, **more):
        keys = [f"body:{page.body[n].id}" for n in numbers]
        data = {"title": "Middle", "block": keys, **more}
        return client.post(reverse("take_blocks", args=[page.pk]), data)

    def test_blocks_become_a_draft_and_the_page_is_left_alone(self, client, page):
        page.save_revision().publish()
        editor = sign_in(roles.EDITOR)
        edit = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert reverse("take_blocks", args=[page.pk]) in edit
        listed = editor.get(reverse("take_blocks", args=[page.pk]))
        assert len(BeautifulSoup(listed.content, "html.parser").select("[name=block]")) == 3
        assert self.take(editor, page, 1, 2).status_code == 302
        piece = Piece.objects.get()
        assert not piece.live
        newest = piece.get_latest_revision_as_object()
        assert [str(block.value) for block in newest.body] == ["<p>Two.</p>", "<p>Three.</p>"]
        assert {b.id for b in newest.body}.isdisjoint(b.id for b in page.body)
        assert "Three." in main_of(client, page).get_text()

    def test_the_page_can_show_the_piece_in_their_place(self, client, page):
        page.save_revision().publish()
        self.take(sign_in(roles.EDITOR), page, 0, 1, replace="1")
        draft = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert [block.block_type for block in draft.body] == ["piece", "text"]
        assert "One." in main_of(client, page).get_text(), "visitors read what they read before"

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"title": " ", "block": ["body:x"]}, "name"),
            ({"title": "A", "block": []}, "at least one"),
            ({"title": "A", "block": ["nothing:x"]}, "at least one"),
            ({"title": "A", "block": ["body:not-there"]}, "at least one"),
            ({"title": "A" * 121, "block": ["body:x"]}, "too long"),
        ],
    )
    def test_a_slip_is_told_and_makes_nothing(self, page, data, said):
        page.save_revision().publish()
        answer = sign_in(roles.EDITOR).post(reverse("take_blocks", args=[page.pk]), data)
        alert = BeautifulSoup(answer.content, "html.parser").select_one("[role=alert]")
        assert said in alert.get_text() and not Piece.objects.exists()

    def test_who_may_not_edit_the_page_may_not_take(self, page):
        page.save_revision().publish()
        address = reverse("take_blocks", args=[page.pk])
        assert sign_in(roles.FRONT_DESK).get(address).status_code in (302, 403)
        assert sign_in(roles.REVIEWER).post(address, {"title": "A"}).status_code in (302, 403)
