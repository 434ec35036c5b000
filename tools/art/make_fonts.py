"""Cut the two webfonts down to what an English and Spanish site needs.

Run from the repository's root, with fonttools and brotli installed and a folder that holds the
npm packages named in ``static/fonts/README.md`` (``npm install`` makes it)::

    python tools/art/make_fonts.py path/to/node_modules static/fonts

It writes the WOFF2 files, the licences, ``fontface.css.txt`` and ``metrics.md``.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib import instancer

TEXT = "@fontsource-variable/atkinson-hyperlegible-next"
HEADING = "@fontsource-variable/newsreader"

# Printable ASCII, the accented letters of Spanish and of the loan words and names that English
# text meets, and the typographic signs that the sample texts and the templates use.
CHARACTERS = (
    "".join(chr(code) for code in range(0x20, 0x7F))
    + "\u00a0¡¿áéíóúüñÁÉÍÓÚÜÑàâäãåæçèêëìîïòôöõøùûýÿÀÂÄÅÆÇÈÊËÎÏÔÖØŒœß"
    + "–—‘’‚“”„…•·′″©®™°½¼¾×÷±−§¶ªº«»‹›€£¢µ²³¹"
)
# Drawn here: Google's split files leave these out, and texts use them.
DRAWN = "→←↑↓↗≥≤"

# Letters and signs whose kerning is kept pair by pair in headings.
KERNED = (
    "".join(chr(code) for code in range(0x41, 0x7B) if chr(code).isalpha()) + ",.:;-?!()'\"‘’“”–—"
)

# Ordinary text of the kind the site carries, for average widths: metric-matched fallbacks are
# only as good as the text they are matched on.
SAMPLE = (
    "Ketamine is a general anesthetic. At much lower doses it is also given as an infusion for "
    "depression that has not answered to other treatment. That use is off-label: legal and "
    "common in medicine, but not reviewed by the Food and Drug Administration. Many people "
    "improve quickly; many do not, and the benefit often fades. In your first call we ask what "
    "would help, say what it costs, and tell you who should not have it. Nobody has to decide "
    "that day. A session takes 45 to 60 minutes in a quiet room. Someone stays with you."
)


@dataclass(frozen=True)
class Metrics:
    """What a browser needs to lay out a line of a font.

    ``ascent``, ``descent`` and ``gap`` are shares of the em; ``width`` is the average advance
    over ``SAMPLE``, in em.
    """

    ascent: float
    descent: float
    gap: float
    width: float


def measure(path: Path, **location: float) -> Metrics:
    """Read the line and width metrics of a font file.

    ``location`` pins the axes of a variable font. Returns a ``Metrics``; raises ``KeyError``
    when the font lacks a letter of ``SAMPLE``.
    """
    font = TTFont(path)
    if location:
        font = instancer.instantiateVariableFont(font, location)
    em = font["head"].unitsPerEm
    os2, hhea = font["OS/2"], font["hhea"]
    typo = bool(os2.fsSelection & (1 << 7))
    ascent = os2.sTypoAscender if typo else hhea.ascent
    descent = -(os2.sTypoDescender if typo else hhea.descent)
    gap = os2.sTypoLineGap if typo else hhea.lineGap
    cmap, advance = font.getBestCmap(), font["hmtx"].metrics
    total = sum(advance[cmap[ord(letter)]][0] for letter in SAMPLE)
    return Metrics(ascent / em, descent / em, gap / em, total / len(SAMPLE) / em)


def subset_font(font: TTFont, text: str, features: list[str]) -> TTFont:
    """Keep the glyphs of ``text`` and the named layout features; drop hints and long names."""
    options = subset.Options(
        layout_features=features,
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        name_languages=[0x409],
        drop_tables=["DSIG", "GDEF", "STAT", "MVAR", "prep", "gasp", "meta"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def _pairs(font: TTFont) -> list:
    """Return the pair subtables of the font's kerning."""
    lookups = font["GPOS"].table.LookupList.Lookup
    return [s.ExtSubTable if s.LookupType == 9 else s for each in lookups for s in each.SubTable]


def _step(value: object) -> int:
    return getattr(value, "XAdvance", 0) or 0


