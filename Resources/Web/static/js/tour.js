/** The tour: what a step is about is marked on the page and brought into view, and the focus stands on the step. */

/**
 * Starts a step.
 * @param {HTMLElement} node Its data-tour is the selector of what is looked at; empty on other pages.
 */
export function start(node) {
  if (!node.dataset.tour) return;
  const found = [...document.querySelectorAll(node.dataset.tour)].find((one) => one.offsetParent !== null);
  const place = found?.closest('section, nav, table') ?? found;
  if (place && !place.contains(node)) {
    place.classList.add('tc-toured');
    if (place.getBoundingClientRect().top > window.innerHeight * 0.6) place.scrollIntoView({ block: 'center' });
  }
  node.querySelector('h2').focus({ preventScroll: true });
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') node.querySelector('a[href$="step=0"]').click();
  });
}
