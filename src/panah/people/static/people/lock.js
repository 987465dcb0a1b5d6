// The quick lock: F9, Ctrl+L or a while without a touch covers the page at once. The page stays beneath as it was.
import { offer } from './passkey.js';

const form = document.querySelector('form[action*="/lock/"]');
const token = () => JSON.parse(document.body.getAttribute('hx-headers') ?? '{}')['X-CSRFToken'] ?? '';

let cover = null;
let working = null;      // what had the focus when the page was covered

const ask = (address, body) =>
  fetch(address, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'X-Cover': '1', 'X-CSRFToken': token() },
    body: body ?? new FormData(),
  });

const draw = async (answer) => {
  if (answer.redirected || !(answer.headers.get('Content-Type') ?? '').startsWith('text/html')) {
    window.location.reload();
    return;
  }
  cover.querySelector('[data-inner]').innerHTML = await answer.text();
  offer(cover);
  cover.querySelector('[data-next]').value = window.location.pathname;
  (cover.querySelector('input[type=password]') ?? cover.querySelector('[data-unlock] button'))?.focus();
};

const uncover = () => {
  cover?.close();
  cover?.remove();
  cover = null;
  document.querySelector('.shell').inert = false;
  document.querySelector('.shell').hidden = false;
  (working?.isConnected ? working : document.querySelector('[data-focus]'))?.focus({ preventScroll: true });
  touched();
};

const lock = () => {
  if (cover || !form) return;
  working = document.activeElement === document.body ? null : document.activeElement;
  cover = document.createElement('dialog');
  cover.className = 'cover';
  cover.setAttribute('aria-labelledby', 'cover-title');
  const inner = document.createElement('div');
  inner.dataset.inner = '';
  cover.append(inner);
  document.body.append(cover);
  // Hidden before anything is asked of the server: the booth must be covered at once, also without a line.
  document.querySelector('.shell').inert = true;
  document.querySelector('.shell').hidden = true;
  for (const open of document.querySelectorAll('dialog[open]')) open.close();
  cover.showModal();
  cover.addEventListener('cancel', (event) => event.preventDefault());
  fill();
};

// While the node doesn't answer the page stays covered and whole: what was written in it may not have been sent yet.
const fill = async () => {
  try {
    await draw(await ask(form.action));
  } catch {
    if (!cover) return;
    cover.querySelector('[data-inner]').textContent = document.querySelector('#stale span')?.textContent ?? '';
    window.setTimeout(() => cover && fill(), 3000);
  }
};

document.addEventListener('submit', async (event) => {
  if (event.target === form) {
    event.preventDefault();
    lock();
  } else if (cover && event.target.matches('[data-unlock]')) {
    event.preventDefault();
    const answer = await ask(event.target.action, new FormData(event.target));
    if (answer.status === 204) uncover();
    else draw(answer);
  }
}, true);

document.addEventListener('panah:unlocked', (event) => {
  if (!cover) return;
  event.preventDefault();
  uncover();
});

// Another window locked this session: an htmx request was answered with 423.
document.addEventListener('panah:lock', lock);

document.addEventListener('keydown', (event) => {
  const chord = event.ctrlKey && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'l';
  if (form && (chord || event.key === 'F9')) {
    event.preventDefault();
    lock();
  }
}, true);

// A cover that was closed by other means (some browsers close a dialog on the second Escape) is put back.
document.addEventListener('close', (event) => {
  if (event.target === cover && cover) cover.showModal();
}, true);

const idle = form ? Number(new URL(form.action).searchParams.get('idle') ?? 0) * 1000 : 0;
let last = Date.now();
let told = Date.now();
const touched = () => {
  last = Date.now();
  // Reading and typing ask nothing of the node: tell it now and then that somebody is here.
  if (!idle || cover || last - told < idle / 3) return;
  told = last;
  fetch(new URL('../account/awake/', form.action), { credentials: 'same-origin' }).catch(() => {});
};
for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart']) document.addEventListener(kind, touched, { passive: true });
if (idle) window.setInterval(() => Date.now() - last >= idle && lock(), 5000);
