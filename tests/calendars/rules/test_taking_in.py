"""Which instance of a changed rule is which."""

import datetime as dt

from events.calendars.rules.taking_in import renamed

TODAY = dt.date(2026, 6, 10)


def days(*names: str) -> dict[str, dt.date]:
    return {name: dt.date.fromisoformat(name.rpartition(" ")[2][:8]) for name in names}


def known(new: dict[str, dt.date], lost: dict[str, dt.date], *ended: str) -> dict[str, str]:
    return renamed(new, lost, ended=set(ended), today=TODAY)


def test_what_comes_monthly_is_that_of_its_month_but_its_own_day_goes_first():
    new, lost = days("a 20260627", "a 20260727", "a 20260827"), days("a 20260701", "a 20260801", "a 20260827")

    assert known(new, lost) == {"a 20260727": "a 20260701", "a 20260827": "a 20260827"}


def test_what_comes_oftener_is_that_of_its_week():
    new, lost = days("a 20260705", "a 20260712"), days("a 20260629", "a 20260706", "a 20260713")

    assert known(new, lost) == {"a 20260705": "a 20260629", "a 20260712": "a 20260706"}


def test_two_of_one_week_keep_their_order():
    assert known(days("a 20260616", "a 20260619"), days("a 20260618", "a 20260615")) == {
        "a 20260616": "a 20260615",
        "a 20260619": "a 20260618",
    }


def test_two_of_one_day_are_two():
    new, lost = days("a 20260616T080000Z", "a 20260616T090000Z"), days("a 20260616")

    assert known(new, lost) == {"a 20260616T080000Z": "a 20260616"}


def test_what_has_been_is_never_what_comes_nor_one_entry_another():
    assert known(days("a 20260611"), days("a 20260609", "b 20260611")) == {}
    assert known(days("a 20260609"), days("a 20260608", "a 20260611")) == {"a 20260609": "a 20260608"}


def test_what_vanished_before_comes_back_on_its_own_day_alone():
    assert known(days("a 20260616"), days("a 20260615"), "a 20260615") == {}
    assert known(days("a 20260616"), days("a 20260616"), "a 20260616") == {"a 20260616": "a 20260616"}
