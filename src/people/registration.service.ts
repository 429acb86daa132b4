import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { DirectoryService } from '../identity/directory.service.js';
import { mayAskOf, type Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { DomainError, invalidField } from '../kernel/domain-error.js';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { violatedConstraint } from '../platform/transaction.js';
import { dateOfBirthFault, onOneLine } from './domain/new-person.js';
import { looksProvisional, RESERVED } from './domain/provisional-number.js';

export interface NewPerson {
  caseNumber: string;
  firstName: string;
  lastName: string;
  dateOfBirth: PlainDate;
  /** The unit that gets to know them; may be left out by those who belong to one unit only. */
  unit?: string;
  /** Id or email address of a CAS worker; a CAS worker is the key worker of those they add. */
  keyWorker?: string;
  /** It is somebody else than the one on record with the same name and date of birth. */
  confirmed?: boolean;
}

const ZONE = 'Europe/London';

/** Putting a young person on record. */
@Injectable()
export class RegistrationService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly directory: DirectoryService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The id of the young person, whom the key worker and the unit can read from now on. */
  async create(actor: Actor, input: NewPerson): Promise<string> {
    const at = this.clock.now();
    const fault = dateOfBirthFault(input.dateOfBirth, dateIn(at, ZONE));
    if (fault) throw invalidField('dateOfBirth', fault);
    if (looksProvisional(onOneLine(input.caseNumber))) throw invalidField('caseNumber', RESERVED);
    const unitId = chooseUnit(actor, input.unit);
    const person = {
      caseNumber: onOneLine(input.caseNumber),
      firstName: onOneLine(input.firstName),
      lastName: onOneLine(input.lastName),
      dateOfBirth: input.dateOfBirth,
    };
    try {
      return await this.dataSource.transaction(async (manager) => {
        const keyWorkerId = await this.chooseKeyWorker(manager, actor, input.keyWorker);
        if (!input.confirmed) await this.refuseNamesake(manager, actor, person, at);
        const [{ id }] = await manager.query<[{ id: string }]>(
          `INSERT INTO young_people
             (organisation_id, case_number, first_name, last_name, date_of_birth, key_worker_id, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
          [actor.organisationId, ...Object.values(person), keyWorkerId, at],
        );
        const grant = { youngPersonId: id, grantedBy: actor.id, at };
        await this.access.grant(manager, { ...grant, userId: keyWorkerId, why: 'key_worker' });
        await this.access.grant(manager, { ...grant, unitId, why: 'known_to_unit' });
        await this.audit.record(manager, actor, {
          action: 'young_person.created',
          subject: 'young_person',
          subjectId: id,
          youngPeople: [id],
          details: { keyWorkerId, unitId },
        });
        return id;
      });
    } catch (error) {
      if (violatedConstraint(error) !== 'young_people_case_number') throw error;
      throw invalidField(
        'caseNumber',
        'This case number is on record already. Check it; if you now work with this young person, ask their key worker to add you.',
      );
    }
  }

  private async chooseKeyWorker(manager: EntityManager, actor: Actor, chosen: string | undefined): Promise<string> {
    const worker = await this.directory.casWorker(manager, actor.organisationId, chosen ?? actor.id);
    if (actor.role === 'cas_worker') {
      if (worker?.id === actor.id) return actor.id;
      throw invalidField(
        'keyWorker',
        'You are the key worker of the young people you add. A manager can change it later.',
      );
    }
    if (!chosen) throw invalidField('keyWorker', 'Choose the key worker.');
    if (!worker) throw invalidField('keyWorker', 'We do not know this CAS worker. Choose another.');
    return worker.id;
  }

  /** Two children of one name and birthday do exist; far more often somebody adds a child for the second time. */
  private async refuseNamesake(
    manager: EntityManager,
    actor: Actor,
    person: { firstName: string; lastName: string; dateOfBirth: PlainDate },
    at: Date,
  ): Promise<void> {
    const parameters: unknown[] = [person.firstName, person.lastName, person.dateOfBirth];
    const [known] = await manager.query<{ case_number: string }[]>(
      `SELECT y.case_number FROM young_people y
       WHERE lower(y.first_name) = lower($1) AND lower(y.last_name) = lower($2) AND y.date_of_birth = $3
         AND ${mayRead(actor, 'y.id', parameters, at)} ORDER BY y.case_number LIMIT 1`,
      parameters,
    );
    if (!known) return;
    const { firstName, lastName, dateOfBirth } = person;
    const sentence = `${firstName} ${lastName}, born on ${sayDate(dateOfBirth)}, is on record already with the case number ${known.case_number}. If this is somebody else, confirm it.`;
    throw new DomainError('conflict', 'already-on-record', sentence, [{ field: 'confirmed', message: sentence }]);
  }
}

function chooseUnit(actor: Actor, chosen: string | undefined): string {
  const units = actor.units.filter((unit) => mayAskOf(actor, unit.id));
  const unit = chosen ? units.find(({ id }) => id === chosen) : units.length === 1 ? units[0] : undefined;
  if (unit) return unit.id;
  if (units.length === 0) throw invalidField('unit', 'You do not belong to a unit yet. Ask your administrator.');
  throw invalidField('unit', chosen ? 'Choose one of your units.' : 'Choose the unit.');
}
