"""Write the icon sprite: 24 by 24, one stroke, the colour of the text around it.

Run from the repository's root::

    python tools/art/make_sprite.py
"""

from pathlib import Path

from make_identity import SUN, pieces

ICONS = Path(__file__).resolve().parents[2] / "static/icons"

STROKE = (
    'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" '
    'stroke-linejoin="round"'
)

# id: (what it is for, drawing). A drawing that starts with '<' is markup, otherwise path data.
DRAWINGS: dict[str, tuple[str, str]] = {
    # Reaching the clinic
    "phone": (
        "call",
        "M6.2 3.5h2.3l1.7 4.3-2 1.5a12 12 0 0 0 6.5 6.5l1.5-2 4.3 1.7v2.3a2.4 2.4 0 0 1-2.6 2.4"
        "C10.6 19.6 4.4 13.4 3.8 6.1A2.4 2.4 0 0 1 6.2 3.5z",
    ),
    "message": ("text us", "M5 4.5h14a1.8 1.8 0 0 1 1.8 1.8v8.4a1.8 1.8 0 0 1-1.8 1.8"
                "h-7.5L7 20.3v-3.8H5a1.8 1.8 0 0 1-1.8-1.8V6.3A1.8 1.8 0 0 1 5 4.5z"
                "M8 9h8M8 12.3h5"),
    "calendar": ("request an appointment", "M5.5 5.5h13a1.8 1.8 0 0 1 1.8 1.8v11.2a1.8 1.8 "
                 "0 0 1-1.8 1.8h-13a1.8 1.8 0 0 1-1.8-1.8V7.3a1.8 1.8 0 0 1 1.8-1.8z"
                 "M3.7 10h16.6M8 3.2v4M16 3.2v4M9 15.2l2.2 2.1 3.9-4"),
    "mail": ("e-mail", "M4.8 5.5h14.4a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H4.8"
             "A1.5 1.5 0 0 1 3.3 17V7a1.5 1.5 0 0 1 1.5-1.5zM4 7l8 6 8-6"),
    "map-pin": ("place", "M12 21s-6.8-5.7-6.8-11a6.8 6.8 0 0 1 13.6 0c0 5.3-6.8 11-6.8 11z"
                "M12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"),
    "clock": ("hours, time", "M12 20.7a8.7 8.7 0 1 0 0-17.4 8.7 8.7 0 0 0 0 17.4z"
              "M12 7.2V12l3.3 2"),
    # Finding one's way
    "menu": ("open the menu", "M4 7h16M4 12h16M4 17h16"),
    "close": ("close", "M6 6l12 12M18 6L6 18"),
    "search": ("search", "M10.8 17a6.2 6.2 0 1 0 0-12.4 6.2 6.2 0 0 0 0 12.4z"
               "M15.4 15.4L20 20"),
    "chevron-down": ("open below", "M6 9.5l6 6 6-6"),
    "chevron-right": ("further", "M9.5 6l6 6-6 6"),
    "arrow-right": ("go on", "M4.5 12h15M13.5 6l6 6-6 6"),
    "arrow-left": ("go back", "M19.5 12h-15M10.5 6l-6 6 6 6"),
    "external": ("leaves this site", "M14 4.5h5.5V10M19.5 4.5L11 13M17.5 13.5v4.7a1.5 1.5 0 0 1"
                 "-1.5 1.5H6a1.5 1.5 0 0 1-1.5-1.5V8.2A1.5 1.5 0 0 1 6 6.7h4.5"),
    "filter": ("narrow a list", "M4 7h16M7 12h10M10 17h4"),
    # Colour scheme
    "sun": ("light scheme", "M12 15.7a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM12 2.8v1.9"
            "M12 19.3v1.9M21.2 12h-1.9M4.7 12H2.8M18.5 5.5l-1.3 1.3M6.8 17.2l-1.3 1.3"
            "M18.5 18.5l-1.3-1.3M6.8 6.8L5.5 5.5"),
    "moon": ("dark scheme", "M20 14.2A8.3 8.3 0 0 1 9.8 4a8.3 8.3 0 1 0 10.2 10.2z"),
    "contrast": ("scheme of the device", '<path d="M12 20.7a8.7 8.7 0 1 0 0-17.4 8.7 8.7 0 0 0 0 '
                 '17.4z"/><path d="M12 6.6a5.4 5.4 0 0 1 0 10.8z" fill="currentColor"/>'),
    # Saying how it is meant
    "check": ("yes, done", "M4.8 12.7l4.7 4.7L19.2 7.2"),
    "plus": ("add, show more", "M12 5v14M5 12h14"),
    "minus": ("show less", "M5 12h14"),
    "info": ("good to know", "M12 20.7a8.7 8.7 0 1 0 0-17.4 8.7 8.7 0 0 0 0 17.4z"
             "M12 11.3v5M12 7.7v.1"),
    "note": ("note", "M6.5 3.8h11A1.7 1.7 0 0 1 19.2 5.5v9.2l-5.4 5.5H6.5a1.7 1.7 0 0 1-1.7-1.7"
             "v-13a1.7 1.7 0 0 1 1.7-1.7zM13.8 20v-5.4H19M8.4 8.2h7.2M8.4 11.7h4.2"),
    "caution": ("take care", "M10.5 4.9L3.3 17.5a1.7 1.7 0 0 0 1.5 2.5h14.4a1.7 1.7 0 0 0 1.5-2.5"
                "L13.5 4.9a1.7 1.7 0 0 0-3 0zM12 9.5v4.3M12 16.8v.1"),
    "emergency": ("urgent help", "M12 20.5C7 17 3.3 13.6 3.3 9.3A4.6 4.6 0 0 1 12 7.2a4.6 4.6 0 0 1 "
                  "8.7 2.1c0 4.3-3.7 7.7-8.7 11.2zM12 9.5v5.6M9.2 12.3h5.6"),
    "benefit": ("what may help", "M5 19.5C5 9.5 10.5 5 19.7 4.5c.5 9.5-3.7 14.2-9.7 14.2"
                "-2.3 0-4-1-4.4-2.9M5 19.5c1.5-4 4.2-6.8 8-8.5"),
    "risk": ("what may harm", "M12 3.5l7.3 2.6v5.4c0 4.3-2.9 7.6-7.3 9-4.4-1.4-7.3-4.7-7.3-9V6.1z"
             "M12 8.3v4.4M12 15.9v.1"),
    "heart-hand": ("care", "M3.5 13.5h2.7l3 1.6h3.3a1.5 1.5 0 0 1 0 3H9.3M13.6 17.2l4.9-2.6a1.6 "
                   "1.6 0 0 1 1.7 2.7l-6 3.9H7.6l-4.1-1.7M12.9 11.2C10.3 9.5 8.5 7.9 8.5 5.8"
                   "a2.3 2.3 0 0 1 4.4-1 2.3 2.3 0 0 1 4.4 1c0 2.1-1.8 3.7-4.4 5.4z"),
    # Reading
    "book": ("reference", "M12 6.3C10 4.8 7 4.3 3.8 4.5v13.6c3.2-.2 6.2.3 8.2 1.8 2-1.5 5-2 "
             "8.2-1.8V4.5C17 4.3 14 4.8 12 6.3zM12 6.3v13.6"),
    "quote": ("quotation", "M10 6.5c-3.3.8-5.3 3.2-5.3 6.7v4.3h5v-5H7M19.3 6.5c-3.3.8-5.3 "
              "3.2-5.3 6.7v4.3h5v-5h-2.7"),
    "person": ("person", "M12 11.7a3.9 3.9 0 1 0 0-7.8 3.9 3.9 0 0 0 0 7.8zM4.7 20.2c.6-3.9 3.5-5.9 "
               "7.3-5.9s6.7 2 7.3 5.9"),
    "play": ("play", "M8 5.2v13.6a.8.8 0 0 0 1.2.7l10.4-6.8a.8.8 0 0 0 0-1.4L9.2 4.5a.8.8 0 0 0"
             "-1.2.7z"),
    "download": ("download", "M12 4v11M7.3 10.5L12 15.2l4.7-4.7M4.5 19.5h15"),
    "print": ("print", "M7 8.5V3.8h10v4.7M7 16.8H5a1.5 1.5 0 0 1-1.5-1.5V10A1.5 1.5 0 0 1 5 8.5h14"
              "a1.5 1.5 0 0 1 1.5 1.5v5.3a1.5 1.5 0 0 1-1.5 1.5h-2M7 14h10v6.2H7z"),
    "share": ("share", "M12 14.5V3.7M8 7.5l4-4 4 4M7 11H5.5v8.7h13V11H17"),
    "link": ("copy the address", "M10 14a4 4 0 0 0 5.8.2l3-3a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0"
             "-5.8-.2l-3 3a4 4 0 0 0 5.7 5.7l1.3-1.3"),
    "rss": ("feed", "M5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14M6 18.9v.1"),
    # Elsewhere: simple shapes of our own; the names are their owners' trademarks
    "facebook": ("Facebook", "M12 20.7a8.7 8.7 0 1 0 0-17.4 8.7 8.7 0 0 0 0 17.4z"
                 "M12.3 20.5V10.9a2.3 2.3 0 0 1 2.5-2.5h.8M9.8 13.2h5.2"),
    "instagram": ("Instagram", "M8 3.8h8A4.2 4.2 0 0 1 20.2 8v8a4.2 4.2 0 0 1-4.2 4.2H8"
                  "A4.2 4.2 0 0 1 3.8 16V8A4.2 4.2 0 0 1 8 3.8zM12 15.6a3.6 3.6 0 1 0 0-7.2 "
                  "3.6 3.6 0 0 0 0 7.2zM16.6 7.3v.1"),
    "linkedin": ("LinkedIn", "M5.5 3.8h13a1.7 1.7 0 0 1 1.7 1.7v13a1.7 1.7 0 0 1-1.7 1.7h-13"
                 "a1.7 1.7 0 0 1-1.7-1.7v-13a1.7 1.7 0 0 1 1.7-1.7zM8 11v5.7M8 7.8v.1"
                 "M11.8 16.7V11M11.8 13.8a2.2 2.2 0 0 1 4.4 0v2.9"),
    "youtube": ("YouTube", "M6.5 5.5h11A3.5 3.5 0 0 1 21 9v6a3.5 3.5 0 0 1-3.5 3.5h-11A3.5 3.5 0 0 1 3 "
                "15V9a3.5 3.5 0 0 1 3.5-3.5zM10.3 9.3v5.4l4.7-2.7z"),
    "x": ("X", "M4.3 4.5h3.9L19.7 19.5h-3.9zM4.8 19.5l5.7-6.4M13.5 10.6l5.5-6.1"),
}  # fmt: skip


