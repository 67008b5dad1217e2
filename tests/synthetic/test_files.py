"""The folder as a whole: complete files, the same bytes again, and nothing half-made."""

import hashlib
import re
from pathlib import Path

import pytest

from registry.synthetic import run, synthesize
from tests.synthetic.conftest import Register, read

SMALL = 400
ONE_YEAR = range(2023, 2024)


def content(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_arguments_same_bytes_other_seed_not(tmp_path: Path) -> None:
    first = content_of(tmp_path / "a", seed=1)
    assert content_of(tmp_path / "b", seed=1) == first
    other = content_of(tmp_path / "c", seed=2)
    lists = {"volven/kodeverk.csv", "volven/atc.csv", "ssb/fylker.csv", "ssb/kommuner.csv"}  # facts, whatever the seed
    assert {name for name in first if other.get(name) == first[name]} == lists


def content_of(folder: Path, seed: int) -> dict[str, str]:
    synthesize(SMALL, range(2023, 2025), seed, folder)
    return content(folder)


def test_every_file_says_what_it_is_and_ends_with_its_count(register: Register) -> None:
    files = list(register.folder.rglob("*.csv"))
    assert len(files) > 3 * 36
    for path in files:
        lines = path.read_text(encoding="utf-8").split("\n")
        assert lines[0].startswith("#LMR;")
        assert lines[-1] == ""
        assert lines[-2] == f"#SLUTT;{len(lines) - 4}"
        columns = lines[1].count(";")
        assert all(line.count(";") == columns for line in lines[2:-2])


def test_headers_name_source_content_and_subject(register: Register) -> None:
    def first_line(path: str) -> str:
        return (register.folder / path).read_text(encoding="utf-8").split("\n")[0]

    assert first_line("ssb/folkemengde-2024.csv") == "#LMR;ssb;folkemengde;1;2024"
    assert first_line("folkeregisteret/personer-001.csv") == "#LMR;folkeregisteret;personer;1"
    for path in register.folder.glob("pharmacies/*/*.csv"):
        own = first_line(str(path.relative_to(register.folder)))
        assert own == f"#LMR;pharmacies;utleveringer;1;{path.parent.name};{path.stem}"
        assert re.fullmatch(r"\d{4}-\d\d", path.stem)


def test_lines_are_numbered_and_dated_within_their_file(register: Register) -> None:
    for (_, month), lines in register.dispensings.groupby(["apotek", "maaned"]):
        assert lines["linje"].tolist() == [str(number + 1) for number in range(len(lines))]
        assert lines["dato"].is_monotonic_increasing
        assert (lines["dato"].str[:7] == month).all()
    assert register.manifest.files == register.dispensings.groupby(["apotek", "maaned"]).ngroups


def test_persons_are_never_split_between_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.synthetic.write.actors.LINES_A_FILE", 100)
    synthesize(SMALL, ONE_YEAR, 1, tmp_path / "out")
    files = [read(path) for path in sorted(tmp_path.glob("out/folkeregisteret/*.csv"))]
    people = [set(frame["identifikator"]) for frame in files]
    assert len(files) > 4
    assert all(len(frame) <= 100 for frame in files)
    assert sum(map(len, people)) == len(set().union(*people))


def test_a_complete_folder_is_left_alone_and_another_seeds_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = synthesize(SMALL, ONE_YEAR, 1, out)
    marker = out / "marker"
    marker.touch()
    assert synthesize(SMALL, ONE_YEAR, 1, out) == made
    assert marker.exists()
    assert synthesize(SMALL, ONE_YEAR, 2, out) != made
    assert not marker.exists()


def test_a_folder_of_others_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("kjære")
    with pytest.raises(FileExistsError, match="ikke laget av synthesize"):
        synthesize(SMALL, ONE_YEAR, 1, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["brev.txt"]


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*args: object) -> None:
        raise OSError("disken er full")

    monkeypatch.setattr(run, "write_dispensings", no_space)
    with pytest.raises(OSError, match="disken er full"):
        synthesize(SMALL, ONE_YEAR, 1, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("persons", "years", "seed"),
    [
        (0, ONE_YEAR, 1),
        (10, range(2003, 2005), 1),
        (10, range(2024, 2040), 1),
        (10, range(2024, 2024), 1),
        (10, ONE_YEAR, -1),
    ],
)
def test_impossible_arguments_are_refused(tmp_path: Path, persons: int, years: range, seed: int) -> None:
    with pytest.raises(ValueError, match=r"må være"):
        synthesize(persons, years, seed, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("persons", [1, 30])
def test_a_handful_of_people_is_a_register_too(tmp_path: Path, persons: int) -> None:
    manifest = synthesize(persons, range(2019, 2022), 3, tmp_path / "out")
    assert manifest.pharmacies == 3
    assert list(manifest.dispensings) == ["2019", "2020", "2021"]
