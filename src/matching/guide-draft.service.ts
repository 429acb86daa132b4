import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { signsSomewhere, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalid, invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { atFields } from './domain/at-fields.js';
import { faultsOf, misshapenIn } from './domain/check-rule-set.js';
import { changesBetween } from './domain/guide-changes.js';
import { columnAt, NEW_ROW, readRow, rowsOf, withoutRow, withRow } from './domain/guide-rows.js';
import type { Section } from './domain/guide-sections.js';
import { protectedIn, type Fault } from './domain/protected.js';
import type { RuleSet } from './domain/rule-set.js';
import { RuleSetsService, type RuleSetVersion } from './rule-sets.service.js';

/** The next version of the matching guide as it stands: the one in force until somebody changes something. */
export interface GuideDraft {
  /** The version in force, which it would follow. */
  basedOn: number;
  /** Null where nobody has changed anything. */
  changedAt: Date | null;
  changedBy: { id: string; name: string } | null;
  /** What has to be put right before it can be published. */
  faults: Fault[];
  rules: RuleSet;
}

interface Published {
  why: string;
  agreedBy: string;
}

const SIGNERS = 'Only a registered manager or a named delegate can change the matching guide.';

/** The council's one draft of its matching guide, and how it becomes the next version. */
@Injectable()
export class GuideDraftService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly ruleSets: RuleSetsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async open(
    { organisationId }: Pick<Actor, 'organisationId'>,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<GuideDraft & { inForce: RuleSetVersion }> {
    const inForce = await this.ruleSets.inForce(manager, organisationId);
    const [row] = await manager.query<Pick<GuideDraft, 'rules' | 'changedAt' | 'changedBy'>[]>(
      `SELECT d.document AS rules, d.changed_at AS "changedAt", json_build_object('id', u.id, 'name', u.name) AS "changedBy"
         FROM rule_set_drafts d JOIN users u ON u.id = d.changed_by WHERE d.organisation_id = $1`,
      [organisationId],
    );
    const { changedAt, changedBy, rules } = row ?? { changedAt: null, changedBy: null, rules: inForce.rules };
    return { basedOn: inForce.version, changedAt, changedBy, faults: faultsOf(rules), rules, inForce };
  }

  /** Puts a whole document in its place. One that cannot be read row by row is refused, each fault at its place. */
  async replace(actor: Actor, rules: RuleSet): Promise<GuideDraft> {
    const faults = misshapenIn(rules);
    if (faults.length > 0) throw faulty(faults);
    return this.change(actor, (manager) => this.write(manager, actor, rules));
  }

  /** Changes a row of a section, or adds one; what is wrong with it is refused by the names of its columns. */
  async saveRow(
    actor: Actor,
    section: Section,
    key: string,
    typed: Readonly<Record<string, string | string[]>>,
  ): Promise<GuideDraft> {
    return this.change(actor, async (manager, draft) => {
      const changed = withRow(section, draft.rules, key, readRow(section, typed));
      if (!changed) throw gone(section);
      // Of two rows that are alike the later one is at fault, whichever was changed.
      const rows = rowsOf(section, changed.rules).filter((row) => row.key === changed.row.key);
      const errors = faultsOf(changed.rules).flatMap((fault) => {
        const column = rows.map((row) => columnAt(section, row, fault)).find(Boolean);
        return column ? [{ field: column.name, message: fault.reason }] : [];
      });
      if (errors.length > 0) throw invalid('faulty-guide', errors[0]!.message, errors);
      await this.write(manager, actor, changed.rules, { section: section.id, row: changed.row.key });
    });
  }

  /** Takes a row out of a list. */
  async removeRow(actor: Actor, section: Section, key: string): Promise<GuideDraft> {
    return this.change(actor, async (manager, draft) => {
      const rules = key === NEW_ROW ? undefined : withoutRow(section, draft.rules, key);
      if (!rules) throw gone(section);
      await this.write(manager, actor, rules, { section: section.id, row: key });
    });
  }

  /** What was changed is gone; the version in force stays. */
  async drop(actor: Actor): Promise<GuideDraft> {
    return this.change(actor, async (manager, draft) => {
      if (!draft.changedAt) throw conflict('no-draft', 'There is no draft: nothing has been changed.');
      await manager.query('DELETE FROM rule_set_drafts WHERE organisation_id = $1', [actor.organisationId]);
      await this.trail(manager, actor, 'rule_set_draft.dropped', actor.organisationId);
    });
  }

  /** Makes the draft the next version, from now on in force. Nothing faulty, and nothing that changes nothing. */
  async publish(actor: Actor, { why, agreedBy }: Published): Promise<GuideDraft> {
    return this.change(actor, async (manager, draft) => {
      if (draft.faults.length > 0) throw faulty(draft.faults);
      // The reason stands above the guide for everybody, and goes by nothing that the guide may not go by.
      const [said] = protectedIn({ why });
      if (said) throw invalidField(said.place, said.reason);
      if (changesBetween(draft.inForce.rules, draft.rules).length === 0)
        throw conflict('nothing-changed', 'The draft is the matching guide in force: there is nothing to publish.');
      const version = draft.basedOn + 1;
      const [made] = await manager.query<{ id: string }[]>(
        `INSERT INTO rule_sets (organisation_id, version, document, published_at, published_by, why, agreed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
        [actor.organisationId, version, JSON.stringify(draft.rules), this.clock.now(), actor.id, why, agreedBy],
      );
      await manager.query('DELETE FROM rule_set_drafts WHERE organisation_id = $1', [actor.organisationId]);
      await this.trail(manager, actor, 'rule_set.published', made!.id, { version });
    });
  }

  /** Under the council's lock: of two who change it at once, the second sees what the first has saved. */
  private async change(
    actor: Actor,
    work: (manager: EntityManager, draft: GuideDraft & { inForce: RuleSetVersion }) => Promise<void>,
  ): Promise<GuideDraft> {
    if (!signsSomewhere(actor)) throw forbidden(SIGNERS);
    await inTransaction(this.dataSource, async (manager) => {
      await manager.query('SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE', [actor.organisationId]);
      const { inForce, ...draft } = await this.open(actor, manager);
      refuseIfChanged(draft);
      await work(manager, { ...draft, inForce });
    });
    const { inForce: _, ...draft } = await this.open(actor);
    return draft;
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    rules: RuleSet,
    details: Record<string, string> = {},
  ): Promise<void> {
    await manager.query(
      `INSERT INTO rule_set_drafts (organisation_id, document, changed_at, changed_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organisation_id) DO UPDATE SET document = $2, changed_at = $3, changed_by = $4`,
      [actor.organisationId, JSON.stringify(rules), this.clock.now(), actor.id],
    );
    await this.trail(manager, actor, 'rule_set_draft.changed', actor.organisationId, details);
  }

  private trail(
    manager: EntityManager,
    actor: Actor,
    action: string,
    subjectId: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    return this.audit.record(manager, actor, { action, subject: 'rule_set', subjectId, details });
  }
}

const faulty = (faults: readonly Fault[]) =>
  invalid('faulty-guide', 'Put right what is wrong with the matching guide first.', atFields(faults, 'rules'));

const gone = ({ title }: Section) =>
  conflict('no-such-row', `${title}: somebody has taken this out or renamed it meanwhile. Look at the draft again.`);
