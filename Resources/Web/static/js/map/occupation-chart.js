/** A bar chart of one table of the analysis. The chart library is fetched when the first chart is asked for. */
import { lib } from '../dom.js';

let library = null;

/**
 * Draws bars, longest first, each with its figure; colours alone never tell.
 * @param {HTMLElement} container With a size.
 * @param {{rows: Array<{label: string, area: bigint, colour: string}>, unit: string}} chart
 * @returns {Promise<() => void>} Takes the chart away.
 */
export async function drawChart(container, chart) {
  library ??= await import(`${lib}/echarts.esm.min.js`);
  const rows = [...chart.rows].sort((one, two) => (one.area < two.area ? -1 : 1)).slice(-16);
  const style = getComputedStyle(document.documentElement);
  const font = style.getPropertyValue('--tc-font-ui');
  const view = library.init(container, null, { renderer: 'svg' });
  view.setOption({
    animation: false,
    textStyle: { fontFamily: font, fontSize: 12, color: '#1b2733' },
    grid: { left: 8, right: 72, top: 22, bottom: 8, containLabel: true },
    xAxis: { type: 'value', axisLabel: { show: false }, splitLine: { lineStyle: { color: '#eaeef1' } }, name: chart.unit, nameLocation: 'end', nameGap: 8 },
    yAxis: { type: 'category', data: rows.map((row) => row.label), axisTick: { show: false }, axisLine: { lineStyle: { color: '#9aa7b1' } }, axisLabel: { width: 120, overflow: 'truncate' } },
    series: [{ type: 'bar', barMaxWidth: 18, data: rows.map((row) => ({ value: Number(row.area) / 1e6, itemStyle: { color: row.colour, borderColor: '#5d6974', borderWidth: 0.6 } })), label: { show: true, position: 'right', formatter: (item) => item.value.toFixed(4) } }],
    aria: { enabled: false },
  });
  container.firstElementChild?.setAttribute('aria-hidden', 'true');
  const watcher = new ResizeObserver(() => view.resize());
  watcher.observe(container);
  return () => { watcher.disconnect(); view.dispose(); };
}
