"""The packaged data: whole, and without contradiction."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest

from whence.actors import Actors
from whence.actors.compile import compiled
from whence.actors.index import build, from_sources, packaged
from whence.actors.load import COMPILED

MEMBERS = re.findall(
    r"\w+",
    """
    afg alb dza and ago atg arg arm aus aut aze bhs bhr bgd brb blr bel blz ben btn bol bih bwa bra
    brn bgr bfa bdi cpv khm cmr can caf tcd chl chn col com cog cod cri civ hrv cub cyp cze dnk dji
    dma dom ecu egy slv gnq eri est swz eth fji fin fra gab gmb geo deu gha grc grd gtm gin gnb guy
    hti hnd hun isl ind idn irn irq irl isr ita jam jpn jor kaz ken kir prk kor kwt kgz lao lva lbn
    lso lbr lby lie ltu lux mdg mwi mys mdv mli mlt mhl mrt mus mex fsm mda mco mng mne mar moz mmr
    nam nru npl nld nzl nic ner nga mkd nor omn pak plw pan png pry per phl pol prt qat rou rus rwa
    kna lca vct wsm smr stp sau sen srb syc sle sgp svk svn slb som zaf ssd esp lka sdn sur swe che
    syr tjk tza tha tls tgo ton tto tun tur tkm tuv uga ukr are gbr usa ury uzb vut ven vnm yem zmb
    zwe
    """,
)


def test_all_members_and_observers_are_there(actors: Actors) -> None:
    assert len(set(MEMBERS)) == 193
    for code in [*MEMBERS, "vat", "pse", "xkx", "twn", "hkg"]:
        assert actors.get(f"country:{code}"), code


def test_there_are_as_many_as_promised(actors: Actors) -> None:
    kinds = [actor.kind for actor in actors]
    assert kinds.count("outlet") >= 500
    assert kinds.count("organisation") >= 150
    assert len({t.owner for a in actors for t in a.tenures if t.owner.startswith("country:")}) >= 100


def test_the_compiled_file_is_made_of_the_readable_ones() -> None:
    assert COMPILED.read_text(encoding="utf-8") == compiled(), "run python -m whence.actors.compile"


def test_no_name_that_should_be_one_actors_is_anothers() -> None:
    index = build([("packaged actors", packaged())])
    for names in (index.plain, index.common, index.spellings.ready()):
        assert {key: found for key, found in names.found.items() if len(found) > 1} == {}
    twice = {key for key, found in index.adjectives.found.items() if len(found) > 1}
    assert twice == {"congolese", "dominican"}
    assert {key for key, found in index.surnames.found.items() if len(found) > 1} == {"rajapaksa"}


def test_no_id_is_given_twice() -> None:
    tables = from_sources()
    ids = [e["id"] for table, entries in tables.items() if table != "words" for e in entries]
    assert len(ids) == len(set(ids))


def test_every_name_leads_back(actors: Actors) -> None:
    for actor in actors:
        if actor.kind == "outlet":
            for domain in actor.domains:
                assert actors.by_domain(domain) == actor, domain
        match = actors.resolve(actor.name, kind=actor.kind)
        assert match, actor
        assert match.actor.id == actor.id


def test_no_two_held_one_office_at_a_time(actors: Actors) -> None:
    held: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for actor in actors:
        for tenure in actor.tenures:
            assert tenure.until is not None
            if tenure.role != "leader":
                key = tenure.owner, tenure.role
                held.setdefault(key, []).append((tenure.first, tenure.until, actor.name))
    for key, tenures in held.items():
        for (_, until, name), (first, _, other) in itertools.pairwise(sorted(tenures)):
            assert until <= first, (key, name, other)


@pytest.mark.parametrize("kind", ["country", "organisation", "outlet", "group"])
def test_most_are_their_own_party(actors: Actors, kind: str) -> None:
    own = [actor for actor in actors if actor.kind == kind and actor.party == actor.id]
    assert len(own) > 20


def test_outlets_say_where_they_are_and_for_whom(actors: Actors) -> None:
    tass, bbc = actors.get("outlet:tass"), actors.get("outlet:bbc")
    assert tass
    assert (tass.sort, tass.country, tass.state_run) == ("agency", "country:rus", True)
    assert bbc
    assert (bbc.sort, bbc.country, bbc.state_run, bbc.funding) == (
        "broadcaster",
        "country:gbr",
        False,
        "public",
    )
    assert all(actor.sort and actor.country for actor in actors if actor.kind == "outlet")
