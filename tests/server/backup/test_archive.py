"""The file itself: whole or not there, and never read where it is damaged."""

import random
import shutil
import tarfile
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beside.server.backup import archive, keys, manifest
from beside.server.backup.errors import Refused
from beside.server.backup.manifest import Manifest, Table
from tests import drawn


def _members(folder: Path) -> Manifest:
    """Something small in the shape of a backup, in this folder."""
    (folder / "files").mkdir()
    noise = random.Random(7).randbytes(3000)
    for name, content in (
        ("database.dump", noise),
        ("files/secret_key", b"k" * 86),
        ("settings.json", b"{}"),
    ):
        (folder / name).write_bytes(content)
    names = ("database.dump", "files/secret_key", "settings.json")
    return Manifest(
        version="0.1.0",
        taken="2026-12-01T02:00:00Z",
        postgres=15,
        key_mark="m",
        tables={"public.t": Table(3, "17", ("id",))},
        members={name: archive.digest(folder / name) for name in names},
        migrations=("access.0001_initial",),
    )


@pytest.fixture(scope="module")
def written():
    """One backup, plain and encrypted, and the file of the key that opens it."""
    folder = Path(tempfile.mkdtemp(prefix="beside-test-"))
    (folder / "all").mkdir()
    found = _members(folder / "all")
    public = keys.make(folder / "key")
    archive.write(folder / "plain", found, folder / "all", [])
    archive.write(folder / "sealed", found, folder / "all", [public])
    yield folder
    shutil.rmtree(folder)


def _open(file: Path, identity: Path | None) -> Manifest:
    with tempfile.TemporaryDirectory(prefix="beside-test-") as folder:
        return archive.open_into(file, Path(folder), identity).manifest


@pytest.mark.parametrize("name", ["plain", "sealed"])
def test_what_was_written_is_read(written, name):
    found = _open(written / name, written / "key")
    assert found.rows == 3 and found.files == ["secret_key"]
    assert (written / name).stat().st_mode & 0o777 == 0o600


def test_a_plain_one_can_be_opened_without_beside(written):
    with tarfile.open(written / "plain") as tar:
        assert tar.getnames()[:2] == ["beside-backup.json", "database.dump"]


def _damages(size: int) -> st.SearchStrategy:
    place = st.integers(0, size - 1)
    flip = st.tuples(st.just("flip"), place, st.integers(1, 255))
    cut = st.tuples(st.just("cut"), place, st.just(0))
    blank = st.tuples(st.just("blank"), place, st.integers(1, 600))
    more = st.tuples(st.just("more"), st.just(0), st.integers(1, 600))
    swap = st.tuples(st.just("swap"), place, st.integers(1, 600))
    return st.one_of(flip, cut, blank, more, swap)


def _damage(content: bytes, how: str, place: int, much: int) -> bytes:
    if how == "flip":
        return content[:place] + bytes([content[place] ^ much]) + content[place + 1 :]
    if how == "cut":
        return content[:place]
    if how == "blank":
        return (
            content[:place] + b"\0" * len(content[place : place + much]) + content[place + much :]
        )
    if how == "more":
        return content + b"x" * much
    part = content[place : place + much]
    return content[:place] + part[::-1] + content[place + much :]


@pytest.mark.worlds
@pytest.mark.parametrize("name", ["plain", "sealed"])
@settings(
    max_examples=drawn.worlds(300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_damage_goes_unseen(written, name, data):
    whole = (written / name).read_bytes()
    broken = _damage(whole, *data.draw(_damages(len(whole))))
    if broken == whole:
        return
    file = written / f"{name}.broken"
    file.write_bytes(broken)
    with pytest.raises(Refused):
        _open(file, written / "key")


@pytest.mark.parametrize(
    ("name", "identity", "words"),
    [
        ("sealed", None, "is encrypted"),
        ("sealed", "other", "the key of another backup"),
        ("sealed", "plain", "holds no key"),
        ("nowhere", None, "There is no file"),
        ("key", None, "is not a backup of Beside"),
        ("all", None, "There is no file"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(written, name, identity, words):
    if not (written / "other").exists():
        keys.make(written / "other")
    with pytest.raises(Refused, match=words):
        _open(written / name, written / identity if identity else None)


def test_a_key_is_never_overwritten(written):
    with pytest.raises(Refused, match="is there already"):
        keys.make(written / "key")


def test_what_is_no_key_is_refused():
    with pytest.raises(Refused, match="is no key"):
        keys.recipients("age1nonsense")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": 2}, "newer Beside"),
        ({"version": "99.0"}, "newer Beside, 99.0"),
        ({"migrations": ("schools.9999_later",)}, "holds schools.9999_later"),
        ({"migrations": ("outbox.9999_later",)}, "holds outbox.9999_later"),
        ({"tables": None}, "does not say what is in it"),
    ],
)
def test_a_backup_of_a_newer_beside_is_refused(written, change, words):
    with tempfile.TemporaryDirectory(prefix="beside-test-") as folder:
        found = _members(Path(folder))
        changed = {name: getattr(found, name) for name in found.__slots__} | change
        text = manifest.json.dumps(changed, default=lambda value: {}).encode()
        with pytest.raises(Refused, match=words):
            manifest.read(text)


def test_a_name_that_leads_out_is_refused(written):
    with tempfile.TemporaryDirectory(prefix="beside-test-") as inner:
        folder = Path(inner) / "all"
        folder.mkdir()
        found = _members(folder)
        (folder.parent / "outside").write_text("x")
        found.members["../outside"] = archive.digest(folder / "../outside")
        file = Path(inner) / "bad"
        archive.write(file, found, folder, [])
        with pytest.raises(Refused):
            _open(file, None)


def test_a_backup_that_breaks_off_leaves_the_last_one_alone(written, monkeypatch):
    file = written / "kept"
    file.write_bytes(b"the last one")
    found = _members_again(written)

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        archive.write(file, found, written / "all", [])
    assert file.read_bytes() == b"the last one"
    assert [path.name for path in written.glob(".*.part")] == []


def _members_again(written: Path) -> Manifest:
    with tempfile.TemporaryDirectory(prefix="beside-test-") as folder:
        return _members(Path(folder))


def test_two_backups_into_one_file_at_once_are_refused(written):
    with archive._whole(written / "one"), pytest.raises(Refused, match="Another backup"):
        archive.write(written / "one", _members_again(written), written / "all", [])
