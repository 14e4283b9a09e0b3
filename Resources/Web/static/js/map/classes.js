/** The table of land classes and of control lines: one file for map, legend and tables. */
import { get } from '../api.js';
import { own } from '../dom.js';
import { pick } from '../words.js';

/** Land classes, and how each kind of layer is drawn. */
export class Classes {
  /** @param {object} table The parsed land-classes.json. */
  constructor(table) {
    this.table = table;
    this.byCode = new Map([...table.level1, ...table.classes].map((entry) => [entry.code, entry]));
    this.zones = new Map(table.zones.map((zone) => [zone.role, zone]));
  }

  /** Reads the table. */
  static async load() { return new Classes(await get(`${own}/land-classes.json`)); }

  /**
   * The entry of a class code, or of the class it belongs to.
   * @param {string} code "0101", "0201K", "08H2A".
   */
  entry(code) {
    const plain = String(code ?? '');
    return this.byCode.get(plain) ?? this.byCode.get(plain.replace(/[A-Z]$/, '')) ?? this.byCode.get(plain.slice(0, 4)) ?? this.byCode.get(plain.slice(0, 2)) ?? null;
  }

  /** The colour of a class. */
  colour(code) { return this.entry(code)?.colour ?? '#d9dde0'; }

  /** The name of a class in the person's language. */
  name(code) { return pick(this.entry(code)) || String(code ?? ''); }

  /** Whether a class is cultivated land (耕地). */
  cultivated(code) { return this.entry(code)?.cultivated === true; }

  /** "agricultural", "construction" or "unused"; empty when unknown. */
  three(code) { return this.entry(code)?.three ?? ''; }

  /** A colour expression for the map over the attribute c. */
  expression() {
    const cases = [];
    for (const entry of this.table.classes) cases.push(entry.code, entry.colour);
    for (const entry of this.table.classes) for (const letter of ['K', 'A']) cases.push(entry.code + letter, entry.colour);
    const seen = new Set();
    const pairs = [];
    for (let index = 0; index < cases.length; index += 2) if (!seen.has(cases[index])) { seen.add(cases[index]); pairs.push(cases[index], cases[index + 1]); }
    return ['match', ['get', 'c'], ...pairs, '#d9dde0'];
  }
}
