// Draws the figures of the page from the blocks in the JSON that it carries. Everything there is to know stands
// in the page without this script; a chart that fails leaves its table.
import { drawAgreement, drawAsks, drawDrift } from './charts/clock';
import { drawAlone } from './charts/alone';
import { drawFrontier } from './charts/frontier';
import { drawGap } from './charts/gap';
import { drawPrices } from './charts/prices';
import { drawProvenance } from './charts/provenance';
import { drawRoadmap } from './charts/roadmap';
import type { Chart } from './chart';
import { addFilters, fadeDots } from './filter';
import { findBlock } from './block';
import type { Report } from './report';

const charts: Record<string, Chart> = {
  agreement: drawAgreement,
  alone: drawAlone,
  asks: drawAsks,
  drift: drawDrift,
  frontier: drawFrontier,
  gap: drawGap,
  prices: drawPrices,
  provenance: drawProvenance,
  roadmap: drawRoadmap,

};

function drawFigure(report: Report, figure: HTMLElement, width: number): void {
  const chart = charts[figure.dataset.chart ?? ''];
  const part = figure.dataset.part ?? '';
  const block = findBlock(report, part, figure.dataset.table ?? '');
  const drawn = chart && block ? chart({ report, part, block, width }) : null;
  figure.querySelector(':scope > .drawn, :scope > svg')?.remove();
  if (drawn) figure.append(drawn);
  // One picture with a name; what is in it stands in the table.
  for (const drawing of figure.querySelectorAll('svg')) drawing.setAttribute('role', 'img');
  figure.classList.toggle('is-drawn', drawn !== null);
}

function drawAll(report: Report, width: number): void {
  for (const figure of document.querySelectorAll<HTMLElement>('figure.chart'))
    drawFigure(report, figure, width);
}

/** A chart says every number of the table beneath it, which may then wait to be asked for. */
function foldTables(): void {
  for (const table of document.querySelectorAll<HTMLDetailsElement>('.is-drawn ~ details.numbers'))
    table.open = false;
}

function start(): void {
  const data = document.getElementById('entente-data');
  const main = document.querySelector('main');
  if (!data || !main) return;
  const report = JSON.parse(data.textContent ?? '') as Report;
  const tables = addFilters(report);
  let drawnWidth = 0;
  const redraw = () => {
    const width = Math.min(760, Math.floor(main.clientWidth));
    if (width <= 0 || width === drawnWidth) return;
    drawAll(report, (drawnWidth = width));
    fadeDots(tables);
  };
  redraw();
  new ResizeObserver(() => requestAnimationFrame(redraw)).observe(main);
  foldTables();
}

start();