def lighten_kerning(font: TTFont) -> TTFont:
    """Keep the kerning that an eye can see: single pairs of plain letters, from 0.006 em up.

    The heading face lists 4,236 single pairs, most of them for letters that never meet in English
    or for a fifth of a pixel, and they were a quarter of its bytes. Pairs that go fall back to
    the kerning by classes of letters, which stays.
    """
    tolerance = 0.006 * font["head"].unitsPerEm
    names = font.getBestCmap()
    plain = {names[ord(sign)] for sign in KERNED if ord(sign) in names} | {"fi", "fl", "f_i", "f_l"}
    classes = [s for s in _pairs(font) if s.Format == 2]
    for table in classes:
        for cell in (c for row in table.Class1Record for c in row.Class2Record):
            if cell.Value1 and abs(_step(cell.Value1)) < tolerance:
                cell.Value1.XAdvance = 0

    def by_class(first: str, second: str) -> int:
        for table in classes:
            if first in table.Coverage.glyphs:
                row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)]
                return _step(row.Class2Record[table.ClassDef2.classDefs.get(second, 0)].Value1)
        return 0

    for table in (s for s in _pairs(font) if s.Format == 1):
        kept = {}
        for first, pairs in zip(table.Coverage.glyphs, table.PairSet, strict=True):
            pairs.PairValueRecord = [
                pair
                for pair in pairs.PairValueRecord
                if {first, pair.SecondGlyph} <= plain
                and abs(_step(pair.Value1) - by_class(first, pair.SecondGlyph)) >= tolerance
            ]
            pairs.PairValueCount = len(pairs.PairValueRecord)
            if pairs.PairValueRecord:
                kept[first] = pairs
        table.Coverage.glyphs, table.PairSet = list(kept), list(kept.values())
        table.PairSetCount = len(kept)
    return font


def _arrow(pen: TTGlyphPen, stem: float, width: float, axis: float, turn: str) -> None:
    """Draw an arrow in a square of ``width`` around height ``axis``; ``turn`` names its way."""
    half, reach, head = stem / 2, width * 0.40, width * 0.27
    cut = stem * 0.72
    # Pointing right, around the origin: tip, upper barb, shaft, lower barb; clockwise.
    shape = [
        (reach, 0), (reach - head, -head), (reach - head - cut, -head + cut),
        (reach - 2 * cut + half * 0.41, -half), (-reach, -half), (-reach, half),
        (reach - 2 * cut + half * 0.41, half), (reach - head - cut, head - cut),
        (reach - head, head),
    ]  # fmt: skip
    # The tip is widened so that both barbs have the weight of the shaft.
    shape = [(x + (cut * 0.5 if i in (0,) else 0), y) for i, (x, y) in enumerate(shape)]
    shape[1] = (reach - head + cut * 0.15, -head - cut * 0.35)
    shape[8] = (reach - head + cut * 0.15, head + cut * 0.35)
    turns = {
        "→": lambda x, y: (x, y),
        "←": lambda x, y: (-x, -y),
        "↑": lambda x, y: (-y, x),
        "↓": lambda x, y: (y, -x),
        "↗": lambda x, y: ((x - y) * 0.72, (x + y) * 0.72),
    }
    points = [turns[turn](x, y) for x, y in shape]
    moved = [(round(x + width / 2), round(y + axis)) for x, y in points]
    pen.moveTo(moved[0])
    for point in moved[1:]:
        pen.lineTo(point)
    pen.closePath()


def _compare(pen: TTGlyphPen, font: TTFont, sign: str, stem: float) -> None:
    """Draw ≥ or ≤ from the font's own > or <, lifted, over a bar."""
    base = font["glyf"][font.getBestCmap()[ord(">" if sign == "≥" else "<")]]
    lift = round(stem * 1.15)
    coordinates, ends, flags = base.getCoordinates(font["glyf"])
    start = 0
    for end in ends:
        ring = [(x, y + lift) for x, y in coordinates[start : end + 1]]
        if any(not flag & 1 for flag in flags[start : end + 1]):
            raise ValueError("the comparison sign was expected to have straight edges only")
        pen.moveTo(ring[0])
        for point in ring[1:]:
            pen.lineTo(point)
        pen.closePath()
        start = end + 1
    left, right = min(x for x, _ in coordinates), max(x for x, _ in coordinates)
    top = min(y for _, y in coordinates) + lift - round(stem * 0.85)
    pen.moveTo((left, top))
    for point in [(right, top), (right, top - round(stem)), (left, top - round(stem))]:
        pen.lineTo(point)
    pen.closePath()


