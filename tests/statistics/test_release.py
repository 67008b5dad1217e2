"""From the universe's register to published figures, and the life of a release."""

import datetime as dt
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from pytest_django import Settings

from registry import extract
from registry.models import Dispensing
from statistics import actions, queries, yearly
from statistics.actions import NotPublishable
from statistics.audit import bounds
from statistics.cube.axes import REGIONS
from statistics.models import Block, Release, ReleaseEvent, State
from statistics.printed import printed_years
from statistics.queries import Selection
from statistics.table import Reason, Table
from tests.universe import Universe, publish

pytestmark = pytest.mark.django_db


def read(atc: str, **axes: tuple[str, ...] | tuple[int, ...]) -> Table:
    return queries.table(Selection(atc=(atc,), aar=(2024,), **axes))  # type: ignore[arg-type]


def value(atc: str, measure: str, year: int = 2024, **codes: str) -> float | None:
    selection = Selection(
        atc=(atc,),
        maal=(measure,),
        aar=(year,),
        omr=(codes.get("omr", "0"),),
        kjonn=(codes.get("kjonn", "begge"),),
        alder=(codes.get("alder", "alle"),),
    )
    cell = queries.table(selection).cell()
    return cell.value if cell.reason is Reason.NONE else None


def reason(atc: str, measure: str, year: int = 2024, **codes: str) -> Reason:
    table = read(atc, maal=(measure,), omr=(codes.get("omr", "0"),), kjonn=(codes.get("kjonn", "begge"),))
    return (
        table.cell().reason if year == 2024 else queries.table(Selection((atc,), (measure,), aar=(year,))).cell().reason
    )


def test_users_are_distinct_at_every_level(release: Release) -> None:
    users = {code: value(code, "brukere") for code in ("alle", "A", "A10", "A10B", "A10BA02", "A10BJ06")}
    assert users == {"alle": 13, "A": 12, "A10": 12, "A10B": 12, "A10BA02": 9, "A10BJ06": 8}
    assert value("A10BA02", "brukere", year=2023) == 7


def test_a_person_has_one_county_sex_and_age_a_year(release: Release) -> None:
    assert value("A10BA02", "brukere", omr="03") == 6
    assert reason("A10BA02", "brukere", omr="56") is Reason.HIDDEN  # F1, F2 and M, who lived there on 1 January
    assert value("A10BJ06", "brukere", omr="56") == 5
    assert value("A10BA02", "brukere", alder="40-44") == 6
    assert value("A10BA02", "brukere", year=2023, omr="03") == 7
    assert reason("D02AF", "brukere", omr="56") is Reason.HIDDEN  # where the last dispensing was
    assert value("D02AF", "brukere", omr="03") == 0


def test_sums(release: Release) -> None:
    assert value("A10BA02", "utleveringer") == 15
    assert value("A10BA02", "pakninger") == 15
    assert value("A10BA02", "ddd") == 750
    assert value("A10", "ddd") == 974
    assert value("A10BA02", "nok") == 1500
    assert value("A10BJ06", "nok") == 8000


def test_rates_use_the_nations_own_population_on_1_january(release: Release) -> None:
    assert value("A10BA02", "folk") == 820
    assert value("A10BA02", "per1000") == pytest.approx(9 * 1000 / 820)
    assert value("A10BA02", "per1000", omr="03", kjonn="kvinner") == pytest.approx(15)
    assert value("A10BA02", "ddd1000d") == pytest.approx(750 * 1000 / 820 / 366)
    assert reason("A10BA02", "per1000", year=2023) is Reason.NOT_COMPUTABLE
    assert reason("A10BA02", "folk", year=2023) is Reason.MISSING
    assert reason("A10BA02", "folk", omr="99") is Reason.NOT_AVAILABLE


@pytest.mark.parametrize("measure", ["brukere", "per1000", "utleveringer", "pakninger", "ddd", "ddd1000d", "nok"])
def test_every_measure_of_a_small_cell_is_hidden(release: Release, measure: str) -> None:
    assert reason("A10BA02", measure, kjonn="menn") is Reason.HIDDEN
    assert value("A10BA02", measure, kjonn="menn") is None


def test_a_medicine_without_ddd_says_so(release: Release) -> None:
    assert reason("D02AF", "ddd") is Reason.NOT_COMPUTABLE
    assert reason("D02AF", "nok") is Reason.HIDDEN
    assert reason("A10BJ06", "ddd") is Reason.NONE


