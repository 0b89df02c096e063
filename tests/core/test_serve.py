import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", ""])
def test_a_demo_whose_passwords_everybody_knows_is_served_to_this_machine_alone(monkeypatch, host):
    monkeypatch.setenv("HOST", host)

    with override_settings(DEMO=True), pytest.raises(CommandError, match="this machine alone"):
        call_command("serve")
