import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalidField, notFound } from '../kernel/domain-error.js';
import { dateIn } from '../kernel/nights.js';
import { Access, JointWork } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { editValues, submitEdit, type FieldWords } from '../web/edit-form.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AskingService } from './asking.service.js';
import { isSeries } from './domain/series.js';
import { SeriesDatesForm, SeriesForm } from './dto/series.form.js';
import { aroundAnswers, questionPath, resumePath, unitsToAsk } from './pages/ask.page.js';
import {
  datesPage,
  dayItems,
  everyItems,
  givenAgain,
  isStep,
  openStep,
  readSaid,
  seriesValues,
  STEP_FIELDS,
  STEP_TITLE,
} from './pages/repeats.page.js';
import { stepPath, STEPS, type Step } from './pages/series-rows.page.js';
import { requestHead } from './pages/request.page.js';
import { requireStep } from './request-refused.js';
import type { OpenedRequest } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { FOR_ONE } from './series-drafts.service.js';
import { SeriesLooks } from './series-looks.service.js';

const KEPT = 'Kept as a draft. It is on this page among your next actions until you finish it.';

/** How a break repeats, asked a question at a time, and then its dates, each with its own result. */
@Controller('requests/:id/repeats')
export class RepeatsPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly asking: AskingService,
    private readonly looks: SeriesLooks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async begin(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const draft = await this.draft(actor, id);
    res.redirect(303, stepPath(id, openStep(draft.series)));
  }

  @Get('dates')
  @Access('cas_worker', 'unit_staff', 'manager')
  async dates(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const draft = await this.draft(actor, id);
    if (!draft.series || !isSeries(draft.series)) return res.redirect(303, stepPath(id, openStep(draft.series)));
    const wrong = this.looks.wrongWith(draft, draft.series);
    const step = STEPS.find((one) => wrong.some(({ field }) => STEP_FIELDS[one].some((asked) => asked === field)));
    // A draft that lay until its first date had passed: what has to be said anew is asked, not refused.
    if (step) {
      const errors = Object.fromEntries(wrong.map(({ field, message }) => [field, message]));
      return this.show(actor, res, { draft, step }, { values: editValues(seriesValues(draft.series)), errors });
    }
    await this.showDates(actor, res, draft, typedBefore(res.req));
  }

  @Post('dates')
  @JointWork()
  @Access('cas_worker', 'unit_staff', 'manager')
  async decide(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const draft = await this.draft(actor, id);
    await submitForm(res, {
      dto: SeriesDatesForm,
      show: (state) => this.showDates(actor, res, draft, state),
      fields: { 'series.dates': 'said' },
      save: async ({ said = [], then }) => {
        const exceptions = readSaid(said);
        if (!exceptions) throw invalidField('said', 'Choose what is to become of each date from its list.');
        await this.asking.change(actor, id, { series: givenAgain(draft.series, {}, exceptions), passed: 'when' });
        if (then === 'look') return stepPath(id, 'dates');
        if (then === 'later') return { said: KEPT, to: '/' };
        return resumePath(await this.requests.open(actor, id));
      },
    });
  }

  @Get(':step')
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('step') text: string,
    @Res() res: Response,
  ) {
    const step = stepOf(text);
    const draft = await this.draft(actor, id);
    this.show(actor, res, { draft, step }, typedBefore(res.req, editValues(seriesValues(draft.series))));
  }

  @Post(':step')
  @JointWork()
  @Access('cas_worker', 'unit_staff', 'manager')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('step') text: string,
    @Res() res: Response,
  ) {
    const step = stepOf(text);
    const draft = await this.draft(actor, id);
    await submitEdit(res, {
      dto: SeriesForm,
      read: () => this.draft(actor, id),
      valuesOf: (one: OpenedRequest) => seriesValues(one.series),
      words: WORDS,
      fields: Object.fromEntries(Object.keys(WORDS).map((field) => [`series.${field}`, field])),
      show: (state) => this.show(actor, res, { draft, step }, state),
      save: async ({ then, ...given }) => {
        const said = Object.fromEntries(STEP_FIELDS[step].map((field) => [field, given[field as keyof typeof given]]));
        if (then === undefined) refuseMissing(step, given);
        // An end that is left empty is none.
        if (step === 'until') Object.assign(said, { until: given.until ?? null, times: null });
        await this.asking.change(actor, id, { series: givenAgain(draft.series, said) });
        if (then === 'later') return { said: KEPT, to: '/' };
        return stepPath(id, STEPS[STEPS.indexOf(step) + 1] ?? 'dates');
      },
    });
  }

  private async draft(actor: Actor, id: string): Promise<OpenedRequest> {
    const request = await this.requests.open(actor, id);
    requireStep('edit', request, actor);
    if (request.forSiblings) throw conflict('for-one', FOR_ONE);
    return request;
  }

  private show(actor: Actor, res: Response, { draft, step }: { draft: OpenedRequest; step: Step }, state: FormState) {
    const now = this.clock.now();
    const { values } = state;
    const request = requestHead(draft, now);
    const before = STEPS[STEPS.indexOf(step) - 1];
    res.render('requests/pages/repeats.njk', {
      ...{ state, request, step, title: STEP_TITLE[step](request.person.firstName) },
      action: stepPath(draft.id, step),
      back: before ? stepPath(draft.id, before) : questionPath(draft.id, 'when'),
      ...aroundAnswers(values, dateIn(now, draft.unit.zone), unitsToAsk(actor)),
      everyItems: everyItems(draft.series?.from ?? null, values['every']),
      earlierItems: dayItems(values['earlier']),
      laterItems: dayItems(values['later']),
    });
  }

  private async showDates(actor: Actor, res: Response, draft: OpenedRequest, state: FormState): Promise<void> {
    const look = await this.looks.ofRequest(actor, draft);
    res.render('requests/pages/repeats-dates.njk', {
      state,
      request: requestHead(draft, this.clock.now()),
      action: stepPath(draft.id, 'dates'),
      back: stepPath(draft.id, 'other-days'),
      ...datesPage(look, state.values),
    });
  }
}

function stepOf(text: string): Step {
  if (!isStep(text)) throw notFound();
  return text;
}

function refuseMissing(step: Step, given: SeriesForm): void {
  if (step === 'first' && given.from === undefined)
    throw invalidField('from', 'Enter the day on which the first break begins.');
  if (step === 'first' && given.nights === undefined) throw invalidField('nights', 'Enter the number of nights.');
  if (step === 'how-often' && given.every === undefined)
    throw invalidField('every', 'Choose how often the break is to be.');
}

const plain = (label: string) => ({ label, text: String });
const WORDS: FieldWords = {
  ...{ from: plain('First arrival'), nights: plain('Nights'), every: plain('How often'), until: plain('Last date') },
  ...{ which: plain('Which dates'), earlier: plain('Days earlier'), later: plain('Days later') },
};
