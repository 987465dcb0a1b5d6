// Verifies the journal while one watches: the server answers with one line of JSON for each step.

const form = document.querySelector('[data-verify]');
const progress = document.querySelector('[data-verify-progress]');
const result = document.querySelector('[data-verify-result]');
const error = document.querySelector('[data-verify-error]');
const locale = document.documentElement.lang || 'en';
const number = new Intl.NumberFormat(locale);

const show = ({ seen, entries, html }) => {
  if (html) {
    result.innerHTML = html;
    progress.hidden = true;
    return;
  }
  const meter = progress.querySelector('[role=progressbar]');
  const share = entries ? Math.min(100, Math.round((100 * seen) / entries)) : 0;
  meter.setAttribute('aria-valuenow', String(seen));
  meter.querySelector('rect').setAttribute('width', `${share}%`);
  meter.querySelector('.strong').textContent = `${number.format(seen)} / ${number.format(entries)}`;
};

const run = async () => {
  const button = form.querySelector('button');
  button.disabled = true;
  result.replaceChildren();
  error.hidden = true;
  progress.hidden = false;
  try {
    const answer = await fetch(form.dataset.run, { method: 'POST', body: new FormData(form), credentials: 'same-origin' });
    if (!answer.ok) throw new Error(String(answer.status));
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    let done = false;
    for (;;) {
      const { value, done: over } = await reader.read();
      if (over) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const line of lines.filter(Boolean)) {
        const step = JSON.parse(line);
        done ||= Boolean(step.html);
        show(step);
      }
    }
    if (!done) throw new Error('interrupted');
  } catch {
    progress.hidden = true;
    error.hidden = false;
  } finally {
    button.disabled = false;
  }
};

form.addEventListener('submit', (event) => {
  event.preventDefault();
  run();
});
