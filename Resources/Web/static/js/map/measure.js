/** Measuring: the server gives legal area and length of what is drawn. */
import { after, announce, el } from '../dom.js';
import { hectares, length, mu, squareMetres } from '../format.js';
import { problemPanel } from '../problem.js';
import { pick, t } from '../words.js';

/** The measure tool: draws, asks, shows. */
export class Measure {
  /** @param {{viewer: object, drawing: import('./draw.js').Drawing, panel: import('./panel.js').ResultPanel, snapshot: () => object, ended: () => void}} parts */
  constructor(parts) {
    Object.assign(this, parts);
    this.kind = 'polygon';
    this.asked = null;
    this.ask = after(200, (geometry) => this.#ask(geometry, false));
  }

  /** Starts with the kind used last. */
  start() {
    this.#show(null);
    this.#draw();
  }

  /** Ends the tool. */
  stop() {
    this.asked?.abort();
    this.drawing.stop();
    this.viewer.draw('draft', null);
  }

  #draw() {
    this.drawing.start({
      kind: this.kind, title: t(`measure.${this.kind}`),
      changed: (geometry) => { if (geometry) this.ask(geometry); },
      done: (geometry) => { this.viewer.draw('draft', { type: 'Feature', properties: {}, geometry }); this.#ask(geometry, true); },
      cancelled: () => { this.panel.close(); },
    });
  }

  async #ask(geometry, last) {
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const result = await this.snapshot().measure(geometry, this.asked.signal);
      this.#show(result);
      if (last) announce(this.kind === 'line' ? `${length(result.length_m).value} ${t(`unit.${length(result.length_m).unit}`)}` : `${squareMetres(result.area_m2)} ${t('unit.m2')}`);
    } catch (failure) {
      if (failure.name !== 'AbortError') this.panel.show({ owner: 'measure', title: t('measure.title'), body: [el('div.pad', null, problemPanel(failure))], onClose: this.#onClose });
    }
  }

  #onClose = () => { this.stop(); this.ended(); };

  #show(result) {
    const kinds = el('div.segments', { role: 'group', 'aria-label': t('measure.kind') }, ['polygon', 'line'].map((kind) => el('button', { type: 'button', 'aria-pressed': String(kind === this.kind), onclick: () => { this.kind = kind; this.start(); } }, t(`measure.${kind}`))));
    const run = result ? length(result.length_m) : null;
    const rows = result ? [
      this.kind === 'polygon' ? [el('dt', null, t('measure.mu')), el('dd.num', null, `${mu(result.area_m2)} ${t('unit.mu')}`), el('dt', null, t('measure.ha')), el('dd.num', null, `${hectares(result.area_m2)} ${t('unit.ha')}`), el('dt', null, t('measure.perimeter')), el('dd.num', null, `${run.value} ${t(`unit.${run.unit}`)}`)] : null,
      el('dt', null, t('measure.points')), el('dd.num', null, String(result.vertices ?? '')),
      el('dt', null, t('measure.metric')), el('dd', null, pick(result.metric)),
    ] : [];
    const big = result ? (this.kind === 'polygon' ? el('div.big.num', null, squareMetres(result.area_m2), el('small.sub', null, ` ${t('unit.m2')}`)) : el('div.big.num', null, run.value, el('small.sub', null, ` ${t(`unit.${run.unit}`)}`))) : el('p.sub', null, t('measure.hint'));
    this.panel.show({
      owner: 'measure', title: t('measure.title'), body: [el('div.measured', null, kinds, big, el('dl.kv', null, rows), el('div', null, el('button.btn.btn-sm', { type: 'button', onclick: () => this.start() }, t('measure.again'))))], onClose: this.#onClose,
    });
  }
}
