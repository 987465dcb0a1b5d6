// The conversation goes on when the post's node doesn't answer: its steps and cards are fetched beforehand, and what is
// written down waits in this page until it can be sent. All of it is in memory alone: a tablet that is lost holds nothing.

const PATIENCE = 8000;   // ms after which no answer counts as none
const AGAIN = 4000;      // ms between two attempts to send what waits
const PAUSE = 1200;      // ms without a key after which what stands in a field is kept by the node

const home = new URL(document.querySelector('[data-talk]').dataset.talk, location.href).pathname;
const { by } = document.querySelector('[data-talk]').dataset;  // whose words these are
const seen = new Map();  // address -> the page as it was shown or fetched last
const waiting = [];      // forms the node hasn't got yet, oldest first: { body, since, from }; by its id it takes each once
let here = location.pathname + location.search;
let reached = true;
let signedOut = false;
let missing = false;     // a page was asked for that wasn't fetched before
let feared = false;      // once fear was said, what was fetched before asks no more either
let sending = null;      // the attempt that is under way
let typing = 0;
let speaks = '';         // the language the cards are shown in, where one was chosen here
let typed;               // what is typed is on its way; what is written down comes after it

const main = () => document.getElementById('main');
const part = (name) => main().querySelector(`[data-${name}]`);
const within = (address) => address.pathname.startsWith(home) && ['', 'card/'].includes(address.pathname.slice(home.length));
const writesDown = (form) => form instanceof HTMLFormElement && new URL(form.action).pathname === `${home}note/`;

// --- what the page says about itself ---------------------------------------------------------------------------------

const tell = () => {
  part('talk').hidden = reached && !signedOut && !waiting.length;
  part('unanswered').hidden = reached;
  part('signed-out').hidden = !signedOut || !reached;
  part('waiting').hidden = !waiting.length;
  part('amount').textContent = new Intl.NumberFormat(document.documentElement.lang).format(waiting.length);
  part('missing').hidden = !missing || reached;
};

const stopAsking = () => {
  feared = true;
  for (const one of main().querySelectorAll('[data-stops], [name=mark][value=fear]')) one.hidden = true;
  if (part('feared')) part('feared').hidden = false;
};

// A page that the node made since then says so itself, and shows what was answered before.
const stopIfFeared = () => {
  feared ||= part('feared')?.hidden === false;
  if (feared && part('feared')?.hidden) stopAsking();
};

// A card comes in all its languages; one that lacks the chosen one is shown as the node chose.
const speak = () => {
  if (!main().querySelector(`[data-card="${speaks}"]`)) return;
  for (const one of main().querySelectorAll('[data-card]')) one.hidden = one.dataset.card !== speaks;
  for (const one of main().querySelectorAll('[data-speaks]')) {
    if (one.dataset.speaks === speaks) one.setAttribute('aria-current', 'true');
    else one.removeAttribute('aria-current');
  }
};

// --- changing the page without leaving it ----------------------------------------------------------------------------

const now = () => ({ title: document.title, look: document.body.className, bare: rail()?.hidden ?? true, main: main() });
const rail = () => document.querySelector('.rail');
const read = (html) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  if (!page.querySelector('[data-talk]')) return null;
  return { title: page.title, look: page.body.className, bare: !page.querySelector('.rail'), main: page.getElementById('main') };
};

const show = (address, page, stay = false) => {
  const focused = document.activeElement?.id;
  takeAlong(page.main);
  seen.set(here, now());
  main().replaceWith(page.main);
  document.title = page.title;
  document.body.className = page.look;
  if (rail()) rail().hidden = page.bare;
  here = address;
  missing = false;
  history.replaceState(null, '', address);
  stopIfFeared();
  speak();
  tell();
  document.dispatchEvent(new CustomEvent('htmx:afterSettle'));
  if (stay) {
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    return;
  }
  main().focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
};

const fetched = async (address, options = {}) => {
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE), ...options });
  if (answer.status === 423) document.dispatchEvent(new CustomEvent('panah:lock'));
  if (answer.status === 423 || answer.status >= 500) throw new Error(String(answer.status));
  const url = new URL(answer.url);
  const page = answer.ok ? read(await answer.text()) : null;
  reached = true;
  // Refused: somebody else signed in since, whose token is another.
  signedOut = !page && (answer.status === 403 || url.pathname === new URL(part('sign-in').href).pathname);
  return { url, page };
};

const go = async (address) => {
  keepFields();
  await send();
  const found = waiting.length ? null : await fetched(address).catch(() => { reached = false; });
  if (found?.page) show(address, found.page);
  else if (found) location.assign(address);
  else if (seen.has(address)) show(address, seen.get(address));
  else {
    missing = true;
    tell();
  }
};

// Whether the node answers again, where nothing waits for it. The page stays as it is.
const ask = async () => {
  await fetched(here).catch(() => { reached = false; });
  tell();
  if (reached && !signedOut) ahead();
};

// --- what is written down --------------------------------------------------------------------------------------------

const someId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

// What this page knows that the node keeps of a field: something else is another tab's, and isn't overwritten.
const known = (field) => field.dataset.kept ?? field.defaultValue;

