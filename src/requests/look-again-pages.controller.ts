import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { looksOnAt, maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { invalidField, notFound } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdField } from '../web/fields.js';
import { PageQuery } from '../web/paging.js';
import { IdParam } from '../web/id-param.pipe.js';
import type { Message } from '../web/flash.js';
import { typedValues } from '../web/typed-forms.js';
import type { DecisionSaid } from './domain/match-decision.js';
import type { PairPlan } from './domain/pair-plan.js';
import { ReasonsForm } from './dto/offers.form.js';
import { KeptYeses } from './kept-yeses.service.js';
import { LookAgainViews } from './look-again-views.service.js';
import type { AgainNow } from './again.js';
import { LookAgain } from './look-again.service.js';
import type { OpenedRequest } from './request-view.js';
import { OfferGrounds } from './offer-grounds.service.js';
import { decisionForm, LATER, NO_TO_A_STAY, NO_TO_WHO_IS_THERE, readDecision } from './pages/decision-form.page.js';
import { keptBeside, keptTimes, type KeptBeside } from './pages/kept-yes.page.js';
import { lookAgainListPage, lookAgainPage } from './pages/look-again.page.js';

const ZONE = 'Europe/London';

class LookAgainQuery extends PageQuery {
  @IdField('Unit', { required: false }) unit?: string;
}

/** What a decision was made on and what is the case now, side by side, and the decision anew. */
@Controller()
export class LookAgainPagesController {
  constructor(
    private readonly again: LookAgain,
    private readonly views: LookAgainViews,
    private readonly kept: KeptYeses,
    private readonly grounds: OfferGrounds,
    private readonly clock: Clock,
  ) {}

  /** Everything, however far ahead: Today shows what comes soon. */
  @Get('look-again')
  @Access('unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: LookAgainQuery, @Res() res: Response): Promise<void> {
    const units = actor.units.filter(({ id }) => worksAt(actor, id));
    const unit = query.unit === undefined ? undefined : units.find(({ id }) => id === query.unit);
    if (query.unit !== undefined && !unit) throw notFound();
    const page = await this.views.page(actor, query, unit?.id);
    const shown = { unit, isFirst: !query.cursor, today: dateIn(this.clock.now(), ZONE) };
    res.render('requests/pages/look-again-list.njk', lookAgainListPage(page, shown, units));
  }

  @Get('stays/:id/look-again')
  @Access('unit_staff', 'manager')
  async askStay(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, await this.again.ofStay(actor, id), `/stays/${id}`, res, typedBefore(res.req));
  }

  @Post('stays/:id/look-again')
  @Access('unit_staff', 'manager')
  async signStay(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.submit(actor, await this.again.ofStay(actor, id), `/stays/${id}`, res, (said) =>
      this.again.signStay(actor, id, said),
    );
  }

  @Get('offers/:id/look-again')
  @Access('unit_staff', 'manager')
  async askOffer(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const again = await this.again.ofOffer(actor, id);
    await this.show(actor, again, `/requests/${again.opened.pathId}`, res, typedBefore(res.req));
  }

  @Post('offers/:id/look-again')
  @Access('unit_staff', 'manager')
  async signOffer(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const again = await this.again.ofOffer(actor, id);
    await this.submit(actor, again, `/requests/${again.opened.pathId}`, res, (said) =>
      this.again.signOffer(actor, id, said),
    );
  }

  /** Nights that the family said yes to: the decision books them. */
  @Get('offers/:id/confirm')
  @Access('manager')
  async askConfirm(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    const again = await this.toConfirm(actor, id);
    await this.show(actor, again, `/requests/${again.opened.pathId}`, res, typedBefore(res.req));
  }

  @Post('offers/:id/confirm')
  @Access('manager')
  async confirm(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const again = await this.toConfirm(actor, id);
    await this.submit(actor, again, `/requests/${again.opened.pathId}`, res, (said) => this.kept.sign(actor, id, said));
  }

  private async toConfirm(actor: Actor, id: string) {
    await this.grounds.open(actor, id, 'confirm');
    return this.again.ofOffer(actor, id);
  }

  private async submit(
    actor: Actor,
    again: AgainNow,
    back: string,
    res: Response,
    sign: (said: DecisionSaid) => Promise<unknown>,
  ): Promise<void> {
    const read = readDecision(FORM, typedValues(res.req.body));
    const fields = Object.entries(read.fields).map(([name, field]) => [name.replace(`-${FORM}`, ''), field]);
    await submitForm(res, {
      dto: ReasonsForm,
      show: ({ errors, ...state }) =>
        this.show(actor, again, back, res, { ...state, errors: { ...read.errors, ...errors } }),
      fields: Object.fromEntries(fields) as Record<string, string>,
      save: async ({ reasons }) => {
        if (!read.said || read.said === LATER) throw invalidField(`decision-${FORM}`, 'Choose what you decide.');
        await sign({ ...read.said, reasons });
        const isNo = read.said.decision === 'not_suitable';
        const said = isNo ? saidOfNo(again) : again.yes ? BOOKED : SAID[read.said.decision!];
        return { said: [said, ...theirsWait(again)], to: back };
      },
    });
  }

  private async show(actor: Actor, again: AgainNow, back: string, res: Response, state: FormState): Promise<void> {
    const view = await this.views.of(actor, again);
    const advised = await this.views.toSign(again, view);
    const isSigner = maySign(actor, again.unit.id);
    res.render('requests/pages/look-again.njk', {
      ...{
        state,
        back,
        besides: besidesOf(again),
        times: timesOf(again),
        mayDecide: !looksOnAt(actor, again.unit.id) && (isSigner || !again.yes),
      },
      ...lookAgainPage(again, view, await this.views.reported(actor, again), {
        isSigner,
        today: dateIn(this.clock.now(), again.unit.zone),
      }),
      decide: decisionForm(FORM, advised, withPlan(state.values, view.last, advised.plans), {
        ...('stayId' in again.of && { no: again.isThere ? NO_TO_WHO_IS_THERE : NO_TO_A_STAY }),
      }),
    });
  }
}

