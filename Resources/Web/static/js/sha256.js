/** SHA-256 (FIPS 180-4) over a stream: the browser's own digest wants the whole file in memory. */

const K = new Int32Array(64);
const START = new Int32Array(8);

/** The constants are the first bits of roots of primes; computing them is shorter than listing them. */
(function makeConstants() {
  const fraction = (value) => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
  const isPrime = (value) => { for (let by = 2; by * by <= value; by += 1) if (value % by === 0) return false; return true; };
  for (let value = 2, found = 0; found < 64; value += 1) {
    if (!isPrime(value)) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(value));
    K[found] = fraction(Math.cbrt(value));
    found += 1;
  }
})();

/** A digest that takes bytes piece by piece. */
export class SHA256 {
  constructor() {
    this.state = START.slice();
    this.rest = new Uint8Array(64);
    this.kept = 0;
    this.length = 0;
    this.words = new Int32Array(64);
  }

  /**
   * Takes more bytes.
   * @param {Uint8Array} bytes
   */
  update(bytes) {
    this.length += bytes.length;
    let from = 0;
    if (this.kept) {
      from = Math.min(64 - this.kept, bytes.length);
      this.rest.set(bytes.subarray(0, from), this.kept);
      this.kept += from;
      if (this.kept < 64) return;
      this.#block(this.rest, 0);
      this.kept = 0;
    }
    for (; from + 64 <= bytes.length; from += 64) this.#block(bytes, from);
    this.rest.set(bytes.subarray(from));
    this.kept = bytes.length - from;
  }

  /**
   * Ends the stream.
   * @returns {string} 64 hexadecimal digits.
   */
  hex() {
    const bits = this.length * 8;
    const tail = new Uint8Array(this.kept < 56 ? 64 - this.kept : 128 - this.kept);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(tail.length - 4, bits >>> 0);
    this.update(tail);
    return [...this.state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #block(bytes, at) {
    const { words: w, state } = this;
    for (let i = 0; i < 16; i += 1) w[i] = (bytes[at + 4 * i] << 24) | (bytes[at + 4 * i + 1] << 16) | (bytes[at + 4 * i + 2] << 8) | bytes[at + 4 * i + 3];
    for (let i = 16; i < 64; i += 1) {
      const x = w[i - 15];
      const y = w[i - 2];
      const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (((w[i - 16] + w[i - 7]) | 0) + ((low + high) | 0)) | 0;
    }
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let i = 0; i < 64; i += 1) {
      const turnE = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const turnA = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const one = (((((h + turnE) | 0) + ((e & f) ^ (~e & g))) | 0) + ((K[i] + w[i]) | 0)) | 0;
      const two = (turnA + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }
}
