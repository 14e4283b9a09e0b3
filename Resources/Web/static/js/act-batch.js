/** A table for a batch of acts can come from a file: text is read here and shown where it would be pasted, a workbook goes ahead to the server, which reads it. */
import { announce } from './dom.js';
import { problemPanel } from './problem.js';
import { Upload } from './upload.js';
import { t } from './words.js';

const box = document.querySelector('[data-act-table]');
const field = box?.querySelector('input[type=file]');
const state = box?.querySelector('[aria-live]');
const text = document.getElementById('table');
const hint = state?.textContent;
if (box) box.hidden = false;

/** UTF-8, or what Chinese spreadsheets write when they do not say. */
function decoded(bytes) {
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch { return new TextDecoder('gb18030').decode(bytes); }
}

/** Sends a workbook and asks for the preview: what is in it then stands in the field, with what is wrong. */
async function send(file) {
  const form = field.form;
  const show = ({ phase, done, of }) => { state.textContent = t(`upload.phase.${phase}`, { done, of, percent: of ? Math.floor((done / of) * 100) : 100 }); };
  try {
    form.elements._file.value = await new Upload(box.dataset.actTable, file, show).run(new AbortController().signal);
    announce(t('upload.done'));
    form.requestSubmit(form.querySelector('button[value=preview]:not([hidden])'));
  } catch (failure) {
    field.value = '';
    state.replaceChildren(problemPanel(failure));
  }
}

field?.addEventListener('change', async () => {
  const file = field.files[0];
  if (!file) return;
  state.textContent = hint;
  if (/\.xls[xm]?$/i.test(file.name)) { await send(file); return; }
  text.value = decoded(await file.arrayBuffer());
  announce(file.name);
  text.focus();
});
