/** The one map as a whole: which snapshot, which tools, and the address that says it all. */
import { after, announce, byId, el, fill, icon } from '../dom.js';
import { shortDigest } from '../format.js';
import { problemPanel } from '../problem.js';
import { pick, t } from '../words.js';
import { AttributeTable } from './attributes.js';
import { Compare } from './compare.js';
import { Drawing } from './draw.js';
import { boundsOf, identifyBody } from './identify.js';
import { LayerTree } from './layers.js';
import { writeLegend } from './legend.js';
import { Measure } from './measure.js';
import { Occupation } from './occupation.js';
import { drawNames } from './names.js';
import { ResultPanel } from './panel.js';
import { openPrint } from './print.js';
import { startSearch } from './search.js';
import { openShare } from './share.js';
import { Snapshot } from './snapshot.js';
import { ViewState } from './state.js';
import { editionLabel, showTimeline } from './timeline.js';
import { Viewer } from './viewer.js';

/** A scale to three figures, as people say it. */
function rounded(scale) {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(scale)) - 2);
  return Math.round(scale / step) * step;
}

/** The map page. */
export class MapPage {
  /**
   * @param {object} data The page data of the server.
   * @param {import('./classes.js').Classes} classes
   */
  constructor(data, classes) {
    this.data = data;
    this.classes = classes;
    this.state = new ViewState(window.location.search);
    const named = data.datasets.some((one) => one.id === this.state.dataset);
    if (!named) { this.state.dataset = data.dataset; this.state.edition = String(data.edition); }
    if (!this.state.edition || this.state.edition === 'latest') this.state.edition = String(this.dataset.editions.at(-1)?.number ?? data.edition);
    this.ranges = [];
  }

  /** The dataset shown. */
  get dataset() { return this.data.datasets.find((one) => one.id === this.state.dataset); }

  /** Reads the snapshot and starts every tool. */
  async open() {
    const wait = byId('mapwait');
    wait.textContent = t('map.reading');
    wait.hidden = false;
    await this.#read();
    this.tree = new LayerTree(this.classes, { changed: () => this.#layersChanged(), zoom: (layer) => this.viewer.fit(layer.bounds), table: (layer) => this.table.open(layer.name), forget: () => this.#forgetRange() });
    this.tree.take(this.description.layers, this.state.layers);
    this.viewer = new Viewer(byId('map'), this.description, this.snapshot, this.classes, { at: this.state.at, title: t('map.canvas') });
    this.#startTools();
    this.#fillChoices();
    this.#watchMap();
    await this.viewer.ready;
    this.viewer.apply(this.tree.shown);
    wait.hidden = true;
    this.#showReading(wait);
    byId('map').dataset.ready = 'yes';
    drawNames(this.viewer, this.description, this.snapshot);
    await this.#resume();
  }

  /** Says that tiles are being read when it takes a moment. */
  #showReading(wait) {
    const { map } = this.viewer;
    let timer = 0;
    wait.textContent = t('map.readingTiles');
    map.on('dataloading', () => { if (!timer) timer = window.setTimeout(() => { wait.hidden = map.areTilesLoaded(); }, 600); });
    map.on('idle', () => { window.clearTimeout(timer); timer = 0; wait.hidden = true; });
  }

  async #read() {
    this.snapshot = new Snapshot(this.data.api, this.state.dataset, this.state.edition);
    this.description = await this.snapshot.describe();
    const proof = byId('source-proof');
    proof.hidden = !this.description.digest;
    fill(proof, icon('database-check'), t('map.digest'), ' ', el('span.mono', null, shortDigest(this.description.digest)));
    byId('map-source').textContent = `${this.dataset?.name ?? this.state.dataset} · ${this.#editionName()}`;
  }

