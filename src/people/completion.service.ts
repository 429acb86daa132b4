import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField } from '../kernel/domain-error.js';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { violatedConstraint } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { canBeCompleted, mayComplete } from './domain/completion.js';
import { dateOfBirthFault, onOneLine } from './domain/new-person.js';
import { pastFacts, type Facts } from './domain/past-fact.js';
import { looksProvisional, RESERVED } from './domain/provisional-number.js';
import { PastFacts } from './past-facts.service.js';
import { PeopleService } from './people.service.js';
import { readYoungPeople, type YoungPersonDetails } from './young-person-details.js';

/** What is known now; what is left out stays as it is. */
export interface Completion {
  caseNumber?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  dateOfBirth?: PlainDate | undefined;
  /** Whether the date of birth is still a guess. */
  dateOfBirthGuessed?: boolean | undefined;
}

const ZONE = 'Europe/London';
/** Shown of what is to complete: more than a unit ever has. */
const SHOWN = 20;

/** Records that were made in a hurry, and what is still missing in them. */
@Injectable()
export class CompletionService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: PeopleService,
    private readonly past: PastFacts,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Those whose case number or key worker only stands in for the real one, among those whom the actor may see. */
  async toComplete(actor: Actor): Promise<YoungPersonDetails[]> {
    const { manager } = this.dataSource;
    const found = await readYoungPeople(manager, actor, this.clock.now(), { toComplete: true, limit: SHOWN });
    const youngPeople = found.map(({ id }) => id);
    if (youngPeople.length > 0)
      await this.audit.record(manager, actor, { action: 'young_people.list', subject: 'young_person', youngPeople });
    return found;
  }

  /** The record, if the actor may complete it and there is something to complete. */
  async open(actor: Actor, id: string): Promise<YoungPersonDetails> {
    const person = await this.people.open(actor, id);
    refuseUnlessTheirs(actor, person);
    return person;
  }

  async complete(actor: Actor, id: string, input: Completion): Promise<void> {
    try {
      await this.dataSource.transaction(async (manager) => {
        await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [id]);
        const person = await this.people.find(manager, actor, id);
        refuseIfChanged(person);
        refuseUnlessTheirs(actor, person);
        const caseNumber = onOneLine(input.caseNumber ?? person.caseNumber);
        if (caseNumber !== person.caseNumber && looksProvisional(caseNumber))
          throw invalidField('caseNumber', RESERVED);
        const dateOfBirth = input.dateOfBirth ?? person.dateOfBirth;
        const fault = dateOfBirthFault(dateOfBirth, dateIn(this.clock.now(), ZONE));
        if (fault) throw invalidField('dateOfBirth', fault);
        const now = {
          ...{ caseNumber, dateOfBirth, dateOfBirthIsGuess: input.dateOfBirthGuessed ?? person.dateOfBirthIsGuess },
          firstName: onOneLine(input.firstName ?? person.firstName),
          lastName: onOneLine(input.lastName ?? person.lastName),
        };
        await manager.query(
          `UPDATE young_people SET case_number = $2, date_of_birth = $3, date_of_birth_guessed = $4, first_name = $5,
                                   last_name = $6 WHERE id = $1`,
          [id, ...Object.values(now)],
        );
        const before = pastFacts<Partial<Facts>>(person, now);
        await this.past.keep(manager, actor, id, before);
        await this.audit.record(manager, actor, {
          ...{ action: 'young_person.completed', subject: 'young_person', subjectId: id, youngPeople: [id] },
          details: { fields: before.map(({ field }) => field) },
        });
      });
    } catch (error) {
      if (violatedConstraint(error) !== 'young_people_case_number') throw error;
      throw invalidField(
        'caseNumber',
        'This case number is on record already: check it. If it is right the child has two records; leave the number here as it is, and tell their key worker.',
      );
    }
  }
}

function refuseUnlessTheirs(actor: Actor, person: YoungPersonDetails): void {
  if (!mayComplete(actor, person)) throw forbidden('Only a manager or the key worker can complete this record.');
  if (!canBeCompleted(person))
    throw conflict('record-complete', 'This record is complete: there is nothing to change.');
}
