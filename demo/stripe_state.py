"""What the demo's Stripe knows, and how it answers: stateful, without a network. `demo.fake_stripe` puts it on one."""

import hashlib
import hmac
import json
import re
import secrets
import threading
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

API_VERSION = "2026-09-30.fake"
SHORTEST, LONGEST = 30 * 60, 24 * 60 * 60
"""Seconds that a session may be open."""
TRIES, FIRST_WAIT = 7, 0.2
NO_COIN = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF".split())
THOUSAND_COINS = frozenset("BHD JOD KWD OMR TND".split())
ROUND_SUMS = {"isk": 100, **{name.lower(): 10 for name in THOUSAND_COINS}}
USUAL_LEAST = 50
LEAST = {
    "AED": 200, "BGN": 100, "CZK": 1500, "DKK": 250, "GBP": 30, "HKD": 400, "HUF": 17500, "MXN": 1000,
    "MYR": 200, "NOK": 300, "PLN": 200, "RON": 200, "SEK": 300, "THB": 1000,
}  # fmt: skip
KNOWN = {
    "sessions": """mode client_reference_id customer_email success_url cancel_url expires_at locale metadata[*]
        payment_intent_data[metadata][*] line_items[#][quantity] line_items[#][price_data][currency]
        line_items[#][price_data][unit_amount] line_items[#][price_data][product_data][name]""",
    "expire": "",
    "refunds": "payment_intent amount reason metadata[*]",
    "list of sessions": "limit starting_after ending_before payment_intent status created[gte] created[lte]",
    "list of refunds": "limit starting_after ending_before payment_intent created[gte] created[lte]",
    "one": "",
}

Thing = dict[str, Any]
Answer = tuple[int, Thing]


