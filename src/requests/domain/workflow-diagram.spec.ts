import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { TRANSITIONS } from './transitions.js';
import { withDiagram, workflowDiagram } from './workflow-diagram.js';

describe('the diagram of the workflow', () => {
  it('has an arrow for each action and state that it leads from', () => {
    const arrows = workflowDiagram()
      .split('\n')
      .filter((line) => line.includes('-->'));
    for (const { from, to, keeps } of TRANSITIONS)
      for (const one of from) {
        const next = keeps?.includes(one) ? one : to;
        expect(arrows.some((arrow) => arrow.startsWith(`  ${one} --> ${next}: `))).toBe(true);
      }
    expect(arrows).toContain('  booked --> in_residence: Record the arrival');
  });

  it('in the README is that of the tables: `npm run workflow` writes it anew', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(readme).toBe(withDiagram(readme));
  });

  it('has a place to stand in', () => {
    expect(() => withDiagram('No place')).toThrow('no place');
  });
});
