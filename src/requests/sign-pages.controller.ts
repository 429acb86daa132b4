import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { invalid, invalidField } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { GoneOverService } from '../stays/gone-over.service.js';
import { ReadinessService } from '../stays/readiness.service.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { typedValues } from '../web/typed-forms.js';
import { reach } from './domain/holding.js';
import { SignEachForm, SignForm } from './dto/offers.form.js';
import { FreedBedLooks } from './freed-bed-looks.service.js';
import { fromTheListShown } from './pages/freed-bed.page.js';
import { OfferGrounds, type WithOffer } from './offer-grounds.service.js';
import { decisionForm, LATER, readDecision } from './pages/decision-form.page.js';
import { missingPage } from './pages/missing.page.js';
import { besideCard, offerPage, optionCard } from './pages/offer.page.js';
import { signedText } from './pages/signed.page.js';
import type { OfferView } from './request-view.js';
import { Signatures } from './signatures.service.js';
import { SiblingsService, type Beside } from './siblings.service.js';

/** A decision on nights that are proposed, and those of brothers and sisters with it: of each what the manager decides. */
@Controller('offers/:id/sign')
export class SignPagesController {
  constructor(
    private readonly offers: OfferGrounds,
    private readonly signatures: Signatures,
    private readonly siblings: SiblingsService,
    private readonly goneOver: GoneOverService,
    private readonly readiness: ReadinessService,
    private readonly looks: FreedBedLooks,
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.show(actor, await this.offers.open(actor, id, 'sign'), res, typedBefore(res.req));
  }

  @Post()
  @Access('manager')
  async sign(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.offers.open(actor, id, 'sign');
    const own = proposed(request);
    const siblings = await this.siblings.besides(actor, request, own, 'sign');
    const ofSiblings = siblings.map(({ offer }) => offer.id);
    const values = typedValues(res.req.body);
    const read = [...own.map((offer) => offer.id), ...ofSiblings].map((one) => ({
      ...{ one, ...readDecision(one, values, { ownReasons: siblings.length > 0 }) },
    }));
    const missing = Object.assign({}, ...read.map(({ errors }) => errors)) as Record<string, string>;
    await submitForm<SignForm | SignEachForm>(res, {
      dto: siblings.length > 0 ? SignEachForm : SignForm,
      // What is missing of each is said at once.
      show: ({ errors, ...state }) => this.show(actor, request, res, { ...state, errors: { ...missing, ...errors } }),
      fields: Object.assign({}, ...read.map(({ fields }) => fields)) as Record<string, string>,
      save: async ({ overrule, ...same }) => {
        const undecided = read.flatMap(({ one, said }) => (said ? [] : [`decision-${one}`]));
        const [first, ...others] = undecided.map((field) => ({ field, message: missing[field]! }));
        if (first) throw invalid('invalid-decision', first.message, [first, ...others]);
        const each = new Map(read.flatMap(({ one, said }) => (said && said !== LATER ? [[one, said] as const] : [])));
        const [offer, ...more] = each.keys();
        if (!offer) throw invalidField(`decision-${read[0]!.one}`, CHOOSE_ONE);
        const isTogether = [offer, ...more].some((one) => ofSiblings.includes(one));
        const signed = { reasons: 'reasons' in same ? same.reasons : '', overrule, each };
        if (isTogether) await this.siblings.sign(actor, [offer, ...more], signed);
        else await this.signatures.signSeveral(actor, request.pathId, [offer, ...more], signed);
        return {
          said: signedText(
            [...each].map(([one, { decision }]) => {
              const sibling = siblings.find(({ offer }) => offer.id === one);
              return { decision, youngPerson: (sibling ?? request).youngPerson };
            }),
          ),
          to: `/requests/${isTogether ? request.id : request.pathId}`,
        };
      },
    });
  }

  private async show(actor: Actor, request: WithOffer, res: Response, state: FormState) {
    const own = proposed(request);
    const { zone } = request.unit;
    const several = own.length > 1;
    const siblings = await this.siblings.besides(actor, request, own, 'sign');
    const arrival = several ? reach(own)!.arrival : request.offer.arrival;
    const [grounds, goneOver, checklist, besides, lists] = await Promise.all([
      Promise.all(own.map((offer) => this.offers.of(actor, request, offer))),
      this.goneOver.ofPart(actor, request.partId),
      this.readiness.beforeOffer(request.youngPerson, arrival, request.unit.id),
      Promise.all(siblings.map((sibling) => this.besideCard(actor, sibling))),
      this.looks.of(actor, request.unit.id, own),
    ]);
    const mayLeave = own.length + siblings.length > 1;
    const ask = (id: string, { compatibility, ...advice }: (typeof grounds)[number]['advice']) =>
      decisionForm(id, { verdict: compatibility.verdict, ...advice }, state.values, {
        ...{ mayLeave, ownReasons: siblings.length > 0 },
      });
    const options = own.map((offer, place) => ({
      ...optionCard(request, offer, grounds[place]),
      decide: ask(offer.id, grounds[place]!.advice),
    }));
    res.render('requests/pages/sign.njk', {
      ...{ state, goneOver, several, mayLeave, options },
      missing: missingPage(checklist, request.youngPerson),
      lists: lists.map((list) => fromTheListShown(list, { today: dateIn(this.clock.now(), zone), zone })),
      inTurn: lists.length > 0 && !several && (await this.units.open(actor, request.unit.id)).offersInTurn,
      moves: grounds[0]!.moves,
      besides: besides.map(({ advice, ...card }) => ({ ...card, decide: ask(card.id, advice) })),
      request: offerPage(request, grounds[0]!, this.clock.now()),
    });
  }

  /** What is decided of a brother or a sister, with all that the page shows of the one it was opened for. */
  private async besideCard(actor: Actor, sibling: Beside) {
    const { offer, unit, youngPerson, partId } = sibling;
    const [ground, goneOver, checklist] = await Promise.all([
      this.offers.of(actor, sibling, offer),
      this.goneOver.ofPart(actor, partId),
      this.readiness.beforeOffer(youngPerson, offer.arrival, unit.id),
    ]);
    const missing = missingPage(checklist, youngPerson);
    return { ...besideCard(sibling, offer, ground), goneOver, missing, advice: ground.advice };
  }
}

/** Those that wait for a decision, the one that the page was opened for among them. */
const proposed = ({ offers }: WithOffer): OfferView[] => offers.filter(({ state }) => state === 'proposed');

const CHOOSE_ONE = 'You left all of them for now. Decide at least one, or go back to the request.';
