/** The layer tree: groups, ticks with the swatch of the map, counts, opacity, acts on a layer. */
import { byId, el, fill, icon } from '../dom.js';
import { count } from '../format.js';
import { pick, t } from '../words.js';
import { GROUPS, drawingOrder, groupOf, shownAtFirst } from './style.js';

/**
 * The swatch of a layer, drawn like the map draws it.
 * @param {{role: string, kind?: string}} layer
 * @param {import('./classes.js').Classes} classes
 */
export function swatch(layer, classes) {
  if (layer.role === 'DLTB' || layer.role === 'CZCDYD') return el('span.ln.split', { style: { background: `linear-gradient(90deg, ${classes.colour('0101')} 50%, ${classes.colour('0307')} 50%)` } });
  if (layer.role === 'PDT') return el('span.ln.split', { style: { background: 'linear-gradient(90deg, #dcebb4 50%, #eda65c 50%)' } });
  const look = classes.zones.get(layer.role) ?? classes.table.other;
  if (look.dash) return el('span.ln.line', { style: { borderColor: look.line, borderTopStyle: 'dashed' } });
  const style = { borderColor: look.line };
  if (look.hatch) style.background = `repeating-linear-gradient(135deg, ${look.hatch}88 0 1px, #fff 1px 4px)`;
  else if (layer.role === 'ZZDK' || look.fill) style.background = `${look.line}44`;
  return el('span.ln', { style });
}

/** Keeps which layers are shown, and shows them as a tree. */
export class LayerTree {
  /**
   * @param {import('./classes.js').Classes} classes
   * @param {{changed: () => void, zoom: (layer: object) => void, table: (layer: object) => void, forget: (id: string) => void}} acts
   */
  constructor(classes, acts) {
    this.classes = classes;
    this.acts = acts;
    this.shown = new Map();
    this.ranges = [];
    this.open = null;
  }

  /**
   * Takes the layers of a snapshot; what was shown stays shown.
   * @param {Array} layers
   * @param {Map<string, number>|null} shown From the address, or null for the first view.
   */
  take(layers, shown) {
    this.layers = layers;
    if (shown) this.shown = new Map([...shown].filter(([name]) => layers.some((layer) => layer.name === name)));
    else this.shown = new Map(layers.filter(shownAtFirst).map((layer) => [layer.name, 1]));
    this.render();
  }

  /** Lists the ranges drawn or sent in during this visit. */
  setRanges(ranges) {
    this.ranges = ranges;
    this.render();
  }

  /** Shows a layer if it is not. */
  reveal(role) {
    const layer = this.layers.find((one) => one.role === role);
    if (!layer || this.shown.has(layer.name)) return;
    this.shown.set(layer.name, 1);
    this.render();
    this.acts.changed();
  }

  /** Draws the tree anew. */
  render() {
    const parts = [];
    const topDown = [...drawingOrder(this.layers)].reverse();
    for (const group of GROUPS) {
      const mine = this.layers.filter((layer) => groupOf(layer, this.classes) === group);
      if (!mine.length) continue;
      mine.sort((one, two) => (group === 'survey' ? 0 : topDown.indexOf(one) - topDown.indexOf(two)));
      parts.push(el('h3', null, t(`group.${group}`)), ...mine.flatMap((layer) => this.#row(layer)));
    }
    if (this.ranges.length) {
      parts.push(el('h3', null, t('group.temporary')), ...this.ranges.map((range) => el('div.layer', null, el('span'), el('span.ln', { style: { borderColor: '#0b66c3', background: '#0b66c344' } }), el('span.grow', { title: range.name }, range.name), el('span'), el('button.more', { type: 'button', 'aria-label': t('layer.forget', { name: range.name }), onclick: () => this.acts.forget(range.id) }, icon('x-lg')))));
    }
    const tree = byId('layer-tree');
    const focused = document.activeElement?.dataset?.key;
    fill(tree, parts);
    if (focused) tree.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #row(layer) {
    const id = `layer-${layer.name}`;
    const title = pick(layer.title) || layer.name;
    const open = this.open === layer.name;
    const box = el('input', { type: 'checkbox', id, checked: this.shown.has(layer.name), 'data-key': id, onchange: (event) => { if (event.target.checked) this.shown.set(layer.name, 1); else this.shown.delete(layer.name); this.render(); this.acts.changed(); } });
    const row = el('div.layer', null,
      box, swatch(layer, this.classes), el('label', { for: id }, el('span', { title: `${title} ${layer.name}` }, title)), el('span.n.num', null, count(layer.count)),
      el('button.more', { type: 'button', 'data-key': `${id}-more`, 'aria-expanded': String(open), 'aria-label': t('layer.more', { name: title }), onclick: () => { this.open = open ? null : layer.name; this.render(); } }, icon(open ? 'chevron-down' : 'three-dots')));
    return open ? [row, this.#more(layer, title)] : [row];
  }

  #more(layer, title) {
    const percent = Math.round((this.shown.get(layer.name) ?? 1) * 100);
    const figure = el('span.num.r', null, `${percent}%`);
    const slider = el('input', { type: 'range', min: 0, max: 100, step: 5, value: percent, 'data-key': `opacity-${layer.name}`, 'aria-label': t('layer.opacityOf', { name: title }), oninput: (event) => { this.shown.set(layer.name, Number(event.target.value) / 100); figure.textContent = `${event.target.value}%`; byId(`layer-${layer.name}`).checked = true; this.acts.changed(); } });
    return el('div.layer-more', null,
      el('label', null, t('layer.opacity'), slider, figure),
      el('div.acts', null,
        el('button', { type: 'button', onclick: () => this.acts.zoom(layer) }, t('layer.zoom')),
        el('button', { type: 'button', onclick: () => this.acts.table(layer) }, t('layer.table')),
        el('span.sub.mono', null, layer.name)));
  }
}
