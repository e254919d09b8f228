// The frontier of a set of packages as a scatter: one drawing for each pair of principals.
import { axisX, axisY, dot, gridX, gridY, line, plot, pointer, rect, ruleX, ruleY, text, tip } from '@observablehq/plot';
import { common, element, faint, fontSize, ink, fitText, isolate, paper, partyColour, textWidth, type Chart } from '../chart';
import { column, findBlock, nameOf, numberAt, type Block } from '../block';
import { signed, signedTick, tick } from '../format';
import { labelWeight, placeLabels, type Label } from '../labels';
import { describeChanges, partyName, possessive, solutionNames, type DealSet, type Model, type Point, type Report } from '../report';

/** One axis: whose payoff, how it is measured, and what it has without agreement. */
interface Axis {
  party: string;
  name: string;
  index: number;
  value: (point: Point) => number;
  without: number;
  ideal?: number;
}

interface Spot {
  x: number;
  y: number;
  text: string;
}

/** Settlements replace the contest and are measured by utility; interim agreements by what they add. */
function makeAxis(model: Model, set: DealSet, index: number, isSettlement: boolean): Axis {
  const party = model.principals[index]!;
  const without = isSettlement ? (model.parties[party]?.walk_away?.likely ?? 0) : 0;
  const best = set.ideal_gain?.[party];
  return {
    party,
    name: partyName(model, party),
    index,
    value: (point) => (isSettlement ? (point.utility[party] ?? 0) : (point.gain[party] ?? 0)),
    without,
    ideal: best === undefined ? undefined : without + best,
  };
}

function describe(model: Model, point: Point): string {
  const gains = model.principals.map((p) => `${isolate(partyName(model, p))} ${signed(point.gain[p] ?? 0)}`);
  return [gains.join(', '), ...describeChanges(model, point.package)].join('\n');
}

/** The solutions as labelled spots; those on one spot share a label. */
function collectSpots(set: DealSet, x: Axis, y: Axis): Spot[] {
  const spots: Spot[] = [];
  for (const [key, name] of Object.entries(solutionNames)) {
    const point = set.solutions?.[key];
    if (!point) continue;
    const spot = { x: x.value(point), y: y.value(point), text: name };
    const same = spots.find((s) => Math.abs(s.x - spot.x) < 1e-9 && Math.abs(s.y - spot.y) < 1e-9);
    if (same) same.text += `, ${name}`;
    else spots.push(spot);
  }
  return spots;
}

function domain(values: number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = Math.max(0.02, (high - low) * 0.14);
  return [low - pad, high + pad];
}

/** Long shared labels are cut after a comma where the drawing is narrow. */
function shorten(spots: Spot[], width: number): Spot[] {
  return spots.map((spot) =>
    textWidth(spot.text) > width * 0.5 ? { ...spot, text: spot.text.replace('Kalai\u2013Smorodinsky', 'K\u2013S') } : spot,
  );
}

