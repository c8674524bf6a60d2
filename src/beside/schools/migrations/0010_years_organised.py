"""A head of year organises their year, and no longer the school: what stands is brought to that.

This is what the next steps of an upgrade need; with all tables and locks in place every school is
settled by its roll, with the days of posts, links and enrolments (`schools.jobs`).
"""

import uuid

from django.db import migrations


LOCKED = (
    *("schools_enrolment", "schools_post", "schools_familylink", "schools_person"),
    *("access_standing", "access_belonging"),
)


def bring_to_years(apps, schema_editor):
    """Name the scopes of every school and year, and narrow what heads of year stand on."""
    with schema_editor.connection.cursor() as cursor:
        for table in LOCKED:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    for school in apps.get_model("schools", "School").objects.all():
        _name_places(apps, school)
        _narrow(apps, school)
        _families(apps, school)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _name_places(apps, school):
    Place = apps.get_model("access", "Place")
    of = {
        year
        for name in ("Enrolment", "Post")
        for year in apps.get_model("schools", name)
        .objects.filter(school=school)
        .values_list("year_group", flat=True)
        .distinct()
    }
    named = {(whose, whose, "") for whose in ("pupils", "coming", "adults", "carers")}
    for year in of - {""}:
        named |= {("pupils", f"year:{year}", year), ("carers", f"carers:{year}", year)}
    rows = [
        Place(
            scope_id=uuid.uuid5(school.pk, name), school_id=school.pk, whose=whose, year_group=year
        )
        for whose, name, year in sorted(named)
    ]
    Place.objects.bulk_create(rows, ignore_conflicts=True)


def _narrow(apps, school):
    """End what they stand on for all of the school; what another post gives stays."""
    Standing = apps.get_model("access", "Standing")
    posts = apps.get_model("schools", "Post").objects.filter(school=school)
    led = posts.filter(kind="head_of_year")
    wide = posts.filter(kind__in=("organiser", "head")) | led.filter(year_group="")
    heads = led.exclude(year_group="").exclude(person__in=wide.values("person"))
    source = f"roll:{school.pk}"
    held = Standing.objects.filter(source=source, basis="organiser", actor__in=heads.values("person"))
    held.delete()
    for post in led.exclude(year_group=""):
        for name in ("year", "carers"):
            Standing.objects.get_or_create(
                source=source,
                actor_id=post.person_id,
                basis="organiser",
                scope_id=uuid.uuid5(school.pk, f"{name}:{post.year_group}"),
                defaults={"starts": post.starts, "ends": post.ends},
            )
    for post in posts.filter(kind__in=("organiser", "head", "head_of_year")):
        Standing.objects.get_or_create(
            source=source,
            actor_id=post.person_id,
            basis="finds_mentors",
            scope_id=uuid.uuid5(school.pk, "pupils"),
            defaults={"starts": post.starts, "ends": post.ends},
        )


def _families(apps, school):
    Belonging = apps.get_model("access", "Belonging")
    links = apps.get_model("schools", "FamilyLink").objects
    rows = links.filter(pupil__enrolments__school=school).values_list(
        "carer", "pupil__enrolments__year_group", "starts", "ends"
    )
    found = {(carer, year): (starts, ends) for carer, year, starts, ends in rows if year}
    Belonging.objects.bulk_create(
        [
            Belonging(
                person_id=carer,
                scope_id=uuid.uuid5(school.pk, f"carers:{year}"),
                source=f"roll:{school.pk}",
                starts=days[0],
                ends=days[1],
            )
            for (carer, year), days in found.items()
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("schools", "0009_court_hold"), ("access", "0013_place")]

    operations = [migrations.RunPython(bring_to_years, migrations.RunPython.noop)]
