"""Schools, subjects, clubs and jobs of the made-up federation; none of them is anywhere."""

from dataclasses import dataclass

FEDERATION = "Three Willows Federation"
WILLOW_LANE, MILL_LANE, ORCHARD = "willow-lane", "mill-lane", "orchard"
SCHOOLS = {
    WILLOW_LANE: "Willow Lane Academy",
    MILL_LANE: "Mill Lane Primary",
    ORCHARD: "Orchard School",
}

PRIMARIES = tuple(
    f"{name} Primary"
    for name in [
        "Mill Lane",
        "Otter Steps",
        "Three Herons",
        "Lantern Hill",
        "Thistledown",
        "Kingfisher Weir",
        "Marmalade Row",
        "Plum Tree Walk",
        "Cobbler’s Yard",
        "Windmill Bank",
        "Larkfoot",
        "Hazel Dingle",
        "Saint Elder’s",
        "Copper Kettle",
        "Nightjar Common",
        "Five Bridges",
        "Bilberry Edge",
        "Tollgate Meadow",
        "Ropewalk",
        "Foxglove Rise",
        "Candlemaker Street",
        "Old Pinfold",
        "Wren’s Nest",
        "Saltpan Lane",
        "Barley Mow",
        "Stepping Stones",
        "Saint Bramble’s",
        "Curlew Moor",
        "Packhorse Bridge",
        "Dandelion Green",
        "Weaver’s Loom",
        "Badger Hollow",
        "Saffron Field",
        "Tinker’s Brook",
        "Harebell Park",
        "Owl Spinney",
        "Quarry Steps",
        "Lockkeeper’s",
        "Buttercup Close",
        "Iron Gate",
        "Swallowtail",
        "Pepperpot Hill",
        "Saint Rowan’s",
        "Long Meadow End",
        "Clockhouse",
        "Dragonfly Pond",
        "Puddle Dock",
        "Silver Birch Row",
        "Canal Turn",
        "Applegarth Fold",
        "Hedgehog Lane",
        "Mossy Bottom",
        "Beacon Stile",
    ]
)

# The subjects that are set by what pupils find easy, those taught in tutor groups, and those of
# which each tutor group has two.
SET_SUBJECTS = {"English": "En", "Maths": "Ma", "Science": "Sc"}
GROUP_SUBJECTS = {"Humanities": "Hu", "Languages": "La"}
CHOSEN_SUBJECTS = {"Art": "Ar", "Music": "Mu", "PE": "Pe", "Computing": "Co", "Drama": "Dr"}
SUBJECTS = (*SET_SUBJECTS, *GROUP_SUBJECTS, *CHOSEN_SUBJECTS)
# How many teachers of each subject for every one of art.
TEACHERS = {
    **dict.fromkeys(SET_SUBJECTS, 3),
    **dict.fromkeys(GROUP_SUBJECTS, 2),
    **dict.fromkeys(CHOSEN_SUBJECTS, 1),
}

HOUSES = ("House Alder", "House Hawthorn", "House Rowan", "House Sallow")


@dataclass(frozen=True, slots=True)
class Club:
    """A club or team: who leads it (`id` of the cast, a community title, or any staff for "")."""

    name: str
    leader: str = ""
    kind: str = "club"
    years: tuple[str, ...] = ("7", "8", "9", "10", "11")
    places: int = 30


YOUNGER, OLDER = ("7", "8", "9"), ("9", "10", "11")
CLUBS = (
    Club("Cooking club", "okafor", years=YOUNGER),
    Club("Allotment", "marsh"),
    Club("Chess", "Chess player"),
    Club("Choir", "Choir leader", places=45),
    Club("Coding", "Software tester", places=30),
    Club("Netball", kind="team", places=40),
    Club("Football", "Football coach", kind="team", places=55),
    Club("Drama club", places=45),
    Club("Library crew", "thackray", places=20),
    Club("Steel pans", "Steel pan player", places=20),
    Club("Bike workshop", "Bicycle mechanic", places=18),
    Club("Board games", years=YOUNGER, places=30),
    Club("Debating", years=OLDER, places=25),
    Club("Dance", places=40),
    Club("Cricket", kind="team", places=30),
    Club("Photography", places=18),
    Club("Eco council", places=25),
    Club("Somali and Arabic reading", years=YOUNGER, places=16),
    Club("Homework club", "Learning mentor", places=40),
    Club("Art room at lunch", "okafor", places=25),
    Club("Sewing bee", "Dressmaker", places=15),
    Club("Running", places=30),
)
# Title and organisation of the adults from the community beside the gardener.
COMMUNITY = (
    ("Chess player", "Market Hall Chess Tables"),
    ("Choir leader", "Singing by the Canal"),
    ("Software tester", "Fernhill Software Co-operative"),
    ("Football coach", "Three Willows Rovers"),
    ("Steel pan player", "Sunday Steel"),
    ("Bicycle mechanic", "Second Spoke Workshop"),
    ("Dressmaker", "Thread and Thimble"),
)
GARDENS = "Willow Lane Allotments"

# Jobs beside teaching, as often as they stand here for every sixty people.
SUPPORT = tuple(
    title
    for title, count in (
        ("Teaching assistant", 22),
        ("Learning mentor", 6),
        ("Kitchen", 7),
        ("Site team", 5),
        ("Cover supervisor", 4),
        ("Midday supervisor", 4),
        ("Science technician", 3),
        ("Attendance officer", 2),
        ("Sports coach", 2),
        ("Exams officer", 1),
        ("Counsellor", 1),
        ("Computer technician", 1),
        ("Careers adviser", 1),
        ("Minibus driver", 1),
    )
    for _ in range(count)
)

# Classes of the primary and the special school, with their year groups.
MILL_LANE_CLASSES = {
    "Wrens": "R",
    "Robins": "1",
    "Finches": "2",
    "Swifts": "3",
    "Larks": "4",
    "Kestrels": "5",
    "Herons": "6",
}
ORCHARD_CLASSES = {
    "Quince": ("7", "8"),
    "Damson": ("7", "8"),
    "Medlar": ("8", "9"),
    "Bramley": ("9",),
    "Russet": ("10",),
    "Pippin": ("10", "11"),
    "Codlin": ("11",),
}
ORCHARD_PLACES = (9, 9, 9, 8, 8, 9, 8)
