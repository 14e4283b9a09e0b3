/** The progress of a job: events as they come, and by asking where events are cut off on the way. */
import { get, send } from './api.js';
import { announce, fill } from './dom.js';
import { problemPanel } from './problem.js';
import { pick, t } from './words.js';

const ASK_EVERY = 3000;
const ENDED = ['done', 'failed', 'cancelled'];

/**
 * Starts the progress of a job.
 * @param {HTMLElement} node data-job (address of the job), data-events (address of its events).
 */
export function start(node) {
  const bar = node.querySelector('.progress');
  const text = node.querySelector('[data-job-text]');
  let over = false;
  let said = '';

  const show = (job) => {
    const { done, of } = job.progress ?? {};
    const known = Number.isFinite(done) && of > 0;
    bar.classList.toggle('unknown', !known);
    if (known) {
      const percent = Math.round((done / of) * 100);
      bar.firstElementChild.style.width = `${percent}%`;
      bar.setAttribute('aria-valuenow', String(percent));
    }
    const line = pick(job.progress?.text) || t(`job.${job.state}`);
    if (line !== said) { said = line; text.textContent = known ? `${line}（${done} / ${of}）` : line; }
    if (ENDED.includes(job.state) && !over) {
      over = true;
      source?.close();
      announce(t(`job.${job.state}`));
      window.location.reload();
    }
  };

  const ask = async () => {
    if (over) return;
    try { show(await get(node.dataset.job)); } catch (failure) { text.textContent = failure.message; }
    if (!over) window.setTimeout(ask, ASK_EVERY);
  };

  let source = null;
  if (window.EventSource && node.dataset.events) {
    source = new EventSource(node.dataset.events);
    source.addEventListener('job', (event) => show(JSON.parse(event.data)));
    source.onerror = () => { if (over) return; source.close(); window.setTimeout(ask, ASK_EVERY); };
  } else ask();

  node.querySelector('[data-job-cancel]')?.addEventListener('click', async (event) => {
    event.target.disabled = true;
    try { await send('DELETE', node.dataset.job); text.textContent = t('job.cancelling'); } catch (failure) { fill(text, problemPanel(failure)); event.target.disabled = false; }
  });
}
