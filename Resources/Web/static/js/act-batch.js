/** A table for a batch of acts can come from a file: it is read here and shown where it would be pasted. */
import { announce } from './dom.js';

const box = document.querySelector('[data-act-table]');
const field = box?.querySelector('input[type=file]');
const text = document.getElementById('table');
if (box) box.hidden = false;

/** UTF-8, or what Chinese spreadsheets write when they do not say. */
function decoded(bytes) {
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch { return new TextDecoder('gb18030').decode(bytes); }
}

field?.addEventListener('change', async () => {
  const file = field.files[0];
  if (!file) return;
  text.value = decoded(await file.arrayBuffer());
  announce(file.name);
  text.focus();
});
