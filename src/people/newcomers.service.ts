import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { DirectoryService } from '../identity/directory.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { DomainError, invalidField } from '../kernel/domain-error.js';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { dateOfBirthFault, onOneLine } from './domain/new-person.js';
import { nextProvisional } from './domain/provisional-number.js';
import type { PersonName } from './young-person-details.js';

/** A child who has come and of whom nobody in the council has a record, with what is known tonight. */
export interface Newcomer {
  firstName: string;
  lastName: string;
  dateOfBirth: PlainDate;
  /** Nobody knows the date of birth: this is the best guess. */
  dateOfBirthGuessed?: boolean | undefined;
  /** It is somebody else than the one on record with the same name and date of birth. */
  confirmed?: boolean | undefined;
}

interface Namesake {
  id: string;
  caseNumber: string;
  dateOfBirth: PlainDate;
  isSeen: boolean;
}

const ZONE = 'Europe/London';

/** Puts a child on record of whom too little is known for a registration; what is missing is completed later. */
@Injectable()
export class NewcomersService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly directory: DirectoryService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Who stands in as key worker of those who come to the unit: its registered manager, else a delegate. */
  standIn(unitId: string): Promise<PersonName | undefined> {
    return this.directory.signerOf(this.dataSource.manager, unitId);
  }

  /**
   * The newcomer as they can be put on record. Refused when the date of birth cannot be, and when somebody of the same name
   * and date of birth is on record in the council, unless it was confirmed: that it was said is on the trail.
   */
  async check(actor: Actor, { confirmed, ...given }: Newcomer): Promise<Newcomer> {
    const newcomer = { ...given, firstName: onOneLine(given.firstName), lastName: onOneLine(given.lastName) };
    const fault = dateOfBirthFault(newcomer.dateOfBirth, dateIn(this.clock.now(), ZONE));
    if (fault) throw invalidField('newYoungPerson.dateOfBirth', fault);
    const { manager } = this.dataSource;
    const found = confirmed ? undefined : await this.namesake(manager, actor, newcomer);
    if (!found) return { ...newcomer, confirmed };
    await this.audit.record(manager, actor, {
      ...{ action: 'young_person.found_for_emergency', subject: 'young_person', subjectId: found.id },
      youngPeople: [found.id],
    });
    throw refusal(newcomer, found);
  }

  /** The id of the young person, whom the unit can read from now on. Part of the placement's transaction. */
  async register(manager: EntityManager, actor: Actor, unitId: string, newcomer: Newcomer): Promise<string> {
    // One after the other: numbers are counted, and a namesake who is put on record at this moment is seen.
    await manager.query(`SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE`, [actor.organisationId]);
    const found = newcomer.confirmed ? undefined : await this.namesake(manager, actor, newcomer);
    if (found) throw refusal(newcomer, found);
    const at = this.clock.now();
    const number = await this.nextNumber(manager, actor.organisationId, dateIn(at, ZONE));
    const keyWorkerId = (await this.directory.signerOf(manager, unitId))?.id ?? actor.id;
    const { firstName, lastName, dateOfBirth, dateOfBirthGuessed = false } = newcomer;
    const [{ id }] = await manager.query<[{ id: string }]>(
      `INSERT INTO young_people (organisation_id, case_number, provisional_number, first_name, last_name, date_of_birth,
                                 date_of_birth_guessed, key_worker_id, created_at)
       VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [actor.organisationId, number, firstName, lastName, dateOfBirth, dateOfBirthGuessed, keyWorkerId, at],
    );
    const grant = { youngPersonId: id, grantedBy: actor.id, at };
    await this.access.grant(manager, { ...grant, userId: keyWorkerId, why: 'key_worker' });
    await this.access.grant(manager, { ...grant, unitId, why: 'known_to_unit' });
    await this.audit.record(manager, actor, {
      ...{ action: 'young_person.created_in_emergency', subject: 'young_person', subjectId: id, youngPeople: [id] },
      details: { keyWorkerId, unitId, dateOfBirthGuessed },
    });
    return id;
  }

  private async nextNumber(manager: EntityManager, organisationId: string, today: PlainDate): Promise<string> {
    const given = await manager.query<{ number: string }[]>(
      `SELECT provisional_number AS number FROM young_people WHERE organisation_id = $1 AND provisional_number IS NOT NULL
       UNION ALL
       SELECT case_number FROM young_people WHERE organisation_id = $1 AND lower(case_number) LIKE 'new %'`,
      [organisationId],
    );
    return nextProvisional(
      Number(today.slice(0, 4)),
      given.map(({ number }) => number),
    );
  }

  /**
   * Somebody of the council with this name and date of birth. Where the date is a guess, also somebody of this name whose
   * record the actor may see: a guess is seldom right.
   */
  private async namesake(
    manager: EntityManager,
    actor: Actor,
    { firstName, lastName, dateOfBirth, dateOfBirthGuessed = false }: Newcomer,
  ): Promise<Namesake | undefined> {
    const found = await manager.query<Omit<Namesake, 'isSeen'>[]>(
      `SELECT id, case_number AS "caseNumber", date_of_birth AS "dateOfBirth" FROM young_people
        WHERE organisation_id = $1 AND lower(first_name) = lower($2) AND lower(last_name) = lower($3)
          AND (date_of_birth = $4::date OR $5) ORDER BY date_of_birth <> $4::date, created_at LIMIT 20`,
      [actor.organisationId, firstName, lastName, dateOfBirth, dateOfBirthGuessed],
    );
    const ids = found.map(({ id }) => id);
    const seen = await this.access.seen(manager, actor, ids);
    const all = found.map((one) => ({ ...one, isSeen: seen.has(one.id) }));
    return all.find((one) => one.isSeen || one.dateOfBirth === dateOfBirth);
  }
}

/** Of a child whose record the actor may not see nothing is said that they did not know. */
function refusal({ firstName, lastName }: Newcomer, { caseNumber, dateOfBirth, isSeen }: Namesake): DomainError {
  const who = `${firstName} ${lastName}, born on ${sayDate(dateOfBirth)}, is on record in the council already`;
  const sentence = `${who}${isSeen ? ` with the case number ${caseNumber}` : ''}. Record that child instead; if this is somebody else, confirm it.`;
  return new DomainError('conflict', 'already-on-record', sentence, [
    { field: 'newYoungPerson.confirmed', message: sentence },
  ]);
}
