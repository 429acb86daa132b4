import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import asDelivered from '../../config/rule-set.default.json' with { type: 'json' };
import { notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { StartFailure } from '../platform/database/start-failure.js';
import { asRuleSet } from './domain/check-rule-set.js';
import { deepFrozen } from './domain/deep-frozen.js';
import type { RuleSet } from './domain/rule-set.js';

/** A version of a council's rule set. It never changes, and neither does anything in it. */
export interface RuleSetVersion {
  id: string;
  /** From 1, which is the one that came with the service. */
  version: number;
  rules: RuleSet;
}

interface Row {
  id: string;
  version: number;
  /** Null where it is the one that this process knows. */
  document: RuleSet | null;
}

/** So many versions stay in the process; those that were read first are read again. */
const MOST_KNOWN = 200;

/** The versions of the rule sets of all councils. What has been read once is kept: it never changes. */
@Injectable()
export class RuleSetsService {
  /** By id: a number alone may have been given in a transaction that came to nothing. */
  private readonly known = new Map<string, RuleSetVersion & { organisationId: string }>();

  constructor(private readonly clock: Clock) {
    const read = asRuleSet(asDelivered);
    if ('rules' in read) return;
    const [{ place, reason } = { place: '', reason: '' }] = read.faults;
    throw new StartFailure(`config/rule-set.default.json is no matching guide. ${place}: ${reason}`);
  }

  /**
   * The rule set that is in force for the council: one light query, with the document only where this process has not
   * read it. The first time that a council needs one, the one that came with the service becomes its version 1.
   */
  async inForce(manager: EntityManager, organisationId: string): Promise<RuleSetVersion> {
    const find = () => this.find(manager, organisationId, 'ORDER BY version DESC LIMIT 1');
    const found = await find();
    if (found) return found;
    await this.deliver(manager, organisationId);
    return (await find())!;
  }

  /** The version of that number, to judge again what was judged by it. Throws where the council has none. */
  async version(manager: EntityManager, organisationId: string, version: number): Promise<RuleSetVersion> {
    const find = () => this.find(manager, organisationId, 'AND version = $3', version);
    let found = await find();
    if (!found && version === 1) {
      await this.deliver(manager, organisationId);
      found = await find();
    }
    if (!found) throw notFound('The matching guide has no version of this number.');
    return found;
  }

  private async find(
    manager: EntityManager,
    organisationId: string,
    which: string,
    ...values: number[]
  ): Promise<RuleSetVersion | undefined> {
    const here = [...this.known.values()].filter((one) => one.organisationId === organisationId);
    const [row] = await manager.query<Row[]>(
      `SELECT id, version, CASE WHEN id = ANY ($2::uuid[]) THEN NULL ELSE document END AS document
         FROM rule_sets WHERE organisation_id = $1 ${which}`,
      [organisationId, here.map(({ id }) => id), ...values],
    );
    if (!row) return undefined;
    const { id, version, document } = row;
    if (!document) return here.find((one) => one.id === id);
    const read = deepFrozen({ id, version, rules: document, organisationId });
    this.known.set(id, read);
    const [first] = this.known.keys();
    if (first && this.known.size > MOST_KNOWN) this.known.delete(first);
    return read;
  }

  /** Two who need it at once put it in once. */
  private async deliver(manager: EntityManager, organisationId: string): Promise<void> {
    await manager.query(
      `INSERT INTO rule_sets (organisation_id, version, document, published_at) VALUES ($1, 1, $2, $3)
       ON CONFLICT (organisation_id, version) DO NOTHING`,
      [organisationId, JSON.stringify(asDelivered), this.clock.now()],
    );
  }
}
