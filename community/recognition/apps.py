from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "community.recognition"
    label = "recognition"
