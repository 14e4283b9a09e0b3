/** A dialog of the page: heading, body, buttons. Focus goes in and comes back, Esc closes (the browser does both). */
import { el, icon } from './dom.js';
import { t } from './words.js';

/**
 * Opens a dialog.
 * @param {string} title
 * @param {Array<Node|string>} body
 * @param {Array<HTMLElement>} [buttons] Placed at the foot.
 * @returns {HTMLDialogElement} Removed from the page when it closes.
 */
export function openDialog(title, body, buttons = []) {
  const dialog = el('dialog.dialog', { 'aria-labelledby': 'dialog-h' },
    el('header', null, el('h2', { id: 'dialog-h' }, title),
      el('button.btn.btn-sm', { type: 'button', 'aria-label': t('close'), onclick: () => dialog.close() }, icon('x-lg'))),
    el('div.body', null, body),
    buttons.length ? el('footer', null, buttons) : null);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
