from groups.models.group import Membership, UserGroup
from groups.models.page import GroupPage

__all__ = ["GroupPage", "Membership", "UserGroup"]
