/** The slider over the editions of a dataset: each stop is a snapshot. */
import { after, byId, el, fill } from '../dom.js';
import { day } from '../format.js';
import { pick, t } from '../words.js';

/**
 * What a person calls an edition.
 * @param {{number: number, title?: *, time?: number}} edition
 */
export const editionLabel = (edition) => pick(edition.title) || t('edition.numbered', { number: edition.number }) + (edition.time ? ` ${day(edition.time)}` : '');

/**
 * Shows the slider when there is more than one edition.
 * @param {Array} editions Of one dataset.
 * @param {string} current Number of the edition shown.
 * @param {(number: string) => void} choose
 */
export function showTimeline(editions, current, choose) {
  const box = byId('timeslider');
  const stops = [...editions].sort((one, two) => one.number - two.number);
  box.hidden = stops.length < 2;
  if (box.hidden) { fill(box); return; }
  const at = Math.max(0, stops.findIndex((one) => String(one.number) === String(current)));
  const label = el('b', null, editionLabel(stops[at]));
  const go = after(250, (index) => choose(String(stops[index].number)));
  const slider = el('input', { type: 'range', min: 0, max: stops.length - 1, step: 1, value: at, 'aria-label': t('edition.slider'), 'aria-valuetext': editionLabel(stops[at]), oninput: (event) => { const stop = stops[Number(event.target.value)]; label.textContent = editionLabel(stop); event.target.setAttribute('aria-valuetext', editionLabel(stop)); go(Number(event.target.value)); } });
  fill(box, el('div.ends', null, el('span', null, t('edition.slider')), label), slider);
}
