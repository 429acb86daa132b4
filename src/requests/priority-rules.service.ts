import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import asDelivered from '../../config/priority-rule.default.json' with { type: 'json' };
import { Env } from '../../config/env.js';
import { StartFailure } from '../platform/database/start-failure.js';
import { asPriorityRule } from './domain/check-priority-rule.js';
import type { PriorityRule } from './domain/priority.js';

/** The council's priority rule: its own file, or the one that came with the service. It is read once, at the start. */
@Injectable()
export class PriorityRules {
  readonly rule: PriorityRule;

  constructor({ PRIORITY_RULE: path }: Env) {
    const read = asPriorityRule(path === undefined ? asDelivered : readRule(path));
    if (!('rule' in read))
      throw new StartFailure(
        `${path ?? 'config/priority-rule.default.json'} is no priority rule. ${read.place}: ${read.reason}.`,
      );
    this.rule = read.rule;
  }
}

function readRule(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : 'the file cannot be read';
    throw new StartFailure(`PRIORITY_RULE names ${path}: ${why}.`);
  }
}
