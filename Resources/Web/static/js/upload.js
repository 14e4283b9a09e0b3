/** Sending a large file in pieces: the digest first, then piece by piece from wherever the server stands. */
import { Problem, post, send } from './api.js';
import { SHA256 } from './sha256.js';

const PIECE = 4 * 1024 * 1024;
const SLICE = 1024 * 1024;
const RETRIES = [1000, 3000, 8000, 15000];

const pause = (time, signal) => new Promise((resolve, reject) => {
  const timer = window.setTimeout(resolve, time);
  signal.addEventListener('abort', () => { window.clearTimeout(timer); reject(new DOMException('', 'AbortError')); }, { once: true });
});

/**
 * The digest of a file, read in slices.
 * @param {File} file
 * @param {(done: number) => void} progress
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
export async function digestOf(file, progress, signal) {
  const digest = new SHA256();
  for (let at = 0; at < file.size; at += SLICE) {
    if (signal.aborted) throw new DOMException('', 'AbortError');
    digest.update(new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer()));
    progress(Math.min(file.size, at + SLICE));
  }
  return digest.hex();
}

/** One upload. It can be stopped and gone on with, also after the page was loaded anew. */
export class Upload {
  /**
   * @param {string} api "/api/v1".
   * @param {File} file
   * @param {(state: {phase: "digest"|"send"|"wait", done: number, of: number}) => void} progress
   */
  constructor(api, file, progress) {
    this.api = api;
    this.file = file;
    this.progress = progress;
    this.id = null;
  }

  /**
   * Sends what is missing.
   * @param {AbortSignal} signal
   * @returns {Promise<string>} The id of the upload on the server.
   * @throws {Problem}
   */
  async run(signal) {
    const { file } = this;
    this.digest ??= await digestOf(file, (done) => this.progress({ phase: 'digest', done, of: file.size }), signal);
    let offset;
    if (this.id) offset = await this.#offset(signal);
    else {
      const begun = await post(`${this.api}/uploads`, { name: file.name, length: file.size, sha256: this.digest }, { signal });
      this.id = begun.id;
      offset = begun.offset ?? 0;
    }
    while (offset < file.size) {
      this.progress({ phase: 'send', done: offset, of: file.size });
      offset = await this.#piece(offset, signal);
    }
    this.progress({ phase: 'send', done: file.size, of: file.size });
    return this.id;
  }

  /** Takes the upload back from the server. */
  async remove() {
    if (!this.id) return;
    const id = this.id;
    this.id = null;
    await send('DELETE', `${this.api}/uploads/${id}`);
  }

  async #offset(signal) {
    const response = await send('HEAD', `${this.api}/uploads/${this.id}`, { signal });
    return Number(response.headers.get('Upload-Offset') ?? 0);
  }

  /** Sends one piece; on trouble of the network asks where the server stands and tries again. */
  async #piece(offset, signal) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const body = this.file.slice(offset, offset + PIECE);
        const response = await send('PATCH', `${this.api}/uploads/${this.id}`, { body, headers: { 'Content-Type': 'application/octet-stream', 'Upload-Offset': String(offset) }, signal });
        return Number(response.headers.get('Upload-Offset') ?? offset + body.size);
      } catch (failure) {
        const passing = failure instanceof Problem && (failure.status === 0 || failure.status === 409 || failure.status >= 500);
        if (!passing || attempt >= RETRIES.length) throw failure;
        this.progress({ phase: 'wait', done: offset, of: this.file.size });
        await pause(RETRIES[attempt], signal);
        try { offset = await this.#offset(signal); } catch (still) { if (still.name === 'AbortError') throw still; }
      }
    }
  }
}
