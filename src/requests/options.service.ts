import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CalendarService, type Guest as Named } from '../calendar/calendar.service.js';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import type { Known } from '../matching/compatibility.service.js';
import { addDays, overlaps, type PlainDate } from '../kernel/nights.js';
import { countsAsShortBreak } from '../calendar/domain/legal-status.js';
import { allocationUse, type Allocation, type UseOfKind } from '../people/domain/allocation.js';
import { inOneGo } from '../platform/in-one-go.js';
import { onOneConnection } from '../platform/on-one-connection.js';
import type { Wanted } from './domain/check-request.js';
import type { Ground } from './ground.js';
import { forRequest, GroundService } from './ground.service.js';
import { optionsFor, type House, type Option, type Unavailable } from './domain/options.js';
import { fitted, type Fits, type FittedOption } from './domain/fit.js';
import type { StayMove } from './domain/make-room.js';
import { FitsService } from './fits.service.js';
import { whole, type OpenedRequest } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { WhichPart } from './which-part.js';

export interface OptionsView {
  request: OpenedRequest & Wanted;
  house: House;
  /** Each with how the young person would fit; of its beds that are free, those where they fit best come first. */
  options: FittedOption[];
  unavailable: (Omit<Unavailable, 'ifOverruled'> & { ifOverruled?: FittedOption })[];
  /** How they would fit in any bed, and what it was judged by. */
  fits: Fits & { known: Pick<Known, 'version' | 'standings' | 'wordOf'> };
  /** What of each allocation that the dates may reach into is used and left. */
  allocations: (Allocation & { kinds: UseOfKind[] })[];
  /** Names of those who would be there or would be moved, for those who may see them. */
  guests: Map<string, Named>;
}

type Shown = Pick<Option, 'company' | 'moves'>;
/** As far as they name somebody else. */
interface Answers {
  options: readonly Shown[];
  unavailable: readonly { ifOverruled?: Shown }[];
}

/** When could they stay? Every start date in a request's window, answered. */
@Injectable()
export class OptionsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly grounds: GroundService,
    private readonly calendar: CalendarService,
    private readonly audit: AuditService,
    private readonly fits: FitsService,
  ) {}

  async of(actor: Actor, requestId: string): Promise<OptionsView> {
    return this.ofRequest(actor, await this.requests.open(actor, requestId));
  }

  /** The same of a request that was opened already. */
  async ofRequest(actor: Actor, asked: OpenedRequest): Promise<OptionsView> {
    if (asked.standsForAll) throw new WhichPart(asked);
    const request = whole(asked);
    // A night more on the left: a bed whose guest leaves on the first day is the better choice.
    const range = { arrival: addDays(request.from, -1), departure: request.to };
    return onOneConnection(this.dataSource, async (manager) => {
      const ground = await this.grounds.of(manager, forRequest(request), range);
      const { guest, today, horizon } = ground;
      const house = await this.grounds.withRoom(manager, request.unit.id, ground, request);
      const answers = withoutOwn(optionsFor({ ...request, today, horizon }, house, guest), request.youngPerson.id);
      const fitting = this.fits.of(manager, actor.organisationId, request.youngPerson.id, house, range);
      // How they fit is worked out while it is written down who was shown.
      const [guests, known] = await inOneGo(
        this.namesOf(actor, asked.id, answers, manager),
        fitting.then((fits) => ({ ...withFits(answers, fits), fits })),
      );
      return { request, house, guests, allocations: usedOf(ground, request), ...known };
    });
  }

  /** Names of those who would be there or would be moved, for those who may see them; that they were shown is written down. */
  async namesOf(
    actor: Actor,
    requestId: string,
    answers: Answers,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<string, Named>> {
    const possible = [...answers.options, ...answers.unavailable.flatMap(({ ifOverruled }) => ifOverruled ?? [])];
    const named = possible.flatMap(({ company, moves }) => [...company, ...moves.map(announced)]);
    const guests = await this.calendar.guests(manager, actor, named);
    if (guests.size > 0) {
      await this.audit.record(manager, actor, {
        action: 'options.read',
        subject: 'request',
        subjectId: requestId,
        youngPeople: [...guests.keys()],
      });
    }
    return guests;
  }
}

const withFits = ({ options, unavailable }: { options: Option[]; unavailable: Unavailable[] }, fits: Fits) => ({
  options: options.map((option) => fitted(option, fits)),
  unavailable: unavailable.map(({ ifOverruled, ...one }) => ({
    ...one,
    ...(ifOverruled && { ifOverruled: fitted(ifOverruled, fits) }),
  })),
});

/** They are no company to themselves: other options of the request are held for them on some of these nights. */
function withoutOwn(answers: { options: Option[]; unavailable: Unavailable[] }, youngPersonId: string) {
  const alone = (option: Option): Option => ({
    ...option,
    company: option.company.filter((claim) => claim.youngPersonId !== youngPersonId),
  });
  return {
    options: answers.options.map(alone),
    unavailable: answers.unavailable.map(({ ifOverruled, ...one }) => ({
      ...one,
      ...(ifOverruled && { ifOverruled: alone(ifOverruled) }),
    })),
  };
}

/** A booked stay is no secret to those who work there. */
export const announced = ({ youngPersonId }: StayMove) => ({ youngPersonId, announced: true });

/** What is left of the allocations that the dates asked for come out of; the offers of the request itself are not counted. */
export function usedOf(
  { entitlement, guest, today }: Pick<Ground, 'entitlement' | 'guest' | 'today'>,
  { from, to }: { from: PlainDate; to: PlainDate },
): OptionsView['allocations'] {
  const own = guest.own.filter(({ legalStatus }) => countsAsShortBreak(legalStatus));
  const { allocations = [], kindOf } = entitlement ?? {};
  return allocations
    .filter(({ firstDay, lastDay }) =>
      overlaps({ arrival: firstDay, departure: addDays(lastDay, 1) }, { arrival: from, departure: to }),
    )
    .map((one) => ({ ...one, kinds: allocationUse(one, own, kindOf!, today).kinds }));
}
