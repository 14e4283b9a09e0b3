/** What every page does: menus close, the search key works, forms check what the server would refuse anyway. */
import { t } from './words.js';

document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    const menu = document.querySelector('details.menu[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  }
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
  if (field) { event.preventDefault(); field.focus(); field.select?.(); }
});

document.addEventListener('input', (event) => {
  const twin = event.target.dataset?.equals ?? document.querySelector(`[data-equals="${CSS.escape(event.target.id)}"]`)?.dataset.equals;
  if (!twin) return;
  const first = document.getElementById(twin);
  const second = document.querySelector(`[data-equals="${CSS.escape(twin)}"]`);
  if (second) second.setCustomValidity(second.value && second.value !== first.value ? t('form.notEqual') : '');
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
  if (form.method === 'post' && !event.defaultPrevented) {
    const button = event.submitter;
    if (button) window.setTimeout(() => { button.disabled = true; }, 0);
  }
});
window.addEventListener('pageshow', () => { for (const button of document.querySelectorAll('form[method=post] button[disabled]:not([data-off])')) button.disabled = false; });

for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => window.print());
for (const select of document.querySelectorAll('select[data-submit]')) select.addEventListener('change', () => select.form.requestSubmit());

/* On a phone a bar of filters shows its first field; the others come when asked for, or when one of them is in use. */
for (const bar of document.querySelectorAll('form.toolbar[method=get]')) {
  const rest = [...bar.querySelectorAll('input:not([type=hidden]), select')].slice(1);
  if (rest.length < 2) continue;
  const more = document.createElement('button');
  const show = (open) => {
    bar.classList.toggle('open', open);
    more.textContent = t(open ? 'form.fewer' : 'form.more');
    more.setAttribute('aria-expanded', String(open));
  };
  more.type = 'button';
  more.className = 'btn more';
  more.addEventListener('click', () => show(!bar.classList.contains('open')));
  bar.classList.add('folds');
  bar.append(more);
  show(rest.some((field) => (field.tagName === 'SELECT' ? field.selectedIndex > 0 : field.value)));
}

const extras = { upload: 'upload-form.js', job: 'jobs.js', live: 'live.js', rows: 'rows.js', copy: 'copy.js', 'survey-chart': 'survey-chart.js', tour: 'tour.js' };
for (const [name, file] of Object.entries(extras)) {
  const nodes = document.querySelectorAll(`[data-${name}]`);
  if (nodes.length) import(`./${file}`).then((module) => nodes.forEach((node) => module.start(node)));
}
