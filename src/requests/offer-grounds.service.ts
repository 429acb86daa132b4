import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/domain/actor.js';
import { CompanyService, type Company } from './company.service.js';
import { inputsOf } from './domain/decision-inputs.js';
import { keptFrom, type Fit } from './domain/fit.js';
import type { PairPlan } from './domain/pair-plan.js';
import { whyNotThis } from './domain/holding.js';
import { shownAs } from './domain/shown-group.js';
import type { Action } from './domain/transitions.js';
import { mayTake } from './domain/workflow.js';
import type { OfferAdviceAnswer } from './dto/fit.answer.js';
import { companyOf } from './pages/company.page.js';
import { fitJson, keptApartOf, namedFit } from './pages/fit.page.js';
import { sayMoves } from './pages/moves.page.js';
import type { OfferGround } from './pages/offer.page.js';
import { PairPlans } from './pair-plans.service.js';
import type { OfferView, OpenedRequest, RequestView } from './request-view.js';
import { RequestRefused } from './request-refused.js';
import { RequestsService } from './requests.service.js';

/** A request with the open option that a page is about, which need not be its first. */
export type WithOffer = OpenedRequest & { offer: OfferView };

/** The advice, what decisions about two say to whoever signs, and the word of all that they are shown. */
export interface AdviceToSign extends Fit {
  seenGroup: string;
  plans: PairPlan[];
  keptApart: ReturnType<typeof keptApartOf>;
}

/** What the pages of an offer show of it: the request that it is for, and who else would be there. */
@Injectable()
export class OfferGrounds {
  constructor(
    private readonly requests: RequestsService,
    private readonly company: CompanyService,
    private readonly plans: PairPlans,
  ) {}

  /** The request whose open offer this is, if the actor may take the action now; otherwise the reason why not. */
  async open(actor: Actor, id: string, action: Action): Promise<WithOffer> {
    const request = await this.requests.open(actor, id, 'offer');
    const offer = request.offers.find((one) => one.id === id);
    const answer = mayTake(action, request, actor, offer);
    if (!answer.available) throw await this.requests.refuses(actor, request, answer);
    if (!offer) throw new RequestRefused(whyNotThis(undefined), request, 'offer-ended');
    return { ...request, offer };
  }

  /** Who would be there with them, in words, the advice that this is, and what decisions about two say of it. */
  async of(actor: Actor, request: RequestView, offer: OfferView): Promise<OfferGround & { advice: AdviceToSign }> {
    const [{ claims, guests, ages, beds, house, fits }, moved] = await Promise.all([
      this.company.of(actor, request, offer),
      this.company.ofMoves(actor, request.id, offer.moves),
    ]);
    const { advice, seenGroup } = adviceOn(offer, request.youngPerson.id, { house, fits });
    const fit = namedFit(advice, fits.known, { youngPerson: request.youngPerson, guests, beds });
    const own = request.youngPerson.id;
    const decided = {
      seenGroup,
      plans: await this.plans.of(request.unit.id, own, advice, fit),
      keptApart: keptApartOf(keptFrom(advice, own, fits.known.factOf), fit),
    };
    return {
      company: companyOf(offer, claims, guests),
      ages,
      fit,
      moves: sayMoves(offer.moves, moved),
      advice: { ...advice, ...decided },
    };
  }

  /** The advice on an offer as it is now, for who works at its unit, and the word of it that a signature says again. */
  async json(actor: Actor, id: string): Promise<OfferAdviceAnswer> {
    const request = await this.requests.open(actor, id, 'offer');
    const offer = request.offers.find((one) => one.id === id);
    if (!offer) throw new RequestRefused(whyNotThis(undefined), request, 'offer-ended');
    const { guests, beds, house, fits } = await this.company.of(actor, request, offer);
    const { youngPerson } = request;
    const { advice, seenGroup } = adviceOn(offer, youngPerson.id, { house, fits });
    return { offer: id, advice: fitJson(advice, fits.known, { youngPerson, guests, beds }), seenGroup };
  }
}

function adviceOn(offer: OfferView, own: string, { house, fits }: Pick<Company, 'house' | 'fits'>) {
  const { arrival, departure } = offer;
  const bed = house.beds.find(({ id }) => id === offer.bed.id)!;
  const nights = { arrival, departure, bed, beds: [bed], moves: [] };
  const advice = fits.of(nights);
  const inputs = inputsOf(fits.known.people.get(own)!, house, fits.known, nights);
  return { advice, seenGroup: shownAs(inputs, advice.compatibility) };
}
