/** The report card: a clause opens its evidence beside it; Esc closes and gives the focus back to the row. */
import { byId } from './dom.js';

const drawer = byId('drawer');

document.addEventListener('htmx:afterSwap', (event) => {
  if (event.target !== drawer) return;
  const clause = event.detail.requestConfig?.elt?.dataset.clause;
  for (const row of document.querySelectorAll('a.rc')) {
    const here = row.dataset.clause === clause;
    row.classList.toggle('sel', here);
    row.toggleAttribute('aria-current', here);
    if (here) row.setAttribute('aria-current', 'true');
  }
  drawer.scrollTop = 0;
  byId('drawer-h')?.focus();
  if (window.matchMedia('(max-width: 1100px)').matches) drawer.scrollIntoView();
});

document.addEventListener('htmx:responseError', (event) => { if (event.target.closest?.('a.rc')) window.location.assign(event.target.closest('a.rc').href); });

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && drawer.contains(document.activeElement)) document.querySelector('a.rc.sel')?.focus();
});
