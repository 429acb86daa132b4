import { Injectable } from '@nestjs/common';
import type { PlainDate } from '../kernel/nights.js';
import { ruleDates, type RuleQuestion } from './rule-dates.js';

/** Follows rules that repeat which somebody else wrote, in a thread with a time limit. */
@Injectable()
export class RuleDates {
  /** The dates of the rule, or `undefined` when that takes more than two seconds. */
  async of(question: RuleQuestion): Promise<PlainDate[] | undefined> {
    return (await ruleDates([question]))?.[0];
  }
}
