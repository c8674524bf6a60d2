import importlib.util
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DIST = ROOT / "src/beside/web/static/dist"


@pytest.fixture
def build():
    spec = importlib.util.spec_from_file_location("assets_build", ROOT / "assets/build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_fingerprint_notices_a_changed_and_a_renamed_file(build, tmp_path):
    file = tmp_path / "a.css"
    file.write_text("a{}")
    before = build.fingerprint([file], tmp_path)
    file.write_text("b{}")
    changed = build.fingerprint([file], tmp_path)
    renamed = file.rename(tmp_path / "b.css")
    assert len({before, changed, build.fingerprint([renamed], tmp_path)}) == 3


def test_fingerprint_does_not_depend_on_the_order_of_the_files(build, tmp_path):
    files = [tmp_path / "a", tmp_path / "b"]
    for file in files:
        file.write_text(file.name)
    assert build.fingerprint(files, tmp_path) == build.fingerprint(files[::-1], tmp_path)


def test_a_folder_is_current_only_with_the_very_stamp(build, tmp_path):
    assert not build.is_current(tmp_path, "one")
    (tmp_path / ".stamp").write_text("one")
    assert build.is_current(tmp_path, "one")
    assert not build.is_current(tmp_path, "two")


def test_the_lock_pins_every_package_by_hash_and_names_no_registry():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert all("integrity" in entry and "resolved" not in entry for entry in packages.values())


def test_package_json_pins_exact_versions():
    package = json.loads((ROOT / "package.json").read_text())
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


@pytest.fixture
def dist():
    if not (DIST / "app.css").is_file():
        pytest.skip("The assets are not built. Run `python assets/build.py` first.")
    return DIST


def test_the_sprite_holds_every_icon_once(dist):
    names = (ROOT / "assets/icons.txt").read_text().split()
    drawn = re.findall(r'<symbol id="([^"]+)"', (dist / "icons.svg").read_text())
    assert drawn == names == sorted(set(names))


def test_the_style_sheet_asks_nothing_of_other_sites_and_its_letters_are_there(dist):
    urls = re.findall(r"url\(([^)]+)\)", (dist / "app.css").read_text())
    assert len(urls) == 6
    assert all((dist / url.strip("\"'")).is_file() for url in urls)
