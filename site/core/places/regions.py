"""States, provinces and prefectures that people write after a town, or instead of its country.

Each row: country, code as people write it, GeoNames' first-level code, names. Only countries whose people
do so as a matter of course; elsewhere a town and its country are enough.
"""

from dataclasses import dataclass
from functools import cache

from .folding import fold


@dataclass(frozen=True, slots=True)
class Region:
    country: str
    code: str
    admin1: str
    name: str


_US = """AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas
KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi
MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York
NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island
SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington
WV West Virginia|WI Wisconsin|WY Wyoming"""

_BR = """AC 01 Acre|AL 02 Alagoas|AP 03 Amapá|AM 04 Amazonas|BA 05 Bahia|CE 06 Ceará|DF 07 Distrito Federal
ES 08 Espírito Santo|MS 11 Mato Grosso do Sul|MA 13 Maranhão|MT 14 Mato Grosso|MG 15 Minas Gerais|PA 16 Pará
PB 17 Paraíba|PR 18 Paraná|PI 20 Piauí|RJ 21 Rio de Janeiro|RN 22 Rio Grande do Norte|RS 23 Rio Grande do Sul
RO 24 Rondônia|RR 25 Roraima|SC 26 Santa Catarina|SP 27 São Paulo|SE 28 Sergipe|GO 29 Goiás|PE 30 Pernambuco
TO 31 Tocantins"""

_CA = """AB 01 Alberta|BC 02 British Columbia|MB 03 Manitoba|NB 04 New Brunswick|NL 05 Newfoundland and Labrador
NS 07 Nova Scotia|ON 08 Ontario|PE 09 Prince Edward Island|QC 10 Quebec|SK 11 Saskatchewan|YT 12 Yukon
NT 13 Northwest Territories|NU 14 Nunavut"""

_AU = """ACT 01 Australian Capital Territory|NSW 02 New South Wales|NT 03 Northern Territory|QLD 04 Queensland
SA 05 South Australia|TAS 06 Tasmania|VIC 07 Victoria|WA 08 Western Australia"""

# GeoNames numbers the prefectures by their English names, and Okinawa last
_JP = """愛知 Aichi|秋田 Akita|青森 Aomori|千葉 Chiba|愛媛 Ehime|福井 Fukui|福岡 Fukuoka
福島 Fukushima|岐阜 Gifu|群馬 Gunma
広島 Hiroshima|北海道 Hokkaido|兵庫 Hyogo|茨城 Ibaraki|石川 Ishikawa|岩手 Iwate
香川 Kagawa|鹿児島 Kagoshima
神奈川 Kanagawa|高知 Kochi|熊本 Kumamoto|京都 Kyoto|三重 Mie|宮城 Miyagi|宮崎 Miyazaki|長野 Nagano|長崎 Nagasaki
奈良 Nara|新潟 Niigata|大分 Oita|岡山 Okayama|大阪 Osaka|佐賀 Saga|埼玉 Saitama|滋賀 Shiga|島根 Shimane
静岡 Shizuoka|栃木 Tochigi|徳島 Tokushima|東京 Tokyo|鳥取 Tottori|富山 Toyama|和歌山 Wakayama|山形 Yamagata
山口 Yamaguchi|山梨 Yamanashi|沖縄 Okinawa"""

_JP_SUFFIXES = {"東京": "都", "京都": "府", "大阪": "府", "北海道": ""}


def _rows(table: str) -> list[list[str]]:
    return [cell.split(" ", 1) for line in table.splitlines() for cell in line.split("|")]


@cache
def _table() -> dict[tuple[str, str], Region]:
    """(country, folded name or code) → region."""
    table: dict[tuple[str, str], Region] = {}

    def put(region: Region, *names: str) -> None:
        for name in names:
            table[region.country, fold(name)] = region

    for code, name in _rows(_US):
        put(Region("US", code, code, name), code, name)
    for country, rows in (("BR", _BR), ("CA", _CA), ("AU", _AU)):
        for code, rest in _rows(rows):
            admin1, name = rest.split(" ", 1)
            put(Region(country, code, admin1, name), code, name)
    for number, (kanji, name) in enumerate(_rows(_JP), 1):
        region = Region("JP", kanji, f"{number:02}", name)
        put(region, kanji, name, kanji + _JP_SUFFIXES.get(kanji, "県"), f"{name} Prefecture")
    return table


def find_region(text: str, country: str) -> Region | None:
    return _table().get((country, fold(text)))


def regions_called(text: str) -> list[Region]:
    """Every region of that name or code, the United States first: "WA" is Washington before Western Australia."""
    key = fold(text)
    return [found for country in ("US", "BR", "CA", "AU", "JP") if (found := _table().get((country, key)))]
