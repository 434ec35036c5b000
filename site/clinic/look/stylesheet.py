"""The stylesheet of a look that is not the site's own: a few hundred bytes, made from its address alone.

The address names palette, accent and face, and a digest of what comes of them. So it needs no database, a preview shows
unsaved choices, kept pages stay right, and browsers may keep it for a year. The site's own look has no address at all.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.templatetags.static import static

from .palettes import FACES, OWN_FACE, OWN_PALETTE, PALETTES, check_accent, derive_accent

PREFIX = "/_look/"
NO_ACCENT = "own"
_NAME = re.compile(r"([a-z]+)-(own|[0-9a-f]{6})-([a-z]+?)(-logos)?\Z")
# What `tokens.css` does for whoever asks for more contrast, again for these colours.
_MORE_CONTRAST = (
    "@media (prefers-contrast: more) { :root { --muted: var(--ink); --line: var(--edge); "
    "--pine: var(--ink); --night-muted: #fff; } }\n"
)
# The scheme, or the visitor's choice, shows one; the other is lazy and so never loaded.
_TWO_LOGOS = """.c-brand__dark, [data-theme="dark"] .c-brand__light { display: none; }
[data-theme="dark"] .c-brand__dark { display: inline; }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {
.c-brand__light { display: none; } .c-brand__dark { display: inline; } } }
"""
# Heights of the site's own face of headings, in em (static/fonts/metrics.md).
ASCENT, DESCENT = 73.5, 26.5


def find_address(palette: str, accent: str, face: str, *, logos: bool = False) -> str:
    """Return the address of a look's stylesheet; '' for the site's own look and for what can't be shown.

    Parameters: names of `PALETTES` and `FACES`; `accent`, a colour or ''; `logos`, whether there is one for each scheme.
    """
    palette = palette if palette in PALETTES else OWN_PALETTE
    face = face if face in FACES else OWN_FACE
    try:
        color = check_accent(palette, accent).lstrip("#") if accent else NO_ACCENT
    except ValidationError:
        color = NO_ACCENT  # an import put it there, or the palette was changed behind the form
    if (palette, color, face) == (OWN_PALETTE, NO_ACCENT, OWN_FACE) and not logos:
        return ""
    name = f"{palette}-{color}-{face}{'-logos' if logos else ''}"
    return f"{PREFIX}{name}.{digest_of(write_stylesheet(name))}.css"


@lru_cache(maxsize=64)
def write_stylesheet(name: str) -> str:
    """Return the stylesheet of the look `name`, as its address says it; '' where there is no such look."""
    parts = _NAME.match(name)
    if not parts or parts[1] not in PALETTES or parts[3] not in FACES:
        return ""
    palette = PALETTES[parts[1]]
    tokens = dict(palette.colors)
    if parts[2] != NO_ACCENT:
        try:
            tokens |= derive_accent(palette, check_accent(parts[1], f"#{parts[2]}"))
        except ValidationError:
            return ""
    lines = [f"--{token}: light-dark({light}, {dark});" for token, (light, dark) in tokens.items()]
    face = FACES[parts[3]]
    if face.family:
        lines.append(f'--serif: "{face.family}", "Head Georgia", "Head Times", "Head Noto", serif;')
        # Written out here as well: a token that names another one is computed where it is set.
        lines.append("--title: 530 var(--h3)/1.25 var(--serif);")
    font = _write_font(parts[3]) if face.file else ""
    more = _MORE_CONTRAST if palette.colors else ""
    css = f"{font}@layer tokens {{\n:root {{ {' '.join(lines)} }}\n{more}}}\n"
    return css + (_TWO_LOGOS if parts[4] else "")


def _write_font(name: str) -> str:
    face = FACES[name]
    share = 100 / face.adjust
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: 400 700; font-display: swap; '
        f'src: url("{static(face.file)}"); size-adjust: {face.adjust}%; ascent-override: {ASCENT * share:.2f}%; '
        f"descent-override: {DESCENT * share:.2f}%; line-gap-override: 0%; }}\n"
    )


def digest_of(css: str) -> str:
    """Return the mark of a stylesheet's content that stands in its address."""
    return hashlib.sha256(css.encode()).hexdigest()[:12]
