/** Names of villages or townships on a map. */

/** Layers whose names are written on the map, and the fields that hold them. */
const NAMED = [['CJDCQ', ['ZLDWMC', 'CJDCQMC', 'XZQMC']], ['XZQ', ['XZQMC']]];
const MOST = 400;

async function namesOf(description, snapshot) {
  for (const [role, fields] of NAMED) {
    const layer = description.layers.find((one) => one.role === role && one.count <= MOST);
    if (!layer) continue;
    const page = await snapshot.features({ layer: layer.name, limit: MOST, geometry: false });
    return page.items.flatMap((item) => {
      const name = fields.map((field) => item.properties?.[field]).find(Boolean);
      if (!name || !item.bounds) return [];
      const [w, s, e, n] = item.bounds;
      return [{ type: 'Feature', properties: { n: name }, geometry: { type: 'Point', coordinates: [(w + e) / 2, (s + n) / 2] } }];
    });
  }
  return [];
}

/**
 * Writes the names of a snapshot on a map.
 * @param {import('./viewer.js').Viewer} viewer
 * @param {{layers: Array}} description
 * @param {import('./snapshot.js').Snapshot} snapshot
 */
export async function drawNames(viewer, description, snapshot) {
  try {
    viewer.draw('labels', { type: 'FeatureCollection', features: await namesOf(description, snapshot) });
  } catch (failure) {
    // Names are an addition: the map is whole without them, and the layer's table tells the trouble.
    viewer.map.getContainer().dataset.labels = failure.message;
  }
}
