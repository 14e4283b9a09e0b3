/** A map on paper: size, direction, scale and title are chosen, the server draws the PDF. */
import { byId, el, fill } from '../dom.js';
import { openDialog } from '../dialog.js';
import { problemPanel } from '../problem.js';
import { t } from '../words.js';

/** Width and height of the sheets in millimetres, upright. */
const SHEETS = { A4: [210, 297], A3: [297, 420], A2: [420, 594], A1: [594, 841], A0: [841, 1189] };
const SCALES = [500, 1000, 2000, 5000, 10000, 15000, 20000, 25000, 50000, 100000, 200000];

/**
 * Opens the print dialog.
 * @param {{snapshot: object, centre: number[], scale: number, title: string, layers: Array<{name: string, opacity: number}>, shape: object|null}} view
 */
export function openPrint(view) {
  const near = SCALES.find((scale) => scale >= view.scale * 0.98) ?? SCALES.at(-1);
  const choice = (id, label, options, chosen) => el('div', null, el('label.form-label', { for: id }, label), el('select.form-select', { id }, options.map(([value, text]) => el('option', { value, selected: value === chosen }, text))));
  const trouble = el('div');
  const act = el('button.btn.btn-primary', { type: 'submit', form: 'print-form' }, t('print.act'));
  const form = el('form', { id: 'print-form', onsubmit: (event) => { event.preventDefault(); run(); } },
    el('div.stack-form', null,
      el('div', null, el('label.form-label', { for: 'print-title' }, t('print.sheetTitle')), el('input.form-control', { id: 'print-title', value: view.title, maxlength: 60, required: true })),
      el('div.three', null,
        choice('print-size', t('print.size'), Object.entries(SHEETS).map(([name, [w, h]]) => [name, `${name}　${w} × ${h}`]), 'A3'),
        choice('print-way', t('print.orientation'), [['landscape', t('print.landscape')], ['portrait', t('print.portrait')]], 'landscape'),
        choice('print-scale', t('print.scale'), SCALES.map((scale) => [String(scale), `1:${scale}`]), String(near))),
      el('p.form-hint', { id: 'print-cover' }), trouble));
  const dialog = openDialog(t('print.title'), [form], [act]);
  const cover = () => {
    const [w, h] = SHEETS[byId('print-size').value];
    const across = byId('print-way').value === 'landscape' ? [h, w] : [w, h];
    const scale = Number(byId('print-scale').value);
    const km = across.map((side) => (((side - 24) / 1000) * scale / 1000).toFixed(2));
    fill(byId('print-cover'), t('print.cover', { width: km[0], height: km[1] }));
  };
  dialog.addEventListener('change', cover);
  cover();
  const run = async () => {
    act.disabled = true;
    act.textContent = t('print.drawing');
    fill(trouble);
    try {
      const blob = await view.snapshot.print({ size: byId('print-size').value, orientation: byId('print-way').value, scale: Number(byId('print-scale').value), centre: view.centre, title: byId('print-title').value, layers: view.layers, ...(view.shape ? { shape: view.shape } : {}) });
      const address = URL.createObjectURL(blob);
      const link = el('a', { href: address, download: `${byId('print-title').value}.pdf` });
      document.body.append(link);
      link.click();
      link.remove();
      window.setTimeout(() => URL.revokeObjectURL(address), 60000);
      dialog.close();
    } catch (failure) {
      fill(trouble, problemPanel(failure));
      act.disabled = false;
      act.textContent = t('print.act');
    }
  };
}
