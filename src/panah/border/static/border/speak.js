// A second screen that travellers share: what one of them touched doesn't stay for the next. On a phone this never runs.
const here = document.querySelector('[data-shared-screen]');
if (here) {
  const again = () => location.replace(here.dataset.sharedScreen);
  let waiting;
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(again, Number(here.dataset.seconds) * 1000);
  };
  for (const touched of ['pointerdown', 'keydown', 'scroll']) addEventListener(touched, wait, { passive: true });
  wait();
}
