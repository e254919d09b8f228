// Each roadmap as a strip: a row for each step with the days it takes on the left, and on the right
// what each side would lose by walking away before it. All in pixels, so that both halves share
// their rows.
import { dot, plot, rect, ruleX, ruleY, text } from '@observablehq/plot';
import { column, type Block, type Cell } from '../block';
import { common, element, faint, paper, partyColour, partyKey, partyShape, textWidth, wrapText, type Chart } from '../chart';
import { percent, signed, signedTick } from '../format';
import { partyName, type Model } from '../report';

const tolerance = 1e-9;
const laneHeight = 17;
const lineHeight = 17;
const gap = 30; // between the two halves

interface Row {
  name: string;
  detail: string;
  from?: number; // days
  to?: number;
  reversible?: boolean;
  slack: Record<string, number>;
  breaks: string; // in words, or ''
}

interface Line {
  x: number;
  y: number;
  line: string;
  kind: 'name' | 'detail' | 'breaks';
}

interface Placed extends Row {
  top: number;
  bottom: number;
  texts: Line[];
  lanes: number; // top of the first lane
}

/** The rows of each roadmap, in the order of the block. */
function splitRoadmaps(block: Block): Map<string, Cell[][]> {
  const roadmaps = new Map<string, Cell[][]>();
  const at = column(block, 'roadmap');
  for (const row of block.rows) {
    const name = `${row[at] as string}`;
    roadmaps.set(name, [...(roadmaps.get(name) ?? []), row]);
  }
  return roadmaps;
}

/** Before each step, and when all is done. */
function collectRows(model: Model, block: Block, cells: Cell[][]): Row[] {
  const at = (row: Cell[], name: string) => row[column(block, name)] ?? null;
  return cells.map((row, index) => {
    const days = at(row, 'days');
    const from = Number(at(row, 'day'));
    const slack = Object.fromEntries(model.principals.map((party) => [party, Number(at(row, `${party}_slack`))]));
    const party = at(row, 'breaks_for');
    const breaks =
      typeof party === 'string' ? `breaks here: ${partyName(model, party)} gains ${percent(-slack[party]!)} by walking away` : '';
    if (typeof days !== 'number') return { name: 'When all is done', detail: '', slack, breaks };
    const reversible = at(row, 'reversible') === true;
    return {
      name: `${index + 1} ${at(row, 'step') as string}`,
      detail: `${days === 1 ? '1 day' : `${days} days`}, ${reversible ? 'can be undone' : 'for good'}`,
      from,
      to: from + days,
      reversible,
      slack,
      breaks,
    };
  });
}

/** Name, detail and what breaks, from `top` on; the detail stands beside the name if it fits. */
function layTexts(row: Row, top: number, width: number): Line[] {
  const room = width - 16;
  const start = textWidth(`${row.name}  `, 600);
  const beside = row.detail !== '' && start + textWidth(row.detail) < room;
  const texts: Line[] = wrapText(row.name, room, 600).map((line, k) => ({ x: 8, y: top + k * lineHeight, line, kind: 'name' }));
  const add = (kind: 'detail' | 'breaks', text: string, weight: number) => {
    const y = texts[texts.length - 1]!.y + lineHeight;
    if (text) texts.push(...wrapText(text, room, weight).map((line, k): Line => ({ x: 8, y: y + k * lineHeight, line, kind })));
  };
  if (beside) texts.push({ x: 8 + start, y: top, line: row.detail, kind: 'detail' });
  else add('detail', row.detail, 400);
  add('breaks', row.breaks, 600);
  return texts;
}

function placeRows(rows: Row[], width: number, parties: number): Placed[] {
  let y = 4;
  return rows.map((row) => {
    const top = y;
    const texts = layTexts(row, top + 6 + lineHeight / 2, width);
    const lanes = texts[texts.length - 1]!.y + lineHeight / 2 + 2;
    y = lanes + parties * laneHeight + 10;
    return { ...row, top, bottom: y, texts, lanes };
  });
}

/** Round numbers for an axis from `low` to `high`, about `count` of them, `least` apart. */
function ticks(low: number, high: number, count: number, least: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(least, [1, 2, 5, 10].map((k) => k * power).find((s) => s >= rough) ?? rough);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, k) => (first + k) * step);
}

