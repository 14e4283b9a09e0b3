/** The bars of the potential survey, beside the table with the same figures. The library is fetched when it is drawn. */
import { lib } from './dom.js';

const FILLS = ['#8a6d00', '#e07b00', '#2e7d32', '#c2185b', '#5e35b1', '#1565c0'];
const MARKS = [null, { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0.8 }, { symbol: 'circle', symbolSize: 0.4 },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: -0.8 }, { symbol: 'triangle', symbolSize: 0.5 }, { symbol: 'rect', dashArrayX: [[4, 4]], dashArrayY: [2, 4] }];

/**
 * Draws one group of bars for each village, each with its figure; patterns tell what colours tell.
 * @param {HTMLElement} container data-survey-chart holds the figures as JSON, areas in hundredths of a square metre.
 */
export async function start(container) {
  const { villages, series } = JSON.parse(container.dataset.surveyChart);
  if (!villages.length || !series.length) return;
  container.style.height = `${Math.max(220, villages.length * (series.length * 15 + 14) + 60)}px`;
  const library = await import(`${lib}/echarts.esm.min.js`);
  const view = library.init(container, null, { renderer: 'svg' });
  view.setOption({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--tc-font-ui'), fontSize: 12, color: '#1b2733' },
    legend: { top: 0, itemWidth: 14, itemHeight: 10 },
    grid: { left: 8, right: 64, top: 52, bottom: 4, containLabel: true },
    xAxis: { type: 'value', axisLabel: { show: false }, splitLine: { lineStyle: { color: '#eaeef1' } } },
    yAxis: { type: 'category', inverse: true, data: villages, axisTick: { show: false }, axisLine: { lineStyle: { color: '#9aa7b1' } } },
    series: series.map((one, index) => ({
      name: one.name, type: 'bar', barMaxWidth: 13, barGap: '8%',
      itemStyle: { color: FILLS[index % FILLS.length], borderColor: '#5d6974', borderWidth: 0.5, ...(MARKS[index % MARKS.length] ? { decal: { color: 'rgba(255,255,255,.65)', ...MARKS[index % MARKS.length] } } : {}) },
      data: one.values.map((value) => value / 1e6),
      label: { show: true, position: 'right', fontSize: 11, formatter: (item) => (item.value ? item.value.toFixed(2) : '') },
    })),
    aria: { enabled: false },
  });
  container.firstElementChild?.setAttribute('aria-hidden', 'true');
  new ResizeObserver(() => view.resize()).observe(container);
}