function drawPair(model: Model, set: DealSet, x: Axis, y: Axis, width: number, isSettlement: boolean): Element {
  const points = set.frontier.length > 0 ? set.frontier : set.nearest ? [set.nearest] : [];
  const isEmpty = set.frontier.length === 0;
  const spots = shorten(collectSpots(set, x, y), width);
  const ideal: Spot[] =
    x.ideal === undefined || y.ideal === undefined || isEmpty ? [] : [{ x: x.ideal, y: y.ideal, text: 'Ideal point' }];
  const named = isEmpty ? points.map((p) => ({ x: x.value(p), y: y.value(p), text: 'Nearest package' })) : spots;
  const xs = domain([x.without, ...points.map(x.value), ...ideal.map((s) => s.x)]);
  const ys = domain([y.without, ...points.map(y.value), ...ideal.map((s) => s.y)]);
  const height = Math.round(Math.min(440, Math.max(280, width * 0.7)));
  const margins = { marginLeft: 52, marginRight: 16, marginTop: 26, marginBottom: 46 };
  const scaleX = (v: number) =>
    margins.marginLeft + ((v - xs[0]) / (xs[1] - xs[0])) * (width - margins.marginLeft - margins.marginRight);
  const scaleY = (v: number) =>
    height - margins.marginBottom - ((v - ys[0]) / (ys[1] - ys[0])) * (height - margins.marginTop - margins.marginBottom);
  const unit = isSettlement ? 'utility' : 'gain';
  const wallX = `${fitText(x.name, width * 0.4)}: ${isSettlement ? 'walk-away' : 'no agreement'}`;
  const wallY = `${fitText(y.name, width * 0.4)}: ${isSettlement ? 'walk-away' : 'no agreement'}`;

  // The name of the vertical line stands to its right where there is room.
  const wallLeft = scaleX(x.without) + textWidth(wallX) + 8 > width;

  const placed = placeLabels(
    [...named, ...ideal].map((s): Label => ({ x: scaleX(s.x), y: scaleY(s.y), text: s.text })),
    [
      ...points.map((p) => ({ x: scaleX(x.value(p)), y: scaleY(y.value(p)), r: 4 })),
      ...[...spots, ...ideal].map((s) => ({ x: scaleX(s.x), y: scaleY(s.y), r: 8 })),
    ],
    { left: margins.marginLeft, right: width - 2, top: margins.marginTop, bottom: height - margins.marginBottom },
    [
      // the names of the two dashed lines
      { left: scaleX(x.without) - (wallLeft ? textWidth(wallX) : 4), right: scaleX(x.without) + (wallLeft ? 4 : textWidth(wallX)), top: 0, bottom: margins.marginTop + 16 },
      {
        left: width - margins.marginRight - textWidth(wallY),
        right: width,
        top: scaleY(y.without),
        bottom: scaleY(y.without) + fontSize * 1.6,
      },
    ],
  );
  const ticks = Math.max(3, Math.floor(width / 110));

  return plot({
    ...common,
    width,
    height,
    ...margins,
    ariaLabel: `${x.name} against ${y.name}: ${isEmpty ? 'the nearest package' : `${points.length} packages on the frontier`}`,
    ariaDescription: 'The tables beneath hold the same numbers.',
    x: { domain: xs, label: null },
    y: { domain: ys, label: null },
    marks: [
      rect([0], {
        x1: x.without,
        x2: xs[1],
        y1: y.without,
        y2: ys[1],
        fill: 'var(--zone)',
        className: 'zone',
      }),
      gridX({ stroke: faint, strokeOpacity: 1, ticks }),
      gridY({ stroke: faint, strokeOpacity: 1, ticks: 5 }),
      axisX({
        ticks,
        tickSize: 0,
        tickFormat: isSettlement ? tick : signedTick,
        label: `${possessive(fitText(x.name, width * 0.5))} ${unit}`,
        labelAnchor: 'right',
        labelArrow: true,
      }),
      axisY({
        ticks: 5,
        tickSize: 0,
        tickFormat: isSettlement ? tick : signedTick,
        label: `${possessive(fitText(y.name, width * 0.5))} ${unit}`,
        labelArrow: true,
      }),
      ruleX([x.without], { stroke: partyColour(x.index), strokeDasharray: '5 4', strokeWidth: 1.5 }),
      ruleY([y.without], { stroke: partyColour(y.index), strokeDasharray: '5 4', strokeWidth: 1.5 }),
      text([wallX], {
        x: x.without,
        frameAnchor: 'top',
        dx: wallLeft ? -6 : 6,
        dy: 2,
        textAnchor: wallLeft ? 'end' : 'start',
        text: (d: string) => d,
        fill: partyColour(x.index),
        stroke: paper,
        strokeWidth: 4,
      }),
      text([wallY], {
        y: y.without,
        frameAnchor: 'right',
        dy: 10,
        textAnchor: 'end',
        text: (d: string) => d,
        fill: partyColour(y.index),
        stroke: paper,
        strokeWidth: 4,
      }),
      ...(model.principals.length === 2 && !isEmpty
        ? [
            line([...points].sort((a, b) => x.value(a) - x.value(b)), {
              x: x.value,
              y: y.value,
              curve: 'step-before',
              stroke: ink,
              strokeOpacity: 0.45,
            }),
          ]
        : []),
      dot(points, {
        x: x.value,
        y: y.value,
        r: points.length > 200 ? 2 : 4,
        fill: isEmpty ? paper : ink,
        stroke: isEmpty ? ink : points.length > 200 ? 'none' : paper,
        strokeWidth: isEmpty ? 2 : 1,
        fillOpacity: isEmpty ? 1 : 0.7,
        className: isEmpty ? 'nearest' : 'frontier',
      }),
      dot(spots, { x: 'x', y: 'y', r: 7, stroke: 'var(--accent)', strokeWidth: 2.5, className: 'solutions' }),
      dot(ideal, { x: 'x', y: 'y', r: 6, symbol: 'plus', stroke: ink, strokeWidth: 2, className: 'ideal-point' }),
      ...placed.flatMap((label, index) => {
        const at = [[...named, ...ideal][index]!];
        return [
          ...(label.far ? [leader(at, label.dx, label.dy, textWidth(label.text, labelWeight) / 2)] : []),
          text(at, {
            x: 'x',
            y: 'y',
            dx: label.dx,
            dy: label.dy,
            text: () => label.text,
            fill: 'currentColor',
            stroke: paper,
            strokeWidth: 4,
            fontWeight: labelWeight,
            className: 'label',
          }),
        ];
      }),
      tip(points, pointer({ x: x.value, y: y.value, title: (p: Point) => describe(model, p), fontSize: 12 })),
    ],
  });

  /** A thin line from a point to the near end of its label. */
  function leader(at: Spot[], dx: number, dy: number, half: number) {
    const end = Math.abs(dx) > half ? dx - Math.sign(dx) * half : dx * 0.3;
    return dot(at, {
      x: 'x',
      y: 'y',
      r: 1,
      stroke: ink,
      strokeOpacity: 0.6,
      symbol: { draw: (path: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }) => {
        path.moveTo(Math.sign(dx) * 5, Math.sign(dy) * 5);
        path.lineTo(end, dy - Math.sign(dy) * 7);
      } },
    });
  }
}

