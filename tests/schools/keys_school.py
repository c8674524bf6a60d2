"""A school in use: who keeps its roll, who leads it, a tutor with pupils, and a carer."""

from datetime import UTC, datetime
from pathlib import Path

from beside.access.actor import role
from beside.access.models import Account
from beside.rights import Role
from beside.schools import jobs
from beside.schools.models import Approval, Held, Post, RollImport
from tests.factories import Small, act

POSTS = "person,school,kind,title,year_group,starts,ends\n" + "".join(
    f"{name},willow-lane,teacher,,,,\n" for name in ("shah", "patel", "okafor")
)


class InUse:
    """Willow Lane, into which five of its staff have come, and Mill Lane of the same federation."""

    def __init__(self) -> None:
        made = self.made = Small("willow-lane")
        self.group = made.group("9KP")
        self.kaur = made.adult("kaur", "office")
        self.shah = made.adult("shah", "safeguarding_lead")
        made.post(self.shah, "teacher")
        self.hughes = made.adult("hughes", "head")
        self.rao = made.adult("rao", "organiser")
        self.patel = made.adult("patel", "teacher")
        self.okafor = made.adult("okafor", "teacher")
        made.member(self.patel, self.group, "tutor")
        self.amina = made.pupil("amina", group=self.group)
        made.member(self.amina, self.group)
        self.fadumo = made.carer("fadumo", self.amina)
        self.mill = Small("mill-lane", federation=made.federation)
        self.reid = self.mill.adult("reid", "head")
        made.settle()
        self.mill.settle()
        for person in (self.kaur, self.shah, self.hughes, self.rao, self.patel):
            came_in(person)

    def bring_in(self, by, accept=(), **files: str) -> RollImport:
        """Somebody brings in these files over the page and approves what it would change."""
        found = self.upload(by, **files)
        with role(Role.ROLL):
            RollImport.objects.filter(pk=found.pk).update(status="applying")
        jobs.apply_import(import_id=str(found.pk), accept=list(accept))
        return found

    def sheet(self, by, text: str, accept=()) -> RollImport:
        """Somebody brings in one sheet that names only some of the pupils, and approves it."""
        found = self.upload(by, name="x.csv", content=text.encode(), only_some=True)
        with role(Role.ROLL):
            RollImport.objects.filter(pk=found.pk).update(status="applying")
        jobs.apply_import(import_id=str(found.pk), accept=list(accept))
        return found

    def upload(
        self, by, name: str = "x.zip", content: bytes = b"", only_some: bool = False, **files: str
    ) -> RollImport:
        act(by)
        found = RollImport.objects.create(
            school=self.made.school,
            by_id=by.pk,
            file_name=name,
            content=content or zipped(files),
            only_some=only_some,
        )
        jobs.plan_import(import_id=str(found.pk))
        return found

    def held(self, key: str = "") -> list[Held]:
        with role(Role.ROLL):
            rows = Held.objects.filter(status="waiting", held_key__startswith=key)
            return list(rows.select_related("school"))

    def says(self, person, held: Held, yes: bool = True) -> None:
        """Somebody says yes or no on their page, and the worker does what follows."""
        from beside.schools.actions import approvals
        from tests.factories import NOW

        approvals.say(by=act(person), held=held, yes=yes, now=NOW)
        jobs.decide_held(held_id=str(held.pk))

    def posts(self, person) -> set[str]:
        with role(Role.ROLL):
            rows = Post.objects.filter(person=person, ends=None)
            return {f"{p.school.source_id}/{p.kind}" for p in rows.select_related("school")}

    def yeses(self) -> int:
        with role(Role.ROLL):
            return Approval.objects.count()


def came_in(person) -> None:
    """Somebody has signed in once."""
    with role(Role.ROLL):
        Account.objects.create(
            subject_id=person.pk,
            username=str(person.pk),
            last_login=datetime(2026, 9, 1, tzinfo=UTC),
        )


def zipped(files: dict[str, str]) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return out.getvalue()


def folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text)
    return path
