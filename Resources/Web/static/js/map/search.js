/** The search field on the map: answers while typing, chosen with arrows and Enter or by pointer. */
import { after, announce, byId, el, fill } from '../dom.js';
import { t } from '../words.js';

/**
 * Starts the search field.
 * @param {{find: (text: string, signal: AbortSignal) => Promise<Array>, choose: (hit: object) => void}} acts
 * @returns {{set: (text: string) => void}} To put a text in and search it.
 */
export function startSearch(acts) {
  const form = byId('mapfind');
  const field = byId('mapq');
  const list = byId('mapq-list');
  let hits = [];
  let active = -1;
  let request = null;

  const close = () => { list.hidden = true; active = -1; field.setAttribute('aria-expanded', 'false'); field.removeAttribute('aria-activedescendant'); };
  const mark = () => {
    [...list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === active)));
    if (active >= 0 && hits.length) { field.setAttribute('aria-activedescendant', `hit-${active}`); list.children[active].scrollIntoView({ block: 'nearest' }); }
  };
  const choose = (index) => { const hit = hits[index]; if (!hit) return; field.value = hit.label; close(); acts.choose(hit); };
  const show = (text) => {
    fill(list, hits.length ? hits.map((hit, index) => el('li', { role: 'option', id: `hit-${index}`, 'aria-selected': 'false', onpointerdown: (event) => { event.preventDefault(); choose(index); } }, hit.label, el('span.sub', null, hit.detail))) : el('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, t('search.nothing', { text })));
    list.hidden = false;
    active = -1;
    field.setAttribute('aria-expanded', 'true');
    announce(t('search.count', { count: hits.length }));
  };
  const look = async () => {
    request?.abort();
    const text = field.value.trim();
    if (!text) { close(); return; }
    request = new AbortController();
    try {
      hits = await acts.find(text, request.signal);
      show(text);
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      hits = [];
      fill(list, el('li', { role: 'option', 'aria-selected': 'false' }, failure.message));
      list.hidden = false;
    }
  };
  const soon = after(220, look);

  field.addEventListener('input', soon);
  field.addEventListener('blur', () => window.setTimeout(close, 120));
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!hits.length) return;
      active = (active + (event.key === 'ArrowDown' ? 1 : -1) + hits.length) % hits.length;
      mark();
    } else if (event.key === 'Escape') close();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (active >= 0) { choose(active); return; }
    await look();
    if (hits.length === 1) choose(0);
  });
  return { set: (text) => { field.value = text; look(); } };
}
