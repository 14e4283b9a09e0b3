/** Identify: every layer at a point, the legal area first. Areas come from the server. */
import { el } from '../dom.js';
import { hectares, squareMetres } from '../format.js';
import { pick, t } from '../words.js';

/** Fields shown first, in this order; the rest follows as in the layer. */
const FIRST = ['BSM', 'TBBH', 'DLBM', 'DLMC', 'ZLDWMC', 'QSDWMC', 'QSXZ', 'TBMJ', 'KCMJ', 'TBDLMJ', 'XZQMC'];

/** What the head of a hit shows already. */
const IN_HEAD = new Set(['area_m2', 'area_kind']);

/**
 * The entries of one feature for a description list.
 * @param {object} item Of identify.
 * @param {object|undefined} layer Its layer, for the titles of fields.
 * @param {import('./classes.js').Classes} classes
 */
function entriesOf(item, layer, classes) {
  const titles = new Map((layer?.fields ?? []).map((field) => [field.name, pick(field.title)]));
  const names = Object.keys(item.properties ?? {});
  names.sort((one, two) => place(one) - place(two));
  return names.filter((name) => !IN_HEAD.has(name) && item.properties[name] !== null && item.properties[name] !== '').flatMap((name) => {
    const value = item.properties[name];
    const title = titles.get(name);
    const isClass = /^(DL|GH|ZZHDL)BM$/.test(name) && classes.entry(value);
    return [
      el('dt', { title: name }, title || name),
      el('dd', null, isClass ? el('span.sw', { style: { background: classes.colour(value) } }) : null, typeof value === 'number' ? el('span.num', null, String(value)) : String(value)),
    ];
  });
}

/** The kind of an area: the server's pair of texts, or the name of one of the kinds. */
function areaKind(kind) {
  if (typeof kind !== 'string') return pick(kind) || t('identify.area');
  const text = t(`areaKind.${kind}`);
  return text.startsWith('areaKind.') ? t('identify.area') : text;
}

const place = (name) => { const index = FIRST.indexOf(name); return index < 0 ? FIRST.length : index; };

/**
 * The body of the panel for what was found.
 * @param {Array} items
 * @param {Array} layers Of the snapshot.
 * @param {import('./classes.js').Classes} classes
 * @param {{select: (item: object) => void, table: (item: object) => void}} acts
 */
export function identifyBody(items, layers, classes, acts) {
  if (!items.length) return [el('div.state', null, t('identify.nothing'))];
  return [el('ul.hits', null, items.map((item) => {
    const layer = layers.find((one) => one.name === item.layer);
    return el('li.hit', null,
      el('header', null, el('b', null, pick(item.title) || pick(layer?.title) || item.layer), el('span.sub.mono', null, `#${item.id}`),
        item.area_m2 === null || item.area_m2 === undefined ? null : el('span.num', null, `${squareMetres(item.area_m2)} ${t('unit.m2')}`)),
      el('dl.kv', null,
        item.area_m2 === null || item.area_m2 === undefined ? null : [el('dt', null, areaKind(item.area_kind)), el('dd.num', null, `${hectares(item.area_m2)} ${t('unit.ha')}`)],
        entriesOf(item, layer, classes)),
      el('div.acts', null,
        el('button.linkish', { type: 'button', onclick: () => acts.select(item) }, t('identify.zoom')),
        el('button.linkish', { type: 'button', onclick: () => acts.table(item) }, t('identify.table'))));
  }))];
}

/** The bounds of a GeoJSON geometry as [w, s, e, n]. */
export function boundsOf(geometry) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part) => {
    if (typeof part[0] === 'number') { box[0] = Math.min(box[0], part[0]); box[1] = Math.min(box[1], part[1]); box[2] = Math.max(box[2], part[0]); box[3] = Math.max(box[3], part[1]); } else part.forEach(visit);
  };
  if (geometry?.type === 'GeometryCollection') geometry.geometries.forEach((one) => visit(one.coordinates));
  else if (geometry?.type === 'FeatureCollection') geometry.features.forEach((one) => visit(one.geometry.coordinates));
  else if (geometry?.type === 'Feature') visit(geometry.geometry.coordinates);
  else if (geometry?.coordinates) visit(geometry.coordinates);
  return box;
}
