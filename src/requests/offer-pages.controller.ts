import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { sayList } from '../kernel/say-words.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { GoneOverService } from '../stays/gone-over.service.js';
import { namedFit } from './pages/fit.page.js';
import { missingPage } from './pages/missing.page.js';
import { ReadinessService } from '../stays/readiness.service.js';
import { CompanyService } from './company.service.js';
import { reach, whyNotThis } from './domain/holding.js';
import { peopleOf } from './domain/parts.js';
import type { Action } from './domain/transitions.js';
import { mayTake } from './domain/workflow.js';
import { ReasonsForm, SignForm } from './dto/offers.form.js';
import { OffersService } from './offers.service.js';
import { besideCard, besidesPage, offerIds, offerPage, optionCard, type OfferGround } from './pages/offer.page.js';
import { sayMoves } from './pages/moves.page.js';
import { companyOf } from './pages/company.page.js';
import type { OfferView, OpenedRequest, RequestView } from './request-view.js';
import { RequestRefused } from './request-refused.js';
import { RequestsService } from './requests.service.js';
import { SiblingsService, type Beside } from './siblings.service.js';

/** A request with the open option that a page is about, which need not be its first. */
type WithOffer = OpenedRequest & { offer: OfferView };

/** The manager's signature on a proposal, and taking a proposal back. */
@Controller('offers/:id')
export class OfferPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly offers: OffersService,
    private readonly siblings: SiblingsService,
    private readonly company: CompanyService,
    private readonly goneOver: GoneOverService,
    private readonly readiness: ReadinessService,
    private readonly clock: Clock,
  ) {}

  @Get('sign')
  @Access('manager')
  async askSign(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.show(actor, await this.withOffer(actor, id, 'sign'), 'sign', res, typedBefore(res.req));
  }

  @Post('sign')
  @Access('manager')
  async sign(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.withOffer(actor, id, 'sign');
    await submitForm(res, {
      dto: SignForm,
      show: (state) => this.show(actor, request, 'sign', res, state),
      save: async ({ several, offers, together, ...signed }) => {
        if (several && !offers?.length) throw invalidField('offers', 'Choose which of them you sign.');
        const own = several ? offers! : [id];
        const siblings = offerIds(together);
        const signedFor = await this.whose(actor, request, siblings);
        if (siblings.length > 0) await this.siblings.sign(actor, [...own, ...siblings], signed);
        else await this.offers.signSeveral(actor, request.pathId, own, signed);
        return {
          said: saysSigned(signedFor),
          to: `/requests/${siblings.length > 0 ? request.id : request.pathId}`,
        };
      },
    });
  }

  @Get('return')
  @Access('unit_staff', 'manager')
  async askReturn(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.show(actor, await this.withOffer(actor, id, 'take_back'), 'return', res, typedBefore(res.req));
  }

  @Post('return')
  @Access('unit_staff', 'manager')
  async takeBack(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.withOffer(actor, id, 'take_back');
    await submitForm(res, {
      dto: ReasonsForm,
      show: (state) => this.show(actor, request, 'return', res, state),
      save: async ({ reasons }) => {
        await this.offers.takeBack(actor, id, reasons);
        return { said: 'The nights are taken back and the bed is free again.', to: `/requests/${request.pathId}` };
      },
    });
  }

  @Get('extend')
  @Access('unit_staff', 'manager')
  async askExtend(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.show(actor, await this.withOffer(actor, id, 'extend_offer'), 'more-time', res, typedBefore(res.req));
  }

  @Post('extend')
  @Access('unit_staff', 'manager')
  async extend(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.withOffer(actor, id, 'extend_offer');
    await submitForm(res, {
      dto: ReasonsForm,
      show: (state) => this.show(actor, request, 'more-time', res, state),
      save: async ({ reasons }) => {
        await this.offers.extend(actor, id, reasons);
        return { said: 'The family has more time. The bed is held until then.', to: `/requests/${request.pathId}` };
      },
    });
  }

  /** The request whose open offer this is, if the actor may take the action now; otherwise the reason why not. */
  private async withOffer(actor: Actor, id: string, action: Action): Promise<WithOffer> {
    const request = await this.requests.open(actor, id, 'offer');
    const offer = request.offers.find((one) => one.id === id);
    const answer = mayTake(action, request, actor, offer);
    if (!answer.available) throw await this.requests.refuses(actor, request, answer);
    if (!offer) throw new RequestRefused(whyNotThis(undefined), request, 'offer-ended');
    return { ...request, offer };
  }

  /** Those of whom an offer is signed in the step: the one for whom the page was opened, and whom was chosen besides. */
  private async whose(actor: Actor, request: WithOffer, siblings: readonly string[]) {
    if (siblings.length === 0) return [request.youngPerson];
    const proposed = request.offers.filter(({ state }) => state === 'proposed');
    const besides = await this.siblings.besides(actor, request, proposed, 'sign');
    return peopleOf([request, ...besides.filter(({ offer }) => siblings.includes(offer.id))]);
  }

  private async show(
    actor: Actor,
    request: WithOffer,
    page: 'sign' | 'return' | 'more-time',
    res: Response,
    state: FormState,
  ) {
    const together = request.offers.filter(({ state }) => state === 'proposed');
    const several = page === 'sign' && together.length > 1;
    const arrival = several ? reach(together)!.arrival : request.offer.arrival;
    const [grounds, goneOver, checklist] = await Promise.all([
      Promise.all((several ? together : [request.offer]).map((offer) => this.groundOf(actor, request, offer))),
      this.goneOver.ofPart(actor, request.partId),
      page === 'sign' ? this.readiness.beforeOffer(request.youngPerson, arrival, request.unit.id) : undefined,
    ]);
    const siblings = page === 'sign' ? await this.siblings.besides(actor, request, together, 'sign') : [];
    const chosen = [state.values['offers'] ?? []].flat();
    res.render(`requests/pages/${page}.njk`, {
      state,
      goneOver,
      missing: checklist && missingPage(checklist, request.youngPerson),
      moves: grounds[0]!.moves,
      options: several
        ? together.map((offer, place) => ({
            ...optionCard(request, offer, grounds[place]),
            checked: chosen.includes(offer.id),
          }))
        : [],
      siblings: besidesPage(siblings, state.values),
      besides: await Promise.all(siblings.map((sibling) => this.besideCard(actor, sibling))),
      request: offerPage(request, grounds[0]!, this.clock.now()),
    });
  }

  /** What is signed of a brother or a sister, with all that the page shows of the one it was opened for. */
  private async besideCard(actor: Actor, sibling: Beside) {
    const { offer, unit, youngPerson, partId } = sibling;
    const [ground, goneOver, checklist] = await Promise.all([
      this.groundOf(actor, sibling, offer),
      this.goneOver.ofPart(actor, partId),
      this.readiness.beforeOffer(youngPerson, offer.arrival, unit.id),
    ]);
    return { ...besideCard(sibling, offer, ground), goneOver, missing: missingPage(checklist, youngPerson) };
  }

  private async groundOf(actor: Actor, request: RequestView, offer: OfferView): Promise<OfferGround> {
    const [{ claims, guests, ages, beds, fits }, moved] = await Promise.all([
      this.company.of(actor, request, offer),
      this.company.ofMoves(actor, request.id, offer.moves),
    ]);
    const bed = beds.find(({ id }) => id === offer.bed.id)!;
    const named = { youngPerson: request.youngPerson, guests, beds };
    const fit = namedFit(fits.of({ ...offer, bed, beds: [bed], moves: [] }), fits.known, named);
    return { company: companyOf(offer, claims, guests), ages, fit, moves: sayMoves(offer.moves, moved) };
  }
}

/** What was signed for whom, and who asks the family now. */
function saysSigned(people: readonly RequestView['youngPerson'][]): string {
  const workers = [...new Set(people.map(({ keyWorker }) => keyWorker.name))];
  const whom = people.length > 1 ? ` for ${sayList(people.map(({ firstName }) => firstName))}` : '';
  return `Signed${whom}. ${sayList(workers)} can now ask the family.`;
}
