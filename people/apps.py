from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from core import answers
        from people import access, receivers, tasks  # noqa: F401 - all register themselves
        from people.models import Organisation, Person, Standing

        answers.watch(Person, lambda _: ["people"])
        answers.watch(Organisation, lambda _: ["organisations"])
        answers.watch(Standing, lambda standing: [standing.person, "people"])
