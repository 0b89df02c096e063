from events.booking.models.check_in import CheckIn
from events.booking.models.code import Code
from events.booking.models.kinds import kinds_of
from events.booking.models.letter import Letter
from events.booking.models.order import Order
from events.booking.models.payment import Attention, Invoice, Payment, Refund, StripeEvent
from events.booking.models.question import Answer, AnyQuestion, Question, SensitiveAnswer
from events.booking.models.registration import Registration
from events.booking.models.terms import Seller, Terms
from events.booking.models.ticket_type import PriceWindow, Quota, TicketType
from events.booking.models.transfer import Transfer

__all__ = [
    "Answer",
    "AnyQuestion",
    "Attention",
    "CheckIn",
    "Code",
    "Invoice",
    "Letter",
    "Order",
    "Payment",
    "PriceWindow",
    "Question",
    "Quota",
    "Refund",
    "Registration",
    "Seller",
    "SensitiveAnswer",
    "StripeEvent",
    "Terms",
    "TicketType",
    "Transfer",
    "kinds_of",
]
