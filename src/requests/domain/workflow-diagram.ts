import { STAY_STEPS } from '../../stays/domain/stay-steps.js';
import { STATE_TEXT } from './states.js';
import { TRANSITIONS } from './transitions.js';

/**
 * The workflow as a Mermaid state diagram, from the table of transitions and that of the stay: for the README, where a test
 * holds it to the tables. One arrow for each action and state that it leads from.
 */
export function workflowDiagram(): string {
  const states = Object.entries(STATE_TEXT).map(([state, text]) => `  ${state}: ${text}`);
  const arrows = TRANSITIONS.flatMap(({ from, to, keeps, label, sets }) =>
    from.map((one) => arrow(one, keeps?.includes(one) ? one : to, sets ? `${label} (${sets})` : label)),
  );
  const stay = STAY_STEPS.flatMap(({ from, to, label }) => (to ? from.map((one) => arrow(one, to, label)) : []));
  return ['stateDiagram-v2', ...states, '  [*] --> draft', ...arrows, ...stay].join('\n');
}

/** A colon or a semicolon would end the label. */
const arrow = (from: string, to: string, label: string) => `  ${from} --> ${to}: ${label.replaceAll(/[:;]/g, ',')}`;

/** What stands around it in the README. */
export const DIAGRAM_BEGINS = '<!-- The workflow: written by `npm run workflow`, from the tables of the code. -->';
export const DIAGRAM_ENDS = '<!-- The end of the workflow. -->';

/** The text with the diagram as the tables are now; throws where it has no place for one. */
export function withDiagram(text: string): string {
  const [begin, end] = [text.indexOf(DIAGRAM_BEGINS), text.indexOf(DIAGRAM_ENDS)];
  if (begin < 0 || end < begin) throw new RangeError('The text has no place for the workflow.');
  const diagram = `\n\n\`\`\`mermaid\n${workflowDiagram()}\n\`\`\`\n\n`;
  return text.slice(0, begin + DIAGRAM_BEGINS.length) + diagram + text.slice(end);
}
