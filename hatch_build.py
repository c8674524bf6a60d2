"""Build hooks: run dependencies come from requirements/run.in, assets are built into the wheel."""

import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).parent


class DependenciesFromFile(MetadataHookInterface):
    def update(self, metadata: dict) -> None:
        lines = (ROOT / "requirements" / "run.in").read_text().splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]


class BuildAssets(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        if version == "standard":
            subprocess.run([sys.executable, str(ROOT / "assets" / "build.py")], check=True)  # noqa: S603
