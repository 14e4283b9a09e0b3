/** The page of a project: tabs change in place, a clause opens its evidence beside it, Esc gives the focus back to the row. */

const drawer = () => document.getElementById('drawer');

function mark(clause) {
  for (const row of document.querySelectorAll('a.rc')) {
    const here = row.dataset.clause === clause;
    row.classList.toggle('sel', here);
    if (here) row.setAttribute('aria-current', 'true'); else row.removeAttribute('aria-current');
  }
}

document.addEventListener('htmx:afterSwap', (event) => {
  if (event.target.id === 'drawer') {
    mark(event.detail.requestConfig?.elt?.dataset.clause);
    event.target.scrollTop = 0;
    document.getElementById('drawer-h')?.focus();
    if (window.matchMedia('(max-width: 1100px)').matches) event.target.scrollIntoView();
    return;
  }
  // A tab that came in place brings lists that are moved through by keyboard.
  const rows = document.querySelector('#tab [data-rows]');
  if (rows) import('./rows.js').then((module) => module.start(rows));
});

document.addEventListener('htmx:responseError', (event) => {
  const link = event.detail.requestConfig?.elt;
  if (link?.matches?.('a[href]')) window.location.assign(link.href);
});

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-print-page]')) window.print();
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && drawer()?.contains(document.activeElement)) document.querySelector('a.rc.sel')?.focus();
});
