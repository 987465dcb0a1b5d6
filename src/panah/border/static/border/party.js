// Checking off a bus or a group. A reader types a whole zone, wherever the focus is; then the form goes off by itself.
const GUARD = 500; // milliseconds in which the reader's last Enter may still come, and must decide nothing
const opened = performance.now();
const field = document.querySelector('[data-zone]');

document.addEventListener(
  'keydown',
  (event) => {
    if (!field && event.key === 'Enter' && performance.now() - opened < GUARD) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  { capture: true },
);

const whole = (text) => {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  const lengths = lines.map((line) => line.length);
  const all = (count, length) => lines.length === count && lengths.every((one) => one === length);
  return all(2, 44) || all(2, 36) || all(3, 30);
};

if (field) {
  let timer;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    if (whole(field.value)) timer = setTimeout(() => field.form.requestSubmit(), 250);
  });
  // A handheld's own reader is a keyboard too: its first key finds the field, and no keyboard covers half the screen.
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.matches('input, textarea, select');
    if (!typing && event.key.length === 1 && /[A-Za-z0-9<]/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) field.focus();
  });
}
