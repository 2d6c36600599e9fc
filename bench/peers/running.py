"""Peers live in an environment of their own, made below .artifacts from requirements.lock, again when that changed."""

import hashlib
import json
import os
import subprocess
import sys
import venv
from typing import Any

from bench.installation import PATHS, ROOT

PEERS = ROOT / ".artifacts/peers"
LOCK = ROOT / "bench/peers/requirements.lock"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def told(command: list[str], **environment: str) -> Any:
    """What a command run by one thread says: the JSON of its last line."""
    surroundings = os.environ | PATHS | ONE_THREAD | environment
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def peer_python() -> str:
    python, mark = PEERS / "bin/python", PEERS / "installed"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not mark.exists() or mark.read_text() != wanted:
        print("Installing the peers (bench/peers/requirements.lock)…", file=sys.stderr)
        venv.create(PEERS, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)]
        subprocess.run(pip, check=True)
        mark.write_text(wanted)
    return str(python)


def seconds(found: Any) -> float:
    return float(found["fit"] + found["score"])


def mib(found: Any) -> str:
    return f"{found['peak_mib']:,.0f} MiB"
