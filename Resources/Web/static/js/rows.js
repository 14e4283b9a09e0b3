/** Moving through a list by keyboard: J and K move, Enter opens. */

/**
 * Starts a list marked data-rows.
 * @param {HTMLElement} node A table, or a box whose data-rows is the selector of its rows.
 */
export function start(node) {
  const rows = () => [...node.querySelectorAll(node.dataset.rows || 'tbody tr')].filter((row) => row.offsetParent);
  let at = -1;
  document.addEventListener('keydown', (event) => {
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const step = { j: 1, k: -1, J: 1, K: -1 }[event.key];
    if (step) {
      const list = rows();
      if (!list.length) return;
      at = Math.min(list.length - 1, Math.max(0, at + step));
      const row = list[at];
      if (row.tabIndex < 0) row.tabIndex = -1;
      row.focus();
      row.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && event.target.matches('tbody tr') && node.contains(event.target)) {
      event.target.querySelector('a[href]')?.click();
    }
  });
}