class Refusal(Exception):
    """What Stripe would answer to a request that it does not take."""

    def __init__(self, message: str, *, status: int = 400, param: str = "", code: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": "invalid_request_error", "message": message}}
        self.body["error"] |= {k: v for k, v in {"param": param, "code": code}.items() if v}


@dataclass
class Trouble:
    """What goes wrong with requests of the API, so many times (-1: until told otherwise).

    down: closed before anything is done; slow: done after some seconds; busy: 429; error: 500, nothing done;
    deaf: done, and answered 500; lost: done, and closed without an answer.
    """

    kind: str = ""
    times: int = -1
    seconds: float = 1.0

    def comes(self) -> str:
        if not self.kind or not self.times:
            return ""
        self.times -= self.times > 0
        return self.kind


@dataclass
class FakeStripe:
    """Everything that this Stripe knows. `url` is its own; `hook` gets the events, where one is given."""

    url: str = ""
    hook: str = ""
    secret: str = ""
    state: Path | None = None
    things: dict[str, Thing] = field(default_factory=dict)
    events: list[Thing] = field(default_factory=list)
    answered: dict[str, tuple[str, Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Method and path of every request of the API."""
    trouble: Trouble = field(default_factory=Trouble)
    refunds_are: str = "succeeded"
    """How a refund stands when it is made: succeeded, pending or failed."""

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        if self.state and self.state.exists():
            self.things = json.loads(self.state.read_text())

    # -- the API -------------------------------------------------------------------------------------------

    def answer(self, method: str, path: str, text: str, key: str) -> Answer:
        """What a request gets; the same key again gets the same answer and does nothing."""
        with self.lock:
            self.end_sessions()
            asked = f"{method} {path} {text}"
            if key in self.answered:
                before, said = self.answered[key]
                if before == asked:
                    return said
                text = "Keys for idempotent requests can only be used with the same parameters as at first."
                return 400, {"error": {"type": "idempotency_error", "message": text}}
            try:
                said = 200, self._copy(self._act(method, path, text))
            except Refusal as refusal:
                return refusal.status, refusal.body
            if key:
                self.answered[key] = asked, said
            self._keep()
            return said

    def _act(self, method: str, path: str, text: str) -> Thing:
        parts = path.removeprefix("/v1/").split("/")
        match method, parts:
            case "POST", ["checkout", "sessions"]:
                return self._open_session(read(text, "sessions"))
            case "POST", ["checkout", "sessions", name, "expire"]:
                read(text, "expire")
                session = self._find(name, "checkout.session")
                if session["status"] != "open":
                    raise Refusal("Only Checkout Sessions with a status in [open] can be expired.")
                return self.end(session)
            case "POST", ["refunds"]:
                return self._refund(read(text, "refunds"))
            case "GET", ["checkout", "sessions"]:
                return self._list("checkout.session", path, read(text, "list of sessions"))
            case "GET", ["refunds"]:
                return self._list("refund", path, read(text, "list of refunds"))
            case "GET", ["checkout", "sessions", name]:
                read(text, "one")
                return self._find(name, "checkout.session")
            case "GET", ["payment_intents" | "refunds" as kind, name]:
                read(text, "one")
                return self._find(name, kind[:-1])
        raise Refusal(f"Unrecognized request URL ({method}: {path}).", status=404)

    def _open_session(self, wish: Thing) -> Thing:
        for name in ("mode", "success_url", "line_items"):
            if not wish.get(name):
                raise Refusal(f"Missing required param: {name}.", param=name, code="parameter_missing")
        if wish["mode"] != "payment":
            raise Refusal("Invalid mode: must be payment.", param="mode")
        now = int(time.time())
        ends = number(wish.get("expires_at", now + LONGEST), "expires_at")
        if not now + SHORTEST <= ends <= now + LONGEST:
            text = "The `expires_at` timestamp must be at least 30 minutes, and at most 24 hours, from now."
            raise Refusal(text, param="expires_at")
        lines, currency = [], ""
        for n, item in enumerate(wish["line_items"]):
            price = item.get("price_data") or {}
            currency = currency or price.get("currency", "")
            if not re.fullmatch("[a-z]{3}", currency) or price.get("currency") != currency:
                raise Refusal(
                    f"Invalid currency: {price.get('currency')}", param=f"line_items[{n}][price_data]"
                )
            cents = number(price.get("unit_amount"), f"line_items[{n}][price_data][unit_amount]")
            refuse_odd(cents, currency)
            times = number(item.get("quantity"), f"line_items[{n}][quantity]", least=1)
            name = (price.get("product_data") or {}).get("name", "")
            if not name:
                raise Refusal(
                    "Missing required param: name.", param=f"line_items[{n}][price_data][product_data]"
                )
            lines.append({"name": name, "cents": cents, "times": times})
        total = sum(line["cents"] * line["times"] for line in lines)
        if not LEAST.get(currency.upper(), USUAL_LEAST) <= total <= 99_999_999:
            small = total < 99_999_999
            text = f"The Checkout Session's total amount is too {'small' if small else 'large'}."
            raise Refusal(text, code=f"amount_too_{'small' if small else 'large'}")
        session = self._new(
            "cs_test", "checkout.session", mode="payment", status="open", payment_status="unpaid",
            amount_subtotal=total, amount_total=total, currency=currency, expires_at=ends, payment_intent=None,
            success_url=wish["success_url"], cancel_url=wish.get("cancel_url"), metadata=wish.get("metadata", {}),
            client_reference_id=wish.get("client_reference_id"), customer_email=wish.get("customer_email"),
            locale=wish.get("locale"), _lines=lines,
            _metadata=(wish.get("payment_intent_data") or {}).get("metadata", {}),
        )  # fmt: skip
        session["url"] = f"{self.url}/pay/{session['id']}"
        return session

    def _refund(self, wish: Thing) -> Thing:
        intent = self._find(wish.get("payment_intent", ""), "payment_intent", param="payment_intent")
        left = intent["amount_received"] - intent["_refunded"]
        if not left:
            text = f"Charge {intent['latest_charge']} has already been refunded."
            raise Refusal(text, code="charge_already_refunded")
        cents = number(wish.get("amount", left), "amount", least=1)
        if cents > left:
            text = f"Refund amount ({cents}) is greater than unrefunded amount on charge ({left})"
            raise Refusal(text, param="amount")
        refuse_odd(cents, intent["currency"])
        intent["_refunded"] += cents
        refund = self._new(
            "re", "refund", amount=cents, currency=intent["currency"], payment_intent=intent["id"],
            charge=intent["latest_charge"], status=self.refunds_are, reason=wish.get("reason"),
            metadata=wish.get("metadata", {}),
        )  # fmt: skip
        self.emit("refund.created", refund)
        self.emit("charge.refunded", self._charge(intent))
        if self.refunds_are == "failed":
            self.finish_refund(refund["id"], "failed")
        return refund

    def _list(self, kind: str, path: str, wish: Thing) -> Thing:
        created = wish.get("created") or {}
        oldest, newest = (
            number(created.get("gte", 0), "created"),
            number(created.get("lte", 2**40), "created"),
        )
        rows = [
            row
            for row in reversed(self.things.values())
            if row["object"] == kind
            and oldest <= row["created"] <= newest
            and all(row.get(name) == wish[name] for name in ("payment_intent", "status") if name in wish)
        ]
        most = number(wish.get("limit", 10), "limit", least=1)
        if most > 100:
            raise Refusal("This value must be less than or equal to 100 (limit).", param="limit")
        if after := wish.get("starting_after"):
            rows = rows[[row["id"] for row in rows].index(self._find(after, kind)["id"]) + 1 :]
        return {"object": "list", "url": path, "has_more": len(rows) > most, "data": rows[:most]}

    # -- what happens here and not over the API ------------------------------------------------------------

    def pay(self, name: str) -> str:
        """A buyer pays. The address that they are sent to."""
        with self.lock:
            self.end_sessions()
            session = self._find(name, "checkout.session")
            if session["status"] == "open":
                cents = session["amount_total"]
                intent = self._new(
                    "pi", "payment_intent", amount=cents, amount_received=cents, currency=session["currency"],
                    status="succeeded", latest_charge=f"ch_{secrets.token_hex(12)}",
                    metadata=session["_metadata"], _refunded=0,
                )  # fmt: skip
                session.update(
                    status="complete", payment_status="paid", payment_intent=intent["id"], url=None
                )
                self.emit("payment_intent.succeeded", intent)
                self.emit("charge.succeeded", self._charge(intent))
                self.emit("checkout.session.completed", session)
                self._keep()
            return session["success_url"].replace("{CHECKOUT_SESSION_ID}", name)

    def decline(self, name: str) -> None:
        """A card is refused; the buyer may try another."""
        session = self._find(name, "checkout.session")
        intent = {"id": f"pi_{secrets.token_hex(12)}", "object": "payment_intent"}
        intent |= {"amount": session["amount_total"], "metadata": session["_metadata"]}
        self.emit("payment_intent.payment_failed", intent | {"status": "requires_payment_method"})

    def end(self, session: Thing) -> Thing:
        session.update(status="expired", url=None)
        self.emit("checkout.session.expired", session)
        return session

    def end_sessions(self) -> None:
        """Ends what was open long enough. Called now and then, and before every answer."""
        now = time.time()
        with self.lock:
            for thing in list(self.things.values()):
                if (
                    thing["object"] == "checkout.session"
                    and thing["status"] == "open"
                    and thing["expires_at"] <= now
                ):
                    self.end(thing)

    def finish_refund(self, name: str, status: str) -> None:
        """What becomes of a refund that was on its way, or fails after all."""
        with self.lock:
            refund = self._find(name, "refund")
            if status in {"failed", "canceled"}:
                self._find(refund["payment_intent"], "payment_intent")["_refunded"] -= refund["amount"]
            refund["status"] = status
            self.emit("refund.failed" if status == "failed" else "refund.updated", refund)
            self._keep()

    def dispute(self, intent_id: str, reason: str = "fraudulent") -> None:
        """The bank of a buyer asks for the money."""
        intent = self._find(intent_id, "payment_intent")
        facts = {"id": f"dp_{secrets.token_hex(12)}", "object": "dispute", "status": "needs_response"}
        facts |= {"amount": intent["amount"], "currency": intent["currency"], "reason": reason}
        self.emit(
            "charge.dispute.created", facts | {"payment_intent": intent_id, "charge": intent["latest_charge"]}
        )

    # -- events --------------------------------------------------------------------------------------------

    def emit(self, kind: str, thing: Thing) -> None:
        event = {
            "id": f"evt_{secrets.token_hex(12)}", "object": "event", "type": kind, "api_version": API_VERSION,
            "created": int(time.time()), "livemode": False, "pending_webhooks": 1,
            "data": {"object": self._copy(thing)},
        }  # fmt: skip
        self.events.append(event)
        if self.hook:
            threading.Thread(target=self._deliver, args=(event,), daemon=True).start()

    def _deliver(self, event: Thing) -> None:
        body = json.dumps(event).encode()
        for n in range(TRIES):
            headers = {"Content-Type": "application/json", "Stripe-Signature": sign(body, self.secret)}
            try:
                urllib.request.urlopen(urllib.request.Request(self.hook, body, headers), timeout=20).close()
                return
            except OSError:  # refused, or not there: Stripe tries again for days
                time.sleep(FIRST_WAIT * 2**n)

    # -- inside --------------------------------------------------------------------------------------------

    def _new(self, prefix: str, kind: str, **facts: Any) -> Thing:
        thing = {"id": f"{prefix}_{secrets.token_hex(12)}", "object": kind, "created": int(time.time())}
        self.things[thing["id"]] = thing | {"livemode": False} | facts
        return self.things[thing["id"]]

    def _find(self, name: str, kind: str, *, param: str = "id") -> Thing:
        thing = self.things.get(name)
        if thing is None or thing["object"] != kind:
            text = f"No such {kind}: '{name}'"
            raise Refusal(text, status=404 if param == "id" else 400, param=param, code="resource_missing")
        return thing

    def _charge(self, intent: Thing) -> Thing:
        same = {name: intent[name] for name in ("amount", "currency", "metadata")}
        back = intent["_refunded"]
        return {
            "id": intent["latest_charge"], "object": "charge", "payment_intent": intent["id"], "paid": True,
            "amount_refunded": back, "refunded": back == intent["amount"], **same,
        }  # fmt: skip

    def _copy(self, thing: Any) -> Any:
        """As the world sees it, and as it is now: names that begin with _ are ours."""
        if isinstance(thing, dict):
            return {name: self._copy(value) for name, value in thing.items() if not name.startswith("_")}
        return [self._copy(value) for value in thing] if isinstance(thing, list) else thing

    def _keep(self) -> None:
        if self.state:
            self.state.write_text(json.dumps(self.things))


def read(text: str, kind: str) -> Thing:
    """The parameters of a request, nested as their names say. Refuses a name that is not known."""
    known, found = set(KNOWN[kind].split()), {}
    for name, value in urllib.parse.parse_qsl(text, keep_blank_values=True):
        plain = re.sub(r"\[\d+\]", "[#]", name)
        if plain not in known and re.sub(r"(metadata\])?\[[^\[\]]+\]$", r"\1[*]", plain) not in known:
            raise Refusal(f"Received unknown parameter: {name}", param=name, code="parameter_unknown")
        path, at = re.findall(r"[^\[\]]+", name), found
        for part in path[:-1]:
            at = at.setdefault(part, {})
        at[path[-1]] = value
    return _with_lists(found)


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _with_lists(part) for name, part in value.items()}
    if inner and all(name.isdigit() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


def refuse_odd(cents: int, currency: str) -> None:
    coin = ROUND_SUMS.get(currency, 1)
    if cents % coin:
        text = f"Invalid amount. Amounts in {currency.upper()} must be evenly divisible by {coin}."
        raise Refusal(text, code="invalid_charge_amount_no_decimal_compatible")


def number(value: Any, param: str, *, least: int = 0) -> int:
    if not re.fullmatch(r"\d{1,15}", str(value)) or int(value) < least:
        raise Refusal(f"Invalid integer: {value}", param=param, code="parameter_invalid_integer")
    return int(value)


def sign(body: bytes, secret: str, at: float | None = None) -> str:
    """The header that proves a webhook."""
    when = int(time.time() if at is None else at)
    made = hmac.new(secret.encode(), b"%d." % when + body, hashlib.sha256).hexdigest()
    return f"t={when},v1={made}"


def money(cents: int, currency: str) -> str:
    name = currency.upper()
    digits = 0 if name in NO_COIN else 3 if name in THOUSAND_COINS else 2
    return f"{cents / 10**digits:,.{digits}f} {name}"