def draw_missing(font: TTFont, heavy: TTFont) -> None:
    """Add ``DRAWN`` to ``font`` (variable, 400 to 700), with the outlines of 700 as deltas.

    ``heavy`` is the same font pinned at 700, from which the weight of the strokes is taken.
    """
    for sign in DRAWN:
        name = f"uni{ord(sign):04X}"
        outlines = []
        for master in (font, heavy):
            hyphen = master["glyf"][master.getBestCmap()[ord("-")]]
            plus = master["glyf"][master.getBestCmap()[ord("+")]]
            stem, axis = hyphen.yMax - hyphen.yMin, (plus.yMax + plus.yMin) / 2
            width = 860 if sign not in "≥≤" else master["hmtx"]["greater"][0]
            pen = TTGlyphPen(None)
            if sign in "≥≤":
                _compare(pen, master, sign, stem)
            else:
                _arrow(pen, stem, width, axis, sign)
            outlines.append((pen.glyph(), width))
        (light, width), (bold, bold_width) = outlines
        deltas = [
            (bx - lx, by - ly)
            for (lx, ly), (bx, by) in zip(light.coordinates, bold.coordinates, strict=True)
        ]
        phantoms = [(0, 0), (bold_width - width, 0), (0, 0), (0, 0)]
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = light
        light.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, light.xMin)
        variation = TupleVariation({"wght": (0, 1.0, 1.0)}, [*deltas, *phantoms])
        font["gvar"].variations[name] = [variation]
        for table in font["cmap"].tables:
            table.cmap[ord(sign)] = name
    for name in font.getGlyphOrder():  # pinning an axis drops the entries that no longer vary
        font["gvar"].variations.setdefault(name, [])
    # HVAR maps glyphs that it does not know to nothing; without it the browser reads gvar.
    if "HVAR" in font:
        del font["HVAR"]


def make_text(packages: Path, target: Path) -> Path:
    """Write ``atkinson-next.woff2`` (weights 400 to 700) and return its path."""
    source = packages / TEXT / "files/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": (400, 400, 700)})
    heavy = instancer.instantiateVariableFont(TTFont(source), {"wght": 700})
    draw_missing(font, heavy)
    path = target / "atkinson-next.woff2"
    subset_font(font, CHARACTERS + DRAWN, ["kern", "tnum"]).save(path)
    return path


def make_heading(packages: Path, target: Path) -> Path:
    """Write ``newsreader.woff2`` (one weight, one optical size) and return its path."""
    source = packages / HEADING / "files/newsreader-latin-opsz-normal.woff2"
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": 530, "opsz": 36})
    path = target / "newsreader.woff2"
    lighten_kerning(subset_font(font, CHARACTERS, ["kern", "liga"])).save(path)
    return path


def fallback(
    name: str, weight: str, local: list[str], own: Metrics, other: Metrics
) -> tuple[str, str]:
    """Return a CSS rule that makes ``other`` take the room of ``own``, and a line for the notes."""
    size = own.width / other.width
    sources = ", ".join(f'local("{item}")' for item in local)
    share = {
        "size-adjust": size,
        "ascent-override": own.ascent / size,
        "descent-override": own.descent / size,
        "line-gap-override": own.gap / size,
    }
    body = " ".join(f"{key}: {value:.2%};" for key, value in share.items())
    rule = f'@font-face {{ font-family: "{name}"; font-weight: {weight}; src: {sources}; {body} }}'
    return rule, f"| {name} | {weight} | {local[0]} | {size:.4f} |"


