// The booth's reader is a keyboard: it types the machine-readable lines wherever the focus is, fast, and ends lines with
// Enter. Fast typing is taken for a scan and kept away from fields and keys; slow typing stays what it was.

const GAP = 150;         // ms between the first keys of a reader at most
const FAST = 40;         // ms between keys on average that no hand keeps up, inside a field
const BURST = 8;         // so many fast characters may be a scan
const PATIENCE = 300;    // ms without a key, after which strokes are taken as they are
const SLOW = 1000;       // ms without a key, after which a scan that looks incomplete is taken as it is
const SETTLE = 60;       // ms after the last key of a scan that looks complete
const QUIET = 350;       // ms after a new screen in which a late Enter of the reader decides nothing
const SHAPES = [90, 88, 72];

const stage = document.getElementById('stage');
const form = document.getElementById('scan');

let keys = [];           // what came since the burst began: characters, and "\n" for Enter
let first = 0;           // when the first of them came
let last = 0;            // when the last key came
let taken = false;       // whether they are a scan
let timer = 0;
let field = null;        // the text field the first keys went into, with its value before
let changed = 0;         // when the stage was last changed

const TYPING = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=hidden]), textarea, select';
const text = () => keys.map((one) => one.character).join('');
const letters = () => text().replace(/\s/g, '');

// Outside fields fast keys are a scan. Inside one somebody may be writing: there it takes an inhuman pace, or a filler
// where nobody writes fillers.
const scanning = () => {
  const filler = field && field.element.id !== 'zone' && text().includes('<');
  taken ||= keys.length >= BURST && (!field || filler || (last - first) / (keys.length - 1) < FAST);
  return taken;
};

const forget = () => {
  keys = [];
  field = null;
  taken = false;
};

const send = () => {
  const zone = text();
  forget();
  form.elements.zone.value = zone;
  // Until the new screen is there, a late Enter of the reader must not decide about whoever is still shown.
  changed = Infinity;
  form.requestSubmit();
};

// One key by itself: the stroke of a purpose, a capacity or a tick. The place of the key counts too, so that a keyboard
// left on a Cyrillic layout works.
const stroke = ({ character, code }) => {
  const wanted = [character.toLowerCase(), code.replace(/^(Key|Digit|Numpad)/, '').toLowerCase()];
  const scope = document.querySelector('dialog[open]') ? null : stage;
  const found = scope && [...scope.querySelectorAll('[data-stroke]')].find((one) => wanted.includes(one.dataset.stroke));
  if (found && found.getClientRects().length) found.click();
};

const finish = () => {
  clearTimeout(timer);
  if (scanning()) {
    send();
    return;
  }
  const strokes = field ? [] : keys;
  forget();
  strokes.filter((one) => one.character !== '\n').forEach(stroke);
};

const takeFromField = () => {
  if (!field) return;
  field.element.value = field.value;
};

window.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === 'Shift' || event.key === 'CapsLock') return;
  if (event.target instanceof Element && event.target.matches('[type=password]')) return;
  const now = event.timeStamp;
  const target = event.target instanceof Element && event.target.matches(TYPING) ? event.target : null;
  const gap = now - last;
  const goesOn = keys.length > 0 && gap < (taken ? SLOW : keys.length > 1 && !target ? PATIENCE : GAP);
  // A line of a document is longer than a burst: an Enter before that is the officer's, after the strokes so far.
  if (event.key === 'Enter' && !(goesOn && scanning())) {
    if (keys.length) finish();
    if (performance.now() - changed < QUIET) { event.preventDefault(); event.stopImmediatePropagation(); }
    return;
  }
  const character = event.key.length === 1 ? event.key : event.key === 'Enter' ? '\n' : '';
  if (!character || event.repeat) return;
  if (!goesOn) {
    if (keys.length) finish();
    // No line of a document begins with a space: it presses or ticks what has the focus.
    if (character === ' ' && event.target instanceof Element && event.target.closest('input, button, summary, a')) return;
    if (character === '?' || character === '/') return; // the list of keys and the search stay with the shell
    field = target && 'value' in target ? { element: target, value: target.value } : null;
    first = now;
  }
  last = now;
  keys.push({ character, code: event.code });
  const before = taken;
  if (scanning() || !target) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  if (taken && !before) takeFromField();
  clearTimeout(timer);
  const complete = taken && SHAPES.includes(letters().length);
  timer = setTimeout(finish, complete ? SETTLE : taken ? SLOW : keys.length > 1 ? PATIENCE : GAP);
}, { capture: true });

// Capacities with a short way need no purpose.
const shorten = () => {
  const purposes = stage.querySelector('[data-purposes]');
  const capacity = stage.querySelector('[name=capacity]:checked');
  if (purposes && capacity) purposes.hidden = 'short' in capacity.dataset;
};
stage.addEventListener('change', shorten);

// A form for papers says what each kind needs; everything else is optional.
const need = () => {
  const papers = stage.querySelector('[data-requires]');
  if (!papers) return;
  const needed = JSON.parse(papers.dataset.requires)[papers.elements.kind.value] ?? [];
  const names = needed.includes('name') ? [...needed, 'surname'] : needed;
  for (const label of papers.querySelectorAll('label')) {
    const mark = label.querySelector('.optional');
    const control = document.getElementById(label.htmlFor);
    if (mark && control) mark.hidden = names.includes(control.name);
  }
};
stage.addEventListener('change', need);

const settle = () => {
  changed = performance.now();
  shorten();
  need();
  const fault = stage.querySelector('[aria-invalid=true]');
  if (fault) {
    fault.focus();
    return;
  }
  const news = stage.querySelector('[data-focus]');
  news?.focus({ preventScroll: true });
  if (news?.matches('h2')) news.scrollIntoView({ block: 'start' });
  else window.scrollTo({ top: 0 });
};
document.addEventListener('htmx:afterSwap', (event) => {
  if (event.detail.target !== stage) return;
  document.getElementById('messages').replaceChildren();
  settle();
});
for (const failed of ['htmx:responseError', 'htmx:sendError', 'htmx:timeout']) {
  document.addEventListener(failed, (event) => {
    changed = performance.now();
    // A poll that doesn't arrive comes again by itself; a key that didn't arrive must be seen to.
    if (event.detail.requestConfig?.verb === 'get' || event.detail.xhr?.status === 423) return;
    document.getElementById('messages').replaceChildren(document.getElementById('failed').content.cloneNode(true));
    window.scrollTo({ top: 0 });
  });
}
settle();
