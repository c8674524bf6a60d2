"""Lays the tiles of a role out as sheets, and writes the page from which all of them are opened."""

from html import escape
from pathlib import Path

from tests.sheet.taking import Look, Tile

STYLE = """<!doctype html><meta charset="utf-8"><title>Beside, page by page</title><style>
body { font: 14px system-ui, sans-serif; margin: 12px; background: #ddd }
.sheet { column-width: var(--tile); column-gap: 12px }
figure { break-inside: avoid; margin: 0 0 12px; background: #fff; border: 1px solid #888 }
figcaption { padding: 4px 6px; background: #222; color: #fff; overflow-wrap: anywhere }
img { display: block; width: 100% }
ul { margin: 0; padding: 4px 6px 4px 22px; background: #fdd; overflow-wrap: anywhere }
</style>"""


def sheet(role: str, look: Look, tiles: list[Tile], folder: Path) -> Path:
    """The sheet of a role in one look, as a page to be drawn."""
    path = folder / f"{role}-{look.name}.html"
    figures = "".join(_figure(tile, folder) for tile in tiles)
    words = f"<h1>{escape(role)}, {look.name}: {len(tiles)} pages</h1>"
    path.write_text(
        f'{STYLE}{words}<div class="sheet" style="--tile: {look.tile}px">{figures}</div>'
    )
    return path


def _figure(tile: Tile, folder: Path) -> str:
    picture = tile.file.relative_to(folder)
    faults = "".join(f"<li>{escape(each)}</li>" for each in tile.faults)
    return (
        f"<figure><figcaption>{escape(tile.found.label)}</figcaption>"
        f'<a href="{picture}"><img src="{picture}" alt=""></a>'
        f"{f'<ul>{faults}</ul>' if faults else ''}</figure>"
    )


def index(folder: Path, sheets: list[Path], faults: list[str], missing: list[str]) -> Path:
    """The page that leads to every sheet, and lists what is wrong and what was not come to."""
    path = folder / "index.html"
    path.write_text(
        f"{STYLE}<h1>Every page of the made-up school</h1>"
        + _list("Sheets", (f'<a href="{p.name}">{p.stem}</a>' for p in sheets))
        + _list("What is wrong", map(escape, faults))
        + _list("Pages nobody came to", map(escape, missing))
    )
    return path


def _list(title: str, rows) -> str:
    items = "".join(f"<li>{row}</li>" for row in rows) or "<li>nothing</li>"
    return f"<h2>{title}</h2><ul style='background: none'>{items}</ul>"
