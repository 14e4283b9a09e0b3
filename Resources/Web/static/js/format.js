/** Numbers as the offices write them. Areas are whole hundredths of a square metre, never floating point. */

/**
 * A recorded area as hundredths of a square metre.
 * @param {string|number|bigint|null|undefined} value Square metres: "1234.50", 1234.5; a bigint is hundredths already.
 * @returns {bigint}
 */
export function hundredths(value) {
  if (typeof value === 'bigint') return value;
  if (value === null || value === undefined || value === '') return 0n;
  if (typeof value === 'number') return BigInt(Math.round(value * 100));
  const match = /^\s*([-−]?)(\d+)(?:\.(\d{1,2})\d*)?\s*$/.exec(value);
  if (!match) return 0n;
  const whole = BigInt(match[2]) * 100n + BigInt((match[3] ?? '').padEnd(2, '0'));
  return match[1] ? -whole : whole;
}

/** Divides to the nearest whole number, halves away from zero. */
function nearest(value, by) {
  const size = value < 0n ? -value : value;
  const result = (size + by / 2n) / by;
  return value < 0n ? -result : result;
}

/** Writes a scaled whole number with its decimals, a true minus sign and, if asked, thousands commas. */
function decimal(scaled, places, commas) {
  const minus = scaled < 0n;
  const digits = (minus ? -scaled : scaled).toString().padStart(places + 1, '0');
  let whole = digits.slice(0, digits.length - places);
  if (commas) whole = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return (minus ? '−' : '') + whole + (places ? '.' + digits.slice(-places) : '');
}

/**
 * Square metres with two decimals and commas: 1,234.50.
 * @param {*} value See hundredths.
 */
export const squareMetres = (value) => decimal(hundredths(value), 2, true);

/**
 * Hectares with four decimals: 0.1235.
 * @param {*} value See hundredths.
 */
export const hectares = (value) => decimal(nearest(hundredths(value), 100n), 4, false);

/**
 * Mu with two decimals; one mu is 2000/3 square metres.
 * @param {*} value See hundredths.
 */
export const mu = (value) => decimal(nearest(hundredths(value) * 3n, 2000n), 2, true);

/**
 * A share in percent with two decimals: 12.34%, or a dash when there is no whole.
 * @param {*} part
 * @param {*} whole
 */
export function share(part, whole) {
  const all = hundredths(whole);
  return all === 0n ? '—' : decimal(nearest(hundredths(part) * 10000n, all), 2, false) + '%';
}

/**
 * A length in metres, or in kilometres from ten kilometres on.
 * @param {string|number} metres
 * @returns {{value: string, unit: "m"|"km"}}
 */
export function length(metres) {
  const value = hundredths(metres);
  return value >= 1000000n ? { value: decimal(nearest(value, 100n), 3, true), unit: 'km' } : { value: decimal(value, 2, true), unit: 'm' };
}

/**
 * A whole number with commas.
 * @param {number} value
 */
export const count = (value) => decimal(BigInt(Math.round(value)), 0, true);

/**
 * A size of a file: 12.3 MB.
 * @param {number} bytes
 */
export function size(bytes) {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) { value /= 1000; unit += 1; }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/**
 * A moment as 2026-11-20 08:47, in the time of the reader.
 * @param {number} milliseconds Since 1970.
 */
export function moment(milliseconds) {
  const time = new Date(milliseconds);
  const two = (value) => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/**
 * A day as 2026-11-20.
 * @param {number} milliseconds Since 1970.
 */
export const day = (milliseconds) => moment(milliseconds).slice(0, 10);

/**
 * The short form of a digest.
 * @param {string|null|undefined} digest
 */
export const shortDigest = (digest) => (digest ?? '').replace(/^sha256:/, '').slice(0, 8);
