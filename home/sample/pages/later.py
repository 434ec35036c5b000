"""Places of pages that are still being written."""

from ..write import service, standard, text

_ITEMS = {"off_label_notice": "Ketamine is approved as an anesthetic. This use is off-label."}
PAGES = [
    *(
        service(key, title, kind="condition", fields=dict(_ITEMS), body=[text("Soon.")])
        for key, title in [
            ("depression", "Depression"),
            ("ptsd", "PTSD"),
            ("anxiety", "Anxiety"),
            ("ocd", "OCD"),
            ("chronic-pain", "Chronic pain"),
        ]
    ),
    service(
        "ketamine-infusions",
        "Ketamine infusions",
        kind="treatment",
        fields=dict(_ITEMS),
        order=10,
        body=[text("Soon.")],
    ),
    *(
        standard(key, title, purpose=purpose, body=[text("Soon.")])
        for key, title, purpose in [
            ("safety", "Safety", "health"),
            ("questions", "Questions", "health"),
            ("first-visit", "Your first visit", "health"),
            ("crisis-help", "Help in a crisis", "general"),
            ("privacy-practices", "Notice of Privacy Practices", "privacy-practices"),
            ("health-data", "Consumer health data policy", "health-data"),
            ("accessibility", "Accessibility statement", "accessibility"),
            ("non-discrimination", "Non-discrimination and language help", "non-discrimination"),
        ]
    ),
]
