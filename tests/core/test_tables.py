from django.db import models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState, StateApps

from core.tables import CreateModels


def pointing_at(other):
    return [
        ("id", models.BigAutoField(primary_key=True)),
        ("other", models.ForeignKey(f"pairs.{other}", models.CASCADE, related_name="+")),
    ]


def test_models_that_point_at_each_other_are_built_together_and_once(monkeypatch):
    state, built = ProjectState(), []
    assert state.apps, "migrations before have built theirs"
    build = StateApps.render_multiple
    monkeypatch.setattr(StateApps, "render_multiple", lambda s, m: (built.append(len(m)), build(s, m)))

    pair = CreateModels(
        [CreateModel("Left", pointing_at("Right")), CreateModel("Right", pointing_at("Left"))]
    )
    pair.state_forwards("pairs", state)
    left, right = (state.apps.get_model("pairs", name) for name in ("Left", "Right"))

    assert built == [2]
    assert left._meta.get_field("other").related_model is right
    assert right._meta.get_field("other").related_model is left
