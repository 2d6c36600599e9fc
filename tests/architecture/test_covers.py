"""Proofs name requirements that exist."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

from tests.architecture.layers import ROOT


def covers():
    loader = SourceFileLoader("covers", str(ROOT / "bin/covers"))
    module = module_from_spec(spec_from_loader("covers", loader))
    loader.exec_module(module)
    return module


def test_every_proof_names_a_requirement_that_exists():
    script = covers()
    assert set(script.marks()) - set(script.requirements()) == set()
