"""Sample profiles and a sample address. Nobody here exists, and each entry says so."""

from __future__ import annotations

from datetime import time
from typing import Any

from .write import Ref

NOTE = "This is a sample profile. Nobody with this profile works here."

PEOPLE: list[dict[str, Any]] = [
    {
        "slug": "lead-clinician",
        "name": "Sample profile: lead clinician",
        "credentials": "MD",
        "role": "Lead clinician and clinical reviewer",
        "is_physician": True,
        "photo": Ref("image", "sample-profile-1"),
        "summary": "A sample profile. Here a reader learns who leads the care and checks the health texts.",
        "bio": (
            f"{NOTE} Replace it with the person who leads your care.\n\n"
            "Say where they trained, what they are licensed for and in which state, and how long they "
            "have given anesthetics or treated mood conditions. Two short paragraphs are enough. "
            "People read this to learn who will be in the room."
        ),
        "disclosures": "Sample: name here any payment from a maker of medicines, or say that there is none.",
        "order": 10,
        "is_sample": True,
    },
    {
        "slug": "infusion-nurse",
        "name": "Sample profile: infusion nurse",
        "credentials": "RN",
        "role": "Infusion nurse",
        "photo": Ref("image", "sample-profile-2"),
        "summary": "A sample profile. Here a reader meets the person who stays with them during an infusion.",
        "bio": (
            f"{NOTE} Replace it with the nurse whom people will meet first.\n\n"
            "Say what they do on the day: taking blood pressure, placing the line, staying close, "
            "and seeing people safely to the door."
        ),
        "order": 20,
        "is_sample": True,
    },
    {
        "slug": "mental-health-clinician",
        "name": "Sample profile: mental health clinician",
        "credentials": "PMHNP",
        "role": "Mental health clinician",
        "photo": Ref("image", "sample-profile-3"),
        "summary": "A sample profile. Here a reader learns who helps with the plan before and after treatment.",
        "bio": (
            f"{NOTE} Replace it with the person who plans care with therapists and doctors.\n\n"
            "Say how they work with a patient's own therapist, and what happens between visits."
        ),
        "order": 30,
        "is_sample": True,
    },
    {
        "slug": "health-writer",
        "name": "Sample profile: health writer",
        "role": "Writer and editor",
        "photo": Ref("image", "sample-profile-4"),
        "summary": "A sample profile. Here a reader learns who writes the articles, and how they are checked.",
        "bio": (
            f"{NOTE} Replace it with the person who writes for your clinic.\n\n"
            "Say what they know about the subject, and that a clinician checks each text before it is "
            "published."
        ),
        "order": 40,
        "is_sample": True,
    },
]  # fmt: skip

_WEEKDAYS = [(day, time(9), time(17)) for day in range(4)]

LOCATIONS: list[dict[str, Any]] = [
    {
        "key": "main",
        "name": "Main clinic",
        "street": "Sample address: your street and number",
        "street_2": "Suite 100",
        "city": "Your city",
        "state": "VA",
        "postal_code": "00000",
        "time_zone": "America/New_York",
        "hours_note": "Visits by appointment. The telephone is answered during these hours.",
        "directions": (
            "This is a sample address.\n\nSay here where to park, which door to use, whether there is an "
            "elevator, and which bus stops nearby. Say too where a driver can wait."
        ),
        "map_image": Ref("image", "map-sample"),
        "map_url": "https://www.openstreetmap.org/",
        "order": 10,
        "is_sample": True,
        "hours": [*_WEEKDAYS, (4, time(9), time(15))],
    },
]
