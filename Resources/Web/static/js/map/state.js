/** The view in the address: whoever opens the link sees the same snapshot, place, layers, range and table. */

const DIGITS = 6;

/** What one view of the map is. Reads the address once, writes it after every change. */
export class ViewState {
  /** @param {string} search The query part of the address. */
  constructor(search) {
    const given = new URLSearchParams(search);
    this.dataset = given.get('d') ?? given.get('dataset') ?? '';
    this.edition = given.get('e') ?? given.get('edition') ?? '';
    this.query = given.get('q') ?? '';
    this.at = parsePlace(given.get('at'));
    this.layers = parseLayers(given.get('layers'));
    this.selected = parsePair(given.get('sel'));
    this.shape = given.get('shape') ? parseShape(given.get('shape')) : null;
    this.table = given.get('table') ?? '';
    this.filter = given.get('filter') ?? '';
    this.sort = given.get('sort') ?? '';
    this.compare = parseCompare(given.get('cmp'));
  }

  /**
   * The query part of the address of this view.
   * @returns {string}
   */
  toString() {
    const out = new URLSearchParams();
    const put = (key, value) => { if (value) out.set(key, value); };
    put('d', this.dataset);
    put('e', this.edition);
    if (this.at) put('at', `${this.at.lon.toFixed(DIGITS)},${this.at.lat.toFixed(DIGITS)},${this.at.zoom.toFixed(2)}`);
    if (this.layers) put('layers', [...this.layers].map(([name, opacity]) => (opacity === 1 ? name : `${name}*${opacity}`)).join(',') || '-');
    if (this.selected) put('sel', `${this.selected.layer}/${this.selected.id}`);
    if (this.shape) put('shape', formatShape(this.shape));
    put('table', this.table);
    put('filter', this.filter);
    put('sort', this.sort);
    if (this.compare) put('cmp', [this.compare.dataset, this.compare.edition, this.compare.mode, Math.round(this.compare.position)].join(','));
    return '?' + out.toString();
  }

  /** Writes the view into the address without a new step of the history. */
  write() {
    window.history.replaceState(null, '', window.location.pathname + this.toString());
  }
}

function parsePlace(text) {
  const [lon, lat, zoom] = (text ?? '').split(',').map(Number);
  return Number.isFinite(lon) && Number.isFinite(lat) && Number.isFinite(zoom) ? { lon, lat, zoom } : null;
}

function parseLayers(text) {
  if (!text) return null;
  const shown = new Map();
  for (const part of text.split(',')) {
    const [name, opacity] = part.split('*');
    if (name !== '-') shown.set(name, opacity === undefined ? 1 : Math.min(1, Math.max(0, Number(opacity) || 0)));
  }
  return shown;
}

function parsePair(text) {
  const match = /^(.+)\/(\d+)$/.exec(text ?? '');
  return match ? { layer: match[1], id: Number(match[2]) } : null;
}

function parseCompare(text) {
  const [dataset, edition, mode, position] = (text ?? '').split(',');
  if (!dataset || !edition) return null;
  return { dataset, edition, mode: mode === 'side' ? 'side' : 'swipe', position: Math.min(100, Math.max(0, Number(position) || 50)) };
}

/** Rings as "lon lat lon lat;…", the last point left out; polygons are parted by a bar. */
function formatShape(geometry) {
  const polygons = geometry.type === 'MultiPolygon' ? geometry.coordinates : [geometry.coordinates];
  return polygons.map((rings) => rings.map((ring) => ring.slice(0, -1).map(([x, y]) => `${x.toFixed(DIGITS)} ${y.toFixed(DIGITS)}`).join(' ')).join(';')).join('|');
}

function parseShape(text) {
  const polygons = text.split('|').map((polygon) => polygon.split(';').map((ring) => {
    const numbers = ring.trim().split(/\s+/).map(Number);
    if (numbers.length < 6 || numbers.length % 2 || !numbers.every(Number.isFinite)) return null;
    const points = [];
    for (let index = 0; index < numbers.length; index += 2) points.push([numbers[index], numbers[index + 1]]);
    return [...points, points[0]];
  }));
  if (!polygons.length || polygons.some((rings) => rings.some((ring) => ring === null))) return null;
  return polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0] } : { type: 'MultiPolygon', coordinates: polygons };
}