function drawStrip(model: Model, collected: Row[], label: string, width: number): Element {
  const parties = model.principals;
  const rows = placeRows(collected, width, parties.length);
  const height = rows[rows.length - 1]!.bottom;
  // left: days
  const narrow = width < 520;
  const leftEnd = Math.round(width * (narrow ? 0.36 : 0.5)) - gap / 2;
  const lastDay = Math.max(1, ...rows.map((row) => row.to ?? 0));
  const dayX = (day: number) => 8 + (day / lastDay) * (leftEnd - 8);
  const timed = rows.filter((row) => row.to !== undefined);
  // right: what walking away would cost
  const slacks = rows.flatMap((row) => parties.map((party) => row.slack[party] ?? 0));
  const low = Math.min(0, ...slacks);
  const high = Math.max(0.01, ...slacks);
  const labelRoom = textWidth('+18.5\u00a0%') + 10;
  const rightStart = leftEnd + gap + (low < 0 ? labelRoom : 0);
  const rightEnd = width - labelRoom;
  const slackX = (slack: number) => rightStart + ((slack - low) / (high - low)) * (rightEnd - rightStart);
  const dayTicks = ticks(0, lastDay, narrow ? 2 : 5, 1);
  const slackTicks = ticks(low, high, Math.max(1, Math.floor((rightEnd - rightStart) / 75)), 0.001);
  const dots = rows.flatMap((row) =>
    parties.flatMap((party, index) => {
      const slack = row.slack[party];
      if (slack === undefined) return [];
      return [{ index, slack, x: slackX(slack), y: row.lanes + (index + 0.5) * laneHeight, row }];
    }),
  );
  const ofKind = (kind: string) => rows.flatMap((row) => row.texts.filter((t) => t.kind === kind));
  return plot({
    ...common,
    width,
    height: height + 40,
    margin: 0,
    ariaLabel: `${label}: the steps in time, and what each side would lose by walking away before each`,
    ariaDescription: 'The table beneath holds the same numbers.',
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    marks: [
      rect(
        rows.filter((row) => row.breaks),
        { x1: 0, x2: width, y1: 'top', y2: (row: Placed) => row.bottom - 2, fill: 'var(--shade-2)', className: 'broken' },
      ),
      ruleY(rows.slice(1), { x1: 0, x2: width, y: (row: Placed) => row.top - 1, stroke: faint }),
      ...rows.flatMap((row) => [
        ruleX([...dayTicks.map(dayX), ...slackTicks.map(slackX)], { y1: row.lanes, y2: row.bottom - 5, stroke: faint }),
        ...(low < -tolerance
          ? [rect([row], { x1: slackX(low) - labelRoom + 6, x2: slackX(0), y1: row.lanes, y2: row.bottom - 5, fill: 'var(--accent)', fillOpacity: 0.09 })]
          : []),
        ruleX([slackX(0)], { y1: row.lanes, y2: row.bottom - 5, stroke: 'currentColor' }),
      ]),
      ...[true, false].map((reversible) =>
        rect(
          timed.filter((row) => row.reversible === reversible),
          {
            x1: (row: Placed) => dayX(row.from!),
            x2: (row: Placed) => Math.max(dayX(row.to!), dayX(row.from!) + 3),
            y1: (row: Placed) => row.lanes + 3,
            y2: (row: Placed) => row.lanes + parties.length * laneHeight - 3,
            fill: reversible ? paper : 'var(--step)',
            stroke: 'var(--step)',
            strokeWidth: 1.5,
            strokeDasharray: reversible ? '4 3' : undefined,
            className: 'steps',
            title: (row: Placed) => `${row.name}: day ${row.from} to ${row.to}, ${row.detail}`,
          },
        ),
      ),
      ...parties.flatMap((party, index) => {
        const own = dots.filter((d) => d.index === index);
        return [
          rect(own, {
            x1: (d) => Math.min(d.x, slackX(0)),
            x2: (d) => Math.max(d.x, slackX(0)),
            y1: (d) => d.y - 1.5,
            y2: (d) => d.y + 1.5,
            fill: partyColour(index),
            fillOpacity: 0.55,
          }),
          dot(own, {
            x: 'x',
            y: 'y',
            r: 5,
            symbol: partyShape(index),
            fill: partyColour(index),
            stroke: paper,
            className: `slack-${index}`,
            title: (d: { slack: number }) => `${partyName(model, party)}: ${signed(d.slack)}`,
          }),
          ...[-1, 1].map((side) =>
            text(
              own.filter((d) => (d.slack < 0 ? -1 : 1) === side),
              { x: 'x', y: 'y', dx: 9 * side, textAnchor: side > 0 ? 'start' : 'end', text: (d: { slack: number }) => signed(d.slack), fill: 'currentColor' },
            ),
          ),
        ];
      }),
      text(ofKind('name'), { x: 'x', y: 'y', text: 'line', textAnchor: 'start', fontWeight: 600, fill: 'currentColor', className: 'names' }),
      text(ofKind('detail'), { x: 'x', y: 'y', text: 'line', textAnchor: 'start', fill: 'var(--muted)', className: 'details' }),
      text(ofKind('breaks'), { x: 'x', y: 'y', text: 'line', textAnchor: 'start', fontWeight: 600, fill: 'var(--accent)', className: 'breaks' }),
      text(dayTicks, { x: dayX, y: height + 12, text: (day: number) => `${day}`, fill: 'currentColor' }),
      text(slackTicks, { x: slackX, y: height + 12, text: (slack: number) => signedTick(slack), fill: 'currentColor' }),
      text(['days'], { x: leftEnd, y: height + 30, text: (d: string) => d, textAnchor: 'end', fill: 'currentColor' }),
      text([narrow ? 'would lose by leaving' : 'would lose by walking away'], {
        x: width,
        y: height + 30,
        text: (d: string) => d,
        textAnchor: 'end',
        fill: 'currentColor',
      }),
    ],
  });
}

export const drawRoadmap: Chart = ({ report, block, width }) => {
  const { model } = report;
  if (block.rows.length === 0) return null;
  const key = partyKey(model.principals.map((party) => partyName(model, party)));
  key.append(element('span', '', 'filled: for good'), element('span', '', 'outlined: can be undone'));
  const strips = [...splitRoadmaps(block)].flatMap(([name, cells]) => {
    const title = `Roadmap \u201c${name}\u201d`;
    return [element('p', 'key', element('b', '', title)), drawStrip(model, collectRows(model, block, cells), title, width)];
  });
  return element('div', 'drawn', key, ...strips);
};
