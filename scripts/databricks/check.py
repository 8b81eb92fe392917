"""What scripts/databricks/check runs: resolves the bundles for each target, checks, prints JSON."""

import json
import os
import re
import sys
from pathlib import Path

import yaml
from databricks.bundles.external_locations import ExternalLocation
from databricks.bundles.jobs import Job
from databricks.bundles.schemas import Schema
from databricks.bundles.volumes import Volume

MODELS = {
    "external_locations": ExternalLocation,
    "jobs": Job,
    "schemas": Schema,
    "volumes": Volume,
}

# The keys outside of resources that these bundles use: the models have none of them.
SETTINGS = {
    "": {"bundle", "include", "sync", "variables", "targets", "resources"},
    "bundle": {"name", "databricks_cli_version", "engine"},
    "sync": {"paths"},
    "variable": {"description", "default"},
    "target": {"default", "mode", "variables", "workspace", "run_as", "resources"},
    "workspace": {"root_path"},
    "run_as": {"service_principal_name"},
}
MODES = {None, "development", "production"}

REFERENCE = re.compile(r"\$\{([^}]*)\}")


class Wrong(Exception):
    pass


def known(settings, of, where):
    for key in settings.keys() - SETTINGS[of]:
        raise Wrong(f"{where}: there is no key {key} known")


def merged(below, above):
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return below | {key: merged(below.get(key), value) for key, value in above.items()}


def load(folder):
    bundle = {"resources": {}}
    files = [folder / "databricks.yml"]
    while files:
        file = files.pop(0)
        part = yaml.safe_load(file.read_text(encoding="utf-8"))
        known(part, "", file.name)
        for pattern in part.get("include", []):
            found = sorted(folder.glob(pattern))
            if not found:
                raise Wrong(f"include: there is no {pattern}")
            files += found
        bundle = merged(bundle, part)
    known(bundle["bundle"], "bundle", "bundle")
    known(bundle["sync"], "sync", "sync")
    for name, variable in bundle["variables"].items():
        known(variable, "variable", f"variables.{name}")
    for name, target in bundle["targets"].items():
        known(target, "target", f"targets.{name}")
        known(target.get("workspace", {}), "workspace", f"targets.{name}.workspace")
        known(target.get("run_as", {}), "run_as", f"targets.{name}.run_as")
        if target.get("mode") not in MODES:
            raise Wrong(f"targets.{name}.mode: {target['mode']} is none")
        for key in target.get("variables", {}).keys() - bundle["variables"].keys():
            raise Wrong(f"targets.{name}.variables: there is no variable {key}")
    return bundle


class Target:
    """A bundle as it is deployed to one target."""

    def __init__(self, bundle, name):
        self.target = bundle["targets"][name]
        self.bundle = bundle["bundle"] | {"target": name}
        self.resources = merged(bundle["resources"], self.target.get("resources", {}))
        self.variables = {
            key: os.environ.get(
                f"BUNDLE_VAR_{key}",
                self.target.get("variables", {}).get(key, variable.get("default", f"<{key}>")),
            )
            for key, variable in bundle["variables"].items()
        }

    def named(self, path):
        if path == "workspace.current_user.userName":
            return "<userName>"
        at = {"var": self.variables, "bundle": self.bundle, "resources": self.resources}
        for key in path.split("."):
            if not isinstance(at, dict) or key not in at:
                raise Wrong(f"${{{path}}}: there is no such thing")
            at = at[key]
        return self.resolved(at)

    def resolved(self, value):
        if isinstance(value, dict):
            return {key: self.resolved(below) for key, below in value.items()}
        if isinstance(value, list):
            return [self.resolved(below) for below in value]
        if isinstance(value, str):
            return REFERENCE.sub(lambda found: str(self.named(found[1])), value)
        return value

    def checked(self):
        resources = self.resolved(self.resources)
        for kind, named in resources.items():
            if kind not in MODELS:
                raise Wrong(f"resources.{kind}: no such kind is known")
            for name, resource in named.items():
                try:
                    MODELS[kind].from_dict(resource)
                except (ValueError, TypeError) as wrong:
                    raise Wrong(f"resources.{kind}.{name}: {wrong}") from wrong
        settings = {key: self.target.get(key) for key in ("mode", "workspace", "run_as")}
        return self.resolved(settings) | {"resources": resources}


def main(folder):
    everything = {}
    for file in ("databricks.yml", "catalog/databricks.yml"):
        try:
            bundle = load((folder / file).parent)
            everything[bundle["bundle"]["name"]] = {
                name: Target(bundle, name).checked() for name in bundle["targets"]
            }
        except Wrong as wrong:
            sys.exit(f"check: {file}: {wrong}")
    json.dump(everything, sys.stdout, indent=2)


main(Path(sys.argv[1]))
