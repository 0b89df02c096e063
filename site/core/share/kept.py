"""Share pictures over HTTP. The address names what is shown, so each is drawn once and kept by everybody for ever."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from core.share.card import Card
from core.share.drawing import draw

FOLDER = "share"
TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def picture_path(view: str, *args: object, card: Card) -> str:
    """The address of the picture of a thing as it is now."""
    return reverse(view, args=[*args, card.name])


def picture_answer(
    request: HttpRequest, thing: models.Model, card: Card, name: str, here: str
) -> HttpResponse:
    """The picture; from any former name of it a way to the present one (`here`), so that nothing old is drawn."""
    if name != card.name:
        way = redirect(here)
        way["Cache-Control"] = "public, max-age=300"
        return way
    folder = f"{FOLDER}/{thing._meta.model_name}-{thing.pk}"
    response = HttpResponse(_kept(folder, card), content_type=TYPES[card.name.rpartition(".")[2]])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _kept(folder: str, card: Card) -> bytes:
    path = f"{folder}/{card.name}"
    try:
        with default_storage.open(path) as file:
            return file.read()
    except (FileNotFoundError, OSError):
        pass
    body = draw(card)
    default_storage.save(path, ContentFile(body))
    for old in default_storage.listdir(folder)[1]:  # one picture of each thing is kept
        if old != card.name:
            default_storage.delete(f"{folder}/{old}")
    return body
