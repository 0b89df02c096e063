from people.models.claim import Claim
from people.models.organisation import Organisation
from people.models.person import Person
from people.models.standing import Standing
from people.models.user import User

__all__ = ["Claim", "Organisation", "Person", "Standing", "User"]
