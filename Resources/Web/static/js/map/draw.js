/** Drawing a line or a polygon on the map by pointer or keyboard. Gives geometry only; it measures nothing. */
import { byId, el, fill, icon } from '../dom.js';
import { t } from '../words.js';

/** One drawing at a time. */
export class Drawing {
  /** @param {import('./viewer.js').Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    this.points = [];
    this.kind = null;
    this.bar = byId('drawbar');
  }

  /** Whether a drawing goes on. */
  get active() { return this.kind !== null; }

  /**
   * Starts a drawing.
   * @param {{kind: "line"|"polygon", title: string, changed?: (geometry: object|null) => void, done: (geometry: object) => void, cancelled?: () => void}} wanted
   */
  start(wanted) {
    this.stop();
    this.kind = wanted.kind;
    this.wanted = wanted;
    this.points = [];
    this.pointer = null;
    const { map } = this.viewer;
    map.getCanvas().style.cursor = 'crosshair';
    map.doubleClickZoom.disable();
    this.listeners = {
      click: (event) => this.#add(event.lngLat),
      dblclick: (event) => { event.preventDefault(); this.finish(); },
      mousemove: (event) => { this.pointer = [event.lngLat.lng, event.lngLat.lat]; this.#paint(); },
    };
    for (const [name, listener] of Object.entries(this.listeners)) map.on(name, listener);
    this.keys = (event) => this.#key(event);
    map.getContainer().addEventListener('keydown', this.keys, true);
    this.mark = el('span.crosshair', { hidden: true }, icon('plus-lg'));
    byId('mapwrap').append(this.mark);
    this.#buttons();
    map.getCanvas().focus({ preventScroll: true });
  }

  /** Ends the drawing and gives its geometry away. */
  finish() {
    const geometry = this.geometry(false);
    if (!geometry) return;
    const { done } = this.wanted;
    this.stop(true);
    done(geometry);
  }

  /** Ends the drawing and forgets it. */
  cancel() {
    const cancelled = this.wanted?.cancelled;
    this.stop();
    cancelled?.();
  }

  /** Takes listeners and sketch away. */
  stop(keepSketch = false) {
    if (!this.active) { if (!keepSketch) this.viewer.draw('draft', null); return; }
    const { map } = this.viewer;
    for (const [name, listener] of Object.entries(this.listeners)) map.off(name, listener);
    map.getContainer().removeEventListener('keydown', this.keys, true);
    map.getCanvas().style.cursor = '';
    window.setTimeout(() => map.doubleClickZoom.enable(), 300);
    this.mark.remove();
    this.kind = null;
    this.bar.hidden = true;
    if (!keepSketch) this.viewer.draw('draft', null);
  }

  /** The geometry so far, or null while it has too few points. */
  geometry(withPointer) {
    const points = withPointer && this.pointer ? [...this.points, this.pointer] : this.points;
    if (this.kind === 'line') return points.length < 2 ? null : { type: 'LineString', coordinates: points };
    return points.length < 3 ? null : { type: 'Polygon', coordinates: [[...points, points[0]]] };
  }

  #add(place) {
    const last = this.points.at(-1);
    const point = [place.lng, place.lat];
    if (last) {
      const [one, two] = [this.viewer.map.project(last), this.viewer.map.project(point)];
      if (Math.hypot(one.x - two.x, one.y - two.y) < 3) return;
    }
    this.points.push(point);
    this.#paint();
    this.#buttons();
    this.wanted.changed?.(this.geometry(false));
  }

  #undo() {
    this.points.pop();
    this.#paint();
    this.#buttons();
    this.wanted.changed?.(this.geometry(false));
  }

  #key(event) {
    if (event.key === 'Escape') { event.stopPropagation(); this.cancel(); } else if (event.key === 'Backspace') { event.preventDefault(); this.#undo(); } else if (event.key === 'Enter') {
      event.preventDefault();
      if (event.shiftKey) this.finish(); else { this.mark.hidden = false; this.#add(this.viewer.map.getCenter()); }
    }
  }

  #paint() {
    const features = this.points.map((coordinates) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates } }));
    const shape = this.geometry(true) ?? (this.points.length && this.pointer ? { type: 'LineString', coordinates: [...this.points, this.pointer] } : null);
    if (shape) features.push({ type: 'Feature', properties: {}, geometry: shape });
    this.viewer.draw('draft', { type: 'FeatureCollection', features });
  }

  #buttons() {
    this.bar.hidden = false;
    fill(this.bar, el('b', null, this.wanted.title), el('span.sub', null, t(this.points.length ? 'draw.more' : 'draw.first', { count: this.points.length })),
      el('button.btn.btn-sm', { type: 'button', disabled: !this.points.length, onclick: () => this.#undo() }, t('draw.undo')),
      el('button.btn.btn-sm.btn-primary', { type: 'button', disabled: !this.geometry(false), onclick: () => this.finish() }, t('draw.finish')),
      el('button.btn.btn-sm', { type: 'button', onclick: () => this.cancel() }, t('cancel')));
  }
}
