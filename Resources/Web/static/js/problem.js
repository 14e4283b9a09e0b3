/** Shows a refusal in full: every finding at once, each with its remedy. */
import { announce, el, icon } from './dom.js';
import { Problem } from './api.js';
import { pick, t } from './words.js';

/**
 * The panel for a failure.
 * @param {Error} failure
 * @returns {HTMLElement}
 */
export function problemPanel(failure) {
  const findings = failure instanceof Problem ? failure.findings : [];
  const detail = failure instanceof Problem ? failure.detail : failure.message;
  const title = failure instanceof Problem ? failure.message : t('problem.script');
  const items = findings.map((finding) => el('li', null,
    el('div', null, el('b', null, pick(finding)), finding.clause ? el('span.cl-id', null, ` ${finding.clause}`) : null, finding.field ? el('span.sub', null, ` ${finding.field}`) : null)));
  announce(title);
  return el('section.refusal', { role: 'alert' },
    el('header', null, icon('x-octagon-fill'), el('b', null, title)),
    items.length ? el('ol', null, items) : null,
    detail && !items.length ? el('div.pad', null, detail) : null,
    failure.reference ? el('div.pad.sub', null, t('problem.reference', { reference: failure.reference })) : null);
}
