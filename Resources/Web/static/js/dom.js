/** Small tools to read and build the page. No page logic here. */

const root = document.documentElement;

/** Address prefix of our own files. */
export const own = root.dataset.own;
/** Address prefix of the files others made. */
export const lib = root.dataset.lib;
/** "zh" or "en". */
export const language = root.lang.startsWith('en') ? 'en' : 'zh';

/**
 * The element with an id.
 * @param {string} id
 * @returns {HTMLElement|null}
 */
export const byId = (id) => document.getElementById(id);

/**
 * Builds an element.
 * @param {string} tag Name, with optional classes: "span.sub.num".
 * @param {Object<string, *>} [properties] Attributes; a function is a listener under "onclick"; null and false are left out.
 * @param {...(Node|string|number|null|false|Array)} children
 * @returns {HTMLElement}
 */
export function el(tag, properties, ...children) {
  const [name, ...classes] = tag.split('.');
  const node = document.createElement(name);
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(key.slice(2), value);
    else if (key === 'value' || key === 'checked' || key === 'selected' || key === 'disabled') node[key] = value;
    else if (key === 'style' && typeof value === 'object') Object.assign(node.style, value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false).map((child) => (child instanceof Node ? child : String(child))));
  return node;
}

/**
 * An icon of the sprite, hidden from readers.
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'ic');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `${lib}/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/**
 * Replaces everything inside an element.
 * @param {Element} node
 * @param {...*} children
 */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false).map((child) => (child instanceof Node ? child : String(child))));
}

/**
 * Reads a block of data the server wrote into the page.
 * @param {string} id
 * @returns {*} The value, or null when the block is absent.
 */
export function readData(id) {
  const block = byId(id);
  return block ? JSON.parse(block.textContent) : null;
}

/**
 * Says a text to people who listen rather than look.
 * @param {string} text
 */
export function announce(text) {
  const live = byId('live');
  if (!live) return;
  live.textContent = '';
  window.setTimeout(() => { live.textContent = text; }, 50);
}

/**
 * Runs a function once a pause has passed without another call.
 * @template {Array} A
 * @param {number} pause Milliseconds.
 * @param {(...given: A) => void} act
 * @returns {(...given: A) => void}
 */
export function after(pause, act) {
  let timer = 0;
  return (...given) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => act(...given), pause);
  };
}
