import { Injectable } from '@nestjs/common';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalid, invalidField } from '../kernel/domain-error.js';
import { addDays, dateIn } from '../kernel/nights.js';
import { sayDate, sayNights } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { checkEnding, type EndedBy, type EndingCode } from '../stays/domain/ending.js';
import { cutTo, stretchTo } from '../stays/domain/pieces.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { writeOverruled } from './overrules.js';
import { refuseUnlessChangeable, StayDecisions, type Decided } from './stay-decisions.service.js';

/** A stay that is made longer or shorter. */
@Injectable()
export class StayLengthService {
  constructor(
    private readonly stays: StaysService,
    private readonly decisions: StayDecisions,
    private readonly clock: Clock,
  ) {}

  /**
   * More nights in the same bed: a match of its own, so a manager signs it with reasons. The limits of a short break do
   * not stop it: who goes beyond them is warned of, and the legal status decided. Short staffing does, until `overrule`
   * says why the manager goes over it. Of somebody who is there the age by then does not stop it either, and they have
   * nights that are kept for emergencies.
   */
  async extend(
    actor: Actor,
    id: string,
    { departure, reasons, overrule }: { departure: string; reasons: string; overrule?: string | undefined },
  ): Promise<StayView> {
    return this.decisions.change(actor, id, 'extended', reasons, async (manager, stay, pieces) => {
      requireSigner(actor, stay);
      if (departure <= stay.departure)
        throw invalidField('departure', `Choose a departure after ${sayDate(stay.departure)}, or shorten the stay.`);
      const last = pieces.at(-1);
      if (!last) throw conflict('no-bed', 'They have no bed yet. Find one first, then make the stay longer.');
      const more = { arrival: last.departure, departure };
      const leave = { overrules: overrule !== undefined, hasBed: true };
      const { goneOver, kept } = await this.decisions.mayHave(manager, actor, stay, more, last.bedId, leave);
      if (overrule !== undefined)
        await writeOverruled(manager, [{ of: { stayId: id }, goneOver }], {
          ...{ by: actor.id, at: this.clock.now(), reason: overrule },
        });
      const said = kept.length > 0 ? `Nights that were kept for emergencies: ${sayNights(kept)}.` : '';
      return { pieces: stretchTo(pieces, departure), nights: { arrival: stay.arrival, departure }, said };
    });
  }

  /** The stay to which nights are to be added, by somebody who can sign them. */
  async toExtend(actor: Actor, id: string): Promise<StayView> {
    const stay = await this.toShorten(actor, id);
    requireSigner(actor, stay);
    return stay;
  }

  /** The stay of which nights are to be taken off. */
  async toShorten(actor: Actor, id: string): Promise<StayView> {
    const stay = await this.stays.open(actor, id);
    refuseUnlessChangeable(stay);
    return stay;
  }

  /** Fewer nights: those at the end are free again. Once they are there it is said who wanted it, and why. */
  async shorten(actor: Actor, id: string, { departure, reasons = '', isAsked, ...said }: Shorter): Promise<StayView> {
    return this.decisions.change(actor, id, 'shortened', reasons, async (_, stay, pieces) => {
      const today = dateIn(this.clock.now(), stay.unit.zone);
      const earliest = stay.state === 'in_residence' && today > stay.arrival ? today : addDays(stay.arrival, 1);
      if (departure < earliest) throw invalidField('departure', `Choose ${sayDate(earliest)} or later.`);
      if (departure >= stay.departure)
        throw invalidField('departure', `Choose a departure before ${sayDate(stay.departure)}, or extend the stay.`);
      const nights = { arrival: stay.arrival, departure };
      return { pieces: cutTo(pieces, nights), nights, ending: whyShorter(actor, stay, { ...said, reasons }, isAsked) };
    });
  }
}

/** What is said of nights that are taken off: who wanted it and why, from the list; in words, or on a page beside it. */
export interface Shorter {
  departure: string;
  reasons?: string | undefined;
  by?: EndedBy | undefined;
  code?: EndingCode | undefined;
  /** Whoever records it was asked who and why. */
  isAsked?: boolean;
}

/** Before they have come it may be left out, as it is a plan like another. */
function whyShorter(
  { role }: Actor,
  { state }: StayView,
  given: Omit<Shorter, 'departure' | 'isAsked'>,
  isAsked = false,
): Decided['ending'] {
  const { by, code, note } = { by: given.by ?? null, code: given.code ?? null, note: given.reasons ?? '' };
  const isThere = state === 'in_residence';
  if (isThere && isAsked && !by) throw invalidField('by', 'Choose who ends the stay early, and why.');
  const errors = isThere || by || code ? checkEnding('shortened', { by, code, note }, role) : [];
  const named = errors.map((error) => (error.field === 'reason' ? { ...error, field: 'reasons' } : error));
  if (named[0]) throw invalid(`invalid-${named[0].field}`, named[0].message, named);
  return { endedBy: by, code, expectedAt: null };
}

function requireSigner(actor: Actor, { unit }: StayView): void {
  if (maySign(actor, unit.id)) return;
  throw forbidden('Only the registered manager of the unit or a named delegate can sign more nights.');
}
