"""A waiting room over real connections: who sees what, who may do what."""

import asyncio

from tests.live.conftest import GRACE, Page, Server


def envelope(visit: str, to: Page, seq: int = 1, sealed: str = "c2VhbGVk") -> dict[str, object]:
    """The fields of a relay command."""
    return {"visit": visit, "to": to.id, "seq": seq, "sealed": sealed}


async def test_the_queue_is_shown_live_in_order_of_arrival(server: Server) -> None:
    provider, snapshot = await server.provider()
    assert snapshot["visits"] == []
    for place, name in enumerate(("ana", "ben"), start=1):
        _, own = await server.patient(name, reference=f"HSC-{place}")
        assert own["visit"]["place"] == place
        arrived = await provider.told("visit_changed")
        assert (arrived["visit"]["id"], arrived["visit"]["reference"]) == (own["visit"]["id"], f"HSC-{place}")
    _, late = await server.provider("nurse")
    assert [visit["reference"] for visit in late["visits"]] == ["HSC-1", "HSC-2"]


async def test_no_name_and_no_subject_goes_to_anyone(server: Server) -> None:
    provider, _ = await server.provider()
    await server.patient("subject-of-ana")
    await provider.told("visit_changed")
    assert "subject-of-ana" not in repr(provider.seen)


async def test_a_page_that_comes_in_misses_nothing_that_others_write_as_soon_as_they_hear_of_it(server: Server) -> None:
    patient, own = await server.patient("ana")
    provider = server.page("provider")
    coming = asyncio.create_task(provider.connect(token=server.token("provider", "rivera")))
    await patient.told("team_changed")
    await patient.ask("relay", **envelope(own["visit"]["id"], provider))
    await coming
    await provider.told("relayed")
    assert provider.seen[0]["type"] == "provider_snapshot"


async def test_a_providers_page_is_told_until_when_it_may_come_back_with_its_token(server: Server) -> None:
    page, expires_at = server.page("provider"), server.clock() + 7_000
    snapshot = await page.connect(token=server.token("provider", "rivera", expires_at=expires_at))
    assert snapshot["tokenExpires"] == expires_at


async def test_envelopes_are_passed_on_both_ways_in_order_with_their_sender(server: Server) -> None:
    provider, _ = await server.provider()
    patient, snapshot = await server.patient("ana")
    visit = snapshot["visit"]["id"]
    for seq in range(1, 21):
        assert (await patient.ask("relay", **envelope(visit, provider, seq)))["type"] == "accepted"
    got = [await provider.told("relayed") for _ in range(20)]
    assert [event["seq"] for event in got] == list(range(1, 21))
    assert {event["sender"] for event in got} == {patient.id}
    await provider.ask("relay", **envelope(visit, patient))
    assert (await patient.told("relayed"))["sender"] == provider.id


async def test_a_colleague_can_be_written_to_about_a_visit(server: Server) -> None:
    provider, _ = await server.provider()
    nurse, _ = await server.provider("nurse")
    _, snapshot = await server.patient("ana")
    assert (await provider.ask("relay", **envelope(snapshot["visit"]["id"], nurse)))["type"] == "accepted"
    assert (await nurse.told("relayed"))["sender"] == provider.id


async def test_a_patient_who_leaves_is_gone_for_everyone_and_cannot_be_written_to(server: Server) -> None:
    provider, _ = await server.provider()
    ana, snapshot = await server.patient("ana")
    ben, _ = await server.patient("ben")
    await ana.ask("leave")
    assert (await ana.told("own_visit_ended"))["reason"] == "left"
    visit = snapshot["visit"]["id"]
    assert await provider.told("visit_left") == {"type": "visit_left", "visit": visit, "reason": "left"}
    while (await ben.told("own_visit_changed"))["visit"]["place"] != 1:
        pass
    assert (await provider.ask("relay", **envelope(visit, ana)))["code"] == "patient_left"
    assert (await ana.ask("relay", **envelope(visit, provider)))["code"] == "patient_left"


async def test_remove_from_queue_tells_the_patient(server: Server) -> None:
    provider, _ = await server.provider()
    ana, snapshot = await server.patient("ana")
    assert (await provider.ask("remove_visit", visit=snapshot["visit"]["id"]))["type"] == "accepted"
    assert (await ana.told("own_visit_ended"))["reason"] == "removed"


async def test_a_call_has_one_address_for_both_sides_and_ends_the_visit(server: Server) -> None:
    await server.directory.administration.add_room(
        "harbor", "dr-video", "Dr. Video", call_link="https://video.example/{call}"
    )
    provider, patient = server.page("provider"), server.page("patient")
    await provider.connect(room="dr-video", token=server.token("provider", "rivera", room="dr-video"))
    own = await patient.connect(room="dr-video", token=server.token("patient", "ana", room="dr-video"))
    visit = own["visit"]["id"]
    started = await provider.ask("start_call", visit=visit)
    assert started["call"]["url"] == f"https://video.example/{started['call']['id']}"
    mine = await patient.told("own_visit_changed")
    while mine["visit"]["status"] != "in_call":
        mine = await patient.told("own_visit_changed")
    assert mine["visit"]["call"] == started["call"]
    assert mine["visit"]["place"] is None
    assert (await patient.told("team_changed"))["team"][0]["presence"] == "on_call"
    assert (await provider.ask("relay", **envelope(visit, patient)))["type"] == "accepted"
    assert (await provider.ask("end_call", visit=visit))["type"] == "accepted"
    assert (await patient.told("own_visit_ended"))["reason"] == "call_ended"


