"""`python -m tests.reading`: grade every page anew and write docs/manual/reading.md."""

import os
import sys

import pytest

os.environ["BESIDE_WRITES_READING"] = "true"
sys.exit(pytest.main(["-q", "-p", "tests.plugin_postgres", "tests/reading/test_every_page.py"]))
