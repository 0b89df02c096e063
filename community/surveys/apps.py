from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "community.surveys"
    label = "surveys"
