// What each red line costs the side that gains least.
import { element, partyKey, type Chart } from '../chart';
import { drawBars, type Block } from './bars';
import { issueName, optionName, partyName, type Model } from '../report';

/** The red line in a few words: whose, and the outcomes it forbids. */
function nameRedLine(model: Model, name: string): { party: string; text: string } {
  for (const [party, { red_lines: lines = [] }] of Object.entries(model.parties))
    for (const line of lines)
      if (line.name === name) {
        const outcomes = Object.entries(line.never).map(
          ([issue, options]) =>
            `${issueName(model, issue)}: ${options.map((o) => optionName(model, issue, o)).join(' or ')}`,
        );
        return { party, text: outcomes.join(' + ') };
      }
  return { party: '', text: name };
}

export const drawPrices: Chart = ({ report, part, width }) => {
  const { model } = report;
  const prices = part as Record<string, number | null>;
  const owners: string[] = [...model.principals];
  const blocks: Block[] = Object.entries(prices).map(([name, price]) => {
    const { party, text } = nameRedLine(model, name);
    if (!owners.includes(party)) owners.push(party);
    return {
      name: party ? `${partyName(model, party)}: ${text}` : text,
      bars: [{ party: owners.indexOf(party), value: price, note: 'no settlement while it stands' }],
    };
  });
  if (blocks.length === 0) return null;
  return element(
    'div',
    'drawn',
    partyKey(owners.map((party) => partyName(model, party))),
    drawBars(blocks, width, 'rise of the smallest gain', 'Price of each red line'),
  );
};
