/** The legend: the land classes that are on the screen now, and the control lines that are shown. */
import { byId, el, fill } from '../dom.js';
import { pick } from '../words.js';
import { swatch } from './layers.js';

const MOST = 16;
const STEPS = 14;

/**
 * Writes the legend of what the map shows.
 * @param {import('./viewer.js').Viewer} viewer
 * @param {import('./layers.js').LayerTree} tree
 * @param {import('./classes.js').Classes} classes
 */
export function writeLegend(viewer, tree, classes) {
  const landUse = tree.layers.filter((layer) => layer.role === 'DLTB' && tree.shown.has(layer.name)).map((layer) => `${layer.name}-f`).filter((id) => viewer.map.getLayer(id));
  const seen = new Map();
  if (landUse.length) {
    // Points of a grid are enough and quick even where a whole county is on the screen.
    const { clientWidth: width, clientHeight: height } = viewer.map.getCanvas();
    for (let row = 0; row < STEPS; row += 1) {
      for (let column = 0; column < STEPS; column += 1) {
        const [feature] = viewer.map.queryRenderedFeatures([(width * (column + 0.5)) / STEPS, (height * (row + 0.5)) / STEPS], { layers: landUse });
        const entry = feature && classes.entry(feature.properties.c);
        if (entry) seen.set(entry.code, entry);
      }
    }
  }
  const entries = [...seen.values()].sort((one, two) => (one.code < two.code ? -1 : 1)).slice(0, MOST);
  const lines = tree.layers.filter((layer) => tree.shown.has(layer.name) && classes.zones.has(layer.role));
  fill(byId('legend-body'),
    el('div.classes', null,
      entries.map((entry) => el('span', null, el('span.sw', { style: { background: entry.colour } }), el('span', null, pick(entry)))),
      lines.map((layer) => { const mark = swatch(layer, classes); return el('span', null, mark, el('span', null, pick(layer.title))); })));
  byId('legend').hidden = entries.length + lines.length === 0;
}
