// The list of exchanges as they happen. Without this script the page is reloaded by hand.
'use strict';

{
  const live = document.getElementById('live');
  const rows = document.getElementById('rows');
  const told = document.getElementById('live-said');
  const pause = document.getElementById('pause');
  const pattern = document.getElementById('row').content.firstElementChild;
  const MOST = 200;
  let paused = false;
  let waiting = [];
  let missed = 0;

  // Everything from the wire is put in as text, never as markup.
  function row(data) {
    const made = pattern.cloneNode(true);
    for (const cell of made.querySelectorAll('[data-cell]')) {
      const name = cell.dataset.cell;
      if (name === 'outcome') {
        const tag = cell.firstElementChild;
        tag.textContent = data.outcome;
        tag.className = `tag ${data.colour}`;
      } else {
        cell.textContent = data[name];
      }
      if (name === 'asked') cell.href = data.href;
    }
    return made;
  }

  function show(batch) {
    const held = document.activeElement;
    for (const data of batch) rows.prepend(row(data));
    while (rows.children.length > MOST) {
      if (rows.lastElementChild.contains(held)) break;
      rows.lastElementChild.remove();
    }
    document.getElementById('nothing')?.remove();
  }

  function say() {
    const behind = missed ? ` ${missed} more were passed over: too many came at once to show.` : '';
    told.textContent = paused ? `Paused. ${waiting.length} new.${behind}` : `Watching.${behind}`;
  }

  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Go on' : 'Pause';
    if (!paused) {
      show(waiting);
      waiting = [];
    }
    say();
  });

  whileSeen(live.dataset.stream, {
    open: say,
    rows(event) {
      const data = JSON.parse(event.data);
      missed += data.passedOver;
      if (paused) waiting = waiting.concat(data.rows).slice(-MOST);
      else show(data.rows);
      say();
    },
    end(event) {
      told.textContent = `${event.data} Reload the page to go on.`;
    },
    error(event) {
      if (event.target.readyState !== EventSource.CLOSED) told.textContent = 'The connection was lost; trying again.';
    },
  });
}
