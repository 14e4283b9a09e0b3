/** Sums of an occupation analysis. Whole hundredths of a square metre are added, so totals stay exact. */
import { hundredths } from '../format.js';

/** Fields by which each tab groups, the first one present is taken: [role of the layer, field]. */
export const TABS = {
  class: [['DLTB', 'DLBM']],
  village: [['DLTB', 'ZLDWMC'], ['CJDCQ', 'ZLDWMC'], ['DLTB', 'ZLDWDM'], ['CJDCQ', 'ZLDWDM']],
  owner: [['DLTB', 'QSDWMC'], ['DLTB', 'QSXZ'], ['DLTB', 'QSDWDM']],
  slope: [['PDT', 'PDJB'], ['DLTB', 'GDPDJB']],
};

/**
 * One result for several ranges.
 * @param {Array} polygons Of the answer.
 * @returns {{area: bigint, layers: Map<string, object>}} Layers by role, or by name when the role is taken.
 */
export function mergeRanges(polygons) {
  const layers = new Map();
  let area = 0n;
  for (const polygon of polygons) {
    area += hundredths(polygon.area_m2);
    for (const layer of polygon.layers) {
      const key = layer.role && layer.role !== 'OTHER' ? layer.role : layer.name;
      const sum = layers.get(key) ?? { name: layer.name, role: layer.role, title: layer.title, covered: 0n, outside: 0n, residual: 0n, features: 0, groups: new Map() };
      sum.covered += hundredths(layer.covered_m2);
      sum.outside += hundredths(layer.outside_m2);
      sum.residual += hundredths(layer.closure_residual);
      sum.features += layer.features ?? 0;
      for (const [field, groups] of Object.entries(layer.groups ?? {})) {
        const byValue = sum.groups.get(field) ?? new Map();
        for (const group of groups) {
          const row = byValue.get(group.value) ?? { value: group.value, label: group.label, area: 0n, features: 0 };
          row.area += hundredths(group.area_m2);
          row.features += group.features ?? 0;
          byValue.set(group.value, row);
        }
        sum.groups.set(field, byValue);
      }
      layers.set(key, sum);
    }
  }
  return { area, layers };
}

/**
 * The rows of a tab.
 * @param {{layers: Map<string, object>}} sums
 * @param {string} tab
 * @returns {{rows: Array, field: string}|null} Null when no layer of the snapshot can say.
 */
export function rowsOf(sums, tab) {
  for (const [role, field] of TABS[tab] ?? []) {
    const groups = sums.layers.get(role)?.groups.get(field);
    if (groups?.size) return { rows: [...groups.values()].sort((one, two) => (String(one.value) < String(two.value) ? -1 : 1)), field };
  }
  return null;
}

/**
 * Area of land classes that meet a condition.
 * @param {{layers: Map<string, object>}} sums
 * @param {(code: string) => boolean} wanted
 */
export function classArea(sums, wanted) {
  let area = 0n;
  for (const row of sums.layers.get('DLTB')?.groups.get('DLBM')?.values() ?? []) if (wanted(String(row.value))) area += row.area;
  return area;
}
