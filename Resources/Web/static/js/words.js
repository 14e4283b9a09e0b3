/** The texts of the scripts, as the server handed them in the language of the person. */
import { language, readData } from './dom.js';

const words = readData('words') ?? {};

/**
 * A text by its key, with places filled in.
 * @param {string} key Dotted key below "script" of the words file.
 * @param {Object<string, string|number>} [values] For the places written {name}.
 * @returns {string} The text, or the key when it is missing, which a test would have found.
 */
export function t(key, values) {
  let text = words;
  for (const part of key.split('.')) text = text?.[part];
  if (typeof text !== 'string') return key;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole)) : text;
}

/**
 * The text of a pair {zh, en} in the person's language; a plain string is itself.
 * @param {string|{zh?: string, en?: string}|null|undefined} pair
 * @returns {string}
 */
export function pick(pair) {
  if (pair === null || pair === undefined) return '';
  if (typeof pair === 'string') return pair;
  return pair[language] ?? pair.zh ?? pair.en ?? '';
}
