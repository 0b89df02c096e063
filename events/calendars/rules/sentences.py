"""Sentences for people, translated where they are shown: neither the rules nor the bare process that reads strangers'
calendars know the language of whoever reads them.

    from events.calendars.rules.sentences import sentence as _      # by that name catalogues find the words
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sentence:
    """`words` are English, with %(name)s for each of the values."""

    words: str
    values: dict[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.words % self.values if self.values else self.words


def sentence(words: str, /, **values: str | int) -> Sentence:
    return Sentence(words, values)


class Told(Exception):
    """An error that says why to people."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why
