"""Which treaties bind two States, is it a crime in both, on what grounds could they refuse.

from coopcheck import Case, assess, load

kb = load()
case = Case(requesting="KEN", requested="CHE", form="extradition",
            charges=[{"category": "bribery-national-official-active"}])
print(assess(case, kb).dual_criminality.finding)
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Assessment", "Case", "__version__", "assess", "load"]

if TYPE_CHECKING:
    from coopcheck.engine.assess import assess
    from coopcheck.knowledge.base import load
    from coopcheck.model.case import Case
    from coopcheck.model.findings import Assessment

_HOMES = {
    "Case": "coopcheck.model.case",
    "Assessment": "coopcheck.model.findings",
    "assess": "coopcheck.engine.assess",
    "load": "coopcheck.knowledge.base",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