/** Of a yes that is kept, brothers and sisters who were asked for together. */
const besidesOf = ({ yes, opened, ...nights }: AgainNow & { opened?: OpenedRequest }): KeptBeside[] =>
  yes && opened ? keptBeside(opened, nights) : [];

const timesOf = ({ yes, opened, of }: AgainNow & { opened?: OpenedRequest }) =>
  yes && opened && 'offerId' in of ? keptTimes(opened, of.offerId) : undefined;

/** Those of them whose nights wait for a decision still, once that on one of them is signed. */
const theirsWait = (again: AgainNow): Message[] =>
  besidesOf(again).flatMap(({ link }) => (link ? [{ sentence: WAITS_STILL, link, important: true as const }] : []));
const WAITS_STILL = 'The family says yes for a brother or a sister, too, and that waits for you still.';

/** The page is about one: its fields need no id of an offer. */
const FORM = 'again';

const SAID = {
  suitable: 'Signed. It is decided on those who will be there now.',
  suitable_with_mitigations: 'Signed, with the plan. It is decided on those who will be there now.',
  not_suitable: 'Signed. Now change the nights or cancel the stay, so that they do not meet.',
};
const BOOKED = 'Signed, and the break is booked: the family said yes to it. The key worker is told.';
const NO_WHILE_THERE = 'Signed. They are here: now take nights off or change their bed, so that they do not meet.';

const saidOfNo = ({ of, isThere }: AgainNow): string =>
  'offerId' in of ? TAKEN_BACK : isThere ? NO_WHILE_THERE : SAID.not_suitable;

const TAKEN_BACK =
  'The nights are taken back and the bed is free again. The key worker may have told the family: call them.';

/** At first the plan that was signed before, which mostly still holds, and what has been decided about two since. */
function withPlan(
  values: FormState['values'],
  last: { mitigations: { what: string; who: string }[] } | undefined,
  plans: readonly PairPlan[],
) {
  if (values[`what-${FORM}`] !== undefined || !last || last.mitigations.length === 0) return values;
  const known = last.mitigations.map(({ what }) => what);
  const since = plans.flatMap(({ lines }) => lines).filter((line) => !known.includes(line));
  return {
    ...values,
    [`what-${FORM}`]: [...known, ...since],
    [`who-${FORM}`]: [...last.mitigations.map(({ who }) => who), ...since.map(() => '')],
  };
}
