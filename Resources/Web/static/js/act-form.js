/** The form of an act: rows are added and removed at once, a fact gets the control of its type, a file goes ahead in pieces. Without this script the same buttons ask the server. */
import { announce, el } from './dom.js';
import { problemPanel } from './problem.js';
import { Upload } from './upload.js';
import { t } from './words.js';

const form = document.getElementById('act-form');
let number = 1000;

/** Tells the check that the form is another now. */
const changed = () => form.dispatchEvent(new Event('change', { bubbles: true }));

function renamed(row) {
  number += 1;
  for (const node of row.querySelectorAll('[id]')) {
    const id = `${node.id.replace(/~\d+/, '')}~${number}`;
    for (const label of row.querySelectorAll(`label[for="${CSS.escape(node.id)}"]`)) label.htmlFor = id;
    node.id = id;
  }
  for (const field of row.querySelectorAll('input')) field.value = '';
  for (const field of row.querySelectorAll('select')) field.selectedIndex = 0;
  for (const fault of row.querySelectorAll('.fault')) fault.remove();
  row.classList.remove('bad');
  if (row.querySelector('[data-fact]')) dress(row);
  return row;
}

form?.addEventListener('click', (event) => {
  const button = event.target.closest('button[name=_do]');
  const box = button?.closest('[data-act-rows], [data-act-facts]');
  if (!box) return;
  const rows = [...box.querySelectorAll('.tc-row')];
  if (button.value.startsWith('add.')) {
    event.preventDefault();
    const row = renamed(rows.at(-1).cloneNode(true));
    rows.at(-1).after(row);
    row.querySelector('select, input').focus();
  } else if (button.value.startsWith('remove.')) {
    event.preventDefault();
    const row = button.closest('.tc-row');
    const next = row.nextElementSibling?.querySelector('select, input') ?? box.querySelector('button[value^="add."]');
    if (rows.length > 1) row.remove();
    else renamed(row);
    next?.focus();
    changed();
  }
});

/** Gives a row the control that the type of its fact takes. */
function dress(row) {
  const list = row.querySelector('[data-fact]');
  const box = row.closest('[data-act-facts]') ?? form.querySelector('[data-act-facts]');
  const chosen = list.selectedOptions[0]?.dataset ?? {};
  const place = row.querySelector('[data-fact-value]');
  const old = place.querySelector('input, select');
  const given = { id: old.id, name: old.name };
  let codes = (chosen.codes || '').split('|').filter(Boolean).map((one) => one.split('='));
  if (chosen.type === 'bool') codes = [['true', box.dataset.yes], ['false', box.dataset.no]];
  const isList = codes.length && chosen.type !== 'codes';
  const field = isList
    ? el('select.form-select', given, el('option', { value: '' }, box.dataset.choose), codes.map(([value, title]) => el('option', { value }, title)))
    : el('input.form-control', { ...given, type: chosen.type === 'date' ? 'date' : 'text', autocomplete: 'off' });
  place.replaceChildren(field);
  row.querySelector('[data-fact-unit]').textContent = chosen.unit ?? '';
}

form?.addEventListener('change', (event) => {
  if (event.target.matches('[data-fact]')) dress(event.target.closest('.tc-row'));
});

for (const box of form?.querySelectorAll('[data-act-file]') ?? []) {
  const list = box.querySelector('select');
  const state = box.querySelector('[data-act-file-state]');
  const field = el('input', { type: 'file', 'aria-label': document.querySelector(`label[for="${CSS.escape(list.id)}"]`).textContent.trim() });
  list.before(field);
  field.addEventListener('change', async () => {
    const file = field.files[0];
    if (!file) return;
    const show = ({ phase, done, of }) => { state.textContent = t(`upload.phase.${phase}`, { done, of, percent: of ? Math.floor((done / of) * 100) : 100 }); };
    try {
      const id = await new Upload(form.getAttribute('data-api'), file, show).run(new AbortController().signal);
      list.append(el('option', { value: id }, file.name));
      list.value = id;
      state.textContent = t('upload.done');
      announce(t('upload.done'));
      changed();
    } catch (failure) { state.replaceChildren(problemPanel(failure)); }
  });
}

// What the act would come to may grow while one types, but not shrink: the buttons below it would move under the hand.
document.addEventListener('htmx:beforeSwap', (event) => {
  const { target } = event.detail;
  if (target?.id === 'check') target.style.minHeight = `${target.offsetHeight}px`;
});

document.addEventListener('htmx:oobAfterSwap', (event) => {
  const fault = event.detail.target;
  const field = fault?.classList?.contains('fault') ? fault.closest('.tc-field') : null;
  if (!field) return;
  const isBad = fault.children.length > 0;
  field.classList.toggle('bad', isBad);
  for (const control of field.querySelectorAll('[aria-invalid]')) control.removeAttribute('aria-invalid');
  if (isBad) field.querySelector('input, select, textarea')?.setAttribute('aria-invalid', 'true');
});
