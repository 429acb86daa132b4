import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { invalid } from '../kernel/domain-error.js';
import { aimsToChoose, mayWritePlan } from '../people/domain/family-plan.js';
import { FamilyPlans } from '../people/family-plan.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { YesNoField } from '../web/fields.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AllocationUseService } from './allocation-use.service.js';
import { AskingService } from './asking.service.js';
import { Deadlines } from './deadlines.service.js';
import type { Draft, Question } from './domain/questions.js';
import { AnswerForm } from './dto/ask.form.js';
import { allocationLines } from './pages/allocation.page.js';
import { aimChoices, answerOf, answerWords, aroundAnswers, unitsToAsk, waysOf } from './pages/ask.page.js';
import { requestHead } from './pages/request.page.js';
import { QuestionParam } from './question.pipe.js';
import { requireStep } from './request-refused.js';
import type { RequestView } from './request-view.js';
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
    private readonly uses: AllocationUseService,
    private readonly plans: FamilyPlans,
    private readonly deadlines: Deadlines,
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
      valuesOf: (draft: RequestView) => answerOf(question, draft),
      words: async () =>
        answerWords(units, request.youngPerson.firstName, await this.plans.of(actor, request.youngPerson.id)),
      show: (state) => this.show(actor, res, { request, question, change }, state),
      save: async ({ then, addsAim, ...given }) => {
        const isLeft = then === 'later';
        const { unit, ...answers } = answered(question, given);
        const aims = answers.aims?.map((aim) => ({ id: aim })) ?? request.aims;
        const missing = question.lacks?.({ ...request, ...answers, aims } as Draft) ?? [];
        if (!isLeft && missing.length > 0) throw invalid('answer-missing', missing[0]!.message, missing);
        // What is left for later without an answer has not been gone past: it is asked again.
        const isSaid = Object.values(given).some((answer) => answer !== undefined);
        const passed = !isLeft || isSaid ? { passed: question.id } : {};
        await this.asking.change(actor, id, { ...answers, addsAim, unitId: unit, ...passed });
        if (isLeft) return { said: KEPT, to: '/' };
        return waysOf(id, question.id, { units: units.length }, change).next;
      },
    });
  }

  private async draft(actor: Actor, id: string): Promise<RequestView> {
    const request = await this.requests.open(actor, id);
    requireStep('edit', request, actor);
    return request;
  }

  private async show(
    actor: Actor,
    res: Response,
    { request, question, change }: { request: RequestView; question: Question; change: boolean },
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
      ...waysOf(request.id, question.id, { units: units.length }, change),
      ...aroundAnswers(state.values, today, units),
      ...(question.id === 'aim' && (await this.aims(actor, request, state))),
      granted: question.id === 'when' ? await this.granted(actor, request, today) : [],
      emergencyHours: this.deadlines.emergencyHours,
      ofHouse: actor.role !== 'cas_worker',
    });
  }

  private async aims(actor: Actor, { youngPerson, aims }: RequestView, { values }: FormState) {
    const plan = await this.plans.of(actor, youngPerson.id);
    return {
      aimItems: aimChoices(
        values,
        aimsToChoose(
          plan,
          aims.map(({ id }) => id),
        ),
      ),
      addsAim: mayWritePlan(actor) && { checked: values['addsAim'] === 'yes' },
    };
  }

  private async granted(actor: Actor, { youngPerson }: RequestView, today: string): Promise<string[]> {
    const standing = await this.uses.standing(actor, youngPerson.id);
    const kinds = standing.map(({ firstDay, lastDay, use }) => ({ firstDay, lastDay, kinds: use?.kinds ?? [] }));
    return allocationLines(kinds, today);
  }
}

/** What the form says to its question: of a field that was left empty, that nothing is said. */
function answered(question: Question, given: Omit<AnswerForm, 'then' | 'addsAim'>) {
  const { unit, nights = null, from = null, to = null, weekdays = [] } = given;
  const { aims = [], purpose = '', wishes = '', familyWishes = '', unitShouldKnow = '', emergency = false } = given;
  const all = { unit, nights, from, to, weekdays, aims, purpose, wishes, familyWishes, unitShouldKnow, emergency };
  return Object.fromEntries(Object.entries(all).filter(([field]) => question.fields.includes(field))) as Partial<
    typeof all
  >;
}
