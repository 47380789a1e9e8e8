"""The main job in a real browser: from the launcher on a host page to the resolved case, three tabs.

Needs Debian's chromium (`make test` installs it). Screenshots are kept in `artifacts/`.
"""

import asyncio
import contextlib
import http.server
import re
import shutil
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from chatserver.domain.people import Role
from chatserver.starter import load_starter
from tests.support.processes import Farm, new_farm

ARTIFACTS = Path(__file__).parents[2] / "artifacts"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DANGER = "aku mau bunuh diri malam ini"
CONFIRM = re.compile("^(Gabung|Ambil alih)$")

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180)]


class HostPage(http.server.BaseHTTPRequestHandler):
    """A school's page on another origin that embeds the launcher."""

    service = ""

    def do_GET(self) -> None:
        """Answer with the page."""
        body = (
            "<!doctype html><html lang=id><title>Sekolah</title><h1>SMA Contoh</h1>"
            f'<script type="module" src="{self.service}/embed.js"></script>'
            '<peer-chat program="farm" lang="id" mode="frame"></peer-chat>'
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def host_page(service: str) -> Iterator[str]:
    """Serve the host page; yield its origin."""
    handler = type("Page", (HostPage,), {"service": service})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """Start the browser."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield started
        finally:
            await started.close()


async def sign_in(farm: Farm, context: BrowserContext, login: str, role: Role, base: str) -> Page:
    """Open a one-time address and press its one button."""
    token = await farm.world.token(login, role, **_account(role))
    assert token
    account = await farm.world.service.store.accounts.by_login(farm.world.programme, login)
    assert account is not None
    code = await farm.world.service.store.accounts.new_link(farm.world.programme, account.id)
    page = await context.new_page()
    await page.goto(f"{base}/in/{code}")
    await page.get_by_role("button").first.click()
    return page


async def shot(page: Page, name: str) -> None:
    """Keep a picture."""
    ARTIFACTS.mkdir(exist_ok=True)
    await page.screenshot(path=ARTIFACTS / f"journey_{name}.png")


async def test_from_the_launcher_to_the_resolved_case(short_dir: Path) -> None:
    faults: list[str] = []
    async with new_farm(short_dir, hubs=1) as farm, browser() as chromium:
        base = farm.world.urls[0].replace("ws://", "http://").removesuffix("/ws")
        with host_page(base) as origin:
            data = load_starter()
            settings = await farm.world.service.programme(farm.world.programme)
            await farm.world.service.store.programmes.save(
                msgspec.structs.replace(
                    settings, origins=(origin,), topics=data.topics, help_lines=data.help_lines
                )
            )
            wide = await chromium.new_context(viewport={"width": 1280, "height": 800}, locale="id-ID")
            phone = await chromium.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
            for context in (wide, phone):
                context.set_default_timeout(20_000)
                context.on("weberror", lambda error: faults.append(str(error.error)))
            await asyncio.sleep(2.1)  # settings are remembered by a process for two seconds
            supporter = await sign_in(farm, wide, "raka", Role.SUPPORTER, base)
            await supporter.get_by_role("button", name="Mulai giliran").click()
            await expect(supporter.get_by_text("Siap", exact=True)).to_be_visible()
            desk = await sign_in(farm, wide, "sari", Role.PROFESSIONAL, base)
            await expect(desk.get_by_text(re.compile("^Tidak ada kasus"))).to_be_visible()

            host = await phone.new_page()
            await host.goto(origin)
            await shot(host, "1_host")
            await host.get_by_role("button", name="Mau cerita?").click()
            seeker = host.frame_locator("iframe")
            await seeker.get_by_role("button", name="Aku paham, mulai").click()
            await seeker.get_by_role("radio", name="16–17").check()
            await seeker.get_by_role("button", name="Lanjut", exact=True).click()
            await shot(host, "2_waiting")
            await supporter.get_by_role("button", name="Terima", exact=True).click()
            await expect(seeker.get_by_text("bergabung. Ia pendamping sebaya").first).to_be_visible()

            await seeker.get_by_label("Tulis pesan").fill("halo kak")
            await seeker.get_by_role("button", name="Kirim").click()
            await expect(supporter.get_by_text("halo kak", exact=True)).to_be_visible()
            await supporter.get_by_label("Tulis pesan").fill("Hai, aku di sini.")
            await supporter.keyboard.press("Enter")
            await expect(seeker.get_by_text("Hai, aku di sini.")).to_be_visible()

            await seeker.get_by_label("Tulis pesan").fill(DANGER)
            await seeker.get_by_role("button", name="Kirim").click()
            await expect(desk.get_by_role("button", name="Klaim kasus")).to_be_visible()
            await expect(seeker.get_by_text("Terima kasih sudah jujur")).to_be_visible()
            await shot(desk, "3_wall")
            await shot(host, "4_care")
            await desk.get_by_role("button", name="Klaim kasus").click()
            await expect(desk.locator("mark", has_text="bunuh diri").first).to_be_visible()
            await expect(supporter.get_by_text("Sari menangani dan ikut membaca")).to_be_visible()

            await desk.get_by_label("Tulis bisikan").fill("tanya pelan apakah ia aman")
            await desk.get_by_role("button", name="Bisikkan").click()
            await expect(supporter.get_by_text("tanya pelan apakah ia aman")).to_be_visible()
            await shot(supporter, "5_console")
            await shot(desk, "6_case")

            await desk.get_by_role("button", name="Gabung", exact=True).click()
            await desk.get_by_role("dialog").get_by_role("button", name=CONFIRM).click()
            await expect(seeker.get_by_text("ikut menemani")).to_be_visible()
            await desk.get_by_label("Tulis ke pencerita").fill("Halo, aku Sari.")
            await desk.keyboard.press("Enter")
            await expect(seeker.get_by_text("Halo, aku Sari.")).to_be_visible()

            await desk.get_by_role("button", name="Ambil alih", exact=True).click()
            await desk.get_by_role("dialog").get_by_role("button", name=CONFIRM).click()
            await expect(seeker.get_by_text("yang menemanimu")).to_be_visible()
            await expect(supporter.get_by_text(re.compile("sekarang yang menemani"))).to_be_visible()
            await shot(host, "7_led")

            await desk.get_by_role("button", name="Selesaikan", exact=True).click()
            dialog = desk.get_by_role("dialog")
            await dialog.get_by_role("radio").first.check()
            await dialog.get_by_role("textbox").first.fill("rencana dibuat bersama")
            await dialog.get_by_role("checkbox").last.check()
            await shot(desk, "8_resolve")
            await dialog.get_by_role("button", name="Selesaikan").click()
            await expect(seeker.get_by_text("Percakapan selesai.")).to_be_visible()
            await shot(host, "9_ended")
            page_text = await seeker.locator("body").inner_text()
            assert "tanya pelan" not in page_text
    assert faults == []


async def test_with_nobody_on_duty_both_screens_say_so_within_a_second(short_dir: Path) -> None:
    async with new_farm(short_dir, hubs=1) as farm, browser() as chromium:
        base = farm.world.urls[0].replace("ws://", "http://").removesuffix("/ws")
        wide = await chromium.new_context(viewport={"width": 1280, "height": 800}, locale="id-ID")
        phone = await chromium.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
        supporter = await sign_in(farm, wide, "raka", Role.SUPPORTER, base)
        await supporter.get_by_role("button", name="Mulai giliran").click()
        await expect(supporter.get_by_text("Siap", exact=True)).to_be_visible()
        seeker = await phone.new_page()
        await seeker.goto(f"{base}/c/{farm.world.programme}")
        await seeker.get_by_role("button", name="Aku paham, mulai").click()
        await seeker.get_by_role("button", name="Langsung saja").click()
        await supporter.get_by_role("button", name="Terima", exact=True).click()
        await expect(seeker.get_by_text("bergabung. Ia pendamping sebaya").first).to_be_visible()
        await seeker.get_by_label("Tulis pesan").fill(DANGER)
        await seeker.get_by_role("button", name="Kirim").click()
        await asyncio.gather(
            expect(seeker.get_by_text("Profesional kami belum bisa bergabung").first).to_be_visible(
                timeout=1_000
            ),
            expect(supporter.get_by_text("Belum ada profesional bertugas").first).to_be_visible(
                timeout=1_000
            ),
        )
        await shot(seeker, "nobody_seeker")
        await shot(supporter, "nobody_console")


def _account(role: Role) -> dict[str, object]:
    from chatserver.domain.people import Capability

    if role is not Role.SUPPORTER:
        return {}
    return {"alias": "Raka", "capabilities": (Capability.ONE_TO_ONE, Capability.MINORS)}
