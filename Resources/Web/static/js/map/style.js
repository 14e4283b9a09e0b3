/** The map style of a snapshot: fills by land class, control lines by line and hatch, never by fill alone. */

const SOURCE = 'snapshot';

/** Roles below all others; what is not named here follows in the order of the snapshot. */
const ORDER = ['DLTB', 'PDT', 'CZCDYD', 'GDDB', 'GNFQ', 'OTHER', 'GDBHMB', 'YJJBNTBHTB', 'HHGLFW', 'ZZDK', 'STBHHX', 'STBHHXTZ', 'CZKFBJ', 'CZKFBJTZ', 'CJDCQ', 'XZQ', 'ZDQY', 'ZZQY'];

/** Layers shown when the address does not say. */
const SHOWN = new Set(['DLTB', 'YJJBNTBHTB', 'STBHHX', 'CZKFBJ', 'CJDCQ', 'ZZQY']);

/** The groups of the layer tree, in order. */
export const GROUPS = ['survey', 'control', 'plan', 'other'];

/**
 * The group a layer is listed in.
 * @param {{role: string}} layer
 * @param {import('./classes.js').Classes} classes
 */
export function groupOf(layer, classes) {
  const zone = classes.zones.get(layer.role);
  if (zone) return zone.group;
  if (['DLTB', 'PDT', 'CZCDYD', 'GDDB'].includes(layer.role)) return 'survey';
  if (/^(GNFQ|YJJBNTHS|GSMM|YSZB|LSWHBH|JZLPTT|SHANTI|HUPO)$/.test(layer.role)) return 'control';
  return /^(ZZ|ZD|QS|JZD)/.test(layer.role) ? 'plan' : 'other';
}

/** Whether a layer is shown at first. */
export const shownAtFirst = (layer) => SHOWN.has(layer.role);

const rank = (layer) => { const place = ORDER.indexOf(layer.role); return place < 0 ? ORDER.indexOf('OTHER') : place; };

/**
 * Layers from the lowest to the highest.
 * @param {Array} layers
 */
export const drawingOrder = (layers) => [...layers].sort((one, two) => rank(one) - rank(two));

/** Opacity of each paint property at full strength; the slider multiplies it. */
const STRENGTH = { fill: { fill: 0.85, hatch: 0.42, soft: 0.3 }, line: 1 };

/**
 * The style layers of one snapshot layer, with the property and strength the opacity slider moves.
 * @returns {Array<{spec: object, property: string, strength: number}>}
 */
function paintOf(layer, classes) {
  const at = (kind, suffix, paint, property, strength, extra) => ({
    spec: { id: `${layer.name}${suffix}`, type: kind, source: SOURCE, 'source-layer': layer.name, paint: { ...paint, [property]: strength }, ...extra }, property, strength,
  });
  if (layer.kind && /point/i.test(layer.kind)) return [at('circle', '-p', { 'circle-color': '#0b66c3', 'circle-radius': 4, 'circle-stroke-color': '#fff', 'circle-stroke-width': 1 }, 'circle-opacity', 1)];
  if (layer.role === 'DLTB' || layer.role === 'CZCDYD') {
    return [
      at('fill', '-f', { 'fill-color': classes.expression(), 'fill-antialias': true }, 'fill-opacity', STRENGTH.fill.fill),
      at('line', '-l', { 'line-color': '#6f7a6a', 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 0.15, 14, 0.5, 17, 1] }, 'line-opacity', 0.55, { minzoom: 11 }),
    ];
  }
  if (layer.role === 'PDT') {
    const pairs = classes.table.slope.flatMap((step) => [step.value, step.colour]);
    return [at('fill', '-f', { 'fill-color': ['match', ['to-string', ['coalesce', ['get', 'c'], ['get', 'n'], '']], ...pairs, '#e8e3d8'] }, 'fill-opacity', 0.7), at('line', '-l', { 'line-color': '#a08f6d', 'line-width': 0.5 }, 'line-opacity', 0.6)];
  }
  const zone = classes.zones.get(layer.role);
  const look = zone ?? { ...classes.table.other, dash: null, hatch: null };
  const line = { 'line-color': look.line, 'line-width': layer.count > 200 ? ['interpolate', ['linear'], ['zoom'], 10, 0.2, 13, 0.6, 15, look.width] : look.width };
  if (look.dash) line['line-dasharray'] = look.dash;
  const lines = at('line', '-l', line, 'line-opacity', STRENGTH.line);
  if (layer.kind && /line/i.test(layer.kind)) return [lines];
  if (look.hatch) return [at('fill', '-f', { 'fill-pattern': `hatch-${layer.role}` }, 'fill-opacity', STRENGTH.fill.hatch), lines];
  if (layer.role === 'ZZDK' || !zone) return [at('fill', '-f', { 'fill-color': zone ? look.line : look.fill }, 'fill-opacity', STRENGTH.fill.soft), lines];
  return [lines];
}

/**
 * The whole style of a snapshot.
 * @param {object} description Of the snapshot.
 * @param {string} tiles Address pattern.
 * @param {import('./classes.js').Classes} classes
 * @returns {{style: object, paints: Map<string, Array>}} And for each layer what its opacity moves.
 */
export function buildStyle(description, tiles, classes) {
  const paints = new Map(drawingOrder(description.layers).map((layer) => [layer.name, paintOf(layer, classes)]));
  const style = {
    version: 8,
    sources: { [SOURCE]: { type: 'vector', tiles: [tiles], minzoom: 6, maxzoom: 16, bounds: description.bounds } },
    layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#f1f2ee' } }, ...[...paints.values()].flat().map((paint) => paint.spec)],
  };
  return { style, paints };
}

/**
 * Adds the hatches the style names.
 * @param {object} map
 * @param {import('./classes.js').Classes} classes
 */
export function addHatches(map, classes) {
  for (const zone of classes.table.zones) {
    if (!zone.hatch || map.hasImage(`hatch-${zone.role}`)) continue;
    const side = zone.step * 2;
    const canvas = document.createElement('canvas');
    canvas.width = side;
    canvas.height = side;
    const pen = canvas.getContext('2d');
    pen.strokeStyle = zone.hatch;
    pen.lineWidth = 2;
    for (let start = -side; start < side * 2; start += zone.step) {
      pen.beginPath();
      pen.moveTo(start, side);
      pen.lineTo(start + side, 0);
      pen.stroke();
    }
    map.addImage(`hatch-${zone.role}`, pen.getImageData(0, 0, side, side), { pixelRatio: 2 });
  }
}
