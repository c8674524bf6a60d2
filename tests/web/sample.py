"""Invented people and figures for the style page."""

import uuid
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator

from beside.web import rings

FIRST = [
    "Isla",
    "Marek",
    "Oscar",
    "Ethan",
    "Grace",
    "Maya",
    "Jack",
    "Yusuf",
    "Freya",
    "Ben",
    "Noah",
    "Elsie",
    "Tilly",
    "Chloe",
    "Kai",
    "Amina",
    "Theo",
    "Zoë",
]
LAST = [
    "Young",
    "Foster",
    "Lowe",
    "Jones",
    "Quinn",
    "Gill",
    "Vance",
    "Todd",
    "Ahmed",
    "Bell",
    "Carter",
    "Dunn",
    "Iqbal",
    "Nowak",
    "Osman",
    "Price",
]
GROUPS = ["9KP", "9JO", "9ML", "9AS", "9RE", "9TB"]


def people(number: int) -> list[dict[str, Any]]:
    return [
        {
            "id": str(uuid.UUID(int=place + 1)),
            "name": f"{FIRST[place % len(FIRST)]} {LAST[place * 7 % len(LAST)]}",
            "group": GROUPS[place * len(GROUPS) // number],
            "marks": [],
            "looked": False,
            "worried_url": "#worried",
        }
        for place in range(number)
    ]


class PlanForm(forms.Form):
    aim = forms.CharField(
        label="What I am aiming for",
        help_text="In your own words. One or two things is plenty.",
        widget=forms.Textarea,
        error_messages={"required": "Write what you are aiming for, even one word."},
    )
    day = forms.DateField(
        label="Shall we look again on", required=False, widget=forms.DateInput({"type": "date"})
    )
    who = forms.ChoiceField(
        label="Who should see this?",
        choices=[("me", "Only me"), ("tutor", "My tutor and me")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who should see this."},
    )


def chrome() -> dict[str, Any]:
    return {
        "fictional": True,
        "school_name": "Willow Lane Academy",
        "who": "Ms J. Reid, Head of Year 9",
        "links": {
            "who_sees": "#who",
            "accessibility": "#accessibility",
            "language": "#language",
            "sign_out": "/style/",
        },
        "nav": nav("Today"),
    }


def nav(current: str) -> list[dict[str, Any]]:
    items = [
        ("Today", "sun"),
        ("Year 9", "users-three"),
        ("The map", "map-trifold"),
        ("Staff marking", "list-bullets"),
        ("Surveys", "chat-circle-dots"),
    ]
    return [
        {"url": f"#{icon}", "label": label, "icon": icon, "current": label == current}
        for label, icon in items
    ]


def tiles(states: list[str]) -> list[SimpleNamespace]:
    """Made-up pupils of a wall, one a state."""
    named = zip(people(len(states)), states, strict=True)
    return [
        SimpleNamespace(person=SimpleNamespace(pk=p["id"], name=p["name"]), state=state)
        for p, state in named
    ]


def style(posted: Any = None) -> dict[str, Any]:
    form = PlanForm(posted if posted is not None else {"aim": "", "day": "2026-12-10"})
    states = ["someone"] * 20 + ["nobody", "pupil_only", "waiting", "not_known", "someone"] * 2
    every = ["nobody", "waiting", "pupil_only", "adult_only", "one_side_each", "both", "not_known"]
    return chrome() | {
        "form": form,
        "states": states,
        "every_state": every * 4,
        "counts": {"nobody": 2, "waiting": 2, "pupil_only": 2, "someone": 22, "not_known": 2},
        "wall": tiles(states),
        "every_tile": tiles(every),
        "pupils": people(6),
        "page": Paginator(people(30), 10).page(2),
        "count": 0,
        "rings": rings.layout(places(12)),
    }


PEOPLE = [
    ("Mum", "family", 1),
    ("Mr Patel", "adult", 1),
    ("Leo", "peer", 1),
    ("Ms Okafor", "adult", 2),
    ("Nana", "family", 2),
    ("Zara", "peer", 2),
    ("Sam, Y12", "peer", 2),
    ("Ms Reid", "adult", 3),
    ("Joan, allotment", "outside", 3),
    ("Coach Dee", "outside", 3),
    ("Kai", "peer", 3),
    ("Uncle Ali", "family", 3),
    ("Ms Oluwaseun Adebayo", "adult", 2),
    ("Muhammad Abdul-Rahman", "peer", 1),
    ("زينب الحسيني", "peer", 2),
    ("রহিমা খাতুন", "family", 2),
    ("J", "peer", 3),
    ("Mrs Featherstonehaugh", "adult", 3),
    ("Auntie Khadija", "family", 3),
    ("Imam Yusuf", "outside", 2),
    ("Christopher-James", "peer", 3),
    ("Mr Li", "adult", 3),
    ("Grandad", "family", 1),
    ("Nurse Ellie", "outside", 3),
    ("Mr Brown", "adult", 2),
    ("Wojciech Wiśniewski", "peer", 3),
]


def places(number: int) -> list[rings.Place]:
    """The first so many of some made-up people, long, short, Arabic and Bengali names among them."""
    listed = enumerate(PEOPLE[:number])
    return [rings.Place(f"p{place}", *person) for place, person in listed]


def marks(number: int = 204) -> dict[str, Any]:
    rows = people(number)
    for row in rows[:3]:
        row |= {"looked": True, "marks": ["face", "learning"]}
    rows[2]["marks"] = []
    return chrome() | {"nav": nav("Staff marking"), "rows": rows, "total": number, "looked": 3}
