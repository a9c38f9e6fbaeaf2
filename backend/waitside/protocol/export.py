"""Writes the protocol as JSON Schema, from which the widget's types are made: `python -m waitside.protocol.export`."""

import json
import sys

import msgspec

from waitside.protocol import VERSION
from waitside.protocol.commands import Hello, PatientCommand, ProviderCommand, Reply
from waitside.protocol.events import PatientEvent, ProviderEvent

UNIONS = {
    "Hello": Hello,
    "PatientCommand": PatientCommand,
    "ProviderCommand": ProviderCommand,
    "Reply": Reply,
    "PatientEvent": PatientEvent,
    "ProviderEvent": ProviderEvent,
}


def schema() -> dict[str, object]:
    """The whole protocol as one JSON Schema (2020-12) document; its properties are the unions of the protocol."""
    roots, components = msgspec.json.schema_components(UNIONS.values(), ref_template="#/$defs/{name}")
    named = dict(zip(UNIONS, roots, strict=True))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Protocol",
        "description": f"Version {VERSION}. Made from the server's structs: change those, then run `make protocol`.",
        "x-version": VERSION,
        "type": "object",
        "properties": named,
        "required": sorted(named),
        "$defs": components,
    }


def main() -> None:
    """Print the schema."""
    sys.stdout.write(json.dumps(schema(), indent=2) + "\n")


if __name__ == "__main__":
    main()
