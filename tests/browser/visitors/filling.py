"""A visitor who fills in the small form in a browser."""


def fill(page):
    page.get_by_label("First name").fill("Ann")
    page.get_by_role("radio", name="Text me").check()
    page.get_by_label("Telephone").fill("703 555 0123")
    page.get_by_label("You may contact me").check()


def posted(page) -> list[dict]:
    """Collect the forms that the page sends from now on."""
    from urllib.parse import parse_qs

    sent: list[dict] = []

    def note(request) -> None:
        # A page also tells that it was read (site/visits).
        if request.method == "POST" and not request.url.endswith("/_count/"):
            sent.append(parse_qs(request.post_data, keep_blank_values=True))

    page.on("request", note)
    return sent


def heading(page):
    return page.get_by_role("heading", level=1)