def test_the_same_register_gives_the_same_bytes(release: Release) -> None:
    again = publish()
    assert again.number != release.number
    assert again.digest == release.digest
    blocks = [dict(Block.objects.filter(release=each).values_list("code", "payload")) for each in (release, again)]
    assert {code: bytes(payload) for code, payload in blocks[0].items()} == {
        code: bytes(payload) for code, payload in blocks[1].items()
    }


def test_a_correction_shows_in_the_next_release_and_not_in_this_one(release: Release) -> None:
    Dispensing.objects.filter(product__atc="A10BA02", person__sex="M").delete()
    after = publish()
    assert queries.table(Selection(("A10BA02",), ("brukere",), aar=(2024,))).cell().value == 7
    assert queries.table(Selection(("A10BA02",), ("brukere",), aar=(2024,), utgave=release.number)).cell().value == 9
    comparison = after.manifest["comparison"]
    assert comparison["with"] == release.number
    assert ["A10BA02", 2024, 9, 7] in comparison["largest"]


def test_an_interrupted_build_goes_on(universe: Universe) -> None:
    asked = {"years": [2023, 2024], "built_by": "kari", "protection": "primary"}
    release = actions.start_release(**asked)
    first = actions.count_year(release=release, year=2023)
    assert actions.start_release(**asked) == release
    assert actions.count_year(release=release, year=2023) == first
    assert not actions.is_counted(release)
    actions.count_year(release=release, year=2024)
    assert actions.is_counted(release)
    built = actions.join(release=release)
    assert actions.join(release=release).digest == built.digest
    assert actions.start_release(**asked) == release, "built, and not yet audited"
    assert built.events.filter(step="built").count() == 1


def test_a_file_cut_off_by_a_crash_is_written_again(universe: Universe, secure_folder: Path) -> None:
    reference = yearly.freeze_reference(dt.date(2026, 1, 1))
    counted = yearly.count_year(2024, reference)
    path = secure_folder / counted.cube
    whole = path.read_bytes()
    path.write_bytes(whole[:1000])
    assert yearly.count_year(2024, reference) == counted
    assert path.read_bytes() == whole


def test_who_built_cannot_approve(universe: Universe) -> None:
    release = actions.start_release(years=[2024], built_by="kari", protection="primary")
    actions.count_year(release=release, year=2024)
    release = actions.join(release=release)
    with pytest.raises(NotPublishable, match="bare en prøvd"):
        actions.publish(release=release, approved_by="ola")
    release = actions.audit(release=release)
    with pytest.raises(NotPublishable, match="en annen må godkjenne"):
        actions.publish(release=release, approved_by="kari")
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(approved_by="kari")
    with pytest.raises(queries.UnknownRelease):
        queries.release()


def test_the_attacker_finds_what_primary_hiding_gives_away(release: Release) -> None:
    """Oslo and the nation are printed for metformin: 9 − 6 = 3 in Finnmark."""
    report = release.manifest["audit"]
    assert report["leaks"] > 0
    assert report["verdict"].startswith("LEKKASJE")
    _, year = printed_years(release)
    low, high = bounds(year.users, year.hidden_users, 1, year.parent)
    finnmark = year.codes.index("A10BA02"), REGIONS.index("56"), -1, -1
    assert year.users[finnmark] == -1
    assert (low[finnmark], high[finnmark]) == (3, 3)


def test_a_leaking_release_of_real_people_cannot_be_published(release: Release, settings: Settings) -> None:
    settings.SYNTHETIC_ONLY = False
    with pytest.raises(NotPublishable, match="LEKKASJE"):
        publish()


def test_the_audit_command_tells_and_exits_with_one(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="1"):
        call_command("audit_release", "latest")
    assert capsys.readouterr().out.strip().splitlines()[-1] == release.manifest["audit"]["verdict"]
    with pytest.raises(SystemExit):
        call_command("audit_release", release.number, "--json", "--lp", "3")
    assert json.loads(capsys.readouterr().out)["leaks"] >= release.manifest["audit"]["leaks"]
    with pytest.raises(CommandError, match=release.number):
        call_command("audit_release", "1999-1")


