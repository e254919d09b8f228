// Where labels go so that none covers another, a dot, or the edge: for each label in turn the
// cheapest of a ring of places around its point.
import { fontSize, textWidth } from './chart';

export interface Label {
  x: number; // pixels of the point it names
  y: number;
  text: string;
}

export interface PlacedLabel extends Label {
  dx: number; // from the point to the middle of the text
  dy: number;
  far: boolean; // needs a line to its point
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const labelWeight = 600;
const distances = [14, 26, 42, 62, 86];
const directions = 16;

function boxAround(label: Label, dx: number, dy: number): Box {
  const half = textWidth(label.text, labelWeight) / 2 + 3;
  const x = label.x + dx;
  const y = label.y + dy;
  return { left: x - half, right: x + half, top: y - fontSize * 0.7, bottom: y + fontSize * 0.7 };
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function outside(box: Box, frame: Box): number {
  return (
    Math.max(0, frame.left - box.left) +
    Math.max(0, box.right - frame.right) +
    Math.max(0, frame.top - box.top) +
    Math.max(0, box.bottom - frame.bottom)
  );
}

/** All places to try for a label, near ones first. */
function* candidates(label: Label) {
  const half = textWidth(label.text, labelWeight) / 2;
  for (const distance of distances)
    for (let k = 0; k < directions; k++) {
      const angle = (2 * Math.PI * (k + 1)) / directions;
      const dx = Math.cos(angle) * (distance + half);
      const dy = Math.sin(angle) * distance;
      yield { dx, dy, distance };
    }
}

export function placeLabels(
  labels: Label[],
  dots: { x: number; y: number; r: number }[],
  frame: Box,
  taken: Box[] = [],
): PlacedLabel[] {
  const boxes = [...taken];
  return labels.map((label) => {
    let best: PlacedLabel | undefined;
    let bestBox: Box | undefined;
    let bestCost = Infinity;
    for (const { dx, dy, distance } of candidates(label)) {
      const box = boxAround(label, dx, dy);
      const covered = dots.filter(
        (dot) =>
          dot.x > box.left - dot.r &&
          dot.x < box.right + dot.r &&
          dot.y > box.top - dot.r &&
          dot.y < box.bottom + dot.r,
      ).length;
      const clash = boxes.reduce((sum, other) => sum + overlap(box, other), 0);
      const cost = distance + 30 * covered + 3 * clash + 50 * outside(box, frame);
      if (cost < bestCost) {
        bestCost = cost;
        bestBox = box;
        best = { ...label, dx, dy, far: distance > distances[0]! };
      }
    }
    boxes.push(bestBox!);
    return best!;
  });
}
