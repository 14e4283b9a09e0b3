/** The result of an occupation analysis as a panel: key figures, conflicts first, tables by tab, chart. */
import { el, fill, icon } from '../dom.js';
import { count, hectares, share, shortDigest, squareMetres } from '../format.js';
import { pick, t } from '../words.js';
import { drawChart } from './occupation-chart.js';
import { classArea, mergeRanges, rowsOf } from './occupation-sums.js';
import { groupOf } from './style.js';

/** Roles which a range must not touch without a decision. */
const CONFLICTS = ['STBHHX', 'YJJBNTBHTB'];
const TAB_NAMES = ['class', 'village', 'owner', 'slope', 'control'];

/** Shows one answer; which range and tab is looked at is kept here. */
export class OccupationResult {
  /**
   * @param {object} answer Of the server.
   * @param {{classes: object, reveal: (role: string) => void, dim: (code: string|null) => void, zoom: () => void, select: (index: number|null) => void}} acts
   */
  constructor(answer, acts) {
    this.answer = answer;
    this.acts = acts;
    this.range = null;
    this.tab = 'class';
    this.chart = false;
    this.marked = null;
    this.node = el('div');
    this.render();
  }

  /** The ranges in view, summed. */
  get sums() {
    const all = this.answer.polygons;
    return mergeRanges(this.range === null ? all : [all[this.range]]);
  }

  /** What the foot of the panel says: closure, digest, time. */
  foot() {
    const residual = this.sums.layers.get('DLTB')?.residual ?? 0n;
    return [
      el(residual === 0n ? 'span.proof' : 'span.proof.broken', null, icon(residual === 0n ? 'check2-circle' : 'exclamation-octagon'), t('occupation.closure', { residual: squareMetres(residual) })),
      el('span', null, t('occupation.digest'), ' ', el('span.mono', null, shortDigest(this.answer.digest)), this.answer.seconds === undefined ? null : `　${Number(this.answer.seconds).toFixed(2)} ${t('unit.s')}`),
    ];
  }

  /** Draws the whole panel anew. */
  render() {
    const sums = this.sums;
    this.takeChart?.();
    this.takeChart = null;
    fill(this.node, this.#ranges(), this.#figures(sums), this.#conflicts(sums), this.#tabs(), this.#body(sums));
  }

  #ranges() {
    const { polygons } = this.answer;
    if (polygons.length < 2) return null;
    return el('div.toolbar', null, el('label.form-label', { for: 'range' }, t('occupation.range')), el('select.form-select', { id: 'range', onchange: (event) => { this.range = event.target.value === '' ? null : Number(event.target.value); this.acts.select(this.range); this.render(); } },
      el('option', { value: '' }, t('occupation.allRanges', { count: polygons.length })), polygons.map((polygon, index) => el('option', { value: index, selected: index === this.range }, polygon.name || t('occupation.rangeNumber', { number: index + 1 })))));
  }

