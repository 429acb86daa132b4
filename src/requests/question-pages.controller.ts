import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { DomainError, invalid } from '../kernel/domain-error.js';
import { aimsToChoose, mayWritePlan } from '../people/domain/family-plan.js';
import { FamilyPlans } from '../people/family-plan.service.js';
import { Access, JointWork } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { YesNoField } from '../web/fields.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AskingService } from './asking.service.js';
import { Deadlines } from './deadlines.service.js';
import type { Draft, Question, QuestionId } from './domain/questions.js';
import { wantedByAll } from './domain/parts.js';
import { hullOf } from './domain/windows.js';
import { AnswerForm } from './dto/ask.form.js';
import {
  aimChoices,
  answerOf,
  answerWords,
  aroundAnswers,
  questionPath,
  seriesPath,
  theirWishesItems,
  unitsToAsk,
  wantsSeveral,
  waysOf,
} from './pages/ask.page.js';
import { besideRows, readStretches, stretchRows, type Typed } from './pages/stretches.page.js';
import { OfThose } from './of-those.service.js';
import { SiblingChoices } from './sibling-choices.service.js';
import { requestHead } from './pages/request.page.js';
import { QuestionParam } from './question.pipe.js';
import { requireStep } from './request-refused.js';
import type { OpenedRequest } from './request-view.js';
import { RequestsService } from './requests.service.js';

const KEPT = 'Kept as a draft. It is on this page among your next actions until you finish it.';

class QuestionQuery {
  /** Whether the answer is changed from among those that are checked: then it leads back there. */
  @YesNoField('Change', { required: false }) change?: boolean;
}

/** The questions of a request for a break, one a page. Each answer is kept in the draft, whatever comes after it. */
@Controller('requests/:id/ask')
export class QuestionPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly asking: AskingService,
    private readonly plans: FamilyPlans,
    private readonly deadlines: Deadlines,
    private readonly siblings: SiblingChoices,
    private readonly theirs: OfThose,
    private readonly clock: Clock,
  ) {}

  @Get(':question')
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('question', QuestionParam) question: Question,
    @Query() { change = false }: QuestionQuery,
    @Res() res: Response,
  ) {
    const request = await this.draft(actor, id);
    const state = typedBefore(res.req, editValues(answerOf(question, request)));
    await this.show(actor, res, { request, question, change }, state);
  }

  @Post(':question')
  @JointWork()
  @Access('cas_worker', 'unit_staff', 'manager')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('question', QuestionParam) question: Question,
    @Query() { change = false }: QuestionQuery,
    @Res() res: Response,
  ) {
    const request = await this.draft(actor, id);
    const units = unitsToAsk(actor);
    await submitEdit(res, {
      dto: AnswerForm,
      read: () => this.draft(actor, id),
      valuesOf: (draft: OpenedRequest) => answerOf(question, draft),
      words: async () =>
        answerWords(
          units,
          request.youngPerson.firstName,
          await this.plans.of(actor, request.youngPerson.id),
          await this.siblings.choices(actor, request),
          await this.theirs.theirPlans(request),
        ),
      show: (state) => this.show(actor, res, { request, question, change }, state),
      ...(question.id === 'their-aims' && { fields: { aims: 'theirAims' } }),
      save: async ({ then, addsAim, siblingCase, ...given }) => {
        const isLeft = then !== undefined;
        const { typed, errors } = readStretches(given);
        if (question.id === 'stretches' && errors.length > 0)
          throw invalid('answer-missing', errors[0]!.message, errors);
        const { unit, theirAims, ...answers } = answered(question, given, typed);
        if (question.id === 'siblings')
          answers.siblings = await this.siblings.named(actor, given.siblings ?? [], siblingCase);
        const aims = answers.aims?.map((aim) => ({ id: aim })) ?? request.aims;
        // The aims of all stand together: what this question does not ask about stays.
        if (answers.aims ?? theirAims) answers.aims = aimsOfAll(request, answers.aims, theirAims);
        const dates = typed.length > 0 ? hullOf(typed) : {};
        const missing = question.lacks?.({ ...request, ...dates, ...answers, aims } as Draft) ?? [];
        if (!isLeft && missing.length > 0) throw invalid('answer-missing', missing[0]!.message, missing);
        // What is left for later without an answer has not been gone past: it is asked again.
        const isSaid = saidTo(question, given).some((answer) => answer !== undefined && answer !== '');
        const passed = !isLeft || isSaid ? { passed: question.id } : {};
        await atRows(typed, this.asking.change(actor, id, { ...answers, addsAim, unitId: unit, ...passed }));
        if (then === 'later') return { said: KEPT, to: '/' };
        if (then === 'more') return questionPath(id, question.id, change);
        // Whoever comes as well is asked about next.
        const siblings = (answers.siblings?.length ?? 0) > 0 || (request.forSiblings && question.id !== 'siblings');
        const repeats = request.series !== null && !namesDates(given, typed);
        const asking = { units: units.length, several: isSeveral(question, request), siblings, repeats };
        const ofOthers = change && siblings ? ASKED_NEXT[question.id] : undefined;
        return ofOthers ? questionPath(id, ofOthers, true) : waysOf(id, question.id, asking, change).next;
      },
    });
  }

  private async draft(actor: Actor, id: string): Promise<OpenedRequest> {
    const request = await this.requests.open(actor, id);
    requireStep('edit', request, actor);
    return request;
  }

  private async show(
    actor: Actor,
    res: Response,
    { request, question, change }: { request: OpenedRequest; question: Question; change: boolean },
    state: FormState,
  ): Promise<void> {
    const now = this.clock.now();
    const today = dateIn(now, request.unit.zone);
    const units = unitsToAsk(actor);
    const head = requestHead(request, now);
    res.render('requests/pages/question.njk', {
      state,
      request: head,
      question: question.id,
      title: question.title(head.person.firstName),
      ...waysOf(
        request.id,
        question.id,
        {
          ...{ units: units.length, several: isSeveral(question, request), siblings: request.forSiblings },
          repeats: request.series !== null,
        },
        change,
      ),
      rows: question.id === 'stretches' ? stretchRows(state.values) : [],
      repeatsPath: request.forSiblings ? null : seriesPath(request.id),
      siblingsPath: questionPath(request.id, 'siblings'),
      otherWay: questionPath(request.id, question.id === 'stretches' ? 'when' : 'stretches', change),
      siblingItems: question.id === 'siblings' ? await this.siblingItems(actor, request, state) : [],
      ...aroundAnswers(state.values, today, units),
      ...(question.id === 'aim' && (await this.aims(actor, request, state))),
      speakers: question.id === 'their-wishes' ? theirWishesItems(request, state) : [],
      others: question.id === 'their-aims' ? await this.theirs.known(actor, request, state.values) : [],
      granted: ['when', 'stretches'].includes(question.id) ? await this.theirs.granted(actor, request, today) : [],
      emergencyHours: this.deadlines.emergencyHours,
      ofHouse: actor.role !== 'cas_worker',
    });
  }

  private async siblingItems(actor: Actor, request: OpenedRequest, { values }: FormState) {
    const chosen = [values['siblings'] ?? []].flat();
    const people = await this.siblings.choices(actor, request);
    return people.map(({ id, name, born }) => ({
      ...{ value: id, text: name, hint: { text: born }, checked: chosen.includes(id) },
    }));
  }

  private async aims(actor: Actor, { youngPerson, aims, jointly }: OpenedRequest, { values }: FormState) {
    const plan = await this.plans.of(actor, youngPerson.id);
    return {
      aimItems: aimChoices(
        values,
        aimsToChoose(
          plan,
          aims.map(({ id }) => id),
        ),
      ),
      addsAim: !jointly && mayWritePlan(actor) && { checked: values['addsAim'] === 'yes' },
    };
  }
}

