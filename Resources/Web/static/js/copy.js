/** A button that copies the text of another element. */
import { announce } from './dom.js';
import { t } from './words.js';

/**
 * Starts a button marked data-copy.
 * @param {HTMLElement} button Its data-copy is the id of the element.
 */
export function start(button) {
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      button.textContent = t('share.copied');
    } catch (refused) {
      window.getSelection().selectAllChildren(source);
      button.textContent = t('share.copyByHand');
    }
    announce(button.textContent);
  });
}
