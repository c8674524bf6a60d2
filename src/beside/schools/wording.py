"""What an import comes to, in words: the sentence that is read first, and every change."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from beside.schools.models import Group, Post
from beside.schools.roll import Plan
from beside.schools.roll.encodings import NAMES

OPS = {
    "add": lazy("new"),
    "change": lazy("changed"),
    "leave": lazy("leaving"),
    "return": lazy("back"),
    "remove": lazy("taken off"),
}
KINDS = {
    "school": lazy("school"),
    "term": lazy("term"),
    "course": lazy("course"),
    "group": lazy("group"),
    "person": lazy("person"),
    "enrolment": lazy("pupil on the roll"),
    "post": lazy("post"),
    "membership": lazy("place in a group"),
    "family_link": lazy("parent or carer"),
}
FIELDS = {
    "name": lazy("name"),
    "title": lazy("title"),
    "code": lazy("code"),
    "type": lazy("type"),
    "kind": lazy("kind"),
    "course": lazy("course"),
    "given_name": lazy("first name"),
    "family_name": lazy("family name"),
    "preferred_name": lazy("name they like to be called"),
    "username": lazy("username"),
    "email": lazy("e-mail"),
    "year_group": lazy("year"),
    "tutor_group": lazy("tutor group"),
    "previous_school": lazy("previous school"),
    "admission_number": lazy("admission number"),
    "organisation": lazy("organisation"),
    "checks_expire": lazy("checks run out"),
    "training_expires": lazy("training runs out"),
    "starts": lazy("from"),
    "ends": lazy("until"),
    "role": lazy("role"),
    "relation": lazy("relation"),
    "parental_responsibility": lazy("parental responsibility"),
    "lives_with": lazy("lives with"),
}
_SHOWN = (
    "year_group",
    "tutor_group",
    "kind",
    "title",
    "relation",
    "email",
    "username",
    "previous_school",
    "admission_number",
    "organisation",
)
_WORDS = {**dict(Group.Kind.choices), **dict(Post.Kind.choices)}


def sentence(plan: Plan, *, applied: bool) -> str:
    """That nothing was changed, and why; or what was, or would be."""
    if plan.errors:
        first = plan.errors[0]
        return _("Refused, and nothing was changed. %(reason)s") % {"reason": first.reason}
    parts = [*_changes(plan), *_not_done(plan)]
    totals = plan.totals
    if not any(totals[count] for count in ("added", "changed", "leaving")):
        said = _("Nothing was changed") if applied else _("Nothing would change")
        rest = f"; {', '.join(parts)}." if parts else _(": the roll says this already.")
        return said + rest
    lead = _("Brought in: %(what)s.") if applied else _("Not brought in yet: %(what)s.")
    return lead % {"what": ", ".join(parts)}


def _changes(plan: Plan) -> list[str]:
    added = {kind: plan.by_kind[kind]["added"] for kind in ("school", "enrolment", "post")}
    links = plan.by_kind["family_link"]["added"]
    changed, leaving = plan.totals["changed"], plan.by_kind["person"]["leaving"]
    said = (
        (added["school"], ngettext("%(n)s school new", "%(n)s schools new", added["school"])),
        (
            added["enrolment"],
            ngettext("%(n)s pupil new", "%(n)s pupils new", added["enrolment"]),
        ),
        (added["post"], ngettext("%(n)s post new", "%(n)s posts new", added["post"])),
        (
            links,
            ngettext(
                "%(n)s parent or carer of a pupil new",
                "%(n)s parents or carers of pupils new",
                links,
            ),
        ),
        (changed, ngettext("%(n)s entry changed", "%(n)s entries changed", changed)),
        (leaving, ngettext("%(n)s person leaves", "%(n)s people leave", leaving)),
    )
    parts = [words % {"n": count} for count, words in said if count]
    totals = plan.totals
    if not parts and (totals["added"] or totals["leaving"]):
        count = totals["added"] + totals["leaving"]
        parts.append(ngettext("%(n)s other entry", "%(n)s other entries", count) % {"n": count})
    return parts


def _not_done(plan: Plan) -> list[str]:
    rows, waits = plan.totals["rejected"], len(plan.held)
    said = (
        (rows, ngettext("%(n)s row could not be read", "%(n)s rows could not be read", rows)),
        (
            waits,
            ngettext(
                "%(n)s question waits for a person's word",
                "%(n)s questions wait for a person's word",
                waits,
            ),
        ),
    )
    return [words % {"n": count} for count, words in said if count]


def change_in_words(change: dict[str, Any], plan: dict[str, Any]) -> dict[str, Any]:
    """A change as a row of the page: who or what, and was and becomes without a single id."""
    names = plan.get("names", {})
    new = change["new"]
    words = _whole(new, names) if isinstance(new, dict) else _value(new, names)
    return {
        "who": _who(change, plan),
        "kind_words": KINDS[change["kind"]],
        "op_words": OPS[change["op"]],
        "field_words": FIELDS.get(change["field"] or "", ""),
        "old": _value(change["old"], names),
        "new": words,
    }


def _who(change: dict[str, Any], plan: dict[str, Any]) -> str:
    """Whose the change is: "Isla Reed", "Isla Reed, 7A", "Ann Reed for Isla Reed"."""
    named = plan.get("whose", {}).get(f"{change['kind']}:{change['id']}", [])
    first, second = [*named, "", ""][:2]
    if change["kind"] == "family_link" and second:
        return _("%(carer)s for %(pupil)s") % {"carer": first, "pupil": second}
    return ", ".join(name for name in (first, second) if name) or _("without a name")


def _whole(record: dict[str, Any], names: dict[str, str]) -> str:
    shown = (_value(record.get(name), names) for name in _SHOWN)
    return ", ".join(dict.fromkeys(word for word in shown if word))


def _value(value: Any, names: dict[str, str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and (day := parse_date(value[:10])) and len(value) == 10:
        return date_format(day, "j F Y")
    return str(names.get(value) or _WORDS.get(value) or value)


def answers(held: dict[str, Any]) -> dict[str, Any]:
    """What waits, with the words of its two answers where it has two."""
    if held["rule"] == "encoding":
        said = [NAMES.get(held[key].partition(":")[2], "") for key in ("key", "otherwise")]
        words = [*(_("As %(letters)s") % {"letters": name} for name in said)]
        words.append(_("I do not know yet: they stay as they are"))
    else:
        words = [
            _("Yes, they are the same people"),
            _("No, they are others: the new ones come and the old ones leave"),
            _("I do not know yet: neither comes or goes"),
        ]
    return {**held, "answers": words}


def unused_in_words(plan: dict[str, Any]) -> list[tuple[str, str]]:
    """The columns that nothing was read from, by sheet where a file has several."""
    found: dict[str, list[str]] = {}
    for each in plan.get("unused_columns", []):
        found.setdefault(each["sheet"] or each["file"], []).append(each["column"])
    return [(where, ", ".join(columns)) for where, columns in found.items()]
