/** One map window on one snapshot: layers shown, opacity, marks drawn on top. */
import { addHatches, buildStyle } from './style.js';
import { hectares } from '../format.js';
import { t } from '../words.js';

const NOTHING = { type: 'FeatureCollection', features: [] };

/** A MapLibre map with the layers of a snapshot and our own drawings above them. */
export class Viewer {
  /**
   * @param {HTMLElement} container
   * @param {object} description Of the snapshot.
   * @param {import('./snapshot.js').Snapshot} snapshot
   * @param {import('./classes.js').Classes} classes
   * @param {{at: object|null, title: string}} options
   */
  constructor(container, description, snapshot, classes, options) {
    this.classes = classes;
    const { style, paints } = buildStyle(description, snapshot.tiles, classes);
    this.paints = paints;
    const place = options.at ? { center: [options.at.lon, options.at.lat], zoom: options.at.zoom } : { bounds: description.bounds, fitBoundsOptions: { padding: roomFor(container) } };
    this.map = new window.maplibregl.Map({
      container, style, ...place, attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0, maxZoom: 20,
      locale: { 'Map.Title': options.title }, refreshExpiredTiles: false, canvasContextAttributes: { preserveDrawingBuffer: false },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.ready = new Promise((resolve) => { this.map.once('style.load', () => { this.#dress(); resolve(); }); });
    this.map.on('styleimagemissing', () => addHatches(this.map, classes));
    this.map.on('error', (event) => { if (event.error?.status && event.error.status !== 404) container.dataset.trouble = event.error.message; });
  }

  /** Puts in the snapshot of another edition, keeping the place. */
  async show(description, snapshot) {
    const { style, paints } = buildStyle(description, snapshot.tiles, this.classes);
    const kept = this.#drawings();
    this.paints = paints;
    await new Promise((resolve) => {
      this.map.once('style.load', resolve);
      this.map.setStyle(style, { diff: false });
    });
    this.#dress();
    for (const [id, data] of kept) this.map.getSource(id)?.setData(data);
  }

  /**
   * Shows layers with their opacity and hides all others.
   * @param {Map<string, number>} shown
   */
  apply(shown) {
    for (const [name, parts] of this.paints) {
      const opacity = shown.get(name);
      for (const part of parts) {
        if (!this.map.getLayer(part.spec.id)) continue;
        this.map.setLayoutProperty(part.spec.id, 'visibility', opacity === undefined ? 'none' : 'visible');
        if (opacity !== undefined && !this.dimmed) this.map.setPaintProperty(part.spec.id, part.property, part.strength * opacity);
      }
    }
  }

  /**
   * Shows only one land class at full strength, or all again.
   * @param {string|null} code
   * @param {Map<string, number>} shown
   */
  dim(code, shown) {
    this.dimmed = code;
    for (const [name, parts] of this.paints) {
      const part = parts.find((one) => one.property === 'fill-opacity' && Array.isArray(one.spec.paint['fill-color']) && one.spec.paint['fill-color'][0] === 'match');
      if (!part || !this.map.getLayer(part.spec.id)) continue;
      const full = part.strength * (shown.get(name) ?? 1);
      this.map.setPaintProperty(part.spec.id, 'fill-opacity', code ? ['case', ['==', ['get', 'c'], code], full, full * 0.12] : full);
    }
  }

  /** Draws shapes on one of the sheets "sel", "range", "draft", "labels". */
  draw(sheet, data) {
    const source = this.map.getSource(sheet);
    if (source) source.setData(data ?? NOTHING);
  }

  /** Moves to bounds [w, s, e, n]. */
  fit(bounds, options = {}) {
    if (!bounds || bounds.some((value) => !Number.isFinite(value))) return;
    this.map.fitBounds([[bounds[0], bounds[1]], [bounds[2], bounds[3]]], { padding: roomFor(this.map.getContainer()), maxZoom: 17, duration: 0, ...options });
  }

  /** The scale as the number below one, for a screen of 96 dots an inch. */
  scale() {
    const metres = (40075016.686 * Math.cos((this.map.getCenter().lat * Math.PI) / 180)) / (512 * 2 ** this.map.getZoom());
    return metres / (0.0254 / 96);
  }

  #drawings() {
    return ['sel', 'range', 'draft', 'labels'].map((id) => [id, this.map.getSource(id)?.serialize().data]).filter(([, data]) => data);
  }

  #dress() {
    const { map } = this;
    addHatches(map, this.classes);
    for (const id of ['range', 'sel', 'draft', 'labels']) if (!map.getSource(id)) map.addSource(id, { type: 'geojson', data: NOTHING });
    const add = (spec) => { if (!map.getLayer(spec.id)) map.addLayer(spec); };
    add({ id: 'range-fill', type: 'fill', source: 'range', paint: { 'fill-color': '#0b66c3', 'fill-opacity': 0.1 } });
    add({ id: 'range-halo', type: 'line', source: 'range', paint: { 'line-color': '#ffffff', 'line-width': 5, 'line-opacity': 0.9 } });
    add({ id: 'range-line', type: 'line', source: 'range', paint: { 'line-color': '#0b66c3', 'line-width': 2.4 } });
    add({ id: 'sel-halo', type: 'line', source: 'sel', paint: { 'line-color': '#ffffff', 'line-width': 6, 'line-opacity': 0.9 } });
    add({ id: 'sel-fill', type: 'fill', source: 'sel', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#1f7ae0', 'fill-opacity': 0.18 } });
    add({ id: 'sel-line', type: 'line', source: 'sel', paint: { 'line-color': '#0b4fa8', 'line-width': 2.6 } });
    add({ id: 'draft-fill', type: 'fill', source: 'draft', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#0b66c3', 'fill-opacity': 0.12 } });
    add({ id: 'draft-line', type: 'line', source: 'draft', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': '#0b66c3', 'line-width': 2, 'line-dasharray': [3, 1.5] } });
    add({ id: 'draft-point', type: 'circle', source: 'draft', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-color': '#fff', 'circle-radius': 4, 'circle-stroke-color': '#0b66c3', 'circle-stroke-width': 2 } });
    add({ id: 'labels-text', type: 'symbol', source: 'labels', minzoom: 9.5, layout: { 'text-field': ['get', 'n'], 'text-size': ['interpolate', ['linear'], ['zoom'], 10, 11, 14, 14], 'text-font': ['Noto Sans CJK SC'], 'text-max-width': 8 }, paint: { 'text-color': '#1b2733', 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 } });
  }
}

/** Room around a fitted range, less on small windows. */
function roomFor(container) {
  const small = container.clientWidth < 500;
  return small ? { top: 112, bottom: 36, left: 16, right: 16 } : { top: 56, bottom: 40, left: 32, right: 56 };
}

/**
 * The text of an area for a panel: hectares with their unit.
 * @param {*} area
 */
export const hectaresText = (area) => `${hectares(area)} ${t('unit.ha')}`;
