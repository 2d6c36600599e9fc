import os
from dataclasses import dataclass
from pathlib import Path
@dataclass(frozen=True)
class Environment:
    home: Path; debug: bool; url: str; allowed_hosts: list; trusted_proxies: list; is_https: bool
    @classmethod
    def read(cls): return cls(Path("/tmp/rhome"), True, "http://127.0.0.1:8000", ["*"], [], False)
    def secret_key(self): return "x"*60