  #editionName() {
    const edition = this.dataset?.editions.find((one) => String(one.number) === this.state.edition);
    return edition ? editionLabel(edition) : this.state.edition;
  }

  #startTools() {
    this.panel = new ResultPanel(() => { this.viewer.map.resize(); this.compare?.second?.map.resize(); });
    this.drawing = new Drawing(this.viewer);
    const ended = () => this.#press('identify');
    const snapshot = () => this.snapshot;
    this.measure = new Measure({ viewer: this.viewer, drawing: this.drawing, panel: this.panel, snapshot, ended });
    this.occupation = new Occupation({ viewer: this.viewer, drawing: this.drawing, panel: this.panel, classes: this.classes, tree: this.tree, snapshot, selected: () => this.selection, ranged: (shape, name) => this.#ranged(shape, name), ended, dim: (code) => this.viewer.dim(code, this.tree.shown) });
    this.table = new AttributeTable({ state: this.state, snapshot, layers: () => this.description.layers, classes: this.classes, select: (layer, id, bounds) => this.#select(layer, id, { bounds }), toggled: (open) => { this.#toggle('table', open); this.viewer.map.resize(); this.state.write(); } });
    this.compare = new Compare({ viewer: this.viewer, classes: this.classes, open: (dataset, edition) => this.#other(dataset, edition), editions: this.#everyEdition(), shown: () => this.tree.shown, changed: (view) => { this.state.compare = view; this.#toggle('compare', view !== null); this.state.write(); } });
    this.search = startSearch({ find: async (text, signal) => (await this.snapshot.search(text, 12, signal)).items, choose: (hit) => this.#select(hit.layer, hit.id, { bounds: hit.bounds, panel: true }) });
    byId('tools').addEventListener('click', (event) => { const button = event.target.closest('button[data-tool]'); if (button) this.#tool(button.dataset.tool); });
    byId('tools').addEventListener('keydown', (event) => this.#moveInTools(event));
    document.querySelector('.zooms').addEventListener('click', (event) => { const way = event.target.closest('button')?.dataset.zoom; if (way === 'in') this.viewer.map.zoomIn(); else if (way === 'out') this.viewer.map.zoomOut(); else if (way === 'all') this.viewer.fit(this.description.bounds); });
    byId('layers-close').addEventListener('click', () => byId('layers').classList.remove('open'));
  }

  #tool(name) {
    if (name === 'layers') { byId('layers').classList.toggle('open'); byId('layers').querySelector('button')?.focus(); return; }
    if (name === 'share') { openShare(window.location.origin + window.location.pathname + this.state.toString()); return; }
    if (name === 'print') { this.#print(); return; }
    if (name === 'table') { if (this.table.isOpen) this.table.close(); else this.table.open(); return; }
    if (name === 'compare') { if (this.compare.active) this.compare.stop(); else this.#startCompare(); return; }
    const again = document.querySelector(`#tools [data-tool="${name}"]`).getAttribute('aria-pressed') === 'true' && name !== 'identify';
    this.drawing.stop();
    this.measure.stop();
    this.panel.close();
    this.#press(again ? 'identify' : name);
    if (again) return;
    if (name === 'measure') this.measure.start();
    if (name === 'occupation') this.occupation.start();
  }

  #press(name) {
    this.mode = name;
    for (const tool of ['identify', 'measure', 'occupation']) this.#toggle(tool, tool === name);
  }

  #toggle(tool, on) { document.querySelector(`#tools [data-tool="${tool}"]`)?.setAttribute('aria-pressed', String(on)); }

  #moveInTools(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = [...byId('tools').querySelectorAll('button')].filter((button) => button.offsetParent);
    const at = buttons.indexOf(document.activeElement);
    if (at >= 0) { event.preventDefault(); buttons[(at + step + buttons.length) % buttons.length].focus(); }
  }

  #watchMap() {
    const { map } = this.viewer;
    this.mode = 'identify';
    const place = (lngLat) => { byId('map-xy').textContent = `L ${lngLat.lng.toFixed(6)}°  B ${lngLat.lat.toFixed(6)}°`; };
    const moved = after(200, () => {
      const centre = map.getCenter();
      this.state.at = { lon: centre.lng, lat: centre.lat, zoom: map.getZoom() };
      this.state.write();
    });
    const scale = () => { byId('map-scale').textContent = `1:${rounded(this.viewer.scale())}`; };
    map.on('mousemove', (event) => place(event.lngLat));
    map.on('move', scale);
    map.on('moveend', () => { place(map.getCenter()); moved(); });
    map.on('idle', () => writeLegend(this.viewer, this.tree, this.classes));
    map.on('click', (event) => { if (this.mode === 'identify' && !this.drawing.active) this.#identify(event.lngLat); });
    map.getContainer().addEventListener('keydown', (event) => { if (event.key === 'Enter' && this.mode === 'identify' && !this.drawing.active) this.#identify(map.getCenter()); });
    place(map.getCenter());
    scale();
  }

  async #identify(place) {
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const { items } = await this.snapshot.identify(place.lng, place.lat, this.asked.signal);
      const shown = items.filter((item) => this.tree.shown.has(item.layer));
      const found = shown.length ? shown : items;
      if (found.length) this.#mark(found[0]); else this.#unselect();
      this.panel.show({ owner: 'identify', title: t('identify.title'), sub: `${place.lng.toFixed(6)}, ${place.lat.toFixed(6)}`, body: identifyBody(found, this.description.layers, this.classes, { select: (item) => { this.#mark(item); this.viewer.fit(boundsOf(item.geometry)); }, table: (item) => { this.#mark(item); this.table.open(item.layer); } }), onClose: this.#closedIdentify });
      announce(t('identify.count', { count: found.length }));
    } catch (failure) {
      if (failure.name !== 'AbortError') this.panel.show({ owner: 'identify', title: t('identify.title'), body: [el('div.pad', null, problemPanel(failure))], onClose: this.#closedIdentify });
    }
  }

  #closedIdentify = () => this.#unselect();

  #mark(item) {
    this.selection = item.geometry ? { geometry: item.geometry, label: `${this.#layerTitle(item.layer)} #${item.id}` } : null;
    this.state.selected = { layer: item.layer, id: item.id };
    this.viewer.draw('sel', item.geometry ? { type: 'Feature', properties: {}, geometry: item.geometry } : null);
    this.state.write();
  }

  #layerTitle(name) { return pick(this.description.layers.find((one) => one.name === name)?.title) || name; }

  #unselect() {
    this.selection = null;
    this.state.selected = null;
    this.viewer.draw('sel', null);
    this.state.write();
  }

  /** Marks a feature, and if asked shows it in the panel; the map moves to it unless it is to stay. */
  async #select(layer, id, { bounds = null, panel = false, stay = false } = {}) {
    if (bounds && !stay) this.viewer.fit(bounds);
    if (!this.tree.shown.has(layer)) { this.tree.shown.set(layer, 1); this.tree.render(); this.#layersChanged(); }
    try {
      const feature = await this.snapshot.feature(layer, id);
      const known = this.description.layers.find((one) => one.name === layer);
      const item = { layer, id, title: known?.title, geometry: feature.geometry, properties: feature.properties, area_m2: feature.area_m2 ?? feature.properties?.TBMJ ?? null };
      const zoom = () => this.viewer.fit(boundsOf(feature.geometry));
      this.#mark(item);
      if (!bounds && !stay) zoom();
      if (panel) this.panel.show({ owner: 'identify', title: t('identify.title'), sub: `${pick(known?.title) || layer} #${id}`, body: identifyBody([item], this.description.layers, this.classes, { select: zoom, table: () => this.table.open(layer) }), onClose: this.#closedIdentify });
    } catch (failure) {
      this.panel.show({ owner: 'identify', title: t('identify.title'), body: [el('div.pad', null, problemPanel(failure))] });
    }
  }

  #layersChanged() {
    this.state.layers = new Map(this.tree.shown);
    this.viewer.apply(this.tree.shown);
    this.compare?.apply(this.tree.shown);
    this.state.write();
  }

  #ranged(shape, name) {
    this.state.shape = shape;
    this.ranges = shape ? [{ id: 'range', name }] : [];
    this.tree.setRanges(this.ranges);
    this.#press('occupation');
    this.state.write();
  }

  #forgetRange() {
    this.viewer.draw('range', null);
    this.#ranged(null, '');
    this.panel.close();
    this.#press('identify');
  }

  #everyEdition() {
    return this.data.datasets.flatMap((dataset) => dataset.editions.map((edition) => ({ dataset: dataset.id, edition: String(edition.number), label: dataset.id === this.state.dataset ? editionLabel(edition) : `${dataset.name} ${editionLabel(edition)}` })));
  }

  async #other(dataset, edition) {
    const snapshot = new Snapshot(this.data.api, dataset, edition);
    return { snapshot, description: await snapshot.describe() };
  }

  async #startCompare() {
    const here = `${this.state.dataset}/${this.state.edition}`;
    const others = this.#everyEdition().filter((one) => `${one.dataset}/${one.edition}` !== here);
    const wanted = this.state.compare ?? (others.find((one) => one.dataset === this.state.dataset) ?? others[0] ? { ...(others.find((one) => one.dataset === this.state.dataset) ?? others[0]), mode: 'swipe', position: 50 } : null);
    if (!wanted) { this.panel.show({ title: t('compare.title'), body: [el('div.state', null, t('compare.onlyOne'))] }); return; }
    try {
      await this.compare.start({ dataset: wanted.dataset, edition: wanted.edition, mode: wanted.mode, position: wanted.position }, { label: this.#editionName() });
    } catch (failure) {
      this.compare.stop();
      this.panel.show({ title: t('compare.title'), body: [el('div.pad', null, problemPanel(failure))] });
    }
  }

  #print() {
    const centre = this.viewer.map.getCenter();
    openPrint({ snapshot: this.snapshot, centre: [centre.lng, centre.lat], scale: this.viewer.scale(), title: t('print.defaultTitle', { name: this.dataset?.name ?? '' }), layers: [...this.tree.shown].map(([name, opacity]) => ({ name, opacity })), shape: this.state.shape });
  }

  #fillChoices() {
    const dataset = byId('dataset');
    const edition = byId('edition');
    fill(dataset, this.data.datasets.map((one) => el('option', { value: one.id, selected: one.id === this.state.dataset }, one.name)));
    const editions = () => fill(edition, [...this.dataset.editions].sort((one, two) => two.number - one.number).map((one) => el('option', { value: String(one.number), selected: String(one.number) === this.state.edition }, editionLabel(one))));
    const slider = () => showTimeline(this.dataset.editions, this.state.edition, (number) => { edition.value = number; this.#switchTo(this.state.dataset, number, false); });
    this.refreshChoices = () => { editions(); slider(); };
    this.refreshChoices();
    dataset.addEventListener('change', () => this.#switchTo(dataset.value, null, true));
    edition.addEventListener('change', () => this.#switchTo(this.state.dataset, edition.value, false));
  }

  async #switchTo(dataset, edition, elsewhere) {
    this.state.dataset = dataset;
    this.state.edition = edition ?? String(Math.max(...this.dataset.editions.map((one) => one.number)));
    if (this.compare.active) this.compare.stop();
    this.panel.close();
    try {
      const shown = elsewhere ? null : new Map(this.tree.shown);
      await this.#read();
      this.tree.take(this.description.layers, shown);
      await this.viewer.show(this.description, this.snapshot);
      this.viewer.apply(this.tree.shown);
      if (elsewhere) this.viewer.fit(this.description.bounds);
      drawNames(this.viewer, this.description, this.snapshot);
      this.refreshChoices();
      if (this.table.isOpen) this.table.open();
      this.state.write();
      announce(t('map.switched', { name: this.#editionName() }));
    } catch (failure) {
      this.panel.show({ title: t('map.dataset'), body: [el('div.pad', null, problemPanel(failure))] });
    }
  }

  async #resume() {
    if (this.state.selected) await this.#select(this.state.selected.layer, this.state.selected.id, { panel: true, stay: this.state.at !== null });
    if (this.state.table) this.table.open(this.state.table, this.state.filter);
    if (this.state.shape) await this.occupation.analyseShape(this.state.shape);
    if (this.state.compare) await this.#startCompare();
    if (this.state.query) this.search.set(this.state.query);
  }
}
