"""Who somebody is: by e-mail and password at the door, and by the key in their session at each request after it."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from core.often import often
from people.models import User


class AccountsBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        for user in _of_key(user_id):
            return user if self.user_can_authenticate(user) else None
        return None


@often
def _of_key(key: int) -> QuerySet[User]:
    return User.objects.filter(pk=key)
