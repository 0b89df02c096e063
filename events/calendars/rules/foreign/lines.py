"""From bytes to components, each property with the line that it began on. Nothing here raises: what is no property is
remarked upon and left out, what never ends is closed."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from events.calendars.rules.sentences import Sentence
from events.calendars.rules.sentences import sentence as _

LONGEST_VALUE = 200_000
MOST_LINES = 200_000
DEEPEST = 20  # components within each other

_BREAK = re.compile("\r\n|\n|\r")
_NAME = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)?\Z")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Remark:
    """What was left out or understood otherwise. With `skipped` a whole entry is missing for it."""

    line: int
    what: Sentence
    skipped: bool = False
    uid: str = ""


NONE: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Property:
    name: str
    value: str
    params: dict[str, str]
    line: int

    @property
    def text(self) -> str:
        """A value of type TEXT: what is escaped in it, said plainly."""
        return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], self.value)

    def is_a(self, kind: str) -> bool:
        return self.params.get("VALUE", "").upper() == kind


@dataclass(slots=True)
class Part:
    """A component: VCALENDAR, VEVENT, VTIMEZONE, … and what stands in it."""

    name: str
    line: int
    properties: dict[str, list[Property]] = field(default_factory=dict)
    parts: list["Part"] = field(default_factory=list)
    ended: bool = False

    def all(self, name: str) -> list[Property]:
        return self.properties.get(name, [])

    def get(self, name: str) -> Property | None:
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        found = self.get(name)
        return found.text.strip() if found is not None else ""

    def walk(self, name: str) -> Iterator["Part"]:
        """Those of this name within, in the order of the file; not those within another of the same name."""
        for part in self.parts:
            if part.name == name:
                yield part
            else:
                yield from part.walk(name)


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 and UTF-32 by their marks, UTF-16 also without one; else Windows' Latin-1, which reads anything."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return data.decode("utf-32", "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    head = data[:64]
    if head.count(0) * 3 > len(head):
        return data.decode("utf-16-be" if head[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_parts(data: bytes, remarks: list[Remark]) -> Part:
    """The whole file as one part without a name, which holds calendars, or components that stand in none. It has
    `ended` where the file was read up to its end, and that was the end of what stands in it."""
    root = Part("", 0, ended=True)
    stack = [root]
    for count, (line, text) in enumerate(_unfolded(decode(data).replace("\0", ""))):
        if not text.strip():
            continue
        if count >= MOST_LINES:
            remarks.append(
                Remark(
                    line, _("the file has more than %(most)s lines; the rest is not read", most=MOST_LINES)
                )
            )
            root.ended = False
            break
        found = _property(text, line)
        if found is None:
            remarks.append(Remark(line, _("is no property: %(text)s", text=_shown(text))))
        elif found.name == "BEGIN":
            _begin(stack, found, remarks)
        elif found.name == "END":
            _end(stack, found, remarks)
        else:
            stack[-1].properties.setdefault(found.name, []).append(found)
    root.ended = root.ended and stack == [root]
    for part in stack[1:]:
        remarks.append(Remark(part.line, _("%(name)s has no end", name=_shown(part.name))))
    return root


def _begin(stack: list[Part], found: Property, remarks: list[Remark]) -> None:
    name = found.value.strip().upper()
    if name in {"VEVENT", "VCALENDAR", "VTIMEZONE", "VTODO", "VJOURNAL"}:
        open_ones = [at for at, part in enumerate(stack) if at and part.name == name]
        if open_ones:  # none of these stands within its own kind: the end of the one before is missing
            remarks.append(
                Remark(
                    found.line,
                    _(
                        "%(name)s begins before the one of line %(line)s ended",
                        name=name,
                        line=stack[open_ones[0]].line,
                    ),
                )
            )
            for part in stack[open_ones[0] :]:
                part.ended = True
            del stack[open_ones[0] :]
    part = Part(name, found.line)
    if len(stack) <= DEEPEST:
        stack[-1].parts.append(part)
        stack.append(part)
    else:
        remarks.append(Remark(found.line, _("%(name)s stands too deep", name=_shown(name))))


def _end(stack: list[Part], found: Property, remarks: list[Remark]) -> None:
    name = found.value.strip().upper()
    for at in range(len(stack) - 1, 0, -1):
        if stack[at].name == name:
            for part in stack[at:]:
                part.ended = True
            del stack[at:]
            return
    remarks.append(Remark(found.line, _("END:%(name)s ends nothing", name=_shown(name))))


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """(number of its first line, content line)."""
    begun, pieces, length = 0, [""], 0
    for number, line in enumerate(_BREAK.split(text), 1):
        if line[:1] in {" ", "\t"} and begun:
            length += len(line)
            if length <= LONGEST_VALUE:
                pieces.append(line[1:])
            continue
        if begun:
            yield begun, "".join(pieces)
        begun, pieces, length = number, [line[:LONGEST_VALUE]], len(line)
    yield begun, "".join(pieces)


def _property(text: str, line: int) -> Property | None:
    text = text.lstrip("\ufeff")
    head, value = _halves(text, ":")
    if value is None:
        return None
    name, *rest = _pieces(head)
    name = name.strip().upper()
    if not _NAME.match(name):
        return None
    params = {} if rest else NONE
    for piece in rest:
        key, equals, said = piece.partition("=")
        if equals:
            params.setdefault(key.strip().upper(), said.strip().strip('"').strip())
    if params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        value = decode(quopri.decodestring(value.encode()))
    return Property(name.rpartition(".")[2], value, params, line)


def _halves(text: str, sign: str) -> tuple[str, str | None]:
    """What stands before and behind the first `sign` that is in no quotation marks; where the marks never close,
    the first one counts."""
    plain = text.find(sign)
    if plain < 0:
        return text, None
    if '"' not in text[:plain]:
        return text[:plain], text[plain + 1 :]
    quoted = False
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter == sign and not quoted:
            return text[:at], text[at + 1 :]
    return text[:plain], text[plain + 1 :]


def _pieces(head: str) -> list[str]:
    """The name and the parameters: parted at each `;` that is in no quotation marks."""
    if '"' not in head:
        return head.split(";")
    pieces, begun, quoted = [], 0, False
    for at, letter in enumerate(head):
        if letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted:
            pieces.append(head[begun:at])
            begun = at + 1
    return [*pieces, head[begun:]]


def _shown(text: str) -> str:
    """Foreign text for a report: one line, short, nothing that a terminal obeys."""
    plain = "".join(letter if letter.isprintable() else "·" for letter in text[:60])
    return f"«{plain}{'…' if len(text) > 60 else ''}»"
