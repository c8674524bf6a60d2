"""Holes that once were, planted again: each takes away every lock that stands before it."""

from types import SimpleNamespace

from beside.access import actions, opening
from beside.access import views as access_views
from beside.schools import roll
from beside.schools.views import people as people_page
from beside.ties.views import family
from tests.becoming.town import as_owner

ENOUGH = """
CREATE OR REPLACE FUNCTION schools_enough(p_school uuid, p_keys text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT true'
"""


def roll_holds_nothing(patch) -> None:
    """What an import gives is applied and not held: by the rule alone."""
    patch.setattr(roll.planning, "hold", lambda draft, facts: set())


def nothing_is_held(patch) -> None:
    """As above, and the database asks for no second yes either."""
    roll_holds_nothing(patch)
    with as_owner() as cursor:
        cursor.execute(ENOUGH)


class _Blind:
    """The accounts, of which none seems to be in use."""

    def __init__(self, model) -> None:
        self.model, self.objects = model, self

    def __call__(self, **fields):
        return self.model(**fields)

    def visible_to(self, _actor):
        return self

    def filter(self, **wanted):
        found = self.model.objects.filter(**wanted)
        return SimpleNamespace(exists=lambda: False) if "is_active" in wanted else found


def who_has_an_account_is_invited(patch) -> None:
    """The page, the action and the link ask no more whether there is an account."""
    for module in (people_page, actions, access_views):
        patch.setattr(module, "Account", _Blind(module.Account))
    patch.setattr(people_page, "invited", lambda **_k: opening.Invited.SHOWN)


def cards_open_the_past(patch) -> None:
    patch.setattr(opening, "opens_past", lambda **_k: True)


def letters_open_the_past(patch) -> None:
    patch.setattr(family, "shut_session", lambda *_a, **_k: None)
    patch.setattr(family, "Actor", lambda who, today, **_k: actions.Actor(who, today))


def a_name_opens_the_meeting(patch) -> None:
    patch.setattr(opening, "door", lambda **_k: opening.Door.OWN)
