/** Two snapshots at once: a swipe or side by side, both maps always at the same place. */
import { byId, el, fill } from '../dom.js';
import { t } from '../words.js';
import { drawNames } from './names.js';
import { Viewer } from './viewer.js';

/** The compare tool. */
export class Compare {
  /**
   * @param {{viewer: Viewer, classes: object, open: (dataset: string, edition: string) => Promise<{snapshot: object, description: object}>, editions: Array, shown: () => Map, changed: (compare: object|null) => void}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.wrap = byId('mapwrap');
    this.pane = byId('map-after');
    this.swipe = byId('swipe');
    this.bar = byId('comparebar');
    this.view = null;
    this.#listen();
  }

  /** Whether two maps are shown. */
  get active() { return this.view !== null; }

  /**
   * Opens the second map.
   * @param {{dataset: string, edition: string, mode: "swipe"|"side", position: number}} wanted
   * @param {{dataset: string, edition: string}} first What the first map shows, for the label.
   */
  async start(wanted, first) {
    this.stop();
    this.view = { ...wanted };
    this.first = first;
    const { snapshot, description } = await this.open(wanted.dataset, wanted.edition);
    if (!this.view) return;
    this.pane.hidden = false;
    this.#arrange();
    const { map } = this.viewer;
    const centre = map.getCenter();
    this.second = new Viewer(this.pane, description, snapshot, this.classes, { at: { lon: centre.lng, lat: centre.lat, zoom: map.getZoom() }, title: t('compare.second') });
    this.follow = () => this.#align(this.viewer, this.second);
    this.lead = () => this.#align(this.second, this.viewer);
    map.on('move', this.follow);
    this.second.map.on('move', this.lead);
    await this.second.ready;
    this.second.apply(this.shown());
    drawNames(this.second, description, snapshot);
    this.changed(this.view);
  }

  /** Closes the second map. */
  stop() {
    if (this.follow) this.viewer.map.off('move', this.follow);
    this.second?.map.remove();
    this.second = null;
    this.follow = null;
    this.view = null;
    this.pane.hidden = true;
    this.swipe.hidden = true;
    this.bar.hidden = true;
    this.wrap.classList.remove('side');
    this.viewer.map.resize();
    this.changed(null);
  }

  /** Shows the same layers as the first map. */
  apply(shown) { this.second?.apply(shown); }

  #align(from, to) {
    if (this.aligning || !to) return;
    this.aligning = true;
    to.map.jumpTo({ center: from.map.getCenter(), zoom: from.map.getZoom() });
    this.aligning = false;
  }

  #arrange() {
    const side = this.view.mode === 'side';
    this.wrap.classList.toggle('side', side);
    this.swipe.hidden = side;
    this.pane.style.clipPath = side ? '' : `inset(0 0 0 ${this.view.position}%)`;
    this.swipe.style.left = `${this.view.position}%`;
    this.swipe.setAttribute('aria-valuenow', String(Math.round(this.view.position)));
    this.viewer.map.resize();
    this.second?.map.resize();
    this.#buttons();
  }

  #buttons() {
    const key = `${this.view.dataset}/${this.view.edition}`;
    const select = el('select.form-select', { 'aria-label': t('compare.with'), onchange: (event) => { const [dataset, edition] = event.target.value.split('/'); this.start({ ...this.view, dataset, edition }, this.first); } },
      this.editions.map((one) => el('option', { value: `${one.dataset}/${one.edition}`, selected: `${one.dataset}/${one.edition}` === key }, one.label)));
    this.bar.hidden = false;
    fill(this.bar, el('span', null, t('compare.left', { name: this.first.label })), el('span', null, t('compare.right')), select,
      el('div.segments', { role: 'group', 'aria-label': t('compare.mode') }, ['swipe', 'side'].map((mode) => el('button', { type: 'button', 'aria-pressed': String(mode === this.view.mode), onclick: () => { this.view.mode = mode; this.#arrange(); this.changed(this.view); } }, t(`compare.${mode}`)))),
      el('button.btn.btn-sm', { type: 'button', onclick: () => this.stop() }, t('compare.end')));
  }

  #move(position) {
    this.view.position = Math.min(98, Math.max(2, position));
    this.pane.style.clipPath = `inset(0 0 0 ${this.view.position}%)`;
    this.swipe.style.left = `${this.view.position}%`;
    this.swipe.setAttribute('aria-valuenow', String(Math.round(this.view.position)));
  }

  #listen() {
    this.swipe.addEventListener('pointerdown', (event) => { event.preventDefault(); this.swipe.setPointerCapture(event.pointerId); this.swipe.focus(); });
    this.swipe.addEventListener('pointermove', (event) => {
      if (!this.swipe.hasPointerCapture(event.pointerId)) return;
      const box = this.wrap.getBoundingClientRect();
      this.#move(((event.clientX - box.left) / box.width) * 100);
    });
    this.swipe.addEventListener('pointerup', () => this.changed(this.view));
    this.swipe.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -2, ArrowRight: 2, PageUp: 10, PageDown: -10 }[event.key];
      if (event.key === 'Home') this.#move(2); else if (event.key === 'End') this.#move(98); else if (step) this.#move(this.view.position + step); else return;
      event.preventDefault();
      this.changed(this.view);
    });
  }
}
