/** What says when it has grown old: the page offers to load anew, and never changes under the reader. */
import { announce, el, icon } from './dom.js';
import { t } from './words.js';

const ENDED = ['done', 'failed', 'cancelled'];

/**
 * Watches the events of the server for a node marked data-live.
 * @param {HTMLElement} node Its data-live is the address of the events; with a subject in it only acts on that subject count.
 */
export function start(node) {
  if (!window.EventSource) return;
  const source = new EventSource(node.dataset.live);
  const changed = () => {
    source.close();
    // An address with a mark in it would only move the page.
    const again = window.location.pathname + window.location.search;
    const bar = el('div.flash.note.live', { role: 'status' }, icon('arrow-clockwise'), ' ', t('live.changed'), ' ', el('a', { href: again }, t('live.reload')));
    document.getElementById('main').prepend(bar);
    announce(t('live.changed'));
  };
  if (new URL(node.dataset.live, window.location.href).searchParams.has('subject')) {
    source.addEventListener('record', changed);
  } else {
    // The stream begins with how things stand, jobs first and the inbox last; what comes after that is news.
    let told = false;
    source.addEventListener('inbox', () => { if (told) changed(); told = true; });
    source.addEventListener('job', (event) => { if (told && ENDED.includes(JSON.parse(event.data).state)) changed(); });
  }
  source.onerror = () => source.close();
  window.addEventListener('pagehide', () => source.close());
}