  #figures(sums) {
    const cultivated = classArea(sums, (code) => this.acts.classes.cultivated(code));
    const farmland = sums.layers.get('YJJBNTBHTB')?.covered ?? 0n;
    const figure = (key, area, bad) => el('div', null, el('span.k', null, t(key)), el(`span.v.num${bad ? '.bad' : ''}`, null, hectares(area), el('small', null, t('unit.ha'))));
    return el('div.figures', null, figure('occupation.total', sums.area), figure('occupation.cultivated', cultivated), figure('occupation.farmland', farmland, farmland > 0n));
  }

  #conflicts(sums) {
    const hits = CONFLICTS.map((role) => sums.layers.get(role)).filter((layer) => layer && layer.covered > 0n);
    const outside = sums.layers.get('DLTB')?.outside ?? 0n;
    const chip = (state, mark, text) => el(`span.fd.${state}`, null, icon(mark), text);
    const rows = hits.map((layer) => el('div', null, chip('violated', 'x-lg', t('occupation.covers', { name: pick(layer.title) })), el('span', null, el('b.num', null, squareMetres(layer.covered)), ` ${t('unit.m2')}`), el('button.linkish', { type: 'button', onclick: () => { this.acts.reveal(layer.role); this.acts.zoom(); } }, t('occupation.locate', { count: layer.features }))));
    if (outside > 0n) rows.push(el('div', null, chip('awaiting', 'exclamation-triangle', t('occupation.outside')), el('span', null, el('b.num', null, squareMetres(outside)), ` ${t('unit.m2')}`)));
    if (!rows.length) rows.push(el('div', null, chip('satisfied', 'check-lg', t('occupation.noConflict'))));
    return el('div.conflicts', null, rows);
  }

  #tabs() {
    const choose = (tab) => { this.tab = tab; this.render(); this.node.querySelector('[role=tab][aria-selected=true]').focus(); };
    return el('div.tabs', { role: 'tablist', 'aria-label': t('occupation.tabs'), onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) choose(TAB_NAMES[(TAB_NAMES.indexOf(this.tab) + step + TAB_NAMES.length) % TAB_NAMES.length]);
    } }, TAB_NAMES.map((tab) => el('button', { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-selected': String(tab === this.tab), 'aria-controls': 'tab-body', tabindex: tab === this.tab ? 0 : -1, onclick: () => choose(tab) }, t(`occupation.tab.${tab}`))));
  }

  #body(sums) {
    const body = el('div', { id: 'tab-body', role: 'tabpanel', 'aria-labelledby': `tab-${this.tab}` });
    if (this.tab === 'control') { fill(body, this.#control(sums)); return body; }
    const found = rowsOf(sums, this.tab);
    if (!found) { fill(body, el('div.state', null, t('occupation.noData'))); return body; }
    const rows = found.rows.map((row) => ({ ...row, colour: this.#colour(row.value), label: this.#label(row) }));
    const view = el('div.segments', { role: 'group', 'aria-label': t('occupation.view') }, [['table', false], ['chart', true]].map(([name, chart]) => el('button', { type: 'button', 'aria-pressed': String(chart === this.chart), onclick: () => { this.chart = chart; this.render(); } }, icon(chart ? 'bar-chart' : 'table'), t(`occupation.as.${name}`))));
    const bar = el('div.toolbar', null, view, el('span.sub.grow.r', null, t('occupation.note')));
    if (this.chart) {
      const box = el('div.chart', { role: 'img', 'aria-label': t('occupation.chart', { tab: t(`occupation.tab.${this.tab}`) }), style: { height: `${Math.max(140, Math.min(16, rows.length) * 26 + 44)}px` } });
      drawChart(box, { rows, unit: t('unit.ha') }).then((take) => { this.takeChart = take; });
      fill(body, bar, box);
      return body;
    }
    fill(body, bar, this.#table(rows, sums), this.tab === 'class' ? this.#three(sums) : null);
    return body;
  }

  #colour(value) { return this.tab === 'class' ? this.acts.classes.colour(value) : (this.acts.classes.table.slope.find((step) => this.tab === 'slope' && step.value === String(value))?.colour ?? '#7fa8a3'); }

  #label(row) {
    if (this.tab === 'class') return pick(row.label) || this.acts.classes.name(row.value);
    if (this.tab === 'slope') { const step = this.acts.classes.table.slope.find((one) => one.value === String(row.value)); return step ? pick(step) : pick(row.label) || String(row.value); }
    return pick(row.label) || String(row.value || '—');
  }

  #table(rows, sums) {
    const total = rows.reduce((sum, row) => sum + row.area, 0n);
    const mark = (row) => { this.marked = this.marked === row.value ? null : row.value; this.acts.dim(this.marked); this.render(); };
    return el('div.tc-scroll', null, el('table.tc-table', null,
      el('thead', null, el('tr', null, el('th', { scope: 'col' }, t(`occupation.tab.${this.tab}`)), el('th.num', { scope: 'col' }, t('occupation.parcels')), el('th.num', { scope: 'col' }, t('occupation.area'), el('small', null, t('unit.m2'))), el('th.num', { scope: 'col' }, t('occupation.area'), el('small', null, t('unit.ha'))), el('th.num', { scope: 'col' }, t('occupation.share')))),
      el('tbody', null, rows.map((row) => el('tr', { 'aria-selected': this.tab === 'class' && this.marked === row.value ? 'true' : null },
        el('td', null, this.tab === 'class' ? [el('span.sw', { style: { background: row.colour } }), el('button.linkish', { type: 'button', 'aria-pressed': String(this.marked === row.value), title: t('occupation.mark'), onclick: () => mark(row) }, el('span.mono', null, row.value), ` ${row.label}`)] : row.label),
        el('td.num', null, row.features ? count(row.features) : '—'), el('td.num', null, squareMetres(row.area)), el('td.num', null, hectares(row.area)), el('td.num', null, share(row.area, total))))),
      el('tfoot', null, el('tr', null, el('th', { scope: 'row' }, t('occupation.sum')), el('td.num', null, count(rows.reduce((sum, row) => sum + row.features, 0))), el('td.num', null, squareMetres(total)), el('td.num', null, hectares(total)), el('td.num', null, share(total, sums.area))))));
  }

  #three(sums) {
    const kinds = ['agricultural', 'construction', 'unused'].map((kind) => [kind, classArea(sums, (code) => this.acts.classes.three(code) === kind)]);
    const total = kinds.reduce((sum, [, area]) => sum + area, 0n);
    return el('table.tc-table', null, el('thead', null, el('tr', null, el('th', { scope: 'col' }, t('occupation.three')), el('th.num', { scope: 'col' }, t('unit.m2')), el('th.num', { scope: 'col' }, t('occupation.share')))),
      el('tbody', null, kinds.map(([kind, area]) => el('tr', null, el('td', null, t(`occupation.kind.${kind}`)), el('td.num', null, squareMetres(area)), el('td.num', null, share(area, total))))));
  }

  #control(sums) {
    const layers = [...sums.layers.values()].filter((layer) => groupOf(layer, this.acts.classes) === 'control');
    if (!layers.length) return el('div.state', null, t('occupation.noControl'));
    return el('div.tc-scroll', null, el('table.tc-table', null,
      el('thead', null, el('tr', null, el('th', { scope: 'col' }, t('occupation.tab.control')), el('th.num', { scope: 'col' }, t('occupation.pieces')), el('th.num', { scope: 'col' }, t('occupation.inside'), el('small', null, t('unit.m2'))), el('th.num', { scope: 'col' }, t('occupation.outsideOf'), el('small', null, t('unit.m2'))))),
      el('tbody', null, layers.map((layer) => el('tr', null, el('td', null, el('button.linkish', { type: 'button', onclick: () => this.acts.reveal(layer.role) }, pick(layer.title))), el('td.num', null, count(layer.features)), el(`td.num${layer.covered > 0n && CONFLICTS.includes(layer.role) ? '.bad' : ''}`, null, layer.covered === 0n ? '—' : squareMetres(layer.covered)), el('td.num', null, squareMetres(layer.outside)))))));
  }

  /** The tables as one file: UTF-8 with a mark, so that office programs read Chinese. */
  toCSV() {
    const sums = this.sums;
    const lines = [[t('occupation.title'), this.answer.name ?? ''], [t('occupation.total'), squareMetres(sums.area).replaceAll(',', ''), t('unit.m2')], [t('occupation.digest'), this.answer.digest ?? ''], []];
    for (const tab of TAB_NAMES.slice(0, 4)) {
      const found = rowsOf(sums, tab);
      if (!found) continue;
      lines.push([t(`occupation.tab.${tab}`), found.field, t('occupation.parcels'), t('unit.m2')]);
      for (const row of found.rows) lines.push([pick(row.label) || row.value, row.value, row.features, squareMetres(row.area).replaceAll(',', '')]);
      lines.push([]);
    }
    for (const layer of sums.layers.values()) lines.push([pick(layer.title), layer.role, layer.features, squareMetres(layer.covered).replaceAll(',', '')]);
    const cell = (value) => { const text = String(value ?? ''); const safe = /^[=+@\t]/.test(text) ? `'${text}` : text; return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe; };
    return '\ufeff' + lines.map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';
  }
}
