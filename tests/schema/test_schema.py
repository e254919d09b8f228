"""The JSON Schema of the model format against good models, every file in tests/bad, and the program on generated ones.

Scalars are read as an editor reads them (YAML 1.2: `no` is text, dates are text). What a schema
can see of a mistake it must refuse; what only the reader can see (names, sums, order) it must let
through, so that an editor never marks what is right.
"""
import copy
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

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


VALUES = [0, 1, -1, 2, 0.5, 1.5, -0.25, 1e-3, 26, 10001, "text", "", " ", "yes", "no", "true", "minister", "official",
          "principal", "alternate", "lotteries", "2025-06-02", "2025-02-30", "30 days", "1 week", "soon", "B2", "x" * 201,
          None, True, False, [], {}, [1], [0, 1], [0, 0.5, 1], [1, 0], ["text"], {"a": 1}, {"text": "text"}, [[]], {"value": 0.5}]


def places(node, path=()):
    """Every place of a document but its root."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in items:
        yield (*path, key)
        yield from places(child, (*path, key))


def mutate(document, dice):
    """The document with one value replaced, dropped, given another key, or a copy of another's."""
    changed = copy.deepcopy(document)
    all_places = list(places(changed))
    path = dice.choice(all_places)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    kind = dice.randrange(8)
    if kind == 0:
        del holder[path[-1]]
    elif kind == 1 and isinstance(holder, dict):
        holder[dice.choice(["colour", "because", "value", "name", "a b", "", "rank"])] = dice.choice(VALUES)
    elif kind == 2:
        other = dice.choice(all_places)
        taken = document
        for key in other:
            taken = taken[key]
        holder[path[-1]] = copy.deepcopy(taken)
    else:
        holder[path[-1]] = dice.choice(VALUES)
    return changed


def check_generated(program, validator, count):
    """What the program reads the schema lets through; how often each refuses."""
    models = [load(path) for path in sorted((ROOT / "scenarios").glob("*.yaml"))]
    models += [load(ROOT / f"tests/transcript/{name}.yaml") for name in ("border", "three", "mandates", "unanswered")]
    dice = random.Random(1)
    wrong = []
    tally = {"both accept": 0, "both refuse": 0, "the program refuses more": 0}
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "model.yaml")
        for number in range(count):
            model = models[number % len(models)]
            document = model if number < len(models) else mutate(model, dice)
            file.write_text(json.dumps(document))
            status = subprocess.run([program, "check", "--short", str(file)], capture_output=True).returncode
            refused = faults(validator, document)
            if status not in (0, 1):
                wrong.append(f"generated model {number}: exit {status}")
            elif status == 0 and refused:
                wrong.append(f"generated model {number}: read by the program, but {refused[0]}")
            elif number < len(models) and status:
                wrong.append(f"generated model {number}: refused as JSON")
            else:
                tally["both accept" if status == 0 else "both refuse" if refused else "the program refuses more"] += 1
    return wrong, tally


def main():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    wrong, good = check_good(validator)
    wrong_bad, counts = check_bad(validator)
    wrong += wrong_bad + check_keys() + check_reference()
    if len(sys.argv) > 1:
        wrong_made, tally = check_generated(sys.argv[1], validator, int(sys.argv[2]) if len(sys.argv) > 2 else 400)
        wrong += wrong_made
        print("generated: " + ", ".join(f"{what} {times}" for what, times in tally.items()))
    print(f"{good} good models, {counts['refused']} bad ones refused, {counts['let through']} let through")
    print("\n".join(wrong))
    return 1 if wrong or good < 2 or counts["refused"] < 40 else 0


if __name__ == "__main__":
    sys.exit(main())