const keep = (form, button) => {
  const body = new FormData(form, button);
  body.set('id', someId());
  for (const field of form.querySelectorAll('textarea')) body.set('seen', known(field));
  const fear = body.get('mark') === 'fear' || button?.hasAttribute('data-fear') || form.querySelector('[data-fear]:checked');
  waiting.push({ body, since: Date.now(), from: here });
  window.clearTimeout(typing);
  // Shown at once as it will be: pressed, listed, or stopped.
  if (button?.name === 'value') button.setAttribute('aria-pressed', 'true');
  const said = form.parentElement.querySelector('[data-said]');
  const texts = [...form.querySelectorAll('textarea')].map((field) => field.value.trim());
  const signs = [...form.querySelectorAll('label:has(:checked)')].map((label) => label.textContent.trim());
  for (const text of said ? [...texts, ...signs].filter(Boolean) : []) {
    const line = said.appendChild(document.createElement('li')).appendChild(document.createElement('bdi'));
    line.textContent = text;
    said.hidden = false;
  }
  for (const field of form.querySelectorAll('textarea')) field.value = field.dataset.kept = '';
  for (const box of form.querySelectorAll(':checked[type=checkbox]')) box.closest('label').remove();
  delete form.dataset.sent;
  if (fear) stopAsking();
};

// A word that was typed is written down by whatever is pressed next, so that none is left behind in its field.
const unwritten = () => [...main().querySelectorAll('textarea')].filter((field) => writesDown(field.form) && field.value.trim());
const keepFields = (but) => unwritten().forEach((field) => field.form !== but && keep(field.form));

// What was typed while an answer was on its way stays in its field, or is written down where the field is gone.
const takeAlong = (other) => {
  for (const field of unwritten()) {
    const same = [...other.querySelectorAll('textarea')].find((one) => one.id === field.id);
    if (same) {
      same.value = field.value;
      same.dataset.kept = known(field);
    } else keep(field.form);
  }
  if (waiting.length) window.setTimeout(send);
};

// Whoever signed in again has another token. False: nobody did yet, or somebody whose conversation this isn't, and what
// waits must not be lost over it. Not led elsewhere: nothing is to be looked at in another's name.
const allowedAgain = async () => {
  const { page } = await fetched(home, { redirect: 'manual' });
  signedOut = page?.main.querySelector('[data-talk]').dataset.by !== by;
  const token = page?.main.querySelector('[name=csrfmiddlewaretoken]')?.value;
  for (const { body } of token && !signedOut ? waiting : []) body.set('csrfmiddlewaretoken', token);
  return !signedOut;
};

const send = () => (sending ??= sendAll().finally(() => { sending = null; }));

const sendFirst = () => {
  const { body, since } = waiting[0];
  body.set('waited', Math.round((Date.now() - since) / 1000));
  return fetched(`${home}note/`, { method: 'POST', body, keepalive: true });
};

const sendAll = async () => {
  if (!waiting.length) {
    if (!reached || signedOut) await ask();
    return;
  }
  const before = reached;
  let last;
  let from;
  try {
    await typed;
    while (waiting.length) {
      last = await sendFirst();
      if (signedOut && await allowedAgain()) last = await sendFirst();
      if (signedOut) {
        tell();
        return;
      }
      from = waiting.shift().from;
    }
  } catch {
    reached = false;
    tell();
    return;
  }
  tell();
  if (!last.page) location.assign(last.url);
  else if (!before) refresh();
  else if (from === here) show(here, last.page, true);
};

const refresh = async () => {
  try {
    const { page } = await fetched(here);
    if (page && !waiting.length && !unwritten().length) show(here, page, true);
  } catch {
    reached = false;
  }
  ahead();
};

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || !writesDown(form)) return;
  event.preventDefault();
  keepFields(form);
  keep(form, event.submitter);
  send();
});

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('main a[href]');
  if (!link || link.target || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const address = new URL(link.href);
  if (within(address)) {
    event.preventDefault();
    if (!link.dataset.speaks) {
      go(address.pathname + address.search);
      return;
    }
    speaks = link.dataset.speaks;
    speak();
    fetched(link.href).catch(() => { reached = false; }).then(tell);  // the node keeps it for the next conversation
  } else if (waiting.length || unwritten().length) {
    event.preventDefault();
    keepFields();
    send().then(() => (waiting.length ? tell() : location.assign(link.href)));
  }
});

document.addEventListener('input', ({ target }) => {
  if (!target.matches('textarea') || !writesDown(target.form)) return;
  window.clearTimeout(typing);
  typing = window.setTimeout(() => {
    const body = new FormData(target.form);
    body.set('typed', '1');
    body.set('seen', known(target));
    target.dataset.kept = target.value;
    typed = fetched(target.form.action, { method: 'POST', body }).catch(() => { reached = false; }).then(tell);
  }, PAUSE);
});

window.addEventListener('beforeunload', (event) => (!reached || signedOut) && (waiting.length || unwritten().length) && event.preventDefault());
window.addEventListener('online', send);
window.setInterval(send, AGAIN);

// --- what may be needed later ----------------------------------------------------------------------------------------

let busy = false;
const ahead = async () => {
  if (busy) return;
  busy = true;
  const left = [main()];
  const known = new Set([here]);
  try {
    while (left.length) {
      for (const link of left.shift().querySelectorAll('a[href]')) {
        const address = new URL(link.getAttribute('href'), new URL(here, location.href));
        const name = address.pathname + address.search;
        if (!within(address) || known.has(name) || address.searchParams.has('language')) continue;
        known.add(name);
        const { page } = await fetched(name);
        if (signedOut) return;
        if (!page) continue;
        if (name !== here) seen.set(name, page);
        left.push(page.main);
      }
    }
  } catch {
    reached = false;
  } finally {
    tell();
    busy = false;
  }
};
stopIfFeared();
ahead();
