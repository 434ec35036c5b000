"""What each sample picture is called and shows.

The alternative text says what is seen, shortly and truly. The focal area is (centre x, centre y,
width, height) as shares of the picture. Tags help the sample loader to choose.
"""

Focal = tuple[float, float, float, float]

CAPTIONS: dict[str, tuple[str, str, Focal, list[str]]] = {
    "hero-dawn-lake": (
        "Dawn over a still lake",
        "A low sun rises behind far hills and shines across a still lake.",
        (0.64, 0.56, 0.4, 0.4), ["hero", "lake", "water", "dawn", "landscape"],
    ),
    "hero-dawn-lake-tall": (
        "Dawn over a still lake, upright",
        "A low sun rises behind far hills above a still lake with spruces on its left shore.",
        (0.58, 0.58, 0.5, 0.34), ["hero", "lake", "water", "dawn", "landscape"],
    ),
    "still-lake": (
        "Jetty and reeds",
        "A short wooden jetty and tall reeds at a calm lake before sunrise.",
        (0.4, 0.62, 0.5, 0.4), ["lake", "water", "calm", "landscape"],
    ),
    "long-swell": (
        "Long, slow waves",
        "Long, slow waves run towards a pale sun on the horizon.",
        (0.5, 0.4, 0.5, 0.5), ["sea", "water", "breath", "landscape"],
    ),
    "moon-over-water": (
        "Moon over a bay",
        "A full moon lights a path across a dark bay with spruces on the shore.",
        (0.66, 0.4, 0.4, 0.5), ["night", "moon", "water", "sleep", "landscape"],
    ),
    "island-in-mist": (
        "Island in the mist",
        "A small wooded island mirrored in a misty lake.",
        (0.66, 0.62, 0.4, 0.4), ["lake", "water", "mist", "landscape"],
    ),
    "footbridge": (
        "Footbridge over a stream",
        "A wooden footbridge arches over a quiet stream between green banks.",
        (0.5, 0.6, 0.6, 0.4), ["bridge", "stream", "water", "path", "landscape"],
    ),
    "lighthouse": (
        "Lighthouse in the last light",
        "A striped lighthouse shines over the sea from a green headland at dusk.",
        (0.7, 0.44, 0.3, 0.5), ["lighthouse", "sea", "safety", "evening", "landscape"],
    ),
    "rowing-boat": (
        "Rowing boat at its mooring",
        "A green rowing boat lies moored to a post on calm water.",
        (0.48, 0.62, 0.6, 0.36), ["boat", "lake", "water", "rest", "landscape"],
    ),
    "hills-in-mist": (
        "Hills in morning mist",
        "Range behind range of hills fades into morning mist below a pale sun.",
        (0.6, 0.5, 0.6, 0.5), ["hills", "mist", "dawn", "landscape"],
    ),
    "dunes-at-dawn": (
        "Dunes at dawn",
        "Two sand dunes, one side lit by a low sun and the other in shade.",
        (0.5, 0.6, 0.5, 0.5), ["dune", "light", "dawn", "landscape"],
    ),
    "birches": (
        "Birches around a clearing",
        "White birch trunks frame a bright clearing with a path.",
        (0.58, 0.55, 0.5, 0.6), ["trees", "birch", "path", "spring", "landscape"],
    ),
    "rain-clearing": (
        "Rain moves off",
        "Dark rain clouds move off to the left while light opens over green fields.",
        (0.66, 0.6, 0.6, 0.5), ["rain", "light", "hope", "landscape"],
    ),
    "path-through-meadow": (
        "Path through a meadow",
        "A pale path winds through a flowering meadow towards a hill.",
        (0.56, 0.7, 0.5, 0.5), ["path", "meadow", "morning", "landscape"],
    ),
    "high-clouds": (
        "High clouds",
        "Tall white clouds catch the first light above a low horizon.",
        (0.75, 0.4, 0.5, 0.6), ["clouds", "sky", "light", "landscape"],
    ),
    "meadow-evening": (
        "Meadow at evening",
        "Tall grasses stand against a low evening sun.",
        (0.66, 0.56, 0.5, 0.5), ["meadow", "evening", "grass", "landscape"],
    ),
    "window-light": (
        "Light through a window",
        "Morning light from a curtained window falls on a bare wall and a wooden floor.",
        (0.4, 0.45, 0.7, 0.7), ["room", "window", "light", "interior"],
    ),
    "two-chairs": (
        "Two chairs for a talk",
        "A green and a terracotta armchair face each other across a small table by a window.",
        (0.5, 0.6, 0.7, 0.6), ["room", "talk", "consultation", "chairs", "interior"],
    ),
    "treatment-room": (
        "Treatment room",
        "A reclining chair with a blanket stands by a wide window, headphones on a table beside it.",
        (0.48, 0.58, 0.6, 0.6), ["room", "treatment", "session", "chair", "interior"],
    ),
    "reading-corner": (
        "Reading corner in the evening",
        "An open book lies on an armchair beside a lit lamp in the evening.",
        (0.58, 0.55, 0.6, 0.7), ["room", "evening", "rest", "reading", "interior"],
    ),
    "open-door": (
        "An open door",
        "A green door stands open to a garden path and lets light into the hall.",
        (0.5, 0.5, 0.5, 0.7), ["door", "welcome", "light", "interior"],
    ),
    "tea-by-window": (
        "Tea by the window",
        "A cup of tea steams on a wooden table beside a window.",
        (0.56, 0.66, 0.4, 0.5), ["tea", "table", "rest", "still life"],
    ),
    "phone-on-table": (
        "Ready for a call",
        "A phone, a notebook and a cup of coffee lie ready on a sunlit table.",
        (0.6, 0.72, 0.6, 0.5), ["phone", "call", "contact", "table", "still life"],
    ),
    "calendar-six-days": (
        "Six days on a calendar",
        "A wall calendar with six days ticked, two in each of three weeks.",
        (0.35, 0.45, 0.5, 0.7), ["calendar", "course", "schedule", "still life"],
    ),
    "six-stones": (
        "Six stones on sand",
        "Six smooth stones lie in a rising line on raked sand, each paler than the last.",
        (0.5, 0.5, 0.8, 0.7), ["stones", "course", "steps", "still life"],
    ),
    "shells": (
        "Shells at the water's edge",
        "Three shells lie on wet sand below a drawn-back wave.",
        (0.55, 0.7, 0.5, 0.4), ["shells", "sea", "sand", "still life"],
    ),
    "headphones-blanket": (
        "Headphones on folded blankets",
        "A pair of headphones rests on three folded blankets.",
        (0.52, 0.55, 0.5, 0.7), ["music", "session", "blanket", "still life"],
    ),
    "written-estimate": (
        "A written estimate",
        "A printed page with a short list, a pen on it and reading glasses beside it.",
        (0.5, 0.5, 0.6, 0.8), ["paper", "cost", "estimate", "still life"],
    ),
    "leaf-on-water": (
        "Leaf on water",
        "A single leaf floats on dark water with rings spreading around it.",
        (0.48, 0.56, 0.5, 0.5), ["leaf", "water", "breath", "still life"],
    ),
    "garden-bench": (
        "Bench in a garden",
        "A wooden bench stands among lavender and round shrubs before a low stone wall.",
        (0.54, 0.66, 0.6, 0.5), ["garden", "bench", "rest", "landscape"],
    ),
    "people/sample-profile-1": (
        "Sample profile 1",
        "Drawing of a person with a bun, seen from behind: a placeholder for a portrait.",
        (0.5, 0.45, 0.6, 0.6), ["person", "sample"],
    ),
    "people/sample-profile-2": (
        "Sample profile 2",
        "Drawing of a person with short hair, seen from behind: a placeholder for a portrait.",
        (0.5, 0.45, 0.6, 0.6), ["person", "sample"],
    ),
    "people/sample-profile-3": (
        "Sample profile 3",
        "Drawing of a person with a bob, seen from behind: a placeholder for a portrait.",
        (0.5, 0.45, 0.6, 0.6), ["person", "sample"],
    ),
    "people/sample-profile-4": (
        "Sample profile 4",
        "Drawing of a person with curly hair, seen from behind: a placeholder for a portrait.",
        (0.5, 0.45, 0.6, 0.6), ["person", "sample"],
    ),
    "map-sample": (
        "Sample map",
        "Drawn street map of no real town, with a pin beside a main street between park and river.",
        (0.46, 0.45, 0.4, 0.5), ["map", "location", "sample"],
    ),
    "social-card": (
        "Social card",
        "A round mark of sun and waves above a still lake at dawn.",
        (0.5, 0.5, 0.9, 0.9), ["social", "sample"],
    ),
}  # fmt: skip
