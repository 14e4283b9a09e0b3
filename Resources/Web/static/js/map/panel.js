/** The panel at the right: one result at a time, with heading, acts and foot. */
import { byId, el, fill, icon } from '../dom.js';
import { t } from '../words.js';

/** Opens, fills and closes the result panel. */
export class ResultPanel {
  /** @param {() => void} moved Called when the width left for the map changed. */
  constructor(moved) {
    this.moved = moved;
    this.node = byId('result');
    this.onClose = null;
    byId('result-close').addEventListener('click', () => this.close());
    this.node.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.close(); });
  }

  /** Whether something is shown. */
  get isOpen() { return !this.node.hidden; }

  /**
   * Shows a result. What another owner showed before is told that it was closed.
   * @param {{owner?: string, title: string, sub?: string, acts?: Array<HTMLElement>, body: Array<Node|string>, foot?: Array<Node|string>, onClose?: () => void, focus?: boolean}} content
   */
  show(content) {
    if (this.onClose && this.owner !== content.owner) { const former = this.onClose; this.onClose = null; former(); }
    this.owner = content.owner ?? null;
    fill(byId('result-h'), content.title);
    fill(byId('result-sub'), content.sub ?? '');
    fill(byId('result-act'), content.acts ?? []);
    fill(byId('result-body'), content.body);
    byId('result-body').scrollTop = 0;
    const foot = byId('result-foot');
    foot.hidden = !content.foot?.length;
    fill(foot, content.foot ?? []);
    this.onClose = content.onClose ?? null;
    const opened = this.node.hidden;
    this.node.hidden = false;
    byId('mapgrid').classList.add('with-result');
    document.body.classList.add('has-result');
    if (opened) this.moved();
    if (content.focus) this.node.focus({ preventScroll: false });
  }

  /** Shows that something is being read, after a moment. */
  wait(owner, title, text, cancel, onClose) {
    this.show({ owner, title, body: [el('div.pad', { role: 'status' }, el('div.skel', { style: { width: '60%' } }), el('div.skel'), el('div.skel', { style: { width: '80%' } }), el('p.sub', null, text), cancel ? el('button.btn.btn-sm', { type: 'button', onclick: cancel }, t('cancel')) : null)], onClose });
  }

  /** Closes the panel and gives the map its width back. */
  close() {
    if (this.node.hidden) return;
    const inside = this.node.contains(document.activeElement);
    this.node.hidden = true;
    byId('mapgrid').classList.remove('with-result');
    document.body.classList.remove('has-result');
    const former = this.onClose;
    this.onClose = null;
    former?.();
    this.moved();
    if (inside) document.querySelector('#tools [aria-pressed=true]')?.focus();
  }
}

/**
 * A small button for the head of the panel.
 * @param {string} name Of the icon.
 * @param {string} text
 * @param {() => void} act
 */
export const actButton = (name, text, act) => el('button.btn.btn-sm', { type: 'button', onclick: act }, icon(name), text);
