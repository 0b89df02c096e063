"""What is said of a group, by an organizer or by a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """The names are those of the model. Without a point a group is `is_virtual`, or its place is being asked for."""

    name: str
    city: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    located_by: str = ""
    timezone: str = "UTC"
    is_virtual: bool = False
    status: str = "active"
    description: str = ""
    website: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
