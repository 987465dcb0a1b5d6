// Keys: a control with data-key is pressed (or focused) by that key; data-key-label names it in the legend and behind "?".
// Function keys, Enter, Escape and chords work everywhere; single characters only outside text fields.

const TYPING = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]';

const name = (event) => {
  const chord = [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.metaKey && 'Meta'].filter(Boolean);
  const key = event.altKey && /^(Digit|Key)/.test(event.code) ? event.code.replace(/^(Digit|Key)/, '') : event.key;
  return [...chord, key.length === 1 ? key.toUpperCase() : key].join('+');
};

const shown = (element) => !element.disabled && element.getClientRects().length > 0;

const wanted = (key) => {
  const scope = document.querySelector('dialog[open]') ?? document;
  return [...scope.querySelectorAll('[data-key]')].find(
    (element) => element.dataset.key.toUpperCase() === key.toUpperCase() && (shown(element) || element.type === 'radio'),
  );
};

const press = (element) => {
  if (element.matches('input:not([type=radio], [type=checkbox], [type=submit], [type=button]), textarea, select')) {
    element.focus();
    element.select?.();
  } else if (element.matches('fieldset')) {
    // A group of choices: its chosen one, else its first; arrows and Space choose.
    (element.querySelector(':checked') ?? element.querySelector('input')).focus();
  } else {
    element.click();
    if (element.type === 'radio') element.focus();
    if (element.matches('summary') && element.parentElement.open) element.parentElement.querySelector('input')?.focus();
  }
};

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  const key = name(event);
  const typing = event.target instanceof Element && event.target.matches(TYPING);
  if (typing && event.key.length === 1 && !event.ctrlKey && !event.altKey) return;
  if (key === 'Enter' && event.target instanceof Element && event.target.closest('a, button, summary, textarea')) return;
  if (key === '?') {
    event.preventDefault();
    openList();
    return;
  }
  const element = wanted(key);
  if (!element) return;
  event.preventDefault();
  press(element);
});

const entries = () => {
  const seen = new Map();
  for (const element of document.querySelectorAll('[data-key]')) {
    const label = element.dataset.keyLabel || element.textContent.trim();
    if ((shown(element) || element.type === 'radio') && !seen.has(element.dataset.key)) seen.set(element.dataset.key, label);
  }
  return seen;
};

const fill = (list, without = () => false) => {
  list.replaceChildren();
  for (const [key, label] of entries()) {
    if (without(key)) continue;
    const [row, term, detail, cap] = ['div', 'dt', 'dd', 'kbd'].map((tag) => document.createElement(tag));
    cap.textContent = key === 'Escape' ? 'Esc' : key.replace('ArrowRight', '→');
    detail.textContent = label;
    term.append(cap);
    row.append(term, detail);
    list.append(row);
  }
};

const openList = () => {
  const dialog = document.getElementById('key-list');
  if (!dialog || dialog.open) return;
  fill(dialog.querySelector('[data-key-list]'));
  dialog.showModal();
};

const legends = () => document.querySelectorAll('[data-key-legend]').forEach((list) => fill(list, (key) => key === 'F9'));
legends();
document.addEventListener('htmx:afterSettle', legends);
