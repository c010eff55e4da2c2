"""What the package promises about itself: version, contents, lazy imports, no network."""

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

import coopcheck
from coopcheck.knowledge.base import cache_folder, checkout
from coopcheck.knowledge.snapshot import Snapshot

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NETWORK = {"socket", "ssl", "asyncio", "http.client", "urllib.request", "urllib3", "requests"}


def modules_after(code: str) -> set[str]:
    """Names of the modules in memory after a fresh Python ran ``code``."""
    code += "\nimport sys; print(chr(10).join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return set(done.stderr.split())


def run_in_process(*args: str) -> str:
    """Code that runs the command line as the console script does."""
    return f"""
import sys
from coopcheck.cli.main import main
sys.argv = {["coopcheck", *args]!r}
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


@pytest.fixture(scope="module")
def bare() -> set[str]:
    """What a bare typer program with one option imports."""
    code = """
import sys, typer
sys.argv = ["bare", "--name", "x"]
def main(name: str = "world") -> None: print(name)
try:
    typer.run(main)
except SystemExit:
    pass
"""
    return modules_after(code)


def test_the_version_is_the_same_everywhere() -> None:
    assert version("coopcheck") == coopcheck.__version__
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(coopcheck.__version__)}\]", changelog, re.MULTILINE)


def test_importing_the_library_imports_nothing_heavy() -> None:
    found = modules_after("import coopcheck")
    assert not found & {"msgspec", "pydantic", "rapidfuzz", "sqlite3", "typer", "yaml"}


def test_the_public_names_are_there() -> None:
    assert {name: getattr(coopcheck, name) for name in coopcheck.__all__}
    with pytest.raises(AttributeError, match="nothing"):
        _ = coopcheck.nothing


@pytest.mark.parametrize("args", [("--version",), ("--help",), ("assess", "--help")])
def test_help_and_version_read_no_law(args: tuple[str, ...]) -> None:
    found = modules_after(run_in_process(*args))
    assert not found & {"coopcheck.knowledge.base", "coopcheck.engine", "sqlite3", "yaml"}


@pytest.mark.parametrize("as_json", [True, False])
def test_an_assessment_brings_no_network_and_no_compiler(as_json: bool, bare: set[str]) -> None:
    coopcheck.load()  # compiles a checkout's law, if that has not been done yet
    args = ["assess", "KEN", "CHE", "--form=extradition", "--offence=fraud"]
    found = modules_after(run_in_process(*args, *(["--json"] if as_json else [])))
    assert not (found - bare) & NETWORK
    assert not found & {"yaml", "coopcheck.knowledge.collect", "coopcheck.knowledge.files"}


def test_no_module_of_ours_imports_a_network_module() -> None:
    pattern = re.compile(r"^\s*(?:import|from) (?:socket|ssl|urllib|http|asyncio)\b", re.MULTILINE)
    sources = sorted((ROOT / "src").rglob("*.py"))
    assert sources
    found = [path.name for path in sources if pattern.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_every_dependency_is_imported_and_every_import_is_a_dependency() -> None:
    names = {"pyyaml": "yaml"}
    declared = {re.split(r"[<>=~! ]", each)[0] for each in PROJECT["dependencies"]}
    declared = {names.get(name, name) for name in declared}
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:import|from) ([a-z_]\w*)\b(?=\.| import|$)", text, re.M))
    assert imported - set(sys.stdlib_module_names) - {"coopcheck"} == declared


def test_a_snapshot_has_the_same_bytes_every_time(tmp_path: Path) -> None:
    records = [("b", "2", {"x": [1, None]}), ("a", "1", {"y": "é"}), ("b", "1", {"z": "q" * 9999})]
    for name in ("one", "two"):
        snapshot = Snapshot.empty()
        for record in records:
            snapshot.put(*record)
        snapshot.write(tmp_path / name)
        records.reverse()
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one").stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_reading_a_snapshot_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "knowledge.sqlite"
    snapshot = Snapshot.empty()
    snapshot.put("state", "KEN", {"name": "Kenya"})
    snapshot.write(path)
    path.chmod(0o400)
    before = path.stat().st_mtime_ns
    assert json.loads(Snapshot.open(path).get("state", "KEN") or b"") == {"name": "Kenya"}
    assert path.stat().st_mtime_ns == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_checkout_is_compiled_into_the_users_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checkout() == ROOT
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    coopcheck.load()
    (made,) = cache_folder().iterdir()
    assert made.parent.parent == tmp_path
    assert made.stat().st_mode & 0o077 == 0


def test_the_law_compiles_to_the_same_bytes_whatever_the_order_of_sets(tmp_path: Path) -> None:
    """The hash of the law names it in every answer, and a wheel can be built again."""
    command = "import sys; from coopcheck.knowledge.compile import main; main(*sys.argv[1:])"
    made = []
    for seed in ("1", "2"):
        target = tmp_path / seed
        arguments = [sys.executable, "-c", command, str(ROOT), str(target), "0"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(arguments, check=True, env=environment)
        made.append(target.read_bytes())
    assert made[0] == made[1]
