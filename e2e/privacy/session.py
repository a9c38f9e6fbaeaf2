"""The session: a day in a waiting room, in real browsers, with a canary wherever somebody types."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import expect

from e2e.pages import ConsolePage, PatientPage
from e2e.privacy.canaries import Alphabet, Canaries, Kind
from e2e.privacy.people import NewContext, People
from e2e.privacy.server import Server
from e2e.support.alerts import Notifications, expect_notice, notices
from e2e.support.network import Line

LONGEST: Final = 4_000  # characters of a message
COPY: Final = "Copy or save conversation"


class Named(NamedTuple):
    """A patient's page, and the name that the patient gave."""

    page: PatientPage
    name: str


class Session:
    """One session; call the steps in the order in which they stand. `steps` tells what was done, for the report."""

    def __init__(self, server: Server, canaries: Canaries, new_context: NewContext) -> None:
        self.steps: list[str] = []
        self._server = server
        self._canaries = canaries
        self.people = People(server, canaries, new_context)

    def open(self) -> None:
        """Two providers come, one by sign-in, one by the clinic's site, and then three patients."""
        self.rivera, self.okafor = self.people.console(), self.people.colleague()
        self._set_line(self.rivera)
        self._turn_names_on(self.rivera)
        self.ana = self._walk_in()
        self.ben = self._portal_patient()
        name = self._canaries.make("the name of a patient on the server's own page", alphabet=Alphabet.EMOJI)
        self.cho = Named(self.people.standalone_patient(name), name)
        self.rivera.expect_queue(self.ana.name, self.ben.name, self.cho.name)
        self._did(
            "Two providers and three patients came: by sign-in, by a portal's tokens and by check-in with a passcode."
        )

    def talk(self) -> None:
        """Messages both ways in every alphabet, long ones, a colleague's reply, drafts, and a notification."""
        self._tell(self.ana, self.rivera)
        chat, with_okafor = self.rivera.open_chat(self.ana.name), self.okafor.open_chat(self.ana.name)
        for alphabet in Alphabet:
            there = self._canaries.make(f"a message of a patient ({alphabet.name.lower()})", alphabet=alphabet)
            back = self._canaries.make(f"a reply of a provider ({alphabet.name.lower()})", alphabet=alphabet)
            self.ana.page.chat.send(there)
            chat.expect_received(there)
            chat.send(back)
            self.ana.page.chat.expect_received(back)
        long = self._canaries.make("a message of 4,000 characters")
        text = f"{long} " * (LONGEST // (len(long) + 1))
        self.ana.page.chat.send(text)
        expect(chat.message(text.strip(), "received")).to_have_count(1)
        reply = self._canaries.make("a colleague's reply", alphabet=Alphabet.CYRILLIC)
        with_okafor.send(reply)
        self.ana.page.chat.expect_received(reply)
        expect(chat.message(reply, "sent")).to_be_visible()
        self._link(self.ana)
        self.ana.page.chat.composer.press_sequentially(self._canaries.make("a patient's draft, never sent"))
        chat.composer.press_sequentially(self._canaries.make("a provider's draft, never sent"))
        self._did("Patients and providers wrote to each other, long messages, links and drafts among it.")

    def refresh(self) -> None:
        """The portal's patient reloads the page, and is back at the same place."""
        self.ben.page.page.reload()
        self.ben.page.expect_waiting()
        self.rivera.expect_queue(self.ana.name, self.ben.name, self.cho.name)
        self._did("A patient reloaded the page and kept the place.")

    def outage(self, meanwhile: Callable[[], None]) -> None:
        """The server is killed (SIGKILL), and started again after what is to be done `meanwhile`."""
        self._server.kill()
        text = self._canaries.make("a message written while the server was away", alphabet=Alphabet.ACCENTED)
        self.ana.page.expect_connection("offline")
        self.ana.page.chat.send(text)
        meanwhile()
        self._server.start()
        self.rivera.chat.expect_received(text)
        self.rivera.expect_queue(self.ana.name, self.ben.name, self.cho.name)
        self._did("The server was killed without a warning, and started again; everybody came back.")

    def fail(self) -> None:
        """A patient who is offline writes, and is removed before the message can be sent."""
        line = Line(self.cho.page.page.context)
        self.cho.page.page.reload()
        self.cho.page.expect_waiting()
        line.cut()
        self.cho.page.expect_connection("offline")
        text = self._canaries.make("a message that was never delivered", alphabet=Alphabet.EMOJI)
        self.cho.page.chat.send(text)
        self.rivera.set_undo_time("Off")  # until an end can no longer be undone, messages get through
        self.rivera.remove(self.cho.name)
        line.mend()
        self.cho.page.chat.expect_ended()
        self.cho.page.chat.expect_sent(text, "failed")
        self._did("A patient was removed from the queue with a message under way, which was not delivered.")

    def call(self, saved: Path) -> None:
        """A call, with messages during it; the provider copies and saves the conversation, and ends the call."""
        chat = self.rivera.open_chat(self.ana.name)
        self.rivera.start_call(self.ana.name)
        text = self._canaries.make("a message during a call")
        self.ana.page.chat.send(text)
        chat.expect_received(text)
        chat.region.get_by_role("button", name=COPY).click()
        chat.region.get_by_role("button", name="Copy conversation").click()
        with self.rivera.page.expect_download() as download:
            chat.region.get_by_role("button", name="Save as text").click()
        download.value.save_as(saved)
        assert text in saved.read_text("utf-8"), "the saved conversation is whole"
        self.rivera.end_call(self.ana.name)
        self.ana.page.chat.expect_ended()
        self._did("A call was started and ended; the provider copied and saved the conversation during it.")

    def leave(self) -> None:
        """The portal's patient leaves."""
        self.ben.page.leave()
        self.rivera.expect_queue()
        self._did("A patient left.")

    def _walk_in(self) -> Named:
        name = self._canaries.make("the name of a walk-in patient", alphabet=Alphabet.ACCENTED)
        patient = self.people.walk_in()
        patient.goto()
        patient.launcher.open()
        patient.check_in(name, self._canaries.make("a wrong passcode", Kind.SECRET))
        expect(patient.view.get_by_role("alert")).to_contain_text("passcode")
        patient.check_in(name, self._server.passcode)
        patient.expect_waiting()
        return Named(patient, name)

    def _portal_patient(self) -> Named:
        name = self._canaries.make("the name of a portal's patient", alphabet=Alphabet.CYRILLIC)
        subject = self._canaries.make("the subject of a patient's token", Kind.VISIT)
        reference = self._canaries.make("the clinic's own reference of a patient", Kind.VISIT)
        patient = self.people.portal_patient(name, subject, reference)
        window = self.rivera.open_window(name)
        expect(window.dialog).to_contain_text(reference)
        window.dismiss()
        return Named(patient, name)

    def _set_line(self, provider: ConsolePage) -> None:
        provider.view.get_by_role("button", name="Message to waiting patients").click()
        line = self._canaries.make("the line that a provider shows to those who wait", Kind.CLINIC)
        provider.view.get_by_label("What patients see").fill(line)
        provider.view.get_by_role("button", name="Save", exact=True).click()

    def _turn_names_on(self, provider: ConsolePage) -> None:
        settings = Notifications(provider.view)
        settings.open()
        settings.set(Notifications.MESSAGES, "Desktop notification", on=True)
        settings.details.click()
        expect(settings.details).to_have_attribute("aria-checked", "true")
        settings.dismiss()

    def _tell(self, patient: Named, provider: ConsolePage) -> None:
        """A message to a provider whose box is closed, and the notification with name and text."""
        text = self._canaries.make("a message that a notification showed", alphabet=Alphabet.ACCENTED)
        patient.page.chat.send(text)
        expect_notice(provider.page, patient.name)
        assert notices(provider.page)[-1]["body"] == text
        self._did("A desktop notification showed a patient's name and words.")

    def _link(self, patient: Named) -> None:
        text = f"https://clinic.example/{self._canaries.make('a link in a message')}"
        patient.page.chat.send(text)
        expect(self.rivera.chat.region.get_by_role("link", name=text)).to_be_visible()

    def _did(self, what: str) -> None:
        self.steps.append(what)
