"""The people whose story the README tells; everybody else is drawn by chance around them."""

from dataclasses import dataclass

PASSWORD = "beside-the-willows"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff of the story; `tutors` is the name of a tutor group."""

    id: str
    given: str
    family: str
    girl: bool
    culture: str
    kind: str
    title: str
    subject: str = ""
    year: str = ""
    tutors: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil of the story; `clubs` are those they are in, whatever chance says."""

    id: str
    given: str
    family: str
    girl: bool
    school: str
    year: str
    group: str = ""
    clubs: tuple[str, ...] = ()
    called: str = ""


@dataclass(frozen=True, slots=True)
class Carer:
    """A parent or carer of the story, or a member of staff who is one."""

    id: str
    given: str
    family: str
    relation: str
    responsible: bool = True
    home: bool = True


@dataclass(frozen=True, slots=True)
class Family:
    culture: str
    children: tuple[Child, ...]
    carers: tuple[Carer, ...]


STAFF = (
    Staff("bell", "Miriam", "Bell", True, "jewish", "head", "Head teacher"),
    Staff("hughes", "Gwen", "Hughes", True, "welsh", "organiser", "Deputy head"),
    Staff("shah", "Nadia", "Shah", True, "gujarati", "safeguarding_lead", "Safeguarding lead"),
    Staff("kaur", "Simran", "Kaur", True, "punjabi", "office", "School office"),
    Staff("adeyemi", "Folake", "Adeyemi", True, "yoruba", "federation_lead", "Federation lead"),
    Staff("nolan", "Declan", "Nolan", False, "irish", "head_of_year", "", "Science", "7"),
    Staff("akhtar", "Sana", "Akhtar", True, "pakistani", "head_of_year", "", "Maths", "8"),
    Staff("reid", "Joan", "Reid", True, "scottish", "head_of_year", "", "English", "9"),
    Staff("francis", "Yvonne", "Francis", True, "caribbean", "head_of_year", "", "PE", "10"),
    Staff("zielinski", "Piotr", "Zielinski", False, "polish", "head_of_year", "", "Maths", "11"),
    Staff("thackray", "Beatrice", "Thackray", True, "english", "staff", "Librarian"),
    Staff("okafor", "Ifeoma", "Okafor", True, "igbo", "teacher", "", "Art"),
    Staff("carvalho", "Mariana", "Carvalho", True, "portuguese", "teacher", "", "Languages"),
    Staff("patel", "Kiran", "Patel", False, "gujarati", "teacher", "", "Maths", "9", "9KP"),
    Staff("osei", "Jonah", "Osei", False, "ghanaian", "teacher", "", "Humanities", "9", "9JO"),
    Staff("lau", "Mei", "Lau", True, "chinese", "teacher", "", "Music", "9", "9ML"),
    Staff("sandhu", "Amrit", "Sandhu", False, "punjabi", "teacher", "", "Computing", "9", "9AS"),
    Staff("evans", "Ruth", "Evans", True, "welsh", "teacher", "", "Humanities", "9", "9RE"),
    Staff("boyd", "Tom", "Boyd", False, "scottish", "teacher", "", "Science", "9", "9TB"),
    Staff("nasser", "Huda", "Nasser", True, "arab", "teacher", "", "Science", "9", "9HN"),
    Staff("vaughan", "Gethin", "Vaughan", False, "welsh", "teacher", "", "English", "9", "9GV"),
)
GONE = Staff("lund", "Erik", "Lund", False, "english", "teacher", "", "PE")
LEAVING = "carvalho"
GARDENER = Staff("marsh", "Joan", "Marsh", True, "english", "community", "Allotment gardener")
PRIMARY_TEACHER = Staff("ellis", "Huw", "Ellis", False, "welsh", "teacher", "Teacher of Year 4")
CHAIR = Staff("amos", "Carol", "Amos", True, "caribbean", "chair", "Chair of governors")
DEPUTY = "hughes"
ORCHARD_HEAD = Staff("mellor", "Cath", "Mellor", True, "english", "head", "Head teacher")
MILL_HEAD = Staff("gayle", "Trevor", "Gayle", False, "caribbean", "head", "Head teacher")

FAMILIES = (
    Family(
        "somali",
        (
            Child("amina", "Amina", "Yusuf", True, "willow-lane", "9", "9KP", ("Allotment",)),
            Child("khalid", "Khalid", "Yusuf", False, "mill-lane", "4"),
        ),
        (
            Carer("hodan", "Hodan", "Yusuf", "mother"),
            Carer("liban", "Liban", "Yusuf", "father"),
        ),
    ),
    Family(
        "english",
        (
            Child("isla", "Isla", "Young", True, "willow-lane", "9", "9JO", ("Cooking club",)),
            Child("erin", "Erin", "Young", True, "orchard", "8"),
        ),
        (
            Carer("rachel", "Rachel", "Young", "mother"),
            Carer("dean", "Dean", "Young", "father", home=False),
        ),
    ),
    Family(
        "english",
        (
            Child(
                *("leo", "Leonard", "Dunn", False, "willow-lane", "9", "9KP"),
                clubs=("Allotment",),
                called="Leo",
            ),
        ),
        (
            Carer("maureen", "Maureen", "Dunn", "grandmother"),
            Carer("kelly", "Kelly", "Dunn", "mother", home=False),
        ),
    ),
    Family(
        "igbo",
        (Child("chidi", "Chidi", "Okafor", False, "willow-lane", "7"),),
        (Carer("okafor", "", "", "mother"), Carer("emeka", "Emeka", "Okafor", "father")),
    ),
)

ADULTS = (*STAFF, GONE, GARDENER, PRIMARY_TEACHER, ORCHARD_HEAD, MILL_HEAD)
TAKEN = frozenset(
    [(adult.given, adult.family) for adult in ADULTS]
    + [(child.given, child.family) for family in FAMILIES for child in family.children]
    + [(carer.given, carer.family) for family in FAMILIES for carer in family.carers]
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A way in: the role, whose it is (the username is the person's id), what there is to see."""

    role: str
    username: str
    name: str
    see: str


SIGN_INS = (
    SignIn("head of Year 9", "reid", "Joan Reid", "who has nobody, what is due, who leaves"),
    SignIn("tutor of 9KP", "patel", "Kiran Patel", "a tutor group, and a talk that is due"),
    SignIn("teacher", "okafor", "Ifeoma Okafor", "an offer to Amina, and a thank-you from her"),
    SignIn("deputy head", "hughes", "Gwen Hughes", "runs the surveys"),
    SignIn("head teacher", "bell", "Miriam Bell", "the school’s surveys"),
    SignIn("school office", "kaur", "Simran Kaur", "keeps the roll"),
    SignIn("safeguarding lead", "shah", "Nadia Shah", "three concerns, one taken on"),
    SignIn("pupil, Year 9", "amina", "Amina Yusuf", "an offer to answer"),
    SignIn("pupil, Year 9", "leo", "Leo Dunn", "talks at the allotment"),
    SignIn("pupil, Year 9", "isla", "Isla Young", "is never told that she has nobody"),
    SignIn("parent", "hodan", "Hodan Yusuf", "Amina’s mother"),
    SignIn("community adult", "marsh", "Joan Marsh", "gardener, beside Leo"),
    SignIn("federation lead", "adeyemi", "Folake Adeyemi", "all three schools"),
    SignIn("primary teacher", "ellis", "Huw Ellis", "Mill Lane Primary"),
)
