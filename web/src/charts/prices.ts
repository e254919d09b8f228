// What each red line costs the side that gains least.
import { column, nameOf, textOf } from '../block';
import { element, partyKey, type Chart } from '../chart';
import { drawBars, type Group } from './bars';
import { partyName, type Model } from '../report';

/** Whose red line it is. */
function ownerOf(model: Model, redLine: string): string {
  const owns = (party: string) => model.parties[party]?.red_lines?.some((line) => line.name === redLine);
  return Object.keys(model.parties).find(owns) ?? '';
}

export const drawPrices: Chart = ({ report, block, width }) => {
  const { model } = report;
  const name = column(block, 'name');
  const price = column(block, 'price');
  const owners: string[] = [...model.principals];
  const groups: Group[] = block.rows.map((row) => {
    const owner = ownerOf(model, nameOf(row[name]));
    if (!owners.includes(owner)) owners.push(owner);
    const value = row[price];
    return {
      name: textOf(row[name]),
      bars: [{ party: owners.indexOf(owner), value: typeof value === 'number' ? value : null, note: 'no price' }],
    };
  });
  if (groups.length === 0) return null;
  return element(
    'div',
    'drawn',
    partyKey(owners.map((party) => partyName(model, party))),
    drawBars(groups, width, 'rise of the smallest gain', 'Price of each red line'),
  );
};
