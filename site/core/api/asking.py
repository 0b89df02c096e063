"""What may be asked of any list, and how a question is refused."""

from ninja import Field, Schema

MOST_A_PAGE = 200


class Refused(Exception):
    """A question that cannot be answered: a status, and the reasons by the names of the parameters."""

    def __init__(self, status: int, reasons: dict[str, list[str]]) -> None:
        super().__init__(reasons)
        self.status, self.reasons = status, reasons


class Paging(Schema):
    page: int = Field(1, ge=1, le=1_000_000)
    page_size: int = Field(50, ge=1, le=MOST_A_PAGE)


class WordQuestions(Paging):
    q: str = Field("", max_length=200)


def clean(text: str) -> str:
    """Without NUL, which PostgreSQL refuses."""
    return text.replace("\x00", "")
