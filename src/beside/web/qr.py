"""Squares that a phone's camera reads."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(link: str) -> SafeString:
    """A link as a QR code, drawn as SVG."""
    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True)
    return mark_safe(out.getvalue().decode())  # noqa: S308  drawn by segno from an address
