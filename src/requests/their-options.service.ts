import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Claim } from '../calendar/domain/claim.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, nightsOf, type Nights } from '../kernel/nights.js';
import { gravest } from '../matching/domain/verdicts.js';
import { DecisionRecords } from './decision-records.service.js';
import type { Wanted } from './domain/check-request.js';
import { decidedOf, type Signed } from './domain/decided-nights.js';
import { fitted } from './domain/fit.js';
import { optionsFor, suits } from './domain/options.js';
import { optionsForAll } from './domain/options-together.js';
import { oneOfEach } from './domain/parts.js';
import { OPEN_STATES } from './domain/states.js';
import { nightsAsTold, outcomesOf } from './domain/their-nights.js';
import type { TheirNights } from './domain/their-side.js';
import { FitsService } from './fits.service.js';
import { asAnnounced } from './ground.js';
import { forRequest, GroundService } from './ground.service.js';
import { GroundsTogether } from './grounds-together.service.js';
import { whole, type OpenedRequest, type RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { WhichPart } from './which-part.js';

export interface TheirOptions {
  request: OpenedRequest & Wanted;
  /** By arrival, and by nothing else: an order by how they fit would tell of others. Days that are over are left out. */
  nights: (TheirNights & { suitsWeekdays: boolean })[];
}

type Asked = RequestView & Wanted;

/** The nights of a request as the key worker of the young person is told of them: nothing of another child is in the answer. */
@Injectable()
export class TheirOptionsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly grounds: GroundService,
    private readonly groundsTogether: GroundsTogether,
    private readonly fits: FitsService,
    private readonly decisions: DecisionRecords,
  ) {}

  async of(actor: Actor, requestId: string): Promise<TheirOptions> {
    const { asked, parts } = await this.requests.openEach(actor, requestId);
    const open = parts.filter(({ state }) => OPEN_STATES.includes(state));
    const each = oneOfEach(open.length > 0 ? open : parts).map(whole);
    if (asked.standsForAll && each.length < 2) throw new WhichPart(asked);
    const request = whole(asked);
    const nights = each.length > 1 ? await this.ofAll(actor, each) : await this.ofOne(actor, request);
    const suitsAll = (one: TheirNights) => nightsOf(one).every((night) => suits(request.weekdays, night));
    return { request, nights: nights.map((one) => ({ ...one, suitsWeekdays: suitsAll(one) })) };
  }

  private async ofOne(actor: Actor, request: Asked): Promise<TheirNights[]> {
    const { manager } = this.dataSource;
    const { id } = request.youngPerson;
    const range = { arrival: addDays(request.from, -1), departure: request.to };
    const ground = withoutHeld(await this.grounds.of(manager, forRequest(request), range), [request.partId]);
    const { today, horizon } = ground;
    const house = await this.grounds.withRoom(manager, request.unit.id, ground, request);
    const answers = optionsFor({ ...request, today, horizon }, house, asAnnounced(ground));
    const fits = await this.fits.of(manager, actor.organisationId, id, house, range);
    const signed = await this.signedOf([request]);
    const outcomes = outcomesOf(answers, (option) => fitted(option, fits).fit.compatibility.verdict, signed);
    return nightsAsTold(outcomes, [request.youngPerson], house, fits.known);
  }

  /** Of brothers and sisters: nights on which all of them could come. */
  private async ofAll(actor: Actor, each: readonly Asked[]): Promise<TheirNights[]> {
    const { manager } = this.dataSource;
    const [first] = each as [Asked];
    const ground = await this.groundsTogether.of(manager, each, first);
    const { siblings, each: grounds, today, horizon } = ground;
    const { house } = withoutHeld(
      ground,
      each.map(({ partId }) => partId),
    );
    const announced = siblings.map((guest, place) => asAnnounced({ ...grounds[place]!, guest }));
    const answers = optionsForAll({ ...first, today, horizon }, house, announced);
    const ids = siblings.map(({ youngPersonId }) => youngPersonId);
    const fits = await this.fits.ofAll(manager, actor.organisationId, ids, house, first.from);
    const outcomes = outcomesOf(
      answers,
      (option) => gravest(fits.of(option).map(({ compatibility }) => compatibility.verdict)),
      await this.signedOf(each),
    );
    const people = each.map(({ youngPerson }) => youngPerson);
    return nightsAsTold(outcomes, people, house, fits.known);
  }

  /** What was decided of nights of all of these; one query. */
  private async signedOf(each: readonly Asked[]): Promise<(nights: Nights) => Signed | undefined> {
    const parts = each.map(({ partId }) => partId);
    const decisions = await this.decisions.ofParts(parts);
    return (nights) => decidedOf(decisions, parts, nights);
  }
}

/**
 * The house as if nothing were held for these parts of the request: nights that are offered to them are no nights that they
 * cannot have, and what is proposed and not signed is not told by its bed being gone.
 */
function withoutHeld<Of extends { house: { claims: readonly Claim[] } }>(ground: Of, partIds: readonly string[]): Of {
  const isTheirs = ({ purpose, partId }: Claim) => purpose === 'offer' && partIds.some((id) => id === partId);
  return { ...ground, house: { ...ground.house, claims: ground.house.claims.filter((claim) => !isTheirs(claim)) } };
}
