from __future__ import annotations

from datetime import date

import pytest

from whence.actors import Actors

ZELENSKY = "person:volodymyr-zelensky"
KIM = "person:kim-jong-un"
WINTER = date(2024, 12, 23)


def found(actors: Actors, name: str, **more: object) -> str | None:
    match = actors.resolve(name, **more)  # type: ignore[arg-type]
    return match.actor.id if match else None


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Zelensky", ZELENSKY),
        ("Zelenskyy", ZELENSKY),
        ("Zelenskiy", ZELENSKY),
        ("Zelenskyi", ZELENSKY),
        ("ZELENSKY", ZELENSKY),
        ("Mr Zelensky", ZELENSKY),
        ("Volodymyr Zelensky’s", ZELENSKY),
        ("Volodymyr Zelenskij", ZELENSKY),
        ("President Volodymyr Zelenskyy", ZELENSKY),
        ("Ukrainian President Volodymyr Zelensky", ZELENSKY),
        ("Ukraine's president, Volodymyr Zelensky", ZELENSKY),
        ("the president of Ukraine, Volodymyr Zelensky", ZELENSKY),
        ("Oleksandr Syrskyi", "person:oleksandr-syrskyi"),
        ("army chief Oleksandr Syrsky", "person:oleksandr-syrskyi"),
        ("Gen. Syrskiy", "person:oleksandr-syrskyi"),
        ("Kim Jong Un", KIM),
        ("Kim Jong-un", KIM),
        ("Kim Jong‑un", KIM),
        ("Kim Jongun", KIM),
        ("North Korean leader Kim Jong Un", KIM),
        ("Putin", "person:vladimir-putin"),
        ("Donald J. Trump", "person:donald-trump"),
        ("Sergej Lavrov", "person:sergei-lavrov"),
        ("Muhammed bin Salman", "person:mohammed-bin-salman"),
        ("Recep Tayyip Erdogan", "person:recep-tayyip-erdogan"),
        ("U.S. Secretary of State Antony Blinken", "person:antony-blinken"),
        ("President Joe Biden of the United States", "person:joe-biden"),
        ("Yoon Suk-yeol of South Korea", "person:yoon-suk-yeol"),
        ("Viktor Orbán", "person:viktor-orban"),
        ("British Foreign Secretary Cameron", "person:david-cameron"),
        ("European Commission President Ursula von der Leyen", "person:ursula-von-der-leyen"),
    ],
)
def test_people(actors: Actors, name: str, actor: str) -> None:
    assert found(actors, name) == actor


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("North Korea", "country:prk"),
        ("DPRK", "country:prk"),
        ("Seoul", "country:kor"),
        ("U.S.", "country:usa"),
        ("the US", "country:usa"),
        ("Türkiye", "country:tur"),
        ("Ivory Coast", "country:civ"),
        ("Cote d’Ivoire", "country:civ"),
        ("Washington, D.C.", "country:usa"),
        ("North Koreans", "country:prk"),
        ("Britons", "country:gbr"),
        ("the Kremlin", "government:rus"),
        ("the White House", "government:usa"),
        ("Downing Street", "government:gbr"),
        ("the Élysée", "government:fra"),
        ("The Elysee's", "government:fra"),
        ("the Blue House", "government:kor"),
        ("the Pentagon", "government:usa-defence-ministry"),
        ("the US Department of Defense", "government:usa-defence-ministry"),
        ("America's defence ministry", "government:usa-defence-ministry"),
        ("Russia's Ministry of Defence", "government:rus-defence-ministry"),
        ("the Russian defense ministry", "government:rus-defence-ministry"),
        ("Ministry of Defence of Ukraine", "government:ukr-defence-ministry"),
        ("the government in Kyiv", "government:ukr"),
        ("the Moscow government", "government:rus"),
        ("NIS", "agency:kor-nis"),
        ("South Korea’s National Intelligence Service (NIS)", "agency:kor-nis"),
        ("South Korea's spy agency", "agency:kor-nis"),
        ("South Korea's Joint Chiefs of Staff", "military:kor-joint-chiefs"),
        ("GUR", "agency:ukr-hur"),
        ("Ukrainian military intelligence", "agency:ukr-hur"),
        ("Israel Defence Forces", "military:isr-idf"),
        ("the Israeli army", "military:isr-idf"),
        ("the Polish army", "military:pol-armed-forces"),
        ("Hizbullah", "group:hezbollah"),
        ("Houthi rebels", "group:houthis"),
        ("M23", "group:m23"),
        ("ISW", "organisation:isw"),
        ("the Institute for the Study of War", "organisation:isw"),
        ("Nato", "organisation:nato"),
        ("U.N.", "organisation:un"),
        ("WHO", "organisation:who"),
        ("Reuters", "outlet:reuters"),
        ("AP", "outlet:associated-press"),
        ("Yonhap News Agency", "outlet:yonhap"),
        ("The Wall Street Journal", "outlet:wall-street-journal"),
        ("bbc.co.uk", "outlet:bbc"),
        ("https://edition.cnn.com/a/b", "outlet:cnn"),
    ],
)
def test_states_bodies_and_outlets(actors: Actors, name: str, actor: str) -> None:
    assert found(actors, name) == actor


