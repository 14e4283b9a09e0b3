/** The attribute table: one layer, filtered, sorted and turned page by page on the server; a row is a place. */
import { announce, byId, el, fill, icon } from '../dom.js';
import { count, squareMetres } from '../format.js';
import { problemPanel } from '../problem.js';
import { pick, t } from '../words.js';
import { showFilterBar } from './filter.js';

const PAGES = [100, 500];
/** The recorded area of a feature, or null when its layer records none. */
const areaOf = (item) => item.area_m2 ?? item.area ?? null;

const FORMATS = ['csv', 'xlsx', 'geojson', 'txt'];

/** The table below the map. */
export class AttributeTable {
  /**
   * @param {{state: object, snapshot: () => object, layers: () => Array, classes: object, select: (layer: string, id: number, bounds: number[]|null) => void, toggled: (open: boolean) => void}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.node = byId('attributes');
    this.offset = 0;
    this.limit = PAGES[0];
    this.active = -1;
    this.node.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Whether the table is shown. */
  get isOpen() { return !this.node.hidden; }

  /**
   * Shows a layer's table.
   * @param {string} [layer]
   * @param {string} [filter]
   */
  open(layer, filter) {
    const layers = this.layers();
    const name = layer || this.state.table || layers.find((one) => one.role === 'DLTB')?.name || layers[0]?.name;
    if (!name) return;
    if (name !== this.state.table && filter === undefined && layer) { this.state.filter = ''; this.state.sort = ''; }
    if (filter !== undefined) this.state.filter = filter;
    this.state.table = name;
    this.offset = 0;
    this.node.hidden = false;
    this.toggled(true);
    this.load();
  }

  /** Hides the table. */
  close() {
    this.node.hidden = true;
    this.state.table = '';
    this.asked?.abort();
    this.toggled(false);
  }

  /** Reads the page that is wanted now. */
  async load() {
    const layer = this.layers().find((one) => one.name === this.state.table);
    if (!layer) { this.close(); return; }
    this.#head(layer);
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const page = await this.snapshot().features({ layer: layer.name, filter: this.state.filter, sort: this.state.sort, offset: this.offset, limit: this.limit, geometry: false }, this.asked.signal);
      this.#rows(layer, page);
      announce(t('table.count', { total: count(page.total) }));
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      fill(byId('attributes-body'), el('div.pad', null, problemPanel(failure)));
      fill(byId('attributes-foot'));
    }
    this.toggled(true);
  }

  #head(layer) {
    const choice = el('select.form-select', { 'aria-label': t('table.layer'), onchange: (event) => this.open(event.target.value) }, this.layers().map((one) => el('option', { value: one.name, selected: one.name === layer.name }, `${pick(one.title) || one.name}（${count(one.count)}）`)));
    choice.style.width = 'auto';
    choice.style.height = '26px';
    choice.style.fontSize = '12px';
    fill(byId('attributes-act'), choice, el('button.btn.btn-sm', { type: 'button', 'aria-label': t('table.close'), onclick: () => this.close() }, icon('x-lg')));
    showFilterBar(byId('attributes-filter'), { fields: layer.fields ?? [], filter: this.state.filter, apply: (filter) => { this.state.filter = filter; this.offset = 0; this.load(); } });
  }

  #rows(layer, page) {
    this.items = page.items;
    this.active = -1;
    const fields = layer.fields ?? [];
    const hasArea = page.items.some((item) => areaOf(item) !== null);
    const [sorted, way] = (this.state.sort || '').split('.');
    const header = (name, title, numeric) => el(`th${numeric ? '.num' : ''}`, { scope: 'col', 'aria-sort': sorted === name ? (way === 'desc' ? 'descending' : 'ascending') : null },
      el('button', { type: 'button', title: name, onclick: () => { this.state.sort = sorted === name && way !== 'desc' ? `${name}.desc` : name; this.offset = 0; this.load(); } }, title, sorted === name ? icon(way === 'desc' ? 'arrow-down' : 'arrow-up') : null));
    const numeric = (field) => /int|real|double|float|number|numeric/i.test(field.kind ?? '');
    const cell = (field, value) => {
      if (value === null || value === undefined || value === '') return el('td.ghost', null, '—');
      if (field.name === 'DLBM' && this.classes.entry(value)) return el('td', null, el('span.sw', { style: { background: this.classes.colour(value) } }), el('span.mono', null, value));
      return el(`td${numeric(field) ? '.num' : ''}`, { title: String(value).length > 24 ? String(value) : null }, String(value));
    };
    const selected = this.state.selected;
    fill(byId('attributes-body'), page.items.length ? el('table.tc-table', null,
      el('thead', null, el('tr', null, el('th.num.stick', { scope: 'col' }, '#'), hasArea ? el('th.num', { scope: 'col' }, t('table.area'), el('small', null, t('unit.m2'))) : null, fields.map((field) => header(field.name, pick(field.title) || field.name, numeric(field))))),
      el('tbody', null, page.items.map((item, index) => el('tr', { 'data-row': index, tabindex: -1, 'aria-selected': selected?.layer === layer.name && selected.id === item.id ? 'true' : null, onclick: () => this.#choose(index) },
        el('td.num.stick', null, el('button.linkish', { type: 'button', 'aria-label': t('table.show', { id: item.id }) }, String(item.id))), hasArea ? el('td.num', null, squareMetres(areaOf(item))) : null, fields.map((field) => cell(field, item.properties?.[field.name])))))) : el('div.state', null, icon('inbox'), t('table.nothing')));
    this.#foot(layer, page);
  }

  #foot(layer, page) {
    const from = page.total === 0 ? 0 : page.offset + 1;
    const to = page.offset + page.items.length;
    const turn = (name, mark, offset, off) => el('button.btn.btn-sm', { type: 'button', 'aria-label': t(name), disabled: off, onclick: () => { this.offset = offset; this.load(); } }, icon(mark));
    fill(byId('attributes-foot'),
      el('span.num', null, t('table.shown', { from, to, total: count(page.total) })),
      turn('table.previous', 'chevron-left', Math.max(0, this.offset - this.limit), this.offset === 0), turn('table.next', 'chevron-right', this.offset + this.limit, to >= page.total),
      el('label', null, t('table.size'), ' ', el('select', { 'aria-label': t('table.size'), onchange: (event) => { this.limit = Number(event.target.value); this.offset = 0; this.load(); } }, PAGES.map((size) => el('option', { value: size, selected: size === this.limit }, String(size))))),
      el('span.act', null, el('span', null, t('table.export')), FORMATS.map((format) => el('a', { href: this.snapshot().exportAddress(layer.name, this.state.filter, format), download: '' }, t(`table.format.${format}`)))));
  }

  #choose(index) {
    const item = this.items[index];
    if (!item) return;
    this.active = index;
    for (const row of byId('attributes-body').querySelectorAll('[data-row]')) row.toggleAttribute('aria-selected', false);
    byId('attributes-body').querySelector(`[data-row="${index}"]`)?.setAttribute('aria-selected', 'true');
    this.select(this.state.table, item.id, item.bounds ?? null);
  }

  #key(event) {
    if (event.key === 'Escape') { this.close(); return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const step = { j: 1, k: -1, J: 1, K: -1 }[event.key];
    if (!step || !this.items?.length) return;
    event.preventDefault();
    const index = Math.min(this.items.length - 1, Math.max(0, this.active + step));
    this.#choose(index);
    const row = byId('attributes-body').querySelector(`[data-row="${index}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }
}