def test_a_withdrawn_release_is_still_there_and_says_why(release: Release) -> None:
    newer = publish()
    assert queries.release().number == newer.number
    actions.withdraw(release=newer, actor="ola", reason="Feil i folkemengden")
    assert queries.release().number == release.number
    assert queries.release(newer.number).withdrawn_reason == "Feil i folkemengden"
    steps = list(ReleaseEvent.objects.filter(release=newer).values_list("step", "actor"))
    made = [("started", "kari"), ("built", "kari"), ("audited", "kari")]
    assert steps == [*made, ("published", "ola"), ("withdrawn", "ola")]


def test_unknown_things_are_named(release: Release) -> None:
    with pytest.raises(queries.UnknownCode, match="A10BX99"):
        queries.node("A10BX99")
    with pytest.raises(queries.UnknownRelease, match="1999-9"):
        queries.release("1999-9")
    with pytest.raises(ValueError, match="omr has no '98'"):
        read("A10", omr=("98",))
    with pytest.raises(ValueError, match="aar has no 1999"):
        queries.table(Selection(("A10",), aar=(1999,)))


def test_the_tree_of_names(release: Release) -> None:
    assert [node.code for node in queries.ancestors("A10BA02")] == ["A", "A10", "A10B", "A10BA", "A10BA02"]
    assert [node.code for node in queries.children("alle")] == ["A", "D"]
    assert queries.node("alle").name == "Alle legemidler"


def test_the_extract_is_pseudonymous_and_in_order(universe: Universe) -> None:
    files: dict[str, bytes] = {}
    frozen = extract.freeze(2024, files.__setitem__)
    lines, people = (
        pq.read_table(io.BytesIO(files[file.sha256]))
        for file in (frozen.ranges[0].dispensings, frozen.ranges[0].people)
    )
    assert lines.schema.names == extract.DISPENSINGS.names
    assert lines["person"].null_count == 0
    rank = [people["key"].to_pylist().index(key) for key in lines["person"].to_pylist()]
    order = list(zip(rank, lines["date"].to_pylist(), strict=True))
    assert order == sorted(order)
    assert frozen.nobody.rows == 2
    assert people.num_rows == 13
    assert people["municipality"].null_count == 1
    assert extract.freeze(2024, lambda name, content: None) == frozen


def test_state_words_are_shown_in_norwegian() -> None:
    assert [state.label for state in State] == ["bygges", "bygd", "prøvd", "publisert", "trukket tilbake"]


@pytest.fixture
def linked(universe: Universe) -> Release:
    release = actions.start_release(years=[2023, 2024], built_by="kari", protection="linked")
    for year in release.years:
        actions.count_year(release=release, year=year)
    return actions.audit(release=actions.join(release=release))


@pytest.mark.slow
def test_a_linked_release_leaks_nothing_and_may_be_of_real_people(linked: Release, settings: Settings) -> None:
    settings.SYNTHETIC_ONLY = False
    assert linked.manifest["audit"]["verdict"].startswith("INGEN LEKKASJE")
    tried = {gate["code"]: gate["checked"] for gate in linked.manifest["audit"]["gates"]}
    assert tried["worlds"] > 0
    assert tried["unproven"] > 0
    published = actions.publish(release=linked, approved_by="ola")
    assert queries.release().protection == published.protection == "linked"


@pytest.mark.slow
def test_linked_hides_what_primary_gives_away(linked: Release) -> None:
    """Finnmark's 3 users of metformin follow from the nation's 9 and Oslo's 6: one of those must be hidden as well."""
    actions.publish(release=linked, approved_by="ola")
    shown = [value("A10BA02", "brukere"), value("A10BA02", "brukere", omr="03")]
    assert shown.count(None) >= 1
    assert reason("A10BA02", "brukere", omr="56") is Reason.HIDDEN


@pytest.mark.slow
def test_a_linked_release_tells_what_is_visible_and_keeps_what_was_lost(linked: Release) -> None:
    seen = linked.manifest["visible"]
    assert set(seen) == {"all", "2023", "2024"}
    assert seen["all"]["users"]["all"]["hidden"] == linked.manifest["cells"]["hidden"]
    assert seen["all"]["sums"]["all"]["hidden"] >= seen["all"]["users"]["all"]["hidden"]
    for part in linked.parts.all():
        lost = yearly.load_protection(part.protection).report
        assert lost["sums"]["all"].hidden >= lost["users"]["all"].hidden
        assert lost["users"]["all"].cells > 0
