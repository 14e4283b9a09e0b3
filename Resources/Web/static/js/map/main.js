/** The map page: reads its data and address, and joins the parts. */
import { byId, el, fill, icon, readData } from '../dom.js';
import { problemPanel } from '../problem.js';
import { t } from '../words.js';
import { Classes } from './classes.js';
import { MapPage } from './map-page.js';

const data = readData('page-data');

async function start() {
  if (!window.maplibregl) throw new Error(t('map.libraryMissing'));
  const page = new MapPage(data, await Classes.load());
  await page.open();
}

start().catch((failure) => {
  const wait = byId('mapwait');
  wait.hidden = true;
  const webgl = /webgl/i.test(failure.message ?? '');
  fill(byId('map'), el('div.pad', { style: { maxWidth: '560px', margin: '80px auto' } }, webgl ? el('div.flash.note', null, icon('exclamation-triangle'), ' ', t('map.noWebGL')) : problemPanel(failure)));
});
