"""What may be asked of any list, what may be sent, and how either is refused."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any

from django.forms import BaseForm
from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, StrictBool, StrictInt, WithJsonSchema, model_validator

from core.forms import controls_in

MOST_A_PAGE = 200
OF_ALL = "__all__"  # as forms call what is wrong with no field of theirs
MOST_NUMBER = 2**63 - 1

Number = Annotated[StrictInt, WithJsonSchema({"type": "integer"})]
Truth = StrictBool


class Refused(Exception):
    """What cannot be answered or done: a status, the reasons by the names of what was sent, headers that help."""

    def __init__(
        self, status: int, reasons: Mapping[str, list[str]] | str, headers: Mapping[str, str] | None = None
    ) -> None:
        self.reasons = {OF_ALL: [reasons]} if isinstance(reasons, str) else dict(reasons)
        super().__init__(self.reasons)
        self.status, self.headers = status, dict(headers or {})


class Paging(Schema):
    page_size: int = Field(50, ge=1, le=MOST_A_PAGE)
    cursor: str = Field("", max_length=2000, description="As `next` of the page before has it")
    page: int = Field(1, ge=1, le=1_000_000, description="For few pages; `next` reads on without missing any")


class WordQuestions(Paging):
    q: str = Field("", max_length=200)


class Body(Schema):
    """JSON that is sent: of fields that it knows, and of text."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _is_text(cls, told: Any) -> Any:
        # What no database holds; forms say the rest of what they cannot take.
        if isinstance(told, dict):
            for value in told.values():
                found = controls_in(value) if isinstance(value, str) else []
                if any(sign == "U+0000" or sign.startswith("U+D") for sign in found):
                    raise ValueError(f"This is no text: it has {found[0]} in it.")
        return told


def clean(text: str) -> str:
    """Without NUL, which PostgreSQL refuses."""
    return text.replace("\x00", "")


def of_form(form: BaseForm) -> dict[str, list[str]]:
    """What a form says is wrong, by its fields."""
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def must_be_valid(form: BaseForm) -> None:
    if not form.is_valid():
        raise Refused(422, of_form(form))


def _instant(told: Any) -> dt.datetime:
    if not isinstance(told, str):
        raise ValueError("An instant is written like 2026-05-14T17:00:00Z.")
    try:
        at = dt.datetime.fromisoformat(told)
        if at.tzinfo is None:
            raise ValueError
        return at.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise ValueError("An instant is written like 2026-05-14T17:00:00Z.") from None


Instant = Annotated[
    dt.datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
