import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalidField } from '../kernel/domain-error.js';
import { isPlainDate } from '../kernel/nights.js';
import { WAYS } from '../people/domain/ways-to-say.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { seeOther, submitForm, typedBefore, type FormState, type Said } from '../web/forms.js';
import type { Message } from '../web/flash.js';
import { IdParam } from '../web/id-param.pipe.js';
import { keepTyped, takeTyped, typedValues } from '../web/typed-forms.js';
import { DECISION_TEXT } from './domain/match-decision.js';
import { AcceptSeriesForm, LaterForm, ProposeSeriesForm, SignSeriesForm } from './dto/series-steps.form.js';
import { endSeriesPath } from './pages/end-series.page.js';
import { sayKept } from './pages/kept-yes.page.js';
import { requestHead } from './pages/request.page.js';
import { sayDone, sentSeriesPage, sentSeriesPath } from './pages/sent-series.page.js';
import { SeriesLater } from './series-later.service.js';
import { SeriesLooks } from './series-looks.service.js';
import { SiblingChoices } from './sibling-choices.service.js';
import { SeriesSteps } from './series-steps.service.js';

/** The breaks of a series that was sent, beside each other: held, signed and accepted at once, and changed later on. */
@Controller('requests/:id/breaks')
export class SentSeriesPagesController {
  constructor(
    private readonly looks: SeriesLooks,
    private readonly steps: SeriesSteps,
    private readonly later: SeriesLater,
    private readonly siblings: SiblingChoices,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const again = takeTyped(res.req, typedKey(id));
    await this.show(actor, id, res, again ? { values: again, errors: {} } : typedBefore(res.req));
  }

  /** The page as it is now, with what was typed on it before. */
  @Post('again')
  @Access('cas_worker', 'unit_staff', 'manager')
  async again(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.looks.of(actor, id);
    keepTyped(res.req, typedKey(id), typedValues(res.req.body));
    await seeOther(res, sentSeriesPath(id));
  }

  @Post('propose')
  @Access('unit_staff', 'manager')
  async propose(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await submitForm(res, {
      dto: ProposeSeriesForm,
      show: (state) => this.show(actor, id, res, state),
      fields: { dates: 'breaks' },
      save: async ({ breaks = [] }) => {
        if (breaks.length === 0) throw invalidField('breaks', 'Choose at least one break for which a bed is held.');
        const chosen = breaks.map((one) => {
          const [date = '', arrival = '', ...moves] = one.split(' ');
          if (!isPlainDate(arrival)) throw invalidField('breaks', LOOK_AGAIN);
          return { date, arrival, moves };
        });
        const done = await this.steps.propose(actor, id, chosen);
        return { said: sayDone(done, 'A bed is held'), to: sentSeriesPath(id) };
      },
    });
  }

  @Post('sign')
  @Access('manager')
  async sign(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await submitForm(res, {
      dto: SignSeriesForm,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ shown = [], ...signed }) => {
        if (!signed.offers) throw conflict('offers-missing', LOOK_AGAIN);
        const seenGroups = shown.map((one) => {
          const [offer = '', seenGroup = ''] = one.split(' ');
          return { offer, seenGroup };
        });
        const done = await this.steps.sign(actor, id, { ...signed, seenGroups });
        return {
          said: sayDone(done, 'Your decision is signed', ['waits', 'wait', 'for your signature']),
          to: sentSeriesPath(id),
        };
      },
    });
  }

  @Post('accept')
  @Access('cas_worker', 'manager')
  async accept(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await submitForm(res, {
      dto: AcceptSeriesForm,
      show: (state) => this.show(actor, id, res, state),
      save: async (answer) => {
        if (!answer.offers) throw conflict('offers-missing', LOOK_AGAIN);
        const done = await this.steps.accept(actor, id, answer);
        const keptSaid = done.kept?.length ? sayKept(actor, (await this.looks.of(actor, id)).request) : '';
        return {
          said: sayDone(done, 'A stay is booked', ['is', 'are', 'offered'], keptSaid),
          to: sentSeriesPath(id),
        };
      },
    });
  }

  @Post('later')
  @Access('cas_worker', 'unit_staff', 'manager')
  async change(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await submitForm(res, {
      dto: LaterForm,
      show: (state) => this.show(actor, id, res, state),
      save: async (given) => {
        if (given.what !== 'end') return { said: await this.takeLater(actor, id, given), to: sentSeriesPath(id) };
        // Everything that would go is shown first, and who called it off is asked there.
        const to = endSeriesPath(id, given.date);
        keepTyped(res.req, `${to}#reasons`, given.reasons ? { reasons: given.reasons } : {});
        return to;
      },
    });
  }

  private async takeLater(actor: Actor, id: string, { date, what, arrival, ...why }: LaterForm): Promise<Said> {
    if (what === 'put_back') {
      await this.later.putBack(actor, id, date, why);
      return 'The break is put back.';
    }
    if (arrival === undefined) throw invalidField('arrival', 'Enter the day on which they would arrive instead.');
    const following = what === 'shift_following';
    const done = await this.later.shift(actor, id, { date, arrival, following });
    return [sayDone(done, 'Other days are asked'), ...changedLinks(done)].flat();
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const { request, ...look } = await this.looks.of(actor, id);
    if (request.state === 'draft') return res.redirect(303, `/requests/${id}/repeats`);
    const { values } = state;
    const items = (all: readonly { value: string; text: string }[], field: string) =>
      all.map((one) => ({ ...one, checked: values[field] === one.value }));
    const decisions = (['suitable', 'not_suitable'] as const).map((value) => ({ value, text: DECISION_TEXT[value] }));
    res.render('requests/pages/sent-series.njk', {
      state,
      // Not one of its breaks: all of them.
      request: { ...requestHead(request, this.clock.now()), id, part: null },
      decisionItems: items(decisions, 'decision'),
      wayItems: items(WAYS, 'how'),
      whatItems: items(WHAT, 'what'),
      forTheSame: await this.siblings.forTheSame(actor, request),
      ...sentSeriesPage(look, request, actor, values),
    });
  }
}

const WHAT = [
  { value: 'shift', text: 'Ask for it on other days' },
  { value: 'shift_following', text: 'Ask for it and all that follow on other days, as many earlier or later' },
  { value: 'put_back', text: 'Put it back, where it was left out or its stay was cancelled' },
  { value: 'end', text: 'Withdraw it and all that follow' },
];

const typedKey = (id: string): string => `${sentSeriesPath(id)}#again`;

/** Where the first breaks stand that were put on other days. */
const changedLinks = ({ done }: { done: readonly { part: string }[] }): Message[] =>
  done.slice(0, 1).map(({ part }) => ({
    sentence:
      done.length === 1
        ? 'The unit looks for nights on the new days.'
        : 'The unit looks for nights on the new days of each.',
    link: { href: `/requests/${part}`, text: done.length === 1 ? 'See this break' : 'See the first of them' },
  }));

const LOOK_AGAIN = 'Nothing was done: it is not said which nights you saw. Look at the breaks below and press again.';