@pytest.mark.parametrize(
    "name",
    [
        "us", "who", "nis", "it", "turkey", "polish", "Kim", "Lee", "Brown", "May", "Congo", "Congolese",
        "Korea", "the North", "the South", "JCS", "RSF", "Brussels", "the Times", "The Sun", "Time", "Jane",
        "Barron", "president", "the president", "the ministry", "officials", "Western officials",
        "Paris, Texas", "French President Joe Biden", "Joe Biden of France", "Reuters, Yonhap",
        "Putin's spokesman", "Kim Jong Un's sister", "Smith", "", " ", ".", "the", "’s",
        "Rajapaksa", "Russian-backed separatists",
    ],
)  # fmt: skip
def test_what_is_not_known_or_means_several_stays_unresolved(actors: Actors, name: str) -> None:
    assert actors.resolve(name) is None


@pytest.mark.parametrize(
    ("name", "context", "actor"),
    [
        ("the North", ["country:prk"], "country:prk"),
        ("the North", ["country:usa"], None),
        ("the North", ["person:kim-jong-un"], "country:prk"),
        ("JCS", ["country:kor"], "military:kor-joint-chiefs"),
        ("JCS", ["country:usa"], "military:usa-joint-chiefs"),
        ("JCS", ["country:usa", "country:kor"], None),
        ("JCS", ["country:usa", "military:kor-joint-chiefs"], "military:kor-joint-chiefs"),
        ("Congo", ["country:cod"], "country:cod"),
        ("RSF", ["group:rsf"], "group:rsf"),
        ("RSF", ["organisation:rsf"], "organisation:rsf"),
        ("the Journal", ["outlet:wall-street-journal"], "outlet:wall-street-journal"),
        ("Brussels", ["organisation:eu"], "organisation:eu"),
    ],
)
def test_the_report_decides_what_a_short_name_means(
    actors: Actors, name: str, context: list[str], actor: str | None
) -> None:
    assert found(actors, name, context=context) == actor


def test_a_word_is_an_outlet_where_an_outlet_is_meant(actors: Actors) -> None:
    assert found(actors, "The Sun", kind="outlet") == "outlet:sun"
    assert found(actors, "Time", kind="outlet") == "outlet:time"
    assert found(actors, "The Sun", kind="person") is None


def test_a_person_is_no_country(actors: Actors) -> None:
    assert found(actors, "Jordan") == "country:jor"
    assert found(actors, "Jordan", kind="person") is None


