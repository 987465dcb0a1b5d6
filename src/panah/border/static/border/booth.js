// The booth's reader is a keyboard: it types the machine-readable lines wherever the focus is, fast, and ends lines with
// Enter. Fast typing is taken for a scan and kept away from fields and keys; slow typing stays what it was.

const GAP = 50;          // ms between two keys of a reader at most
const BURST = 8;         // so many fast characters are a scan and nothing a hand could type
const PATIENCE = 300;    // ms without a key, after which a scan that looks incomplete is sent as it is
const QUIET = 350;       // ms after a new screen in which a late Enter of the reader decides nothing
const SHAPES = [90, 88, 72];

const stage = document.getElementById('stage');
const form = document.getElementById('scan');

let keys = [];           // what came since the burst began: characters, and "\n" for Enter
let last = 0;            // when the last key came
let timer = 0;
let field = null;        // the text field the first keys went into, with its value before
let changed = 0;         // when the stage was last changed

const TYPING = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=hidden]), textarea, select';
const text = () => keys.join('');
const letters = () => text().replace(/\s/g, '');
const scanning = () => keys.length >= BURST;

const send = () => {
  const zone = text();
  keys = [];
  field = null;
  form.elements.zone.value = zone;
  form.requestSubmit();
};

// One key by itself: the stroke of a purpose, a capacity or a tick.
const stroke = (character, code) => {
  const wanted = [character.toLowerCase(), code.replace(/^(Key|Digit|Numpad)/, '').toLowerCase()];
  const scope = document.querySelector('dialog[open]') ? null : stage;
  const found = scope && [...scope.querySelectorAll('[data-stroke]')].find((one) => wanted.includes(one.dataset.stroke));
  if (found && found.getClientRects().length) {
    found.click();
    found.dispatchEvent(new Event('change', { bubbles: true }));
  }
};

const finish = (code) => {
  clearTimeout(timer);
  if (scanning()) {
    send();
  } else {
    const single = keys.length === 1 && keys[0] !== '\n' && !field ? keys[0] : '';
    keys = [];
    field = null;
    if (single) stroke(single, code);
  }
};

const takeFromField = () => {
  if (!field) return;
  field.element.value = field.value;
  field = null;
};

window.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const now = performance.now();
  const fast = now - last < GAP;
  const character = event.key.length === 1 ? event.key : event.key === 'Enter' && fast && keys.length ? '\n' : '';
  if (event.key === 'Enter' && !character) {
    if (now - changed < QUIET) { event.preventDefault(); event.stopImmediatePropagation(); }
    return;
  }
  if (event.key === 'Shift' || event.key === 'CapsLock') return;
  if (!character || event.repeat) return;
  if (!fast && keys.length) { keys = []; field = null; }
  last = now;
  const target = event.target instanceof Element && event.target.matches(TYPING) ? event.target : null;
  if (!keys.length) field = target && 'value' in target ? { element: target, value: target.value } : null;
  keys.push(character);
  // A list of the page ("?") and the search ("/") stay with the shell.
  if (keys.length === 1 && (character === '?' || character === '/')) { keys = []; return; }
  if (scanning() || !target) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  if (keys.length === BURST) takeFromField();
  clearTimeout(timer);
  const complete = scanning() && SHAPES.includes(letters().length);
  timer = setTimeout(() => finish(event.code), complete ? GAP + 10 : scanning() ? PATIENCE : GAP + 10);
}, { capture: true });

// Capacities with a short way need no purpose.
const shorten = () => {
  const purposes = stage.querySelector('[data-purposes]');
  const capacity = stage.querySelector('[name=capacity]:checked');
  if (purposes && capacity) purposes.hidden = 'short' in capacity.dataset;
};
stage.addEventListener('change', shorten);

const settle = () => {
  changed = performance.now();
  shorten();
  stage.querySelector('[data-focus]')?.focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
};
document.addEventListener('htmx:afterSwap', (event) => { if (event.detail.target === stage) settle(); });
document.addEventListener('htmx:responseError', () => { changed = performance.now(); });
settle();
