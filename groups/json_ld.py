"""A group as search engines ask for it (schema.org/Organization)."""

from typing import Any

from core.links import absolute
from groups.models import UserGroup


def group_json_ld(row: UserGroup) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"urn:uuid:{row.uuid}",
        "name": row.name,
        "url": absolute(row.get_absolute_url()),
    }
    if row.aliases:
        data["alternateName"] = row.aliases
    same = [link for link in (row.website, *row.links.values()) if link.startswith(("http://", "https://"))]
    if same:
        data["sameAs"] = list(dict.fromkeys(same))
    if row.founded_on:
        data["foundingDate"] = row.founded_on.isoformat()
    if row.city or row.country:
        place: dict[str, Any] = {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                **({"addressLocality": row.city} if row.city else {}),
                **({"addressCountry": str(row.country)} if row.country else {}),
            },
        }
        if row.latitude is not None and row.located_by not in {"country", "region"}:
            place["geo"] = {"@type": "GeoCoordinates", "latitude": row.latitude, "longitude": row.longitude}
        data["location"] = place
    return data
