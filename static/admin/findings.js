// Asks our own server what the check of words says of the field in which somebody types, and shows it under the field.
(() => {
  const QUIET = 1200; // milliseconds without a key before the server is asked
  const PROSE = 'textarea, input[type="text"], [contenteditable="true"]';
  const timers = new WeakMap();
  const asked = new WeakMap();

  const read = () => JSON.parse(document.getElementById('review-live').textContent);
  const token = () => document.querySelector('[name="csrfmiddlewaretoken"]')?.value || '';

  const post = (url, values) =>
    fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'X-CSRFToken': token(), 'X-Requested-With': 'XMLHttpRequest' },
      body: new URLSearchParams(values),
    });

  const make = (name, text, className) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    if (className) node.className = className;
    return node;
  };

  const alarm = (button) =>
    post(read().alarm, { sentence: button.dataset.sentence, words: button.dataset.words })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((data) => {
        if (data) button.replaceWith(make('em', data.said));
      })
      .catch(() => {});

  const write = (finding, field, words) => {
    const line = make('li');
    line.append(make('strong', `“${finding.words}”`), ` ${finding.stops ? words.stop : words.look} `);
    const link = make('a', words.go);
    link.href = `#${field.id || 'review-live'}`;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      field.focus();
    });
    line.append(link, make('q', finding.sentence, 'review-check__sentence'));
    line.append(make('span', finding.why), make('span', `${words.instead} ${finding.instead}.`, 'review-check__instead'));
    const button = make('button', words.false, 'button button-small button-secondary');
    button.type = 'button';
    button.dataset.reviewAlarm = '';
    button.dataset.sentence = finding.sentence;
    button.dataset.words = finding.words;
    line.append(button);
    return line;
  };

  const show = (field, findings) => {
    const words = read();
    const home = field.closest('.w-field__wrapper, .w-field') || field.parentElement;
    let box = home.querySelector(':scope > .review-live');
    if (!findings.length) {
      box?.remove();
      return;
    }
    if (!box) {
      box = make('div', '', 'review-check review-live');
      box.setAttribute('role', 'status');
      home.append(box);
    }
    const list = make('ul', '', 'review-check__list');
    if (findings.some((finding) => finding.stops)) list.classList.add('review-check__list--stop');
    list.append(...findings.map((finding) => write(finding, field, words)));
    box.replaceChildren(make('p', words.heading, 'review-check__hint'), list);
  };

  const ask = (field) => {
    const text = field.isContentEditable ? field.innerText : field.value;
    if (asked.get(field) === text) return;
    asked.set(field, text);
    if (text.trim().split(/\s+/).length < 2) {
      show(field, []);
      return;
    }
    post(read().check, { text, field: field.name || '' })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((data) => {
        // What was typed meanwhile is asked again; an older answer shows nothing.
        if (data && asked.get(field) === text) show(field, data.findings);
      })
      .catch(() => asked.delete(field));
  };

  document.addEventListener('input', (event) => {
    const field = event.target.closest?.(PROSE);
    if (!field || !field.closest('form[data-edit-form], #page-edit-form, form.w-relative, main form')) return;
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => ask(field), QUIET));
  });

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-review-alarm]');
    if (button) alarm(button);
  });
})();
