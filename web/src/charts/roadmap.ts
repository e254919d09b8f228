// A roadmap as a strip of its steps in time, and beneath it the slack of each side at every step.
import { axisX, axisY, dot, gridY, line, plot, rect, ruleX, ruleY, text } from '@observablehq/plot';
import { common, element, faint, fontSize, paper, partyColour, partyKey, partyShape, textWidth, type Chart } from '../chart';
import { decimal, signed } from '../format';
import { partyName, type Step } from '../report';

const tolerance = 1e-9;
const margins = { marginLeft: 52, marginRight: 16 };

interface Block {
  from: number;
  to: number;
  name: string;
  number: number;
  breaks: boolean;
}

/** Steps one after another; all as long as one another where the report does not say how long. */
function layOut(steps: Step[]): Block[] {
  const timed = steps.every((step) => (step.days ?? 0) > 0);
  const broken = steps.findIndex((step) => Object.values(step.slack).some((slack) => slack < -tolerance));
  let day = 0;
  return steps.map((step, index) => {
    const from = day;
    day += timed ? step.days! : 1;
    return { from, to: day, name: step.name, number: index + 1, breaks: index === broken };
  });
}

/** A name inside its block, cut where it does not fit; a narrow block has its number only. */
function fit(block: Block, room: number): string {
  const full = `${block.number} ${block.name}`;
  if (textWidth(full, 600) <= room) return full;
  let cut = full;
  while (cut.length > 0 && textWidth(`${cut}\u2026`, 600) > room) cut = cut.slice(0, -1);
  return cut.length > 5 ? `${cut.trimEnd()}\u2026` : `${block.number}`;
}

function drawStrip(blocks: Block[], width: number): Element {
  const end = blocks[blocks.length - 1]!.to;
  const room = (block: Block) => ((block.to - block.from) / end) * (width - 68) - 12;
  return plot({
    ...common,
    ...margins,
    width,
    height: 40,
    marginTop: 4,
    marginBottom: 4,
    ariaLabel: 'The steps in time',
    x: { domain: [0, end], axis: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      rect(blocks, {
        x1: 'from',
        x2: 'to',
        y1: 0,
        y2: 1,
        insetRight: 2,
        fill: (block: Block) => (block.breaks ? 'var(--shade-4)' : 'var(--panel)'),
        stroke: faint,
        className: 'steps',
        title: (block: Block) => block.name,
      }),
      text(blocks, {
        x: 'from',
        y: 0.5,
        dx: 7,
        textAnchor: 'start',
        text: (block: Block) => fit(block, room(block)),
        fontWeight: 600,
        fill: 'currentColor',
      }),
    ],
  });
}

export const drawRoadmap: Chart = ({ report, part, width }) => {
  const { steps } = part as { steps: Step[] };
  const { model } = report;
  if (!steps?.length) return null;
  const blocks = layOut(steps);
  const end = blocks[blocks.length - 1]!.to;
  const timed = steps.every((step) => (step.days ?? 0) > 0);
  const points = model.principals.map((party, index) => ({
    index,
    slacks: steps
      .map((step, at) => ({ x: blocks[at]!.from, slack: step.slack[party] }))
      .filter((point): point is { x: number; slack: number } => point.slack !== undefined),
  }));
  const slacks = points.flatMap((point) => point.slacks.map((at) => at.slack));
  const low = Math.min(0, ...slacks);
  const high = Math.max(0, ...slacks);
  const pad = (high - low || 0.1) * 0.15;
  const breaking = blocks.filter((block) => block.breaks);
  const drawing = plot({
    ...common,
    ...margins,
    width,
    height: 210,
    marginTop: 24,
    marginBottom: 42,
    ariaLabel: 'Slack of each side before each step',
    ariaDescription: 'The table beneath holds the same numbers.',
    x: { domain: [0, end] },
    y: { domain: [low - pad, high + pad] },
    marks: [
      gridY({ stroke: faint, strokeOpacity: 1, ticks: 5 }),
      axisX({ tickSize: 0, ticks: timed ? Math.max(3, Math.floor(width / 110)) : [], label: timed ? 'days' : null }),
      axisY({ tickSize: 0, ticks: 5, tickFormat: (v: number) => signed(v), label: 'slack' }),
      ruleX(breaking, { x: 'from', stroke: 'var(--accent)', strokeDasharray: '3 3' }),
      ruleY([0], { stroke: 'currentColor' }),
      ...points.flatMap(({ index, slacks: at }) => [
        // Slack is known before each step only; the line leads the eye.
        line(at, { x: 'x', y: 'slack', stroke: partyColour(index), strokeDasharray: '2 4' }),
        dot(at, {
          x: 'x',
          y: 'slack',
          r: 5,
          symbol: partyShape(index),
          fill: partyColour(index),
          stroke: paper,
          className: `slack-${index}`,
          title: (d: { slack: number }) => `${partyName(model, model.principals[index]!)}: ${decimal(d.slack)}`,
        }),
      ]),
      text(breaking, {
        x: 'from',
        frameAnchor: 'top',
        dx: 6,
        dy: -fontSize,
        textAnchor: 'start',
        text: () => 'breaks here',
        fill: 'var(--accent)',
        fontWeight: 600,
        className: 'breaks',
      }),
    ],
  });
  return element(
    'div',
    'drawn',
    partyKey(model.principals.map((party) => partyName(model, party))),
    drawStrip(blocks, width),
    drawing,
  );
};
