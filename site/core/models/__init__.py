from core.models.audit import AuditEntry
from core.models.community import Community
from core.models.files import CoreDocument, CoreImage, CoreRendition
from core.models.job import Job
from core.models.names import FormerName
from core.models.page import BasePage, FactsPage, PicturePage, SectionPage, TextPage
from core.models.places import Pace, PlaceAnswer
from core.models.subject import Subject
from core.models.tally import Tally
from core.models.token import ApiToken

__all__ = [
    "ApiToken",
    "AuditEntry",
    "BasePage",
    "Community",
    "CoreDocument",
    "CoreImage",
    "CoreRendition",
    "FactsPage",
    "FormerName",
    "Job",
    "Pace",
    "PicturePage",
    "PlaceAnswer",
    "SectionPage",
    "Subject",
    "Tally",
    "TextPage",
]
