"""What people write for a country → ISO 3166-1 alpha-2."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .folding import fold

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    alpha3: str
    name: str
    capital: str


# Official, local and everyday names that the list does not have.
_ALSO_CALLED = {
    "AE": "UAE|U.A.E.|Emirates",
    "AT": "Österreich",
    "BA": "BiH|Bosnia|Bosna i Hercegovina",
    "BE": "België|Belgique|Belgien",
    "BG": "България",
    "BO": "Bolivia (Plurinational State of)|Bolivia, Plurinational State of",
    "BR": "Brasil|Brasilien",
    "BN": "Brunei Darussalam",
    "CD": "DR Congo|DRC|Congo-Kinshasa|Congo (the Democratic Republic of the)|Democratic Republic of Congo",
    "CG": "Congo|Congo-Brazzaville|Republic of Congo",
    "CH": "Schweiz|Suisse|Svizzera",
    "CI": "Cote d'Ivoire|Côte d’Ivoire|Ivory Coast",
    "CN": "中国|中國|China (mainland)|PRC|People's Republic of China",
    "CV": "Cabo Verde|Cape Verde",
    "CZ": "Czech Republic|Czechia|Česko|Česká republika|Tschechien",
    "DE": "Deutschland|Allemagne|Alemania|ドイツ",
    "DK": "Danmark",
    "DZ": "Algérie",
    "EG": "مصر",
    "ES": "España|Espana|Spanien",
    "FI": "Suomi",
    "FM": "Micronesia (Federated States of)",
    "FR": "フランス|Frankreich",
    "GB": "UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|Grossbritannien|Großbritannien"
    "|United Kingdom of Great Britain and Northern Ireland",
    "GR": "Hellas|Ελλάδα|Griechenland",
    "HK": "香港|Hong Kong SAR",
    "HU": "Magyarország",
    "IE": "Éire|Republic of Ireland",
    "IN": "Bharat|भारत",
    "IR": "Iran (Islamic Republic of)|Iran, Islamic Republic of",
    "IT": "Italia|Italien",
    "JP": "日本|Nippon|Nihon",
    "KP": "Korea (the Democratic People's Republic of)|DPRK",
    "KR": "Korea|Republic of Korea|Korea, Republic of|Korea (the Republic of)|대한민국|한국",
    "LA": "Lao People's Democratic Republic|Lao",
    "LY": "Libya",
    "MA": "Maroc",
    "MD": "Moldova (Republic of)|Republic of Moldova|Moldova, Republic of",
    "MK": "Macedonia|North Macedonia|FYROM",
    "MM": "Burma|Myanmar",
    "MX": "México|Mejico",
    "NL": "Netherlands|The Netherlands|Holland|Nederland|Niederlande|Netherlands (Kingdom of the)",
    "NO": "Norge|Norwegen",
    "PH": "The Philippines|Pilipinas",
    "PL": "Polska|Polen",
    "PS": "Palestine|Palestine, State of|State of Palestine",
    "PT": "Portugal",
    "RO": "România|Rumänien",
    "RS": "Srbija|Србија",
    "RU": "Russian Federation|Россия|Russland",
    "SE": "Sverige|Schweden",
    "SK": "Slovensko|Slovakia (Slovak Republic)",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland|Eswatini",
    "TL": "East Timor|Timor-Leste",
    "TR": "Turkey|Türkiye|Turkiye|Türkei",
    "TW": "臺灣|台灣|Taiwan (Province of China)|Taiwan, Province of China|Chinese Taipei",
    "TZ": "Tanzania, United Republic of|United Republic of Tanzania",
    "UA": "Україна",
    "US": "USA|U.S.A.|U.S.|United States of America|the United States|America|Estados Unidos|アメリカ",
    "VA": "Holy See|Vatican City",
    "VE": "Venezuela (Bolivarian Republic of)|Venezuela, Bolivarian Republic of",
    "VN": "Viet Nam|Việt Nam",
    "XK": "Kosova",
}
_OTHER_CODES = {"UK": "GB", "EL": "GR"}


@cache
def countries() -> dict[str, Country]:
    rows = (line.split("\t") for line in (DATA / "countries.tsv").read_text("utf-8").splitlines())
    return {row[0]: Country(*row) for row in rows}


@cache
def _names() -> dict[str, str]:
    names = {}
    for country in countries().values():
        names[fold(country.name)] = country.code
        names[fold(country.name.removeprefix("The "))] = country.code
    for code, others in _ALSO_CALLED.items():
        names.update({fold(name): code for name in others.split("|")})
    return names


@cache
def _codes() -> dict[str, str]:
    codes = {}
    for country in countries().values():
        codes[country.code] = codes[country.alpha3] = country.code
    return codes | _OTHER_CODES


def country_by_name(text: str) -> str | None:
    key = fold(text)
    return _names().get(key) or _names().get(key.removeprefix("the "))


def country_code(text: str) -> str | None:
    """The code of a country given by name, alpha-2 or alpha-3 code; None for anything else."""
    return _codes().get(text.strip().upper()) or country_by_name(text)


def country_name(code: str) -> str:
    """The English name; pages in other languages ask django-countries."""
    country = countries().get(code.upper())
    return country.name if country else ""
