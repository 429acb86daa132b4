import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { maySign, refuseLookingOn, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField, type DomainError } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { dateTime } from '../web/filters.js';
import { namedIn, type AlertStep, type AlertView } from './alert-view.js';
import { AlertsService } from './alerts.service.js';
import { alertRecord } from './pages/alert.json.js';
import { wakesAt, whyNotUntil } from './domain/put-off.js';

/** A step that somebody takes with an alert: what it changes, in SQL, and until when it is put off. */
interface Change {
  what: AlertStep;
  set: string;
  values?: unknown[];
  until?: Date;
}

/** What people do with an alert: take it on, give it back, put it off, resolve it. */
@Injectable()
export class AlertSteps {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly alerts: AlertsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The actor sees to it. Of what they see to already nothing changes. */
  take(actor: Actor, id: string): Promise<AlertView> {
    return this.step(actor, id, ({ takenBy, takenAt, unit }) => {
      if (takenBy?.id === actor.id) return undefined;
      if (takenBy)
        throw conflict(
          'alert-taken',
          `${takenBy.name} has seen to this since ${dateTime(takenAt)}. ${maySign(actor, unit.id) ? TAKE_OVER : ASK_THEM}`,
        );
      return { what: 'taken', set: 'taken_by = $2, taken_at = $3', values: [actor.id, this.clock.now()] };
    });
  }

  /** Whoever sees to it does so no more; a manager of the unit also gives back what somebody else took. */
  giveBack(actor: Actor, id: string): Promise<AlertView> {
    return this.step(actor, id, ({ takenBy, unit }) => {
      if (!takenBy) throw conflict('alert-not-taken', 'Nobody has taken this on, so there is nothing to give back.');
      if (takenBy.id !== actor.id && !maySign(actor, unit.id))
        throw forbidden(`${takenBy.name} took this on: only they or a manager of the unit can give it back.`);
      return { what: 'given_back', set: 'taken_by = NULL, taken_at = NULL' };
    });
  }

  /** It is out of the way until nine in the morning of a day, for everybody. */
  snooze(actor: Actor, id: string, day: PlainDate): Promise<AlertView> {
    return this.step(actor, id, ({ unit, zone }) => {
      refuseStrangers(actor, unit.id, 'put off');
      const why = whyNotUntil(day, this.clock.now(), zone);
      if (why) throw invalidField('until', why);
      const until = wakesAt(day, zone);
      return { what: 'snoozed', set: 'snoozed_by = $2, snoozed_until = $3', values: [actor.id, until], until };
    });
  }

  /** Somebody has seen to it, and says how. It stays away as long as its cause lasts and gets no worse. */
  resolve(actor: Actor, id: string, reason: string): Promise<AlertView> {
    return this.step(actor, id, ({ unit }) => {
      refuseStrangers(actor, unit.id, 'resolve');
      const set = `ended_at = greatest($3, opened_at), ended_why = 'by_hand', ended_by = $2, reason = $4`;
      return { what: 'resolved', set, values: [actor.id, this.clock.now(), reason] };
    });
  }

  /** Refuses whoever could not put it off or resolve it, before they are asked. */
  refuseToAsk(actor: Actor, { endedAt, ...alert }: AlertView): void {
    refuseLookingOn(actor, alert.unit.id);
    if (endedAt) throw hasEnded({ endedAt, ...alert });
  }

  /** Nobody else changes it, and no look does, from before it is read until it is saved. */
  private step(actor: Actor, id: string, decide: (alert: AlertView) => Change | undefined): Promise<AlertView> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM alerts WHERE id = $1 FOR NO KEY UPDATE`, [id]);
      const alert = await this.alerts.read(manager, actor, id);
      refuseLookingOn(actor, alert.unit.id);
      refuseIfChanged(alertRecord(alert));
      if (alert.endedAt) throw hasEnded(alert);
      const change = decide(alert);
      if (!change) return alert;
      const { what, set, values = [], until } = change;
      await manager.query(`UPDATE alerts SET ${set} WHERE id = $1`, [id, ...values]);
      await manager.query(`INSERT INTO alert_events (alert_id, at, what, by_user, until) VALUES ($1, $2, $3, $4, $5)`, [
        ...[id, this.clock.now(), what, actor.id, until ?? null],
      ]);
      await this.audit.record(manager, actor, {
        ...{ action: `alert.${what}`, subject: 'alert', subjectId: id },
        youngPeople: namedIn(alert),
      });
      return this.alerts.read(manager, actor, id);
    });
  }
}

const ASK_THEM = 'Ask them, or a manager, to give it back first.';
const TAKE_OVER = 'As a manager you can give it back yourself, then take it on.';

function hasEnded({ endedWhy, endedBy, endedAt }: AlertView): DomainError {
  const how = {
    by_hand: `${endedBy?.name} resolved this on ${dateTime(endedAt)}.`,
    cause_gone: `What this was about was over on ${dateTime(endedAt)}.`,
    switched_off: 'Alerts of this kind were switched off.',
  }[endedWhy!];
  return conflict('alert-ended', `${how} There is nothing left to do here.`);
}

/** What is put off or resolved is so for everybody: that is for the people of the unit. */
function refuseStrangers(actor: Actor, unitId: string, what: string): void {
  if (!worksAt(actor, unitId))
    throw forbidden(`Only the people of the unit can ${what} this: it is their alert, too. Ask them to.`);
}
