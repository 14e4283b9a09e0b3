/** One snapshot on the server: its layers, features, tiles and analyses. Every area comes from there. */
import { get, post, query, send } from '../api.js';

/** A client of one edition of one dataset. */
export class Snapshot {
  /**
   * @param {string} api "/api/v1".
   * @param {string} dataset
   * @param {string|number} edition A number or "latest".
   */
  constructor(api, dataset, edition) {
    this.dataset = dataset;
    this.edition = String(edition);
    this.base = `${api}/maps/${encodeURIComponent(dataset)}/${encodeURIComponent(edition)}`;
  }

  /** Address pattern of the vector tiles. */
  get tiles() { return `${window.location.origin}${this.base}/tiles/{z}/{x}/{y}`; }

  /** What the snapshot holds: digest, bounds, layers with fields. */
  async describe() { return get(`${this.base}/layers`); }

  /**
   * A page of features.
   * @param {{layer: string, bbox?: string, filter?: string, sort?: string, offset?: number, limit?: number, geometry?: boolean}} wanted
   * @param {AbortSignal} [signal]
   */
  async features(wanted, signal) { return get(`${this.base}/features${query(wanted)}`, signal); }

  /** One feature as GeoJSON, from the standard interface (OGC API – Features). */
  async feature(layer, id) { return get(`/ogc/${encodeURIComponent(this.dataset)}/${encodeURIComponent(this.edition)}/collections/${encodeURIComponent(layer)}/items/${id}?f=json`); }

  /** Everything at a point, the legal area first. */
  async identify(lon, lat, signal) { return get(`${this.base}/identify${query({ lon: lon.toFixed(8), lat: lat.toFixed(8) })}`, signal); }

  /** Features by name, number or code. */
  async search(text, limit, signal) { return get(`${this.base}/search${query({ q: text, limit })}`, signal); }

  /** Legal area and length of a drawing. */
  async measure(geometry, signal) { return post(`${this.base}/measure`, feature(geometry), { signal }); }

  /**
   * What lies under a range.
   * @param {{geometry?: object, file?: File}} range
   * @param {AbortSignal} [signal]
   */
  async occupation(range, signal) {
    if (range.geometry) return post(`${this.base}/occupation`, feature(range.geometry), { signal });
    const response = await send('POST', `${this.base}/occupation`, {
      body: range.file,
      headers: { 'Content-Type': typeOf(range.file.name), 'X-File-Name': encodeURIComponent(range.file.name) },
      signal,
    });
    return response.json();
  }

  /** Has the server prepare the layers for {@link occupation}; resolves when they are. */
  prepareOccupation() { return get(`${this.base}/occupation`); }

  /** A map on paper, as a PDF. */
  async print(sheet) {
    const response = await send('POST', `${this.base}/print`, { json: sheet, headers: { Accept: 'application/pdf' } });
    return response.blob();
  }

  /** Address of a table as a file. */
  exportAddress(layer, filter, format) { return `${this.base}/export${query({ layer, filter, format })}`; }
}

const feature = (geometry) => ({ type: 'Feature', properties: {}, geometry });

function typeOf(name) {
  if (/\.zip$/i.test(name)) return 'application/zip';
  if (/\.(geo)?json$/i.test(name)) return 'application/geo+json';
  return 'text/plain';
}
