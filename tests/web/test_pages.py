"""The pages of the server: what they hold without a script, what their headers forbid."""

import json
import re
from collections.abc import Mapping

import httpx
import msgspec
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from chatserver.domain.ids import ProgrammeId
from chatserver.domain.programmes import HelpLine, Programme, TopicLabel
from chatserver.web import pages
from chatserver.web.assets import MISSING, Assets

PROGRAMME = Programme(
    id=ProgrammeId("sma-4"),
    name="Teman <Cerita>",
    topics=(TopicLabel("family", {"id": "Keluarga", "en": "Family"}),),
    origins=("https://sekolah.example", "https://x.example; script-src *", "not an origin"),
    webhook_url="https://hook.example/secret",
    exit_url="https://exit.example/",
    help_lines=(
        HelpLine(
            name="Lama",
            how={"id": "Telepon 111"},
            tel="111",
            source="s",
            checked_on="2020-01-02",
            url="javascript:alert(1)",
        ),
        HelpLine(
            name="Baru </script><script>alert(1)</script>",
            how={"id": "Telepon 119, lalu tekan 8", "en": "Call 119, then press 8"},
            tel="119",
            source="s",
            checked_on="2999-01-02",
        ),
    ),
)


async def ask(
    app: Starlette,
    path: str = "/",
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    base: str = "https://chat.example",
) -> httpx.Response:
    """Send one request to an app without a network."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base) as client:
        return await client.request(method, path, headers=headers or {})


def app_of(page: Response) -> Starlette:
    async def show(request: Request) -> Response:
        return page

    return Starlette(routes=[Route("/", show)])


def body_of(page: Response) -> str:
    return bytes(page.body).decode()


async def policy_of(page: Response, base: str = "https://chat.example") -> dict[str, str]:
    policy = (await ask(app_of(page), base=base)).headers["content-security-policy"]
    return {rule.split(" ")[0]: rule.partition(" ")[2] for rule in policy.split("; ")}


@pytest.mark.parametrize("framed", [True, False])
def test_the_help_lines_are_in_the_page_without_a_script(framed: bool) -> None:
    body = body_of(pages.seeker_page(PROGRAMME, "id", framed))
    plain = body[body.index('<main class="plain">') :]
    assert '<a class="call" href="tel:119">Telepon 119, lalu tekan 8</a>' in plain
    assert "Terakhir dicek 2 Januari 2020" in plain
    assert '<a class="leave" href="https://exit.example/"' in plain
    assert plain.index("tel:119") < plain.index("tel:111"), "what was checked lately comes first"
    assert "<script" not in plain


def test_the_page_speaks_the_language_that_was_asked_for() -> None:
    english = body_of(pages.seeker_page(PROGRAMME, "en", False))
    assert '<html lang="en">' in english
    assert "Call 119, then press 8" in english
    assert "<title>Chat</title>" in english
    assert "<title>Ngobrol</title>" in body_of(pages.seeker_page(PROGRAMME, "id", False))


def test_what_people_wrote_is_never_markup() -> None:
    body = body_of(pages.seeker_page(PROGRAMME, "id", False))
    assert "alert(1)</script>" not in body
    assert "javascript:" not in body.partition('<main class="plain">')[2]
    assert "Teman &lt;Cerita&gt;" in body


def test_the_data_block_holds_the_public_settings_and_nothing_else() -> None:
    body = body_of(pages.seeker_page(PROGRAMME, "id", True))
    block = re.search(r'<script type="application/json" id="peer-chat-page">(.*?)</script>', body)
    if block is None:
        pytest.skip("the front end is not built")
    data = json.loads(block[1])
    assert data["framed"] is True
    assert data["programme"] == json.loads(json.dumps(pages.public_config(PROGRAMME)))
    assert "secret" not in body


def test_the_public_settings_are_those_of_the_protocol() -> None:
    config = pages.public_config(PROGRAMME)
    assert list(config) == [
        "id", "name", "languages", "topics", "is_age_asked", "retention_days", "exit_url", "is_paused",
        "help_lines",
    ]  # fmt: skip
    assert list(config["topics"]) == [{"id": "family", "label": {"id": "Keluarga", "en": "Family"}}]
    assert [line["name"][:4] for line in config["help_lines"]] == ["Baru", "Lama"]


async def test_the_seekers_page_may_be_framed_by_the_programmes_origins_only() -> None:
    policy = await policy_of(pages.seeker_page(PROGRAMME, "id", True))
    assert policy["frame-ancestors"] == "'self' https://sekolah.example"
    assert policy["script-src"] == "'self'"
    assert "worker-src" not in policy
    assert "manifest-src" not in policy


async def test_every_page_forbids_what_it_does_not_need() -> None:
    for page in (
        pages.seeker_page(PROGRAMME, "id", False),
        pages.staff_page("console", "id"),
        pages.sign_in_page("code", True),
        pages.message_page("Judul", "Teks"),
    ):
        policy = await policy_of(page)
        assert policy["default-src"] == "'none'"
        assert policy["style-src"] == "'self'"
        assert policy["img-src"] == "'self' data:"
        assert policy["connect-src"] == "'self' wss://chat.example"
        assert policy["base-uri"] == "'none'"
        assert policy["require-trusted-types-for"] == "'script'"
        assert policy["trusted-types"] == "'none'"
        headers = (await ask(app_of(page))).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert "noindex" in headers["x-robots-tag"]


async def test_staff_pages_are_never_framed() -> None:
    for page in (
        pages.staff_page("desk", "id"),
        pages.sign_in_page("code", True),
        pages.message_page("a", "b"),
    ):
        assert (await policy_of(page))["frame-ancestors"] == "'none'"


async def test_a_socket_without_tls_is_named_as_it_is() -> None:
    page = pages.seeker_page(PROGRAMME, "id", False)
    assert (await policy_of(page, "http://127.0.0.1:8000"))["connect-src"] == "'self' ws://127.0.0.1:8000"


async def test_a_host_that_is_none_adds_nothing_to_the_policy() -> None:
    answer = await ask(app_of(pages.message_page("a", "b")), headers={"host": "x; script-src *"})
    assert "connect-src 'self';" in answer.headers["content-security-policy"]


def test_a_sign_in_address_shows_one_button_and_nothing_else_uses_it_up() -> None:
    body = body_of(pages.sign_in_page("a/b", True))
    assert '<form method="post" action="/in/a/b"><button>' in body or 'action="/in/a%2Fb"' in body
    used = pages.sign_in_page("code", False)
    assert used.status_code == 410
    assert "<form" not in body_of(used)


def test_a_message_page_has_its_status_and_escapes_its_words() -> None:
    page = pages.message_page("Judul", "<b>", 404)
    assert page.status_code == 404
    assert "&lt;b&gt;" in body_of(page)


class TestWithoutABuild:
    """The front end was not built: help first, and a clear sentence for the operator."""

    @pytest.fixture(autouse=True)
    def missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Assets, "load", staticmethod(lambda: Assets(None)))

    def test_the_seekers_page_still_holds_the_help_lines(self) -> None:
        body = body_of(pages.seeker_page(PROGRAMME, "id", False))
        assert 'href="tel:119"' in body
        assert "<script" not in body

    def test_a_staff_page_says_what_to_do(self) -> None:
        page = pages.staff_page("console", "id")
        assert page.status_code == 503
        assert "npm ci" in body_of(page)

    async def test_assets_say_what_to_do(self) -> None:
        answer = await ask(Starlette(routes=[Mount("/assets", Assets.load())]), "/assets/widget.js")
        assert (answer.status_code, answer.text) == (503, MISSING)


class TestAssets:
    """Files of a made-up build."""

    @pytest.fixture
    def built(self, tmp_path_factory: pytest.TempPathFactory) -> Starlette:
        folder = tmp_path_factory.mktemp("dist")
        entry = {"file": "widget-ABCD1234.js", "imports": [], "languages": {"id": "chunk-ABCD1234.js"}}
        (folder / "manifest.json").write_bytes(msgspec.json.encode({"widget": entry}))
        (folder / "widget-ABCD1234.js").write_text("export {};" * 100)
        (folder / "embed.js").write_text("embed")
        assets = Assets(folder)
        assert assets.entry("widget") is not None
        assert assets.entry("desk") is None
        return Starlette(routes=[Mount("/assets", assets), Route("/embed.js", assets.embed)])

    async def test_a_hashed_file_is_kept_for_ever_and_sent_small(self, built: Starlette) -> None:
        answer = await ask(built, "/assets/widget-ABCD1234.js")
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.text == "export {};" * 100

    async def test_the_launcher_is_asked_for_again_soon(self, built: Starlette) -> None:
        answer = await ask(built, "/embed.js")
        assert answer.headers["cache-control"] == "public, max-age=300"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert (await ask(built, "/assets/embed.js")).status_code == 404

    @pytest.mark.parametrize(
        "path", ["/assets/", "/assets/manifest.json", "/assets/../pages.py", "/assets/nothing.js"]
    )
    async def test_nothing_else_can_be_had(self, built: Starlette, path: str) -> None:
        assert (await ask(built, path)).status_code == 404

    async def test_files_are_only_read(self, built: Starlette) -> None:
        assert (await ask(built, "/assets/widget-ABCD1234.js", method="POST")).status_code == 405
