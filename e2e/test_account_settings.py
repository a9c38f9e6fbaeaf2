"""What a provider sets for their account: seen by patients, and in force on all pages of the account at once."""

import base64
import struct
import zlib

from playwright.sync_api import FilePayload, Locator, expect

from e2e.pages import PatientPage
from e2e.support.people import RIVERA, People

ANA = "Ana Diaz"
UNAUTHORIZED = "status of 401"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(20, 28, 32)"
TABS = ["Profile", "Notifications", "Language and appearance", "Patient queue", "Security"]


def picture(width: int, height: int) -> bytes:
    """A PNG that looks like noise, so that it is as large as a photo."""
    noise = bytes(zlib.crc32(struct.pack(">I", at)) & 0xFF for at in range(width * 3))
    rows = b"".join(b"\0" + noise[row % 97 :] + noise[: row % 97] for row in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def photo_of(patient: PatientPage) -> Locator:
    """The picture of who looks after the room."""
    return patient.queue_status.locator("img")


def test_settings_name_title_and_line_are_what_patients_see_and_survive_a_reload(people: People) -> None:
    provider, ana = people.provider(), people.standalone_patient(ANA)
    settings = provider.settings
    settings.open()
    settings.field("Name").fill("Dr. Elena Rivera-Soto")
    settings.field("Title").fill("Travel medicine")
    settings.field("Message to waiting patients").fill("Back in ten minutes")
    settings.save()
    for text in ("Dr. Elena Rivera-Soto", "Travel medicine", "Back in ten minutes"):
        expect(ana.queue_status).to_contain_text(text)
    provider.arrive()  # the portal names the doctor again, and what she has set herself stands
    settings.open()
    expect(settings.field("Name")).to_have_value("Dr. Elena Rivera-Soto")
    expect(ana.queue_status).to_contain_text("Dr. Elena Rivera-Soto")


def test_settings_a_provider_needs_a_name(people: People) -> None:
    provider = people.provider()
    provider.settings.open()
    provider.settings.field("Name").fill("  ")
    provider.settings.save_button.click()
    expect(provider.settings.panel.get_by_role("alert")).to_contain_text("need a name")
    provider.settings.dismiss()
    expect(provider.settings.button).to_be_focused()


def test_settings_a_large_photo_is_made_small_and_shown_to_patients_until_it_is_removed(people: People) -> None:
    provider, ana = people.provider("dr-rivera", "nurse-patel"), people.standalone_patient(ANA)
    settings = provider.settings
    settings.open()
    before = photo_of(ana).get_attribute("src") if photo_of(ana).count() else None
    photo: FilePayload = {"name": "portrait.png", "mimeType": "image/png", "buffer": picture(900, 600)}
    settings.panel.get_by_label("Change photo").or_(settings.panel.get_by_label("Choose a photo")).set_input_files(
        photo
    )
    expect(settings.panel.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    shown = photo_of(ana)
    expect(shown).not_to_have_attribute("src", str(before))
    assert shown.evaluate("async (image) => (await image.decode(), [image.naturalWidth, image.naturalHeight])") in (
        [[side, side] for side in (256, 192, 128, 64)]
    )
    settings.panel.get_by_role("button", name="Remove photo").click()
    expect(photo_of(ana)).to_have_count(0)
    expect(settings.panel.get_by_label("Choose a photo")).to_be_focused()


def test_settings_a_file_that_is_no_picture_is_refused_in_words(people: People) -> None:
    provider = people.provider()
    provider.settings.open()
    field = provider.settings.panel.get_by_label("Change photo")
    field.set_input_files({"name": "notes.png", "mimeType": "image/png", "buffer": base64.b64encode(b"no picture")})
    expect(provider.settings.panel.get_by_role("alert")).to_contain_text("cannot be used")


def test_settings_the_theme_holds_at_once_on_all_pages_of_the_account(people: People) -> None:
    people.allow_errors(UNAUTHORIZED)
    desk, console, nurse = people.provider(), people.signed_in(), people.provider("dr-rivera", "nurse-patel")
    bodies = [page.view.locator("body") for page in (desk, console)]
    for body in bodies:
        expect(body).to_have_css("background-color", LIGHT)
    desk.settings.open("Language and appearance")
    desk.settings.panel.get_by_role("radio", name="Dark").check()
    for body in bodies:
        expect(body).to_have_css("background-color", DARK)
    expect(nurse.view.locator("body")).to_have_css("background-color", LIGHT)
    console.page.reload()
    console.expect_connection("online")
    expect(bodies[1]).to_have_css("background-color", DARK)
    console.settings.open("Language and appearance")
    expect(console.settings.panel.get_by_role("radio", name="Dark")).to_be_checked()
    console.settings.panel.get_by_role("radio", name="Same as device").check()
    for body in bodies:
        expect(body).to_have_css("background-color", LIGHT)
    console.page.emulate_media(color_scheme="dark")
    expect(bodies[1]).to_have_css("background-color", DARK)


def test_settings_the_language_is_kept(people: People) -> None:
    provider = people.provider()
    provider.settings.open("Language and appearance")
    provider.settings.panel.get_by_role("combobox", name="Language").select_option("English")
    second = people.provider()
    second.settings.open("Language and appearance")
    expect(second.settings.panel.get_by_role("combobox", name="Language")).to_have_value("en")


def test_settings_the_keyboard_goes_from_tab_to_tab(people: People) -> None:
    provider = people.provider()
    provider.settings.button.focus()
    provider.page.keyboard.press("Enter")
    tabs = [provider.settings.dialog.get_by_role("tab", name=name, exact=True) for name in TABS]
    expect(tabs[0]).to_be_focused()
    for tab in (*tabs[1:], tabs[0]):
        provider.page.keyboard.press("ArrowRight")
        expect(tab).to_be_focused()
        expect(tab).to_have_attribute("aria-selected", "true")
    provider.page.keyboard.press("End")
    expect(tabs[-1]).to_be_focused()
    provider.page.keyboard.press("ArrowUp")
    expect(tabs[-2]).to_be_focused()
    provider.page.keyboard.press("Escape")
    expect(provider.settings.button).to_be_focused()


def test_settings_somebody_from_the_portal_has_no_password_to_change(people: People) -> None:
    nurse = people.provider("dr-rivera", "nurse-patel")
    nurse.settings.open("Security")
    expect(nurse.settings.panel).to_contain_text("no password to change here")
    expect(nurse.settings.panel.get_by_role("textbox")).to_have_count(0)


def test_settings_what_was_typed_survives_a_look_at_another_tab(people: People) -> None:
    provider = people.provider()
    expect(provider.view.get_by_text(RIVERA).first).to_be_visible()
    provider.settings.open()
    provider.settings.field("Title").fill("Not saved yet")
    provider.settings.choose("Security")
    provider.settings.choose("Profile")
    expect(provider.settings.field("Title")).to_have_value("Not saved yet")