def write_css(packages: Path, target: Path, text: Path, heading: Path) -> None:
    """Write the CSS snippet and the measured numbers beside the fonts."""
    light, bold = measure(text, wght=400), measure(text, wght=700)
    title = measure(heading)
    arimo = packages / "@fontsource/arimo/files/arimo-latin-{}-normal.woff2"
    roboto = packages / "@fontsource/roboto/files/roboto-latin-{}-normal.woff2"
    serif = packages / "@fontsource"
    arial_local = ["Arial", "ArialMT", "Liberation Sans", "Arimo"]
    arial_bold = ["Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold"]
    jobs = [
        ("Atkinson Fallback", "400 500", arial_local, light, Path(str(arimo).format(400))),
        ("Atkinson Fallback", "600 700", arial_bold, bold, Path(str(arimo).format(700))),
        ("Atkinson Roboto", "400 500", ["Roboto"], light, Path(str(roboto).format(400))),
        ("Atkinson Roboto", "600 700", ["Roboto Bold"], bold, Path(str(roboto).format(700))),
        ("Newsreader Fallback", "400 700", ["Georgia", "Gelasio"], title,
         serif / "gelasio/files/gelasio-latin-400-normal.woff2"),
        ("Newsreader Times", "400 700", ["Times New Roman", "Liberation Serif", "Tinos"], title,
         serif / "tinos/files/tinos-latin-400-normal.woff2"),
        ("Newsreader Noto", "400 700", ["Noto Serif"], title,
         serif / "noto-serif/files/noto-serif-latin-400-normal.woff2"),
    ]  # fmt: skip
    made = [fallback(n, w, local, own, measure(path)) for n, w, local, own, path in jobs]
    faces = [
        '@font-face { font-family: "Atkinson Next"; font-weight: 400 700; font-style: normal; '
        'font-display: swap; src: url("../fonts/atkinson-next.woff2") format("woff2"); }',
        '@font-face { font-family: "Newsreader"; font-weight: 400 700; font-style: normal; '
        'font-display: swap; src: url("../fonts/newsreader.woff2") format("woff2"); }',
    ]
    stacks = (
        '--font-text: "Atkinson Next", "Atkinson Fallback", "Atkinson Roboto", system-ui, '
        "sans-serif;\n"
        '  --font-heading: "Newsreader", "Newsreader Fallback", "Newsreader Times", '
        '"Newsreader Noto", serif;'
    )
    css = (
        "/* Paste into a stylesheet in static/css/. Made by tools/art/make_fonts.py. */\n"
        + "\n".join(faces + [rule for rule, _ in made])
        + f"\n\n:root {{\n  {stacks}\n}}\n"
    )
    (target / "fontface.css.txt").write_text(css)
    rows = "\n".join(
        f"| {name} | {m.ascent:.4f} | {m.descent:.4f} | {m.gap:.4f} | {m.width:.4f} |"
        for name, m in [
            ("Atkinson Next 400", light),
            ("Atkinson Next 700", bold),
            ("Newsreader 530", title),
        ]
    )
    sizes = "\n".join(f"| {p.name} | {p.stat().st_size:,} |" for p in (text, heading))
    (target / "metrics.md").write_text(
        "# Metrics\n\nMeasured by `tools/art/make_fonts.py`, in em. Width is the average advance "
        "over a paragraph\nof the site's own kind of English.\n\n"
        "| Font | Ascent | Descent | Line gap | Width |\n|---|---|---|---|---|\n"
        f"{rows}\n\n## Fallbacks\n\n`size-adjust` is own width divided by the fallback's; ascent, "
        "descent and gap are divided by it.\nArial is measured on Arimo, Georgia on Gelasio, "
        "Times New Roman on Tinos: their metric-compatible\nfree twins.\n\n"
        "| Family | Weights | Measured as | size-adjust |\n|---|---|---|---|\n"
        + "\n".join(row for _, row in made)
        + f"\n\n## Bytes\n\n| File | Bytes |\n|---|---|\n{sizes}\n"
    )


def main(packages: Path, target: Path) -> None:
    """Make everything in ``target`` from the npm ``packages`` folder."""
    target.mkdir(parents=True, exist_ok=True)
    text, heading = make_text(packages, target), make_heading(packages, target)
    for package, name in ((TEXT, "OFL-atkinson-next.txt"), (HEADING, "OFL-newsreader.txt")):
        shutil.copyfile(packages / package / "LICENSE", target / name)
    write_css(packages, target, text, heading)
    for path in (text, heading):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Say where the npm packages are and where to write: make_fonts.py PACKAGES TARGET")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
