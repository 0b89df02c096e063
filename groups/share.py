"""What stands beside a link to a group when somebody shares it."""

from core.models import Community
from core.pictures import accent_of
from core.share import Card, Share, picture_path, share_of
from groups.models import UserGroup

WORDS = 300


def group_card(group: UserGroup) -> Card:
    return Card(
        title=group.name,
        site=Community.current().name,
        line=group.place if group.city and group.city not in group.name else group.country_name,
        accent=accent_of(group),
        seed=str(group.uuid),
    )


def group_picture(group: UserGroup) -> str:
    return picture_path("group_picture", group.slug, card=group_card(group))


def group_share(group: UserGroup, about: str = "") -> Share:
    return share_of(
        group_card(group),
        path=group.get_absolute_url(),
        picture=group_picture(group),
        about=about or group.description[:WORDS] or group.place,
    )
