from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "community.elections"
    label = "elections"
