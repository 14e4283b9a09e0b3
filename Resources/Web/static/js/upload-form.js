/** A form whose file goes ahead in pieces, and whose other fields follow as one request that starts a job. */
import { announce, el, fill } from './dom.js';
import { post } from './api.js';
import { size } from './format.js';
import { problemPanel } from './problem.js';
import { Upload } from './upload.js';
import { t } from './words.js';

/**
 * Starts a form marked data-upload.
 * @param {HTMLFormElement} form data-api, data-target (where the job is started), data-next (page of the job, its id follows).
 */
export function start(form) {
  const field = form.querySelector('input[type=file]');
  const box = form.querySelector('[data-upload-state]');
  const button = form.querySelector('button[type=submit]');
  // A field called "dataset" hides the property of the form, so the attributes are asked for by name.
  const given = (name) => form.getAttribute(`data-${name}`);
  let upload = null;
  let stopper = null;

  const reset = () => { upload = null; fill(box); button.disabled = false; };
  field.addEventListener('change', reset);
  acceptDrops(form.querySelector('.drop'), field);

  const show = ({ phase, done, of }) => {
    const percent = of ? Math.floor((done / of) * 100) : 100;
    if (!box.querySelector('.progress')) {
      fill(box,
        el('div.progress', { role: 'progressbar', 'aria-label': t('upload.progress'), 'aria-valuemin': 0, 'aria-valuemax': 100 }, el('i')),
        el('div.line', null, el('span'), el('span.act', null, el('button.btn.btn-sm', { type: 'button', onclick: () => stopper.abort() }, t('upload.pause')))));
    }
    box.querySelector('.progress').setAttribute('aria-valuenow', String(percent));
    box.querySelector('.progress > i').style.width = `${percent}%`;
    box.querySelector('.line > span').textContent = t(`upload.phase.${phase}`, { done: size(done), of: size(of), percent });
  };
  const paused = () => fill(box, el('div.line', null, el('span', null, t('upload.paused')), el('span.act', null,
    el('button.btn.btn-sm.btn-primary', { type: 'button', onclick: run }, t('upload.resume')),
    el('button.btn.btn-sm', { type: 'button', onclick: async () => { try { await upload?.remove(); reset(); } catch (failure) { fill(box, problemPanel(failure)); upload = null; button.disabled = false; } } }, t('upload.drop')))));

  async function run() {
    const file = field.files[0];
    if (!file) return;
    button.disabled = true;
    stopper = new AbortController();
    try {
      upload ??= new Upload(given('api'), file, show);
      fill(box);
      const id = await upload.run(stopper.signal);
      announce(t('upload.done'));
      const job = await post(given('target'), { uploads: [id], ...fieldsOf(form) });
      window.location.assign(given('next') + encodeURIComponent(job.id));
    } catch (failure) {
      if (failure.name === 'AbortError') { paused(); return; }
      fill(box, problemPanel(failure), upload?.id ? el('div.line', null, el('span.act', null, el('button.btn.btn-sm.btn-primary', { type: 'button', onclick: run }, t('upload.again')))) : null);
      button.disabled = false;
    }
  }

  form.addEventListener('submit', (event) => { event.preventDefault(); run(); });
  button.disabled = false;
}

/** The other fields; data-split="a,b" parts a value "x/y" into two. */
function fieldsOf(form) {
  const out = {};
  for (const field of form.elements) {
    if (!field.name || field.type === 'file' || field.name === 'csrf') continue;
    if (field.dataset.split) field.dataset.split.split(',').forEach((name, index) => { out[name] = field.value.split('/')[index]; });
    else if (field.type !== 'checkbox' || field.checked) out[field.name] = field.value;
  }
  return out;
}

function acceptDrops(zone, field) {
  if (!zone) return;
  zone.addEventListener('dragover', (event) => { event.preventDefault(); zone.classList.add('over'); });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event('change'));
  });
}
