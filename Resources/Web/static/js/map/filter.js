/** Conditions on attributes, written as CQL2 text for the server. */
import { el, fill, icon } from '../dom.js';
import { pick, t } from '../words.js';

const SIGNS = { equal: '=', other: '<>', greater: '>', least: '>=', less: '<', most: '<=' };
const OPERATORS = [...Object.keys(SIGNS), 'empty'];
const TEXT_OPERATORS = ['equal', 'other', 'like', 'empty'];

const quote = (value) => `'${String(value).replaceAll("'", "''")}'`;
const isNumber = (field) => /int|real|double|float|number|numeric/i.test(field?.kind ?? '');

/**
 * One condition as CQL2 text.
 * @param {{name: string, kind: string}} field
 * @param {string} operator One of the names above, or "like".
 * @param {string} value
 */
export function condition(field, operator, value) {
  const name = /^[A-Za-z_][A-Za-z0-9_]*$/.test(field.name) ? field.name : `"${field.name.replaceAll('"', '""')}"`;
  if (operator === 'empty') return `${name} IS NULL`;
  if (operator === 'like') return `${name} LIKE ${quote(`%${value}%`)}`;
  return `${name} ${SIGNS[operator]} ${isNumber(field) ? Number(value) : quote(value)}`;
}

/**
 * The bar of conditions above the attribute table.
 * @param {HTMLElement} box
 * @param {{fields: Array, filter: string, apply: (filter: string) => void}} view
 */
export function showFilterBar(box, view) {
  const { fields } = view;
  const field = el('select.form-select', { 'aria-label': t('filter.field') }, fields.map((one) => el('option', { value: one.name }, pick(one.title) ? `${pick(one.title)} ${one.name}` : one.name)));
  const operator = el('select.form-select', { 'aria-label': t('filter.operator') });
  const value = el('input.form-control', { 'aria-label': t('filter.value'), placeholder: t('filter.value') });
  const chosen = () => fields.find((one) => one.name === field.value);
  const list = () => fill(operator, (isNumber(chosen()) ? OPERATORS : TEXT_OPERATORS).map((one) => el('option', { value: one }, t(`filter.op.${one}`))));
  field.addEventListener('change', list);
  operator.addEventListener('change', () => { value.disabled = operator.value === 'empty'; });
  const preferred = fields.find((one) => one.name === 'DLBM');
  if (preferred) field.value = preferred.name;
  list();
  const form = el('form.filterbar', { onsubmit: (event) => {
    event.preventDefault();
    if (!chosen() || (operator.value !== 'empty' && value.value.trim() === '')) { value.focus(); return; }
    if (isNumber(chosen()) && operator.value !== 'empty' && !Number.isFinite(Number(value.value))) { value.setCustomValidity(t('filter.notNumber')); value.reportValidity(); return; }
    const one = condition(chosen(), operator.value, value.value.trim());
    view.apply(view.filter ? `${view.filter} AND ${one}` : one);
  } }, icon('funnel'), field, operator, value, el('button.btn.btn-sm', { type: 'submit' }, t('filter.add')),
  view.filter ? [el('code.break', null, view.filter), el('button.btn.btn-sm', { type: 'button', onclick: () => view.apply('') }, t('filter.clear'))] : null);
  value.addEventListener('input', () => value.setCustomValidity(''));
  fill(box, form);
}
