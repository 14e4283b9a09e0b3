/** Requests to the server: the token against forged requests, JSON, and refusals as problems. */
import { pick, t } from './words.js';

const token = document.querySelector('meta[name=csrf]')?.content ?? '';

/** A refusal or failure the server explained (RFC 9457), or one of the network. */
export class Problem extends Error {
  /**
   * @param {number} status 0 when no answer came.
   * @param {{title?: *, detail?: *, findings?: Array, reference?: string}} body
   */
  constructor(status, body) {
    super(pick(body.title) || t('problem.unknown', { status }));
    this.status = status;
    this.detail = pick(body.detail) === this.message ? '' : pick(body.detail);
    this.findings = body.findings ?? [];
    this.reference = String(body.reference ?? body.instance ?? '').replace(/^urn:[a-z]+:request:/, '');
  }
}

async function problemOf(response) {
  let body = {};
  if ((response.headers.get('Content-Type') ?? '').includes('json')) {
    try { body = await response.json(); } catch (broken) { body = { detail: broken.message }; }
  }
  if (response.status === 401) body.title ??= t('problem.signedOut');
  return new Problem(response.status, body);
}

/**
 * Sends a request and gives the answer, whatever its type.
 * @param {string} method
 * @param {string} path
 * @param {{json?: *, body?: BodyInit, headers?: Object<string, string>, signal?: AbortSignal}} [options]
 * @returns {Promise<Response>}
 * @throws {Problem}
 */
export async function send(method, path, options = {}) {
  const headers = { Accept: 'application/json', ...options.headers };
  if (method !== 'GET' && method !== 'HEAD') headers['X-CSRF-Token'] = token;
  let body = options.body;
  if (options.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.json);
  }
  let response;
  try {
    response = await fetch(path, { method, headers, body, signal: options.signal, credentials: 'same-origin' });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, { title: t('problem.noAnswer'), detail: t('problem.noAnswerFix') });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/**
 * Asks for JSON.
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<*>}
 */
export async function get(path, signal) {
  return (await send('GET', path, { signal })).json();
}

/**
 * Sends JSON and reads JSON back.
 * @param {string} path
 * @param {*} json
 * @param {{headers?: Object<string, string>, signal?: AbortSignal}} [options]
 * @returns {Promise<*>} Null when the answer has no body.
 */
export async function post(path, json, options = {}) {
  const response = await send('POST', path, { ...options, json });
  return response.status === 204 ? null : response.json();
}

/**
 * Writes the query part of an address; empty values are left out.
 * @param {Object<string, string|number|boolean|null|undefined>} values
 * @returns {string} With the question mark, or empty.
 */
export function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length ? '?' + new URLSearchParams(given.map(([key, value]) => [key, String(value)])) : '';
}
