/** Sharing a view: the address says it all. */
import { announce, el } from '../dom.js';
import { openDialog } from '../dialog.js';
import { t } from '../words.js';

/**
 * Shows the address of this view, ready to copy.
 * @param {string} address
 */
export function openShare(address) {
  const field = el('input.form-control.mono', { id: 'share-address', value: address, readonly: true });
  const copy = el('button.btn.btn-primary', { type: 'button', onclick: async () => {
    field.select();
    let copied = false;
    try { await navigator.clipboard.writeText(address); copied = true; } catch (refused) { copied = document.execCommand('copy'); }
    copy.textContent = t(copied ? 'share.copied' : 'share.copyByHand');
    announce(copy.textContent);
  } }, t('share.copy'));
  openDialog(t('share.title'), [el('p.sub', null, t('share.lead')), el('div', null, el('label.form-label', { for: 'share-address' }, t('share.address')), field)], [copy]);
  field.select();
}
