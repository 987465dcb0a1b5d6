// Passkeys: a button with data-passkey="get" or "create" asks the server, then the authenticator, then the server again.

const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

// Passkeys are bound to a name: an address of digits has none.
const possible = () =>
  window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(window.location.hostname);

const token = () => JSON.parse(document.body.getAttribute('hx-headers') ?? '{}')['X-CSRFToken'] ?? '';

const post = async (address, body) => {
  const answer = await fetch(address, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token() },
    body: JSON.stringify(body),
  });
  const type = answer.headers.get('Content-Type') ?? '';
  const found = type.startsWith('application/json') ? await answer.json() : {};
  if (answer.redirected) window.location.assign(answer.url);
  if (!answer.ok) throw new Error(found.error ?? '');
  return found;
};

const keys = (list) => (list ?? []).map((key) => ({ ...key, id: decode(key.id) }));

const create = async (options) => {
  const key = options.publicKey;
  const made = await navigator.credentials.create({
    publicKey: {
      ...key,
      challenge: decode(key.challenge),
      user: { ...key.user, id: decode(key.user.id) },
      excludeCredentials: keys(key.excludeCredentials),
    },
  });
  return {
    id: made.id,
    rawId: encode(made.rawId),
    type: made.type,
    response: {
      clientDataJSON: encode(made.response.clientDataJSON),
      attestationObject: encode(made.response.attestationObject),
    },
    clientExtensionResults: {},
  };
};

const get = async (options) => {
  const key = options.publicKey;
  const given = await navigator.credentials.get({
    publicKey: { ...key, challenge: decode(key.challenge), allowCredentials: keys(key.allowCredentials) },
  });
  return {
    id: given.id,
    rawId: encode(given.rawId),
    type: given.type,
    response: {
      clientDataJSON: encode(given.response.clientDataJSON),
      authenticatorData: encode(given.response.authenticatorData),
      signature: encode(given.response.signature),
      userHandle: given.response.userHandle ? encode(given.response.userHandle) : null,
    },
    clientExtensionResults: {},
  };
};

const use = async (button) => {
  const error = button.parentElement.querySelector('[data-passkey-error]');
  error.hidden = true;
  button.disabled = true;
  try {
    const options = await post(button.dataset.begin, {});
    const answer = button.dataset.passkey === 'create' ? await create(options) : await get(options);
    const done = await post(button.dataset.finish, { ...answer, name: button.dataset.name });
    const uncover = new CustomEvent('panah:unlocked', { cancelable: true });
    if (done.next) window.location.assign(done.next);
    else if (document.dispatchEvent(uncover)) window.location.reload();
  } catch (problem) {
    error.textContent = (!(problem instanceof DOMException) && problem.message) || error.dataset.failed;
    error.hidden = false;
  } finally {
    button.disabled = false;
  }
};

export const offer = (root = document) => {
  if (!possible()) return;
  for (const button of root.querySelectorAll('[data-passkey]')) button.hidden = false;
  for (const note of root.querySelectorAll('[data-no-passkey]')) note.hidden = true;
};

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-passkey]') : null;
  if (button) use(button);
});
offer();
