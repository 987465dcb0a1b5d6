// Small things a page does by itself: menu, dialogs, questions before an act, messages, filter boxes, forms sent at once.
// Everything listens on the document, so that parts put in later work as well.

document.documentElement.classList.replace('no-js', 'js');

const closest = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);

document.addEventListener('click', (event) => {
  const toggle = closest(event, '[data-toggle]');
  if (toggle) toggle.setAttribute('aria-expanded', String(toggle.getAttribute('aria-expanded') !== 'true'));

  const opener = closest(event, '[data-dialog]');
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog)?.showModal();
  }

  closest(event, '[data-close]')?.closest('dialog')?.close();
  closest(event, '[data-dismiss]')?.closest('.message')?.remove();

  const print = closest(event, '[data-print]');
  if (print) window.print();
});

// A question before an act that can't be undone: the page's own dialog with the text of data-confirm.
const ask = (button) => {
  const dialog = document.getElementById('confirm');
  dialog.querySelector('[data-question]').textContent = button.dataset.confirm;
  dialog.querySelector('[data-yes] span').textContent = (button.querySelector(':scope > span') ?? button).textContent.trim();
  dialog.returnValue = '';
  dialog.addEventListener('close', () => {
    if (dialog.returnValue !== 'yes') return;
    button.dataset.asked = 'yes';
    button.click();
    delete button.dataset.asked;
  }, { once: true });
  dialog.showModal();
};

document.addEventListener('click', (event) => {
  const button = closest(event, '[data-confirm]');
  if (!button || button.dataset.asked) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(button);
}, true);

document.addEventListener('change', (event) => closest(event, '[data-autosubmit]')?.requestSubmit());

// An open menu closes when one clicks elsewhere or presses Escape.
const menus = () => document.querySelectorAll('details.menu[open]');
document.addEventListener('click', (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  menus().forEach((menu) => {
    menu.open = false;
    menu.querySelector('summary').focus();
  });
});

document.addEventListener('input', (event) => {
  const box = closest(event, '[data-filter]');
  if (!box) return;
  const words = box.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const row of document.querySelectorAll(`#${CSS.escape(box.dataset.filter)} tbody tr`)) {
    const text = row.textContent.toLocaleLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) left += 1;
  }
  const none = document.querySelector(`[data-filter-empty="${CSS.escape(box.dataset.filter)}"]`);
  if (none) none.hidden = left > 0;
});

// A page that refreshes itself says when it no longer can, and when it can again. (423: the screen is locked.)
document.addEventListener('htmx:afterRequest', ({ detail }) => {
  const note = document.getElementById('stale');
  if (note && detail.requestConfig.verb === 'get' && detail.xhr.status !== 423) note.hidden = detail.successful;
});

// A form is sent once, however often its button is pressed.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method === 'dialog' || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'yes';
  setTimeout(() => delete form.dataset.sent, 4000);
});
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent));

document.querySelectorAll('dialog[data-open]').forEach((dialog) => dialog.showModal());