/** The numbers of one row, by party. */
function numbersOf(model: Model, block: Block, row: number, name: string): Record<string, number> {
  return Object.fromEntries(model.principals.map((party) => [party, numberAt(block, row, column(block, `${name}_${party}`)) ?? 0]));
}

function pointsOf(model: Model, block: Block): Point[] {
  const at = block.columns.findIndex(({ type }) => type === 'package');
  return block.rows.map((row, index) => ({
    package: (row[at] ?? {}) as Record<string, string>,
    utility: numbersOf(model, block, index, 'utility'),
    gain: numbersOf(model, block, index, 'gain'),
  }));
}

/** A frontier with its solutions, or by itself the package that comes nearest. */
function readSet(report: Report, part: string, block: Block): DealSet {
  const points = pointsOf(report.model, block);
  if (block.name.endsWith('-nearest')) return { count: '0', frontier: [], nearest: { ...points[0]!, shortfall: 0 } };
  const chosen = findBlock(report, part, `${block.name}-solutions`);
  const solutions = chosen ? pointsOf(report.model, chosen) : [];
  const ideal = (report[part] as Record<string, DealSet | undefined>)[block.name]?.ideal_gain;
  return {
    count: `${points.length}`,
    frontier: points,
    solutions: Object.fromEntries(solutions.map((point, row) => [nameOf(chosen?.rows[row]?.[0]), point])),
    ideal_gain: ideal,
  };
}

export const drawFrontier: Chart = ({ report, part, block, width }) => {
  if (block.rows.length === 0) return null;
  const set = readSet(report, part, block);
  const { model } = report;
  if (set.frontier.length === 0 && !set.nearest) return null;
  const isSettlement = block.name.startsWith('settlement');
  const axes = model.principals.map((_, index) => makeAxis(model, set, index, isSettlement));
  const pairs = axes.flatMap((x, i) => axes.slice(i + 1).map((y) => [x, y] as const));
  const columns = pairs.length > 1 && width >= 640 ? 2 : 1;
  const each = columns === 1 ? width : Math.floor((width - 24) / columns);
  return element(
    'div',
    columns === 1 ? 'drawn' : 'drawn pairs',
    ...pairs.map(([x, y]) => drawPair(model, set, x, y, each, isSettlement)),
  );
};
