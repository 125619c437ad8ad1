// What a script makes easier. Every page works without it.
'use strict';

document.documentElement.classList.add('js');

// A refused form is read out from its summary.
const summary = document.querySelector('.error-summary');
if (summary) summary.focus();

// A link of the summary leads into its field, not only to it.
document.addEventListener('click', (event) => {
  const link = event.target.closest('.error-summary a');
  if (!link) return;
  const field = document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const group = field.closest('.field') || field;
  group.scrollIntoView();
  const box = field.matches('fieldset') ? field.querySelector('input, select, textarea') || field : field;
  box.focus({ preventScroll: true });
});

// `data-copy` says what a button copies: the text of the element of that id.
document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-copy]');
  if (!button) return;
  const text = document.getElementById(button.dataset.copy).textContent;
  const told = button.querySelector('[aria-live]') || button.appendChild(live());
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = ' – copied';
  } catch {
    told.textContent = ' – select the text and copy it yourself';
  }
});

function live() {
  const span = document.createElement('span');
  span.setAttribute('aria-live', 'polite');
  return span;
}

// A stream of events, open only while its page is seen: a browser keeps six connections to one
// place, and pages that were left or lie in other tabs would hold them all. `listeners` are by event.
function whileSeen(address, listeners) {
  const url = new URL(address, location);
  let source = null;
  let over = false;
  const hear = (name) => (event) => {
    if (event.lastEventId) url.searchParams.set('seen', event.lastEventId);
    if (name === 'end') over = true;
    if (over) event.target.close();
    listeners[name]?.(event);
  };
  const open = () => {
    if (source || over || document.hidden) return;
    source = new EventSource(url);
    for (const name of ['open', 'rows', 'end', 'error']) source.addEventListener(name, hear(name));
  };
  const close = () => {
    source?.close();
    source = null;
  };
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  open();
}

// Counters: characters as the services count them, which is by Unicode scalar values.
for (const box of document.querySelectorAll('textarea[data-most]')) {
  const counter = document.getElementById(`${box.id}-count`);
  const most = Number(box.dataset.most);
  const least = Number(box.dataset.least || 0);
  const count = () => {
    const length = [...box.value.replaceAll('\r\n', '\n')].length;
    const over = length > most;
    const left = over ? `${length - most} too many` : length < least ? `${least - length} too few` : `${most - length} left`;
    counter.textContent = `${length} characters: ${left}`;
    counter.classList.toggle('over', over);
  };
  box.addEventListener('input', count);
  count();
}

// Fields that belong to some answers of another field: `data-shown-when="name=VALUE VALUE"`.
const dependent = [...document.querySelectorAll('[data-shown-when]')].map((field) => {
  const [name, values] = field.dataset.shownWhen.split('=');
  return { field, name, values: values.split(' ') };
});
const show = () => {
  for (const { field, name, values } of dependent) {
    const boxes = [...document.getElementsByName(name)];
    const chosen = boxes.filter((box) => !['radio', 'checkbox'].includes(box.type) || box.checked);
    field.hidden = !chosen.some((box) => values.includes(box.value));
  }
};
if (dependent.length) {
  document.addEventListener('change', show);
  show();
}

// A form is sent once, however often its button is pressed.
document.addEventListener('submit', (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = 'yes';
  setTimeout(() => delete event.target.dataset.sent, 3000);
});

for (const button of document.querySelectorAll('button[data-print]')) {
  button.addEventListener('click', () => window.print());
}
