"""To whoever was not promised to see it, nothing shows whom a pupil named: all roles, all pages.

Two worlds differ only in that (two_worlds.py). Each page, list, count, order, print and download
that a reader can fetch, and every row their database session can read, must be the same in both,
but for the pages and rows that `MAY_DIFFER` names.
"""

import logging
import re

import pytest
from django.db import transaction

from beside.access.actor import role
from beside.access.models import Standing
from beside.rights import Basis, Role
from beside.schools.models import Post
from tests.factories import NOW
from tests.house.places import PACKAGE
from tests.pages import ROLES
from tests.ties.reading_worlds import (
    CARD,
    QUERIES,
    Key,
    Reading,
    differing,
    differing_rows,
    in_words,
    pages_of,
    read,
)
from tests.ties.two_worlds import READERS as PEOPLE
from tests.ties.two_worlds import World

READERS = (*PEOPLE, CARD)
PROMISES = ("yes_no", "choose", "names")
WIDE = [pytest.param((promise, True), marks=pytest.mark.slow, id=promise) for promise in PROMISES]
SHORT = pytest.param(("yes_no", False), id="yes_no in short")

# A pupil's own people, on their own pages and in their own rows.
OWN = {"my_people", "survey_find", "survey_check", "survey_screen"}
OWN_ROWS = {"ties_draft", "ties_nomination", "audit_change"}
# Whom they named, and with it which side said what, to those who were promised to be shown it.
NAMES_ROWS = {"ties_nomination", "ties_exactstate"}
# Counts of a school's ties, none of them small, are counts of what pupils said: see measures.between.
# A head of year reads no page about all years.
COUNTS = ({"between"}, {"ties_tiefigure"})
COUNTED = {"organiser": COUNTS, "head": COUNTS}
COUNTED |= dict.fromkeys(("head_of_year", "other head of year"), (set(), COUNTS[1]))
MAY_DIFFER = {
    **{(promise, "pupil"): (OWN, OWN_ROWS) for promise in PROMISES},
    **{(promise, who): each for promise in PROMISES for who, each in COUNTED.items()},
    ("names", "tutor"): ({"group", "pupil"}, NAMES_ROWS),
    ("names", "other tutor"): ({"group", "pupil"}, NAMES_ROWS),
    ("names", "head_of_year"): (
        {"group", "pupil", "year", "school", "wishes"},
        NAMES_ROWS | COUNTS[1],
    ),
}


class Both:
    """What each reader finds in each of the two worlds."""

    def __init__(self, promise: str, wide: bool):
        self.promise, self.wide = promise, wide
        self.world = World(promise)
        with role(Role.ROLL):
            self.posts = set(Post.objects.values_list("kind", flat=True))
            self.bases = set(Standing.objects.values_list("basis", flat=True))
        self.first, self.second = {}, {}
        with transaction.atomic():
            self.world.tell(0)
            self.first = {who: read(self.world, who, wide=wide) for who in READERS}
            transaction.set_rollback(True)
        with transaction.atomic():
            self.world.tell(1)
            known = {} if wide else self.first
            self.second = {
                who: read(self.world, who, wide=wide, known=known.get(who)) for who in READERS
            }
            transaction.set_rollback(True)

    def of(self, reader: str) -> tuple[Reading, Reading]:
        return self.first[reader], self.second[reader]


@pytest.fixture(scope="module", params=[SHORT, *WIDE])
def both(request, django_db_setup, django_db_blocker):
    """Read once for a promise; nothing of it stays in the database."""
    log = logging.getLogger("django.request")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("BESIDE_NOW", NOW.isoformat())
        patch.setattr(log, "disabled", True)
        found = Both(*request.param)
        transaction.set_rollback(True)
    return found


def about(key: Key, world: World, reader: str) -> bool:
    """Whether an address is that of a pupil whom the reader looks after."""
    return any(str(pupil.pk) in key[1] for pupil in world.looked_after(reader))


@pytest.mark.parametrize("reader", READERS)
def test_two_worlds_look_the_same(both, reader):
    one, other = both.of(reader)
    pages, rows = MAY_DIFFER.get((both.promise, reader), (set(), set()))
    found = differing(one, other)
    assert found.keys() <= pages, in_words(one, other, [k for n in found for k in found[n]])
    others = {
        table: each for table, each in differing_rows(one, other).items() if table not in rows
    }
    assert not others
    assert {k for k in found.get("pupil", ()) if not about(k, both.world, reader)} == set()
    assert not {answer.status for answer in one.pages.values()} & {500, 502}


@pytest.mark.parametrize("reader", ["pupil", "tutor", "head_of_year"])
def test_the_comparison_sees_what_may_differ(both, reader):
    """It can fail: where names are shown they are found, on each of these pages and in each table."""
    one, other = both.of(reader)
    pages, rows = MAY_DIFFER.get((both.promise, reader), (set(), set()))
    assert differing(one, other).keys() | COUNTS[0] == pages | COUNTS[0]
    assert differing_rows(one, other).keys() | COUNTS[1] == rows | COUNTS[1]


def test_every_page_was_shown_to_somebody(both):
    """A page that is in no sweep, or that nobody here can open, fails."""
    shown = {name for found in both.first.values() for name, _address in found.shown()}
    wanted = {page.name for page in pages_of(both.wide)}
    assert wanted - shown == {"start"}, "`start` is the page of a system without a school"


def test_everybody_who_reads_is_there(both):
    assert set(ROLES) <= set(READERS)
    assert both.posts == set(Post.Kind.values)
    assert both.bases == {basis.value for basis in Basis if basis != Basis.SELF}


def test_every_query_that_a_page_reads_is_in_the_sweep():
    """A search, a filter or an order that a page learns of is named in `QUERIES`."""
    source = "".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    found = set(re.findall(r"""request\.GET(?:\.get\w*\(|\[)["'](\w+)""", source))
    found |= set(re.findall(r""""(\w+)" in request\.GET""", source))
    # What is typed may come by either way: such a view calls both `asked`.
    found |= set(re.findall(r"""(?:asked|or request\.GET\))\.get\(["'](\w+)""", source))
    told = {
        part.partition("=")[0] for each in QUERIES.values() for q in each for part in q.split("&")
    }
    assert found == told


# Apps that read nothing of what anybody said in a survey: of ties they know how adults are called.
READ_NO_SURVEY = ("timetable", "enrichment")
# Names that everybody may read, and who helped in choice time, which the pupil alone reads.
OF_TIES = {("", "naming"), (".models", "Evidence")}
OF_TIES |= {(".actions", "evidence"), (".queries", "evidence")}


def test_every_page_that_can_be_had_in_part_is_in_the_sweep():
    """Only these views ask whether a part is wanted; each is swept in part, or takes no GET."""
    asking = {
        path.stem
        for path in PACKAGE.rglob("views/*.py")
        if path.parts[-3] not in READ_NO_SURVEY and "request.htmx" in path.read_text()
    }
    assert asking == {"survey", "people"}


def test_choice_time_and_challenges_read_nothing_of_a_survey():
    for app in READ_NO_SURVEY:
        source = "".join(path.read_text() for path in (PACKAGE / app).rglob("*.py"))
        assert set(re.findall(r"from beside\.ties(\S*) import (\w+)", source)) <= OF_TIES
