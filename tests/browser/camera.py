"""The pictures of the guide's how-tos, taken where the tests do these tasks, so that none can grow old.

`make guide-pictures` takes them anew. Every other run looks whether each label that a picture shows still stands on the
screen: a button that was renamed fails the test of its task, with the name of the picture.
"""

from __future__ import annotations

import io
import json
import os
import re
from typing import Any

from PIL import Image

from staff.guide.pictures import FOLDER, LIST

TAKES = bool(os.environ.get("GUIDE_PICTURES"))
AREA = {"x": 200, "y": 0, "width": 1100, "height": 860}
WIDTH = 700
LARGEST = 25_000
# What a reader of the picture looks for: the words of what can be pressed or filled in, and headings.
LABELS = """([x, y, width, height]) =>
  [...document.querySelectorAll("h1, h2, h3, label, button, a, th, [role=option]")].filter((e) => {
    if (e.closest("time, .sidebar, [hidden]") || !e.checkVisibility({visibilityProperty: true})) return false;
    const box = e.getBoundingClientRect();
    return box.width > 1 && (width === 0 ||
      (box.left >= x && box.top >= y && box.right <= x + width && box.bottom <= y + height));
  }).map((e) => e.innerText.replace(/\\s+/g, " ").trim())"""


def show(hand: Any, name: str, alt: str) -> None:
    """Take the picture `name` of what the hand sees now, or hold the one that there is against the screen.

    Parameter: `alt`, what it shows, for who does not see it.
    """
    if not hand.at_desk:
        return  # the guide's pictures show the screens at a desk
    known = json.loads(LIST.read_text(encoding="utf-8")) if LIST.exists() else {}
    if TAKES:
        known[name] = {"alt": alt, **_take(hand.page, name)}
        ordered = json.dumps(dict(sorted(known.items())), indent=1, ensure_ascii=False)
        LIST.write_text(ordered + "\n", encoding="utf-8")
        return
    assert name in known, f"no picture ‘{name}’ yet: make guide-pictures"
    here = set(hand.page.evaluate(LABELS, [0, 0, 0, 0]))
    gone = [label for label in known[name]["labels"] if label not in here]
    assert gone == [], (
        f"the picture ‘{name}’ is older than its screen, {gone} went: make guide-pictures"
    )


def _take(page: Any, name: str) -> dict[str, Any]:
    page.wait_for_load_state("networkidle")
    labels = page.evaluate(LABELS, list(AREA.values()))
    shot = Image.open(io.BytesIO(page.screenshot(clip=AREA, animations="disabled"))).convert("RGB")
    picture = shot.resize((WIDTH, WIDTH * shot.height // shot.width), Image.Resampling.LANCZOS)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for quality in (70, 60, 50, 40, 30):
        picture.save(FOLDER / f"{name}.webp", quality=quality, method=6)
        if (FOLDER / f"{name}.webp").stat().st_size <= LARGEST:
            break
    # Times and numbers are another's tomorrow.
    kept = [label for label in labels if label and not re.search(r"\d|^Just now$", label)]
    return {"labels": list(dict.fromkeys(kept)), "width": picture.width, "height": picture.height}
