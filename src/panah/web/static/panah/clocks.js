// Keeps clocks and what is left of a limit going between two loads of a page. Words come from the page, in its language.

const start = Date.now();
const locale = document.documentElement.lang || 'en';
const digits = new Intl.NumberFormat(locale, { useGrouping: false });

const words = (seconds, [hours, minutes, rest]) => {
  const put = (pattern, value) => pattern.replace(/%\(\w+\)s/, digits.format(value));
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  if (h >= 24) return null;
  if (h) return m ? `${put(hours, h)} ${put(minutes, m)}` : put(hours, h);
  return m ? put(minutes, m) : put(rest, Math.floor(seconds));
};

const countdown = (element) => {
  const left = (Date.parse(element.dataset.countdown) - Date.now()) / 1000;
  const text = words(Math.abs(left), JSON.parse(element.dataset.units));
  if (text === null) return;
  const pattern = left > 0 ? element.dataset.left : element.dataset.over;
  element.querySelector('[data-words]').textContent = pattern.replace('%(time)s', text);
  element.className = left <= 0 ? 'red' : left <= Number(element.dataset.warn ?? 0) ? 'amber' : 'green';
};

const clock = (element) => {
  element.dataset.shift ??= String(Date.parse(element.dateTime) - start);
  const now = new Date(Date.now() + Number(element.dataset.shift));
  const zone = Number(element.dataset.offset) * 60000;
  const at = new Date(now.getTime() + zone);
  const two = (value) => digits.format(value).padStart(2, digits.format(0));
  element.textContent = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
};

const tick = () => {
  document.querySelectorAll('[data-countdown]').forEach(countdown);
  document.querySelectorAll('[data-clock][data-offset]').forEach(clock);
};
setInterval(tick, 1000);
