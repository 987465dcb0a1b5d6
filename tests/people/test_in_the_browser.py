"""What only a browser shows: passkeys, the quick lock that keeps the work, verifying while one watches."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from panah.people.models import OpenSession, Passkey, SignIn
from panah.people.ports import PostInfo, use_posts
from tests.people.factories import PASSWORD, KnownPosts, client_of, post_info, somebody

pytestmark = pytest.mark.browser


@pytest.fixture
def post(running_site) -> Iterator[PostInfo]:
    info = post_info("Kara-Suu")
    before = use_posts(KnownPosts(info))
    settings.PANAH_BOOTH_SECOND_FACTOR = False
    yield info
    settings.PANAH_BOOTH_SECOND_FACTOR = True
    use_posts(before)


@pytest.fixture
def url(running_site) -> str:
    """By name: passkeys are bound to one."""
    return running_site.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def authenticator(page: Page) -> Iterator[None]:
    """A security key that belongs to the browser and always finds its owner's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    session.detach()


def give_password(page: Page, url: str, username: str) -> None:
    page.goto(f"{url}/sign-in/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password or one-time code").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_added_on_the_way_in_and_then_signs_in_and_unlocks(
    page: Page, url: str, post: PostInfo, authenticator: None
) -> None:
    officer = somebody("commander", post=post.id)
    give_password(page, url, officer.username)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("button", name="I have kept them").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address and "/codes/" not in address)
    assert OpenSession.objects.get().method == "password+passkey"

    page.goto(f"{url}/account/")
    page.keyboard.press("F9")
    page.get_by_role("button", name="Unlock with my passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    assert OpenSession.objects.get().locked is None

    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    assert OpenSession.objects.get().method == "passkey"

    page.goto(f"{url}/account/")
    page.get_by_role("button", name="Sign out", exact=True).click()
    give_password(page, url, officer.username)
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    assert OpenSession.objects.get().method == "password+passkey"
    assert Passkey.objects.get().last_used


def test_the_passkey_of_a_colleague_unlocks_nothing(page: Page, url: str, post: PostInfo, authenticator: None) -> None:
    colleague = somebody("commander", post=post.id)
    give_password(page, url, colleague.username)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("button", name="I have kept them").click()
    page.wait_for_url(lambda address: "/codes/" not in address)
    page.goto(f"{url}/account/")
    page.get_by_role("button", name="Sign out", exact=True).click()

    officer = somebody("first_line", post=post.id)
    give_password(page, url, officer.username)
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto(f"{url}/account/")
    page.keyboard.press("F9")
    expect(page.get_by_role("button", name="Unlock with my passkey")).to_have_count(0)
    refused = page.evaluate(
        """async (url) => {
            const token = JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken'];
            const ask = (path, body) => fetch(url + path, {method: 'POST', headers: {'X-CSRFToken': token}, body});
            const options = (await (await ask('/passkey/begin/', '{}')).json()).publicKey;
            const plain = (text) => atob(text.replace(/-/g, '+').replace(/_/g, '/'));
            const bytes = (text) => Uint8Array.from(plain(text), (letter) => letter.charCodeAt(0));
            const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
                .replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
            const given = await navigator.credentials.get({publicKey: {...options, challenge: bytes(options.challenge),
                allowCredentials: []}});
            const response = {
                clientDataJSON: text(given.response.clientDataJSON),
                authenticatorData: text(given.response.authenticatorData),
                signature: text(given.response.signature),
            };
            const {id, type} = given;
            const answer = {id, type, rawId: text(given.rawId), response, clientExtensionResults: {}};
            return (await ask('/passkey/finish/', JSON.stringify(answer))).status;
        }""",
        url,
    )
    assert refused == 422
    assert OpenSession.objects.get().locked


@pytest.mark.parametrize("keys", ["F9", "Control+l"])
def test_the_lock_covers_at_once_and_keeps_what_was_typed(page: Page, url: str, post: PostInfo, keys: str) -> None:
    officer = somebody("first_line", post=post.id)
    give_password(page, url, officer.username)
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto(f"{url}/account/password/")
    typed = page.get_by_label("The same once more")
    typed.fill("half a password")
    page.keyboard.press(keys)
    expect(page.get_by_role("heading", name="This screen is locked")).to_be_visible()
    expect(page.locator(".shell")).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="This screen is locked")).to_be_visible()
    page.get_by_label("Password", exact=True).fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This isn't right")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(typed).to_be_visible()
    expect(typed).to_have_value("half a password")
    expect(typed).to_be_focused()


def test_the_lock_covers_without_a_line_to_the_node(page: Page, url: str, post: PostInfo) -> None:
    officer = somebody("first_line", post=post.id)
    give_password(page, url, officer.username)
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto(f"{url}/account/password/")
    typed = page.get_by_label("The same once more")
    typed.fill("half a password")
    page.context.set_offline(True)
    page.keyboard.press("F9")
    expect(page.locator(".shell")).to_be_hidden()
    expect(page.locator(".cover")).to_contain_text("Panah does not answer now")
    # When it answers again, the page under the cover is still the one it was.
    page.context.set_offline(False)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(typed).to_have_value("half a password")


def test_a_colleague_takes_over_from_the_cover(page: Page, url: str, post: PostInfo) -> None:
    officer, colleague = somebody("first_line", post=post.id), somebody("first_line", post=post.id)
    give_password(page, url, officer.username)
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto(f"{url}/account/")
    page.keyboard.press("F9")
    page.get_by_role("button", name="Somebody else takes over").click()
    page.get_by_label("User name").fill(colleague.username)
    page.get_by_label("Password or one-time code").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/")
    assert OpenSession.objects.get().account.staff == colleague.id
    assert SignIn.objects.get(staff=officer.id).reason == "taken_over"


def test_verifying_while_one_watches(page: Page, url: str, post: PostInfo) -> None:
    client = client_of(somebody("monitor"))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": url}
    page.context.add_cookies([cookie])
    page.goto(f"{url}/oversight/verify/")
    page.get_by_role("button", name="Verify now").click()
    expect(page.get_by_role("heading", name="Nothing is wrong")).to_be_visible()
