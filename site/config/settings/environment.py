"""Where the project lies, and the variables that it is run with."""

import os
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[3]
VAR = ROOT / "var"

env = environ.Env()
environ.Env.read_env(ROOT / ".env")
# A variable that is set to nothing is not set: a line of a file of variables left empty.
env.ENVIRON = {name: value for name, value in os.environ.items() if value}
