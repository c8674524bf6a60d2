"""Which version of Beside this is; the number stands in pyproject.toml and nowhere else."""

from importlib.metadata import version as _installed


def version() -> str:
    """The version that is installed here, such as `0.1.0`."""
    return _installed("beside")
