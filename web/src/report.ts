// The parts of the report's JSON that the charts read (docs/json.md), and names in words.

export type Numbers = Record<string, number>;

export interface Point {
  package: Record<string, string>;
  utility: Numbers;
  gain: Numbers;
  packages?: string;
}

export interface DealSet {
  count: string;
  frontier: Point[];
  solutions?: Record<string, Point>;
  ideal_gain?: Numbers;
  nearest?: Point & { shortfall: number };
}

export interface RedLine {
  name: string;
  never: Record<string, string[]>;
}

/** Objects keep no order of their own (keys like integers come first), so arrays say it. */
export interface Model {
  issues: Record<string, { name?: string; options: Record<string, { name?: string }>; option_order: string[] }>;
  issue_order: string[];
  principals: string[];
  parties: Record<string, { name?: string; walk_away?: { likely: number }; red_lines?: RedLine[] }>;
}

export interface Report {
  model: Model;
  [section: string]: unknown;
}

export const solutionNames: Record<string, string> = {
  nash: 'Nash',
  kalai_smorodinsky: 'Kalai\u2013Smorodinsky',
  egalitarian: 'Egalitarian',
  utilitarian: 'Utilitarian',
};

/** Without what stands in brackets at its end. */
export function partyName(model: Model, party: string): string {
  const name = model.parties[party]?.name || party;
  return /^(.+?) \(.*\)$/s.exec(name)?.[1] ?? name;
}

/** "Ukraine’s", "Halden Gearworks’". */
export function possessive(name: string): string {
  return name.endsWith('s') ? `${name}\u2019` : `${name}\u2019s`;
}

export function issueName(model: Model, issue: string): string {
  return model.issues[issue]?.name || issue;
}

export function optionName(model: Model, issue: string, option: string): string {
  return model.issues[issue]?.options[option]?.name || option;
}

/** What a package changes against the status quo, the first option of each issue. */
export function describeChanges(model: Model, choice: Record<string, string>): string[] {
  return model.issue_order
    .filter((issue) => choice[issue] !== undefined && model.issues[issue]?.option_order[0] !== choice[issue])
    .map((issue) => `${issueName(model, issue)}: ${optionName(model, issue, choice[issue]!)}`);
}
