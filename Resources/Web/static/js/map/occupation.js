/** The occupation tool: a range by drawing, by a selected parcel or by a file, then the analysis of the server. */
import { announce, byId, el, icon } from '../dom.js';
import { problemPanel } from '../problem.js';
import { t } from '../words.js';
import { hectaresText } from './viewer.js';
import { boundsOf } from './identify.js';
import { OccupationResult } from './occupation-result.js';
import { actButton } from './panel.js';

const MOST_BYTES = 64 * 1024 * 1024;

/** Chooses a range, asks the server and shows what lies under it. */
export class Occupation {
  /**
   * @param {{viewer: object, drawing: object, panel: object, classes: object, tree: object, snapshot: () => object, selected: () => object|null, ranged: (shape: object|null, name: string) => void, ended: () => void, dim: (code: string|null) => void}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.asked = null;
    this.#acceptDrops();
  }

  /** Opens the choice of a range. */
  start() {
    // While the person chooses; whatever goes wrong here is told by the analysis itself.
    this.snapshot().prepareOccupation().catch(() => undefined);
    const choice = (mark, title, lead, act) => el('button.choice', { type: 'button', onclick: act }, icon(mark), el('span', null, title, el('span.sub', null, lead)));
    const file = el('input', { type: 'file', id: 'range-file', accept: '.txt,.zip,.geojson,.json', 'aria-describedby': 'range-hint', onchange: (event) => { if (event.target.files[0]) this.analyseFile(event.target.files[0]); } });
    const selected = this.selected();
    this.panel.show({
      owner: 'occupation', title: t('occupation.title'), onClose: this.#closed,
      body: [el('div.pad.choices', null,
        el('p.sub', null, t('occupation.lead')),
        choice('pen', t('occupation.byDrawing'), t('occupation.byDrawingLead'), () => this.#draw()),
        selected ? choice('bounding-box', t('occupation.bySelection'), selected.label, () => this.#analyse({ geometry: selected.geometry }, selected.label)) : null,
        el('div.drop', { 'data-drop': '' }, icon('file-earmark-arrow-up'), el('label', { for: 'range-file' }, t('occupation.byFile')), file, el('span.form-hint', { id: 'range-hint' }, t('occupation.byFileLead'))))],
    });
  }

  /** Analyses a range that came with the address. */
  analyseShape(geometry, name) { return this.#analyse({ geometry }, name ?? t('occupation.sharedRange')); }

  /** Analyses a file of a boundary. */
  analyseFile(file) {
    if (file.size > MOST_BYTES) { this.#fail(new Error(t('occupation.tooLarge'))); return; }
    this.#analyse({ file }, file.name);
  }

  #draw() {
    this.panel.close();
    this.drawing.start({ kind: 'polygon', title: t('occupation.title'), done: (geometry) => this.#analyse({ geometry }, t('occupation.drawnRange')), cancelled: () => this.start() });
  }

  async #analyse(range, name) {
    this.asked?.abort();
    this.asked = new AbortController();
    this.left = false;
    const { signal } = this.asked;
    const waiting = window.setTimeout(() => this.panel.wait('occupation', t('occupation.title'), t('occupation.running'), () => this.asked.abort(), this.#closed), 300);
    try {
      const answer = await this.snapshot().occupation(range, signal);
      window.clearTimeout(waiting);
      this.#show({ ...answer, name });
    } catch (failure) {
      window.clearTimeout(waiting);
      if (failure.name !== 'AbortError') this.#fail(failure); else if (!this.left) this.start();
    }
  }

  #show(answer) {
    const shape = answer.shape?.type === 'Feature' ? answer.shape.geometry : answer.shape;
    this.viewer.draw('draft', null);
    this.viewer.draw('range', shape?.type === 'FeatureCollection' ? shape : { type: 'Feature', properties: {}, geometry: shape });
    const geometries = shape?.type === 'FeatureCollection' ? shape.features.map((one) => one.geometry) : [shape];
    const zoom = (index) => this.viewer.fit(boundsOf(index === null || index === undefined ? shape : geometries[index] ?? shape));
    const result = new OccupationResult(answer, { classes: this.classes, reveal: (role) => this.tree.reveal(role), dim: this.dim, zoom: () => zoom(result.range), select: (index) => zoom(index) });
    this.ranged(geometries.length === 1 ? geometries[0] : merged(geometries), answer.name);
    this.panel.show({
      owner: 'occupation', title: t('occupation.title'), sub: answer.name, onClose: this.#closed,
      acts: [actButton('arrow-counterclockwise', t('occupation.another'), () => this.start()), actButton('download', t('export'), () => save(result.toCSV(), `${t('occupation.title')}_${answer.name.replace(/\.[a-z]+$/i, '')}.csv`))],
      body: [result.node], foot: result.foot(), focus: true,
    });
    zoom(null);
    announce(t('occupation.done', { area: hectaresText(result.sums.area) }));
  }

  #fail(failure) {
    this.panel.show({ owner: 'occupation', title: t('occupation.title'), onClose: this.#closed, body: [el('div.pad.choices', null, problemPanel(failure), el('div', null, el('button.btn', { type: 'button', onclick: () => this.start() }, t('occupation.another'))))] });
  }

  #closed = () => {
    this.left = true;
    this.asked?.abort();
    if (!this.drawing.active) { this.drawing.stop(); this.dim(null); }
    this.ended();
  };

  #acceptDrops() {
    const wrap = byId('mapgrid');
    wrap.addEventListener('dragover', (event) => { if (event.dataTransfer.types.includes('Files')) event.preventDefault(); });
    wrap.addEventListener('drop', (event) => {
      const file = event.dataTransfer.files[0];
      if (!file) return;
      event.preventDefault();
      this.analyseFile(file);
    });
  }
}

function merged(geometries) {
  const coordinates = geometries.flatMap((one) => (one?.type === 'MultiPolygon' ? one.coordinates : one?.type === 'Polygon' ? [one.coordinates] : []));
  return coordinates.length ? { type: 'MultiPolygon', coordinates } : null;
}

function save(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = el('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 10000);
}