/** The aims of the first, and those of the others: each as it was answered, or as it is. */
function aimsOfAll(request: OpenedRequest, own: string[] | undefined, theirs: string[] | undefined): string[] {
  const first = request.aims.map(({ id }) => id);
  const others = wantedByAll(request).aims.filter((id) => !first.includes(id));
  return [...(own ?? first), ...(theirs ?? others)];
}

/** Whoever was added is asked about, also from among the answers that are checked. */
const ASKED_NEXT: Partial<Record<QuestionId, QuestionId>> = { siblings: 'their-aims', 'their-aims': 'their-wishes' };

/** Dates that are named take the place of how it repeats; where none is, it repeats as before. */
const namesDates = ({ nights, from, to }: Pick<AnswerForm, 'nights' | 'from' | 'to'>, typed: readonly Typed[]) =>
  typed.length > 0 || [nights, from, to].some((one) => one != null);

/** Whether the way leads by the stretches of dates, or by the two dates. */
const isSeveral = ({ id }: Question, request: OpenedRequest) =>
  id === 'stretches' || (id !== 'when' && wantsSeveral(request));

/** What is refused of a stretch of dates stands beside the row in which it was typed. */
async function atRows(typed: readonly Typed[], change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!(error instanceof DomainError) || typed.length === 0) throw error;
    throw new DomainError(error.kind, error.code, error.sentence, besideRows(error.errors, typed));
  }
}

/** Every answer that the form holds; for whom it was shown is none. */
const saidTo = ({ id }: Question, { siblings, ...others }: object & { siblings?: string[] }) =>
  [...Object.values(others), id === 'siblings' ? siblings : undefined].flat();

/** What the form says to its question: of a field that was left empty, that nothing is said. */
function answered(question: Question, given: Omit<AnswerForm, 'then' | 'addsAim'>, typed: readonly Typed[]) {
  const { unit, nights = null, from = null, to = null, weekdays = [] } = given;
  const windows = typed.map((one) => ({ from: one.from, to: one.to }));
  const {
    siblings = [],
    aims = [],
    theirAims = [],
    purpose = '',
    wishes = '',
    theirWishes = [],
    familyWishes = '',
    unitShouldKnow = '',
    emergency = false,
  } = given;
  // Who names two dates wants one break between them.
  const breaks = question.id === 'when' ? 1 : (given.breaks ?? 1);
  const all = {
    unit,
    siblings,
    nights,
    from,
    to,
    breaks,
    windows,
    weekdays,
    aims,
    theirAims,
    purpose,
    wishes,
    theirWishes: siblings.map((youngPerson, place) => ({ youngPerson, wishes: theirWishes[place] ?? '' })),
    familyWishes,
    unitShouldKnow,
    emergency,
  };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([field]) => question.fields.includes(field) || (field === 'breaks' && question.id === 'when'),
    ),
  ) as Partial<typeof all>;
}