def symbol(name: str, drawing: str) -> str:
    """Return one symbol; ``drawing`` is path data or markup."""
    inner = drawing if drawing.startswith("<") else f'<path d="{drawing}"/>'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {STROKE}>{inner}</symbol>'


def main() -> None:
    """Write the sprite and its list of names."""
    disc, sun = pieces([25.6, 34.0], 2.6, 2.6)
    mark = (
        f'<symbol id="mark" viewBox="0 0 48 48"><path fill="currentColor" d="{disc}"/>'
        f'<path d="{sun}" fill="var(--mark-sun,{SUN})"/></symbol>'
    )
    symbols = [symbol(name, drawing) for name, (_, drawing) in DRAWINGS.items()]
    text = '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join([*symbols, mark]) + "</svg>\n"
    (ICONS / "sprite.svg").write_text(text)
    rows = "\n".join(f"| `{name}` | {use} |" for name, (use, _) in DRAWINGS.items())
    (ICONS / "README.md").write_text(README.format(rows=rows, size=len(text.encode())))
    print(f"sprite.svg: {len(text.encode()):,} bytes, {len(DRAWINGS) + 1} symbols")


README = """# Icons

Drawn for this project by `tools/art/make_identity.py` and `tools/art/make_sprite.py`.

| File | For |
|---|---|
| `favicon.svg`, `favicon.ico` (16, 32, 48) | the browser's tab; the SVG follows the reader's scheme |
| `apple-touch-icon.png` (180), `icon-192.png`, `icon-512.png`, `icon-maskable-512.png` | home screens |
| `mark.svg` | the mark in two colours, as a picture; follows `color-scheme` |
| `mark-mono.svg` | the mark in one colour, for masks and print |
| `sprite.svg` | all symbols, {size:,} bytes |

## Sprite

```html
<svg class="icon" aria-hidden="true" focusable="false" width="24" height="24">
  <use href="/static/icons/sprite.svg#phone"></use>
</svg>
```

24 by 24, stroke 1.75, `currentColor`; every symbol carries its own stroke, so no CSS is needed. Icons are
decoration: the words beside them, or visually hidden, say what they mean. A thinner or thicker line cannot be set from
outside; at sizes under 20 px they stay legible as they are.

`#mark` is the clinic's mark (48 by 48): its disc is `currentColor`, its sun `var(--mark-sun)` with apricot as default.

| id | For |
|---|---|
{rows}
| `mark` | the clinic's mark |

`leaf` is `benefit`, `reference` is `book`, `auto` is `contrast`. The shapes for Facebook, Instagram, LinkedIn, YouTube
and X are plain drawings of our own in the same line; the names and logos are their owners' trademarks and stand only
beside a link to a clinic's profile there.
"""


if __name__ == "__main__":
    main()
