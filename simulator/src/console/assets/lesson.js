// Steps that show by themselves that they have happened. Without this script the page is reloaded.
'use strict';

{
  const part = () => document.getElementById('progress');
  const PAUSE = 1500;
  let asked = false;

  // The same page again, of which only the part that may have changed is taken.
  async function refresh() {
    const answer = await fetch(location.pathname + location.search);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('progress');
    const old = part();
    if (!fresh || fresh.textContent === old.textContent) return;
    const opened = [...old.querySelectorAll('details')].map((one) => one.open);
    fresh.querySelectorAll('details').forEach((one, index) => { one.open = opened[index] || false; });
    const within = old.contains(document.activeElement);
    old.replaceChildren(...fresh.childNodes);
    if (within) {
      old.tabIndex = -1;
      old.focus({ preventScroll: true });
    }
  }

  function soon() {
    if (asked) return;
    asked = true;
    setTimeout(() => {
      asked = false;
      refresh().catch(() => {});
    }, PAUSE);
  }

  const { stream, every } = part().dataset;
  if (stream) whileSeen(stream, { rows: soon });
  if (every) {
    setInterval(() => { if (!document.hidden) soon(); }, Number(every) * 1000);
  }
}
