"""What an import comes to, in the sentence that a person reads first."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beside.schools.roll import Plan


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
    lead = _("Brought in: %(what)s.") if applied else _("This would bring in: %(what)s.")
    return lead % {"what": ", ".join(parts)}


def _changes(plan: Plan) -> list[str]:
    added = {kind: plan.by_kind[kind]["added"] for kind in ("enrolment", "post", "person")}
    links = plan.by_kind["family_link"]["added"]
    changed, leaving = plan.totals["changed"], plan.by_kind["person"]["leaving"]
    said = (
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