@pytest.mark.parametrize(
    ("name", "on", "actor"),
    [
        ("the Ukrainian president", WINTER, ZELENSKY),
        ("Ukraine's president", WINTER, ZELENSKY),
        ("the president of Ukraine", date(2019, 5, 19), "person:petro-poroshenko"),
        ("the US president", WINTER, "person:joe-biden"),
        ("the US president", date(2025, 1, 21), "person:donald-trump"),
        ("America's president", date(2017, 1, 19), "person:barack-obama"),
        ("the German leader", WINTER, "person:olaf-scholz"),
        ("the North Korean leader", WINTER, KIM),
        ("Burkina Faso's leader", WINTER, "person:ibrahim-traore"),
        ("the British prime minister", date(2022, 9, 30), "person:liz-truss"),
        ("the UN secretary-general", WINTER, "person:antonio-guterres"),
        ("the Nato secretary general", WINTER, "person:mark-rutte"),
        ("NATO chief", date(2024, 9, 1), "person:jens-stoltenberg"),
        ("head of the IAEA", WINTER, "person:rafael-grossi"),
        ("the EU's foreign policy chief", WINTER, "person:kaja-kallas"),
        ("the leader of Hezbollah", WINTER, None),
        ("the US defence secretary", WINTER, "person:lloyd-austin"),
        ("South Korea's defence minister", date(2024, 11, 1), "person:kim-yong-hyun"),
        ("the Japanese premier", WINTER, "person:shigeru-ishiba"),
    ],
)
def test_an_office_on_a_day_is_whoever_held_it(
    actors: Actors, name: str, on: date, actor: str | None
) -> None:
    match = actors.resolve(name, on=on)
    assert match
    assert match.how == "office"
    if actor:
        assert match.actor.id == actor
    else:
        assert match.actor.kind == "office"


def test_an_office_without_a_day_is_an_office(actors: Actors) -> None:
    match = actors.resolve("the Ukrainian president")
    assert match
    assert match.actor.id == "office:ukr-president"
    assert match.actor.name == "president of Ukraine"
    assert match.actor.party == "country:ukr"
    assert actors.get("office:ukr-president") == match.actor


@pytest.mark.parametrize(
    "on",
    [
        date(2025, 1, 20),  # two held it on that day's two halves; from then on it is the later one
        date(2030, 1, 1),  # nobody knows yet
        date(1950, 1, 1),  # not in the data
    ],
)
def test_nobody_is_guessed_for_days_that_are_not_known(actors: Actors, on: date) -> None:
    match = actors.resolve("the Russian prime minister", on=on)
    assert match
    known = date(2020, 1, 16) <= on <= date(2025, 6, 30)
    assert match.actor.id == ("person:mikhail-mishustin" if known else "office:rus-prime-minister")


def test_a_month_is_not_decided_where_only_the_month_is_known(actors: Actors) -> None:
    assert found(actors, "Turkey's foreign minister", on=date(2023, 5, 31)) == "person:mevlut-cavusoglu"
    assert found(actors, "Turkey's foreign minister", on=date(2023, 6, 15)) == "office:tur-foreign-minister"
    assert found(actors, "Turkey's foreign minister", on=date(2023, 7, 1)) == "person:hakan-fidan"


def test_made_bodies_can_be_asked_for_by_id(actors: Actors) -> None:
    for name in ("the Polish army", "Japan's foreign ministry", "the Chilean government", "Hamas's leader"):
        match = actors.resolve(name)
        assert match
        assert actors.get(match.actor.id) == match.actor
    assert actors.get("office:nowhere-president") is None
    assert actors.get("nothing") is None


def test_suggestions_are_near_and_ordered(actors: Actors) -> None:
    for asked, actor in [
        ("Volodimir Zelinsky", ZELENSKY),
        ("Zelinsky", ZELENSKY),
        ("Kim Yong Un", KIM),
        ("Yonhab News", "outlet:yonhap"),
        ("Institut for Study of War", "organisation:isw"),
    ]:
        assert actors.resolve(asked) is None
        near = actors.suggest(asked, 3)
        assert actor in [s.actor.id for s in near]
        assert [s.score for s in near] == sorted((s.score for s in near), reverse=True)
        assert all(0.6 <= s.score <= 1 for s in near)
    assert len(actors.suggest("Kim Yong Un", 2)) == 2
    assert actors.suggest("Zelinsky", 0) == []
    assert actors.suggest("qqqqqqqqqq") == []


def test_domains(actors: Actors) -> None:
    for address, actor in [
        ("reuters.com", "outlet:reuters"),
        ("www.reuters.com", "outlet:reuters"),
        ("https://www.yna.co.kr/view/1?x=2", "outlet:yonhap"),
        ("http://news.BBC.co.uk:80/", "outlet:bbc"),
        ("notreuters.com", None),
        ("reuters.com.example.org", None),
        ("co.uk", None),
        ("http://[broken", None),
        ("", None),
    ]:
        outlet = actors.by_domain(address)
        assert (outlet.id if outlet else None) == actor
