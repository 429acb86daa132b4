import { readFileSync, writeFileSync } from 'node:fs';

/** Writes the diagram of the workflow into the README, from the tables of the built service. */
const { withDiagram } = await import('../dist/src/requests/domain/workflow-diagram.js');
writeFileSync('README.md', withDiagram(readFileSync('README.md', 'utf8')));
