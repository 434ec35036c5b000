"""What a visitor's browser makes of the pages: accessible, in bounds, and at work without a script."""

import gzip
from datetime import date

import pytest

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_nothing_scrolls_sideways_and_the_browser_has_no_complaint(small_site, open_page):
    # 640 is a screen of 1280 at 200 %, 320 the narrowest: WCAG 1.4.4 and 1.4.10.
    page = open_page("/", width=320)
    for name, path in small_site.items():
        page.goto(page.base + path)
        for width in (320, 360, 640, 768, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{name} at {width}"
        if name == "not found":
            page.trouble.clear()  # the 404 itself is a complaint
    assert page.trouble == []


def test_the_menu_works_by_keyboard_on_a_wide_screen(small_site, open_page):
    page = open_page("/", width=1440)
    page.keyboard.press("Tab")
    expect(page.locator(".c-skip")).to_be_focused()
    expect(page.locator(".c-skip")).to_be_in_viewport()
    group = page.locator("details[name=site-menu-group]").first
    group.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(group.locator("a").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(group.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(group.locator("a").first).to_be_hidden()
    expect(group.locator("summary")).to_be_focused()
    # Moving on closes it, too.
    page.keyboard.press("Enter")
    for _step in range(3):
        page.keyboard.press("Tab")
    expect(group.locator("a").first).to_be_hidden()


def test_the_menu_works_by_keyboard_and_touch_on_a_phone(small_site, open_page):
    page = open_page("/", width=360, has_touch=True)
    menu, button = page.locator("#site-menu"), page.locator(".c-header__toggle")
    expect(menu).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.locator("summary").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    button.tap()
    menu.locator("summary").first.tap()
    menu.get_by_role("link", name="Ketamine infusions").tap()
    page.wait_for_url("**" + small_site["service"])


@pytest.mark.parametrize("width", [360, 1440])
def test_everything_is_reached_without_a_script(small_site, open_page, width):
    page = open_page("/", width=width, java_script_enabled=False)
    expect(page.locator("[data-theme-switch]")).to_be_hidden()
    if width == 360:
        page.locator(".c-header__toggle").click()
    page.locator(".c-nav summary").first.click()
    page.locator(".c-nav").get_by_role("link", name="Ketamine infusions").click()
    page.wait_for_url("**" + small_site["service"])
    expect(page.locator("h1")).to_have_text("Ketamine infusions")
    expect(page.locator("[data-share]")).to_be_hidden()
    contents = page.locator(".c-contents")
    if width == 360:
        contents.locator("summary").click()
    link = contents.get_by_role("link").nth(3)
    link.click()
    expect(page.locator(link.get_attribute("href"))).to_be_in_viewport()
    video = page.locator(".block-video__link").first
    assert video.get_attribute("href").startswith("https://")
    question = page.locator(".block-faq__item").first
    question.locator("summary").click()
    expect(question.locator(".block-faq__answer")).to_be_visible()


def test_the_bottom_bar_never_covers_what_has_the_focus(small_site, open_page):
    page = open_page(small_site["service"], width=360)
    bar = page.locator(".c-bottom-bar")
    expect(bar).to_be_visible()
    targets = bar.locator("a")
    for index in range(targets.count()):
        box = targets.nth(index).bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44
    covered = []
    for _step in range(120):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const el = document.activeElement, bar = document.querySelector('.c-bottom-bar');
              if (!el || el === document.body) return 'end';
              if (bar.contains(el)) return '';
              const a = el.getBoundingClientRect(), b = bar.getBoundingClientRect();
              return a.bottom > b.top + 1 && a.top < b.bottom ? el.outerHTML.slice(0, 120) : '';
            }"""
        )
        if hidden == "end":
            break
        if hidden:
            covered.append(hidden)
    assert covered == []


def test_the_bottom_bar_leaves_the_last_words_free(small_site, open_page):
    page = open_page("/", width=360)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = page.locator(".c-footer__copy").bounding_box()
    assert last["y"] + last["height"] <= page.locator(".c-bottom-bar").bounding_box()["y"]


def test_the_bottom_bar_comes_with_the_first_scroll_and_stays(small_site, open_page):
    """Nothing on the first screen lies under it; a page too short to scroll has it at its end."""
    page = open_page(small_site["blog"], width=360)
    bar = page.locator(".c-bottom-bar")
    expect(bar).to_be_visible()  # whoever asked for less motion has it at once
    page.emulate_media(reduced_motion="no-preference")
    expect(bar).to_be_hidden()
    page.evaluate("scrollTo({ top: 300, behavior: 'instant' })")
    expect(bar).to_be_visible()
    expect(bar).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 360, "height": 20_000})
    expect(bar).to_be_visible()


def test_a_comparison_is_a_list_on_a_phone_with_each_column_named(small_site, open_page):
    page = open_page(small_site["service"], width=360)
    table = page.locator(".block-comparison-table").first
    cell = table.locator("td[data-label]").first
    name = cell.get_attribute("data-label")
    assert name
    shown = cell.evaluate("(td) => getComputedStyle(td, '::before').content")
    assert shown == f'"{name}"'
    assert table.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    page.set_viewport_size({"width": 1440, "height": 800})
    expect(table.locator("thead")).to_be_visible()
    assert cell.evaluate("(td) => getComputedStyle(td, '::before').content") == "none"


def test_the_choice_of_colors_is_kept_without_a_cookie(small_site, open_page):
    page = open_page("/", scheme="light")

    def ground():
        return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    light = ground()
    page.get_by_role("button", name="Dark colors").click()
    dark = ground()
    assert dark != light
    page.goto(page.base + small_site["service"])
    assert ground() == dark
    assert page.context.cookies() == []
    page.get_by_role("button", name="Light colors").click()
    assert ground() == light
    assert page.evaluate("localStorage.length") == 0


def test_open_now_follows_the_clock_of_the_clinic(small_site, open_page):
    page = open_page("/")
    note = page.locator("footer [data-open-now]").first

    page.clock.set_fixed_time("2026-11-18T15:00:00Z")  # a Wednesday, 10 am in New York
    page.reload()
    expect(note).to_have_text("Open now")
    page.clock.set_fixed_time("2026-11-18T23:30:00Z")  # half past six in the evening
    page.reload()
    expect(note).to_have_text("Closed now")
    # The next holiday that falls on a working day; the page knows those to come, not those gone by.
    coming = page.locator("footer [data-closed-dates]").first.get_attribute("data-closed-dates")
    holiday = next(day for day in coming.split() if date.fromisoformat(day).weekday() < 5)
    page.clock.set_fixed_time(f"{holiday}T16:00:00Z")
    page.reload()
    expect(note).to_have_text("Closed now")


def test_nobody_waits_for_a_clock_of_elsewhere_while_a_page_opens(small_site, open_page):
    """A browser's first look at another time zone costs a slow phone 60 ms, in which it answers to nothing."""
    page = open_page("/")
    page.context.add_init_script(
        "const real = Intl.DateTimeFormat; window.looks = 0;"
        "for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'])"
        " Date.prototype[name] = function () { window.looks++; return ''; };"
        "Intl.DateTimeFormat = function (...all) { window.looks++; return new real(...all); };"
    )
    page.goto(page.base + small_site["post"], wait_until="networkidle")
    expect(page.locator("footer [data-open-now]").first).not_to_be_empty()
    assert page.evaluate("window.looks") == 0


def test_a_video_asks_its_host_only_once_play_is_pressed(small_site, open_page):
    page = open_page(small_site["post"])
    asked = []
    page.context.route(
        "**/*youtube*/**", lambda route: (asked.append(route.request.url), route.abort())
    )
    assert page.trouble == []
    page.locator("[data-video-src]").click()
    layout = page.locator(".block-video iframe")
    expect(layout).to_be_focused()
    assert "youtube-nocookie.com" in layout.get_attribute("src")


def test_an_article_prints_as_a_handout(small_site, open_page):
    page = open_page(small_site["post"])
    page.emulate_media(media="print")
    for gone in (
        ".c-nav", ".c-bottom-bar", ".l-article__aside", ".c-request-banner", ".c-latest",
        ".block-call-to-action", ".block-text-us",
    ):  # fmt: skip
        assert page.locator(gone).count()
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("#references")).to_be_visible()
    shown = page.evaluate(
        "getComputedStyle(document.querySelector('.c-references a[rel]'), '::after').content"
    )
    assert "https://doi.org/" in shown


def test_what_moves_stays_still_for_who_asks_for_it(small_site, open_page):
    page = open_page("/")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((el) => {
          const style = getComputedStyle(el);
          return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
        }).map((el) => el.className)"""
    )
    assert moving == []


@pytest.mark.parametrize("name", ["home", "service", "post", "blog", "form"])
def test_a_page_keeps_to_its_budget_on_a_phone(small_site, open_page, name):
    """Counted as Lighthouse counts: everything the page loads, text compressed as the server does."""
    page = open_page("/healthz", width=412, device_scale_factor=1.75)
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(page.base + small_site[name], wait_until="networkidle")
    sizes = {answer.url: _sent(answer) for answer in answers}
    scripts = sum(size for url, size in sizes.items() if url.endswith(".js"))
    assert len(answers) <= 10, sorted(sizes)
    assert sum(sizes.values()) < (130 if name == "home" else 100) * 1024
    assert scripts < 5 * 1024
    assert page.trouble == []


def test_cards_are_words_on_a_phone_and_have_pictures_from_the_tablet_up(small_site, open_page):
    """A list of cards with pictures would be most of what a phone loads, and twice as long."""
    page = open_page("/healthz", width=412)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.base + small_site["services"], wait_until="networkidle")
    pictures = page.locator(".c-card:not(.c-card--lead) img")
    assert pictures.count() > 0
    assert pictures.evaluate_all("all => all.filter((one) => one.checkVisibility()).length") == 0
    assert [url for url in asked if "fill-400x250" in url or "fill-720x450" in url] == []
    page.set_viewport_size({"width": 768, "height": 900})
    expect(pictures.first).to_be_visible()


def test_a_card_on_a_plain_desktop_takes_a_picture_of_its_own_width(small_site, open_page):
    """The next larger one has three times the pixels: the home page weighed 160 kB there."""
    page = open_page("/healthz", width=1280)
    page.goto(page.base + small_site["services"], wait_until="networkidle")
    picture = page.locator(".c-card:not(.c-card--lead) img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete", arg=picture.element_handle())
    assert "fill-400x250" in picture.evaluate("image => image.currentSrc")


def _sent(answer) -> int:
    body = answer.body()
    text = ("text/", "javascript", "svg", "json")
    return (
        len(gzip.compress(body))
        if any(kind in answer.headers.get("content-type", "") for kind in text)
        else len(body)
    )
