"""HTML becomes Markdown that says the same, whatever letters it holds."""

import pytest

from seo.markdown import convert_page


class TestConversion:
    """HTML to Markdown, without a page."""

    def _convert(self, main: str) -> str:
        html = (
            f"<main>{main}</main><footer><div class='c-crisis__text'><p>Call 988</p></div></footer>"
        )
        text = convert_page(html, "https://x.example/a/", {}, "Fill in the form")
        return text.split("---\n", 2)[2]

    def test_marks_become_numbers_and_links_absolute(self):
        text = self._convert(
            "<p>Fast<a class='cite' href='#ref-1'>[1]</a>, see <a href='../b/'>b</a>.</p>"
        )
        assert text.startswith("\nFast[1], see [b](https://x.example/b/).")

    def test_a_question_is_a_heading_and_its_answer_is_there(self):
        text = self._convert(
            "<details><summary>Safe?<svg></svg></summary><p>Not for all.</p></details>"
        )
        assert "### Safe?\n\nNot for all." in text

    def test_what_leads_about_is_left_out(self):
        text = self._convert(
            "<nav>Contents</nav><ul class='c-share'><li>Share</li></ul><p>Words</p>"
        )
        assert text == "\nWords\n\n---\n\nCall 988\n"

    def test_a_table_stays_a_table(self):
        text = self._convert(
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
        )
        assert "| A | B |\n| --- | --- |\n| 1 | 2 |" in text

    @pytest.mark.parametrize(
        ("html", "written"),
        [
            ("<p>1. Not a list</p>", r"1\. Not a list"),
            ("<p># No heading</p>", r"\# No heading"),
            ("<p>- no point</p>", r"\- no point"),
            ("<p>&gt; nobody said so</p>", r"\> nobody said so"),
            ("<p>Words</p><p>---</p>", "Words\n\n\\---"),
            (
                "<p>&lt;b&gt; and &amp;amp; and `x` and a\\b</p>",
                r"\<b> and \&amp; and \`x\` and a\\b",
            ),
            ("<p>~~not gone~~</p>", r"\~\~not gone\~\~"),
            ("<p>5 [mg] at 1. sight - now</p>", "5 [mg] at 1. sight - now"),
            ("<p>[a](http://evil.example/)</p>", r"[a\](http://evil.example/)"),
            ('<p><a href="/a (b)/">x</a></p>', "[x](https://c.example/a%20%28b%29/)"),
            ("<p><code>a | `b` &lt;</code></p>", "`` a | `b` < ``"),
            ("<ul><li>One<ol><li>Two</li></ol></li></ul>", "- One\n  1. Two"),
            ("<p>If a &lt; b: 4 &gt; 3 &amp; more</p>", "If a < b: 4 > 3 & more"),
        ],
    )
    def test_words_stay_words_whatever_letters_they_hold(self, html, written):
        assert convert_page(f"<main>{html}</main>", "https://c.example/p/", {}, "Form").endswith(
            f"---\n\n{written}\n"
        )

    def test_a_line_in_a_cell_ends_no_cell(self):
        table = "<table><thead><tr><th>A|B</th></tr></thead><tbody><tr><td>1 | 2</td></tr></tbody></table>"
        text = convert_page(f"<main>{table}</main>", "https://c.example/p/", {}, "Form")
        assert r"| A\|B |" in text and r"| 1 \| 2 |" in text

    def test_a_document_without_a_main_part_is_nothing(self):
        assert convert_page("<p>x</p>", "https://x.example/", {}, "") == ""

    def test_an_address_stands_in_parts_and_a_question_to_readers_is_no_form_of_ours(self):
        html = (
            '<main><address class="c-address"><span>1 Main Street</span><span>Suite 100</span><span>Vienna, VA</span></address>'
            '<form aria-labelledby="was-this-clear"><button>Yes</button></form></main>'
        )
        text = convert_page(html, "https://x.example/", {}, "Fill in the form")
        assert text.endswith("\n1 Main Street, Suite 100, Vienna, VA\n")
        assert "Fill in" not in text