async def test_a_second_call_on_a_page_is_refused_and_the_first_goes_on(server: Server) -> None:
    provider, _ = await server.provider()
    visits = [(await server.patient(name))[1]["visit"]["id"] for name in ("ana", "ben")]
    await provider.ask("start_call", visit=visits[0])
    assert (await provider.ask("start_call", visit=visits[1]))["code"] == "already_in_call"
    assert (await provider.ask("end_call", visit=visits[1]))["code"] == "not_in_call"
    assert (await provider.ask("end_call", visit=visits[0]))["type"] == "accepted"


async def test_presence_and_the_line_reach_those_who_wait(server: Server) -> None:
    await server.directory.accounts.ensure("harbor", "rivera", name="Dr. Elena Rivera", title="Family medicine")
    provider, _ = await server.provider()
    patient, snapshot = await server.patient("ana")
    assert snapshot["team"][0]["provider"]["name"] == "Dr. Elena Rivera"
    await provider.ask("set_away", away=True)
    assert (await patient.told("team_changed"))["team"][0]["presence"] == "away"
    await provider.ask("set_line", line="  running 10\nminutes late ")
    assert (await patient.told("team_changed"))["team"][0]["provider"]["line"] == "running 10 minutes late"


async def test_a_lost_connection_is_shown_keeps_the_place_and_comes_back_by_the_ticket(server: Server) -> None:
    provider, _ = await server.provider()
    ana, own = await server.patient("ana")
    await server.patient("ben")
    await ana.leave()
    dropped = await provider.told("visit_changed")
    while dropped["visit"]["page"]["connected"]:
        dropped = await provider.told("visit_changed")
    back = Page(server.url, "/patient", key=ana.key)
    server.pages.append(back)
    again = await back.connect(ticket=own["ticket"])
    assert (again["visit"]["id"], again["visit"]["place"]) == (own["visit"]["id"], 1)
    assert (await provider.told("visit_changed"))["visit"]["page"]["connected"]


async def test_a_page_that_comes_in_is_sent_its_visit_once_and_later_changes_as_they_come(server: Server) -> None:
    provider, _ = await server.provider()
    ana, own = await server.patient("ana")
    await provider.ask("set_away", away=True)
    await ana.told("team_changed")
    back = Page(server.url, "/patient", key=ana.key)
    server.pages.append(back)
    await back.connect(ticket=own["ticket"])
    await provider.ask("start_call", visit=own["visit"]["id"])
    await back.told("own_visit_changed")
    assert [event["type"] for event in ana.seen] == ["patient_snapshot", "team_changed"]
    assert [event["type"] for event in back.seen] == ["patient_snapshot", "own_visit_changed"]


async def test_after_the_grace_a_dropped_visit_is_over_and_its_ticket_worth_nothing(server: Server) -> None:
    provider, _ = await server.provider()
    ana, own = await server.patient("ana")
    await ana.leave()
    dropped = await provider.told("visit_changed")
    while dropped["visit"]["page"]["connected"]:
        dropped = await provider.told("visit_changed")
    server.clock.now += GRACE.seconds * 1000
    assert (await provider.told("visit_left"))["reason"] == "expired"
    back = await server.page("patient").connect(ticket=own["ticket"])
    assert back == {"type": "refused", "code": "patient_left"}


async def test_a_second_page_takes_the_visit_over_and_the_first_can_do_no_more(server: Server) -> None:
    first, own = await server.patient("ana")
    second = server.page("patient")
    provider, _ = await server.provider()
    await second.connect(ticket=own["ticket"])
    await first.told("page_replaced")
    assert (await first.ask("relay", **envelope(own["visit"]["id"], provider)))["code"] == "not_allowed"
    assert (await first.ask("leave"))["code"] == "not_allowed"
    assert (await second.ask("relay", **envelope(own["visit"]["id"], provider)))["type"] == "accepted"


async def test_the_newer_connection_of_a_page_counts_and_the_older_ones_end_does_no_harm(server: Server) -> None:
    provider, _ = await server.provider()
    ana, own = await server.patient("ana")
    again = Page(server.url, "/patient", key=ana.key)
    server.pages.append(again)
    await again.connect(ticket=own["ticket"])
    await ana.leave()
    assert (await again.ask("relay", **envelope(own["visit"]["id"], provider)))["type"] == "accepted"
    _, late = await server.provider("nurse")
    assert late["visits"][0]["page"]["connected"]
