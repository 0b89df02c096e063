"""The site's line drawings."""

from django.utils.safestring import SafeString, mark_safe

ICONS = {
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "globe": (
        '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3"/>'
        ""
    ),
    "theme": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c.8-4.5 4-6.5 8-6.5s7.2 2 8 6.5"/>',
    "place": '<path d="M12 21s7-6.5 7-11.5A7 7 0 0 0 5 9.5C5 14.5 12 21 12 21z"/><circle cx="12" cy="9.5" r="2.5"/>',
    "online": '<rect x="3" y="5" width="18" height="12" rx="1.5"/><path d="M8 21h8M12 17v4"/>',
    "time": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "calendar": '<rect x="3.5" y="5" width="17" height="15.5" rx="1.5"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
    "people": (
        '<circle cx="9" cy="9" r="3.5"/><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6'
        'M15.5 5.7a3.5 3.5 0 0 1 0 6.6M18 14.7c2 .8 3.2 2.6 3.5 5.3"/>'
    ),
    "seat": (
        '<path d="M4 8.500a2 2 0 0 0 0 7V19h16v-3.500a2 2 0 0 1 0-7V5H4z"/>'
        '<path d="M14 5v14" stroke-dasharray="2 3"/>'
    ),
    "arrow": '<path d="M4 12h16M14 6l6 6-6 6"/>',
    "back": '<path d="M20 12H4M10 6l-6 6 6 6"/>',
    "out": '<path d="M8 5h11v11M19 5 5 19"/>',
    "check": '<path d="m4 12.5 5.5 5.500L20 6.5"/>',
    "close": '<path d="m5 5 14 14M19 5 5 19"/>',
    "down": '<path d="m6 9 6 6 6-6"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.500v.01"/>',
    "warn": '<path d="M12 3.5 22 20.500H2zM12 10v5M12 17.700v.01"/>',
    "star": '<path d="m12 3.5 2.600 5.600 6.100.7-4.5 4.200 1.200 6-5.400-3-5.400 3 1.200-6-4.5-4.200 6.100-.7z"/>',
    "copy": '<rect x="8" y="8" width="12.5" height="12.5" rx="1.5"/><path d="M16 8V3.500H3.500V16H8"/>',
    "play": '<path d="M7 4.500v15l12-7.500z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="1.5"/><path d="m3.5 6.5 8.5 7 8.5-7"/>',
    "scan": '<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16"/>',
    "filter": '<path d="M3.5 6h17M7 12h10M10 18h4"/>',
}


def icon(name: str) -> SafeString:
    """A line drawing of ICONS. It is decoration: the words stand beside it."""
    drawing = (
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS[name]}</svg>'
    )
    return mark_safe(drawing)  # nosec B308 B703 # noqa: S308 - our own drawing
