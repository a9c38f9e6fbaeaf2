"""The wire's structs, and the schema that the widget's types are made from."""

import json
from pathlib import Path

import msgspec
import pytest

from waitside.protocol import VERSION
from waitside.protocol.commands import Accepted, PatientCommand, ProviderCommand, Refused, Relay
from waitside.protocol.export import schema

WIDGET = Path(__file__).parents[2] / "widget" / "src" / "app" / "protocol"
RELAY = {"type": "relay", "visit": "v1", "to": "p" * 43, "seq": 1, "sealed": "AAAA"}


def test_the_widgets_schema_is_that_of_the_servers_structs() -> None:
    kept = json.loads((WIDGET / "schema.json").read_text())
    assert kept == json.loads(json.dumps(schema())), "schema.json is stale: run `make protocol`"


def test_the_widget_speaks_the_servers_version() -> None:
    assert f"PROTOCOL_VERSION = {VERSION};" in (WIDGET / "version.ts").read_text()


def test_unknown_fields_are_ignored() -> None:
    assert msgspec.convert({**RELAY, "colour": "red"}, PatientCommand) == Relay("v1", "p" * 43, 1, "AAAA")


@pytest.mark.parametrize(
    "command",
    [
        None,
        [],
        "relay",
        {},
        {"type": "fly"},
        {"type": "relay"},
        {**RELAY, "seq": -1},
        {**RELAY, "seq": 1.5},
        {**RELAY, "seq": 2**53},
        {**RELAY, "to": "p" * 42},
        {**RELAY, "to": "p" * 42 + "\n"},
        {**RELAY, "visit": ""},
        {**RELAY, "visit": 7},
        {**RELAY, "sealed": ""},
        {**RELAY, "sealed": "not base64!"},
        {**RELAY, "sealed": "A" * 24_577},
    ],
)
def test_malformed_commands_are_refused(command: object) -> None:
    for union in (PatientCommand, ProviderCommand):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(command, union)


def test_a_patient_has_no_providers_commands() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"type": "end_call", "visit": "v1"}, PatientCommand)


def test_replies_are_told_apart_by_their_type() -> None:
    assert msgspec.to_builtins(Accepted()) == {"type": "accepted", "call": None}
    assert msgspec.to_builtins(Refused("patient_left", "…")) == {
        "type": "refused",
        "code": "patient_left",
        "message": "…",
        "retryAfter": None,
    }
