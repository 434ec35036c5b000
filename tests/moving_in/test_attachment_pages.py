"""The page that WordPress makes for each picture: its addresses lead to the page around it, or the report says that they end."""

import pytest
from wagtail.models import Page

from moving_in.models import ImportNote
from tests.moving_in.bringing import bring, stored

from .exports import HOST, attachment, export, item, page, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_site")]


def test_addresses_of_pictures_lead_to_the_page_around_them(tmp_path, client):
    text = f'<p><a href="{HOST}/?attachment_id=21">the room</a> <a href="/visit/room-photo/">the photo</a></p>'
    rows = [
        item(1, "Post", "Words", slug="post"),
        page(2, "Visit", "Words", slug="visit"),
        item(3, "Closed", "Words", status="private"),
        item(4, "Links", text),
        page(5, "Taken", "Words", slug="taken"),
        attachment(21, "2023/05/Room.JPG", parent=1, link=f"{HOST}/post/room/"),
        attachment(22, "2023/05/photo.jpg", parent=2, link=f"{HOST}/visit/room-photo/"),
        attachment(23, "2023/05/closed.jpg", parent=3, link=f"{HOST}/closed/pic/"),
        attachment(24, "2023/05/alone.jpg", link=f"{HOST}/alone/"),
        attachment(25, "2023/05/same.jpg", parent=1, link=f"{HOST}/taken/"),
        attachment(26, "wpforms/3-abc/jo.png", parent=1, link=f"{HOST}/post/jo/"),
    ]
    bring(write(tmp_path, export(*rows)))
    post, visit = (Page.objects.get(title=title).specific for title in ("Post", "Visit"))
    for one in (post, visit):
        one.get_latest_revision().publish()
    for address, wanted in {
        "/?attachment_id=21": post, "/post/room/": post, "/?attachment_id=22": visit, "/visit/room-photo/": visit,
    }.items():  # fmt: skip
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (301, wanted.url), address
    for address in ("/closed/pic/", "/alone/", "/post/jo/", "/taken/"):
        assert client.get(address).status_code == 404, address
    assert client.get("/?attachment_id=24").status_code == 200
    # Links in a text lead there, too.
    assert f'id=\\"{post.pk}\\"' in stored("Links") and f'id=\\"{visit.pk}\\"' in stored("Links")
    notes = " ".join(ImportNote.objects.values_list("text", flat=True))
    assert "no page around them: {n}" in notes
    assert "jo.png" not in notes
