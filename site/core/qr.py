"""A code for a camera."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def qr(text: str, label: str = "") -> SafeString:
    """A QR code, black on white in every theme, since readers expect that; nothing where none can hold the text."""
    try:
        # Any of the eight masks can be read; trying all of them for the prettiest would cost most of the time.
        code = segno.make(text, error="m", micro=False, mask=2)
    except segno.DataOverflowError:
        return SafeString("")
    border, size = 3, code.symbol_size(border=0)[0]
    path = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                path.append(f"M{x} {y}h{run - x}v1h-{run - x}z")
            x = max(run, x + 1)
    span = size + 2 * border
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="-{b} -{b} {s} {s}" role="img" aria-label="{l}" '
        'shape-rendering="crispEdges"><path fill="#fff" d="M-{b}-{b}h{s}v{s}h-{s}z"/><path fill="#000" d="{p}"/></svg>',
        b=border,
        s=span,
        l=label or _("QR code"),
        p="".join(path),
    )
