"""What every template of Beside must keep, whichever app it belongs to."""

import re
from pathlib import Path

import pytest

from tests.house import pages

ROOT = Path(__file__).parent.parent.parent
WEB = ROOT / "src/beside/web/templates"
TEMPLATES = sorted((ROOT / "src").rglob("templates/**/*.html"))
ICONS = set((ROOT / "assets/icons.txt").read_text().split())

BLOCKED = {
    "a style attribute": r"\sstyle\s*=",
    "a script in the page": r"<script(?![^>]*\ssrc=)",
    "a style sheet in the page": r"<style\b",
    "an on... attribute": r"\son[a-z]+\s*=",
    "hx-on": r"hx-on[:\s=]",
    "a js: value": r"[\"']js(?:on)?:\s*\{|[\"']javascript:",
    "a filter in hx-trigger": r"hx-trigger\s*=\s*[\"'][^\"']*\[",
    "data: in an address": r"(?:src|href)\s*=\s*[\"']data:",
}


def named(template: Path) -> str:
    return str(template.relative_to(ROOT / "src/beside"))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_holds_nothing_the_content_policy_blocks(template):
    text = template.read_text()
    assert [what for what, pattern in BLOCKED.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_icon_of_a_template_is_in_the_sprite(template):
    assert pages.icons(template.read_text()) - ICONS == set()


def test_every_component_stands_on_the_style_page():
    shown = (WEB / "web/style.html").read_text() + (WEB / "web/marks_demo.html").read_text()
    for component in WEB.glob("cotton/*.html"):
        inside = "".join(
            other.read_text() for other in WEB.glob("cotton/*.html") if other != component
        )
        tag = f"<c-{component.stem.replace('_', '-')}"
        pattern = rf"{tag}[\s>/]"
        assert re.search(pattern, shown + inside), f"{tag}> is shown nowhere"
