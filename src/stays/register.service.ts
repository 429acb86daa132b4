import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { LegalStatus } from '../calendar/domain/legal-status.js';
import { AccessService } from '../identity/access.service.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { notFound } from '../kernel/domain-error.js';
import { dateIn, type Nights, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { csvOf } from '../web/csv.js';
import { REGISTER_FIELDS, provisionOf, type RegisterField, type RegisterRow } from './domain/register.js';
import { STORED } from './register-entries.service.js';

/** A row with the place of its stay in the list. */
export type ListedRow = RegisterRow & { arrival: PlainDate; youngPersonId: string };

interface Stored extends Record<RegisterField, string> {
  stayId: string;
  youngPersonId: string;
  firstName: string;
  lastName: string;
  dateOfBirth: PlainDate;
  caseNumber: string;
  arrival: PlainDate;
  arrivedAt: Date;
  departedAt: Date | null;
  legalStatus: LegalStatus | null;
  legalNote: string | null;
  zone: string;
}

const MOST_EXPORTED = 20_000;

/**
 * The register of children that a home keeps (SI 2015/541, Schedule 4, paragraph 1): one row a stay, of everybody who was
 * there in a range of days, in the order in which they came.
 */
@Injectable()
export class RegisterService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Rows after the position; whom they name is written to the trail. */
  async list(
    actor: Actor,
    unitId: string,
    range: Nights,
    { after, limit }: { after?: { arrival: PlainDate; id: string } | undefined; limit: number },
  ): Promise<ListedRow[]> {
    const rows = await this.read(actor, unitId, range, { after, limit });
    await this.trail(actor, unitId, 'register.read', range, rows);
    return rows;
  }

  /** All of it as comma-separated values: the export is on the trail, with whom it names. */
  async export(actor: Actor, unitId: string, range: Nights): Promise<string> {
    const rows = await this.read(actor, unitId, range, { limit: MOST_EXPORTED });
    await this.trail(actor, unitId, 'register.exported', range, rows);
    const heading = [
      ...['Name', 'Date of birth', 'Case number', 'Date of admission', 'Date of leaving'],
      ...['Address before admission', 'Address on leaving', 'Placing authority', 'Statutory provision'],
    ];
    return csvOf(
      heading,
      rows.map((row) => [
        ...[row.name, row.dateOfBirth, row.caseNumber, row.admitted, row.left],
        ...[row.addressBefore, row.addressAfter, row.authority, row.provision],
      ]),
    );
  }

  private trail(actor: Actor, unitId: string, action: string, range: Nights, rows: readonly ListedRow[]) {
    return this.audit.record(this.dataSource.manager, actor, {
      ...{ action, subject: 'unit', subjectId: unitId },
      youngPeople: [...new Set(rows.map(({ youngPersonId }) => youngPersonId))],
      details: { from: range.arrival, to: range.departure, rows: rows.length },
    });
  }

  private async read(
    actor: Actor,
    unitId: string,
    { arrival, departure }: Nights,
    { after, limit }: { after?: { arrival: PlainDate; id: string } | undefined; limit: number },
  ): Promise<ListedRow[]> {
    this.access.requireUnit(actor, unitId);
    if (!worksAt(actor, unitId)) throw notFound();
    const parameters: unknown[] = [unitId, arrival, departure];
    const value = (one: unknown) => `$${parameters.push(one)}`;
    const seen = mayRead(actor, 's.young_person_id', parameters, this.clock.now());
    const beyond = after ? `AND (s.arrival, s.id) > (${value(after.arrival)}::date, ${value(after.id)}::uuid)` : '';
    // Where they went is nobody's to know while they are here: also not as it was written down of a departure that was undone.
    const entry = (field: RegisterField, otherwise: string) =>
      `coalesce((SELECT e.value FROM register_entries e WHERE e.stay_id = s.id AND e.field = '${STORED[field]}'
                    ${field === 'addressAfter' ? 'AND s.departed_at IS NOT NULL' : ''}
                  ORDER BY e.id DESC LIMIT 1), ${otherwise}) AS "${field}"`;
    const rows = await this.dataSource.query<Stored[]>(
      `SELECT s.id AS "stayId", y.id AS "youngPersonId", y.first_name AS "firstName", y.last_name AS "lastName",
              y.date_of_birth AS "dateOfBirth", y.case_number AS "caseNumber", s.arrival, s.arrived_at AS "arrivedAt",
              s.departed_at AS "departedAt", s.legal_status AS "legalStatus", s.legal_note AS "legalNote", u.zone,
              ${REGISTER_FIELDS.map((field) => entry(field, field === 'authority' ? 'g.name' : `''`)).join(', ')}
         FROM stays s JOIN units u ON u.id = s.unit_id JOIN young_people y ON y.id = s.young_person_id
         JOIN organisations g ON g.id = y.organisation_id
        WHERE s.unit_id = $1 AND s.arrived_at IS NOT NULL AND s.arrival < $3 AND s.departure >= $2 AND ${seen} ${beyond}
        ORDER BY s.arrival, s.id LIMIT ${value(limit)}::int`,
      parameters,
    );
    return rows.map(rowOf);
  }
}

function rowOf({
  firstName,
  lastName,
  arrivedAt,
  departedAt,
  legalStatus,
  legalNote,
  zone,
  ...row
}: Stored): ListedRow {
  return {
    ...row,
    name: `${firstName} ${lastName}`,
    admitted: dateIn(arrivedAt, zone),
    left: departedAt && dateIn(departedAt, zone),
    provision: provisionOf(legalStatus && { status: legalStatus, note: legalNote ?? '' }),
  };
}
