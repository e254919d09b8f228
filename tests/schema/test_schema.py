"""The JSON Schema of the model format against good models and against every file in tests/bad.

Scalars are read as an editor reads them (YAML 1.2: `no` is text, dates are text). What a schema
can see of a mistake it must refuse; what only the reader can see (names, sums, order) it must let
through, so that an editor never marks what is right.
"""
import json
import pathlib
import re
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schema/entente.schema.json").read_text())

# Files in tests/bad whose mistake a schema can see.
SEEN = re.compile(
    "key-(unknown|after-comma)|missing-(?!value$|principal)|type-|range-(?!low|likely|weights-zero)|date-form"
    "|duration-(unit|bare)|version|rounds-|list-empty|pattern-empty|empty-|package-two"
    "|rule-(both|without)|file-(and-keys|is-list)|name-(with-space|is-empty|too-long|long-and)|many"
    "|because-is-empty|blame-negative|effect-when-is-empty|option-is-list|proposer-(is-list|word)"
    "|(text|title)-too-long|yaml-(list-as-model|merge-key|empty|key-is-list|too-deep)"
)


class Loader(yaml.SafeLoader):
    """YAML 1.2's core types, and keys always text, as in JSON."""

    def construct_mapping(self, node, deep=False):
        return {str(key.value): self.construct_object(value, deep=True) for key, value in node.value}

    def construct_yaml_map(self, node):
        return self.construct_mapping(node)


Loader.yaml_implicit_resolvers = {}
Loader.add_constructor("tag:yaml.org,2002:map", Loader.construct_yaml_map)
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def faults(validator, document):
    return [f"{'.'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(document)]


def check_good(validator):
    good = [ROOT / "tests/fixtures/tiny.yaml", ROOT / "tests/fixtures/every-key.yaml"]
    good += sorted((ROOT / "scenarios").glob("*.yaml"))
    wrong = []
    for path in good:
        document = load(path)
        if isinstance(document, dict) and "entente" in document:
            wrong += [f"{path}: {fault}" for fault in faults(validator, document)[:5]]
    return wrong, len(good)


def check_bad(validator):
    wrong = []
    counts = {"refused": 0, "let through": 0}
    for path in sorted((ROOT / "tests/bad").glob("*.yaml")):
        try:
            document = load(path)
        except (yaml.YAMLError, UnicodeDecodeError):
            continue
        refused = bool(faults(validator, document))
        if refused != bool(SEEN.match(path.stem)):
            wrong.append(f"{path.name}: {'refused' if refused else 'let through'}")
        counts["refused" if refused else "let through"] += 1
    return wrong, counts


def property_names(schema):
    """Every key of the format that the schema knows."""
    names = set()
    stack = [schema]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            if isinstance(here.get("properties"), dict) and here.get("additionalProperties") is False:
                names |= set(here["properties"])
            stack += here.values()
        elif isinstance(here, list):
            stack += here
    return names


def check_keys():
    """The reader accepts every-key.yaml, so a key of the schema that stands there is one of the format."""
    text = (ROOT / "tests/fixtures/every-key.yaml").read_text()
    return [f"'{name}' is not in every-key.yaml" for name in property_names(SCHEMA)
            if not re.search(rf"(?<![\w-]){name}:", text)]


def check_reference():
    """Every key of the schema has a word in docs/format.md."""
    text = (ROOT / "docs/format.md").read_text()
    return [f"'{name}' is not in docs/format.md" for name in property_names(SCHEMA)
            if f"`{name}`" not in text]


def main():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    wrong, good = check_good(validator)
    wrong_bad, counts = check_bad(validator)
    wrong += wrong_bad + check_keys() + check_reference()
    print(f"{good} good models, {counts['refused']} bad ones refused, {counts['let through']} let through")
    print("\n".join(wrong))
    return 1 if wrong or good < 2 or counts["refused"] < 40 else 0


if __name__ == "__main__":
    sys.exit(main())
