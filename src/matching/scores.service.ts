import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { invalid } from '../kernel/domain-error.js';
import { atFields } from './domain/at-fields.js';
import { faultsOfGroup, type Group } from './domain/check-group.js';
import { faultsOf } from './domain/check-rule-set.js';
import { factsByPair, pairJudge } from './domain/judge-night.js';
import { stayJudge, type Compatibility } from './domain/judge-stay.js';
import type { RuleSet } from './domain/rule-set.js';
import { whatWouldWork, type Remedy } from './domain/what-would-work.js';
import { RuleSetsService } from './rule-sets.service.js';

export interface Scored extends Compatibility {
  /** Of the rule set that was used; null for one that was sent. */
  version: number | null;
  wouldWork: Remedy[];
}

/** Judges groups that somebody made up: for tests, and for people who tune weights. Nothing is stored. */
@Injectable()
export class ScoresService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly ruleSets: RuleSetsService,
  ) {}

  /** By the rule set that was sent, else by the one in force. What does not fit together is refused, each with its place. */
  async score(actor: Pick<Actor, 'organisationId'>, group: Group, sent: RuleSet | undefined): Promise<Scored> {
    const faults = [...atFields(faultsOfGroup(group)), ...(sent ? atFields(faultsOf(sent), 'rules') : [])];
    if (faults.length > 0) throw invalid('invalid-input', 'Some of what was sent needs to be corrected.', faults);
    const inForce = sent ? undefined : await this.ruleSets.inForce(this.dataSource.manager, actor.organisationId);
    const rules = sent ?? inForce!.rules;
    const people = new Map(group.people.map((one) => [one.id, one]));
    const guest = people.get(group.guest)!;
    const factOf = factsByPair(
      group.facts.map(({ people: [one, other], ...fact }) => ({ ...fact, youngPeople: [one!, other!] })),
    );
    const judge = pairJudge(rules, factOf);
    const nights = group.nights.map(({ night, others, staff, eases }) => {
      return { night, others: others.map((id) => people.get(id)!), staff, eases };
    });
    const apart = new Map(group.nights.map((one) => [one.night, new Set(one.apart)]));
    const ofBed = new Map(group.otherBeds.map((one) => [one.bed, new Set(one.apart)]));
    const theirs = (night: string) => apart.get(night)!;
    const judgeNights = stayJudge(rules, judge, guest);
    const found = judgeNights(nights, theirs);
    const setting = { judgeNights, nights, bedId: '', beds: [...ofBed.keys()] };
    const wouldWork = whatWouldWork(
      { ...setting, apartFrom: (bed) => (bed === '' ? theirs : () => ofBed.get(bed)!) },
      found,
    );
    return { ...found, version: inForce?.version ?? null, wouldWork };
  }
}
