"""Tasks run at once in tests, but for those that keep Wagtail's indexes: they are a third of what a saved row costs."""

from typing import Any

from django.utils.crypto import get_random_string
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.immediate import ImmediateBackend

OF_INDEXES = frozenset(
    {"modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task"}
)


class Backend(ImmediateBackend):
    """Tests that search ask for the fixture `indexed`."""

    indexes = False

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if self.indexes or task.module_path not in OF_INDEXES:
            return super().enqueue(task, args, kwargs)
        self.validate_task(task)
        return TaskResult(
            task=task,
            id=get_random_string(32),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
