import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { addDays } from '../kernel/nights.js';
import { youngPersonPage } from '../people/pages/young-person.page.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { StayNeedsService } from '../stays/stay-needs.service.js';
import { asSeen, editValues, submitEdit } from '../web/edit-form.js';
import { YesNoField } from '../web/fields.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AssessmentPageParam } from './assessment-page.pipe.js';
import type { OpenDraft } from './assessment-reader.js';
import { SignDraftDto } from './dto/sign-draft.dto.js';
import { AssessmentsService } from './assessments.service.js';
import { AssessmentDrafts } from './assessment-drafts.service.js';
import { faultsOf, pagesOf, type AssessmentPage } from './domain/assessment.js';
import { answered, AssessmentForm } from './dto/assessment.form.js';
import {
  checkPage,
  choicesOf,
  DRAFT_WORDS,
  NONE,
  restNames,
  titleOf,
  valuesOf,
  waysOf,
} from './pages/assessment-draft.page.js';
import { keptDraft, shownDraft, type ShownDraft } from './shown-draft.js';
import { assessmentPath, checkPath, signedMeanwhile } from './pages/assessment.page.js';

class ChangeQuery {
  /** Whether the answer is changed from among those that are checked: then it leads back there. */
  @YesNoField('Change', { required: false }) change?: boolean;
}

/** A form whose only field is its button. */
class ButtonForm {}

const KEPT = 'Kept as a draft. Everybody who works with them can go on with it here.';
const NOT_ASKED =
  'The draft does not ask this any more: what applies was changed. Open the assessment, and go on with the draft from there.';

/** The pages on which an assessment is written. Each answer is kept in the draft, whatever comes after it. */
@Controller('young-people/:id/assessment')
export class AssessmentDraftPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly drafts: AssessmentDrafts,
    private readonly assessments: AssessmentsService,
    private readonly needs: StayNeedsService,
  ) {}

  @Get('ask/:page')
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('page', AssessmentPageParam) page: AssessmentPage,
    @Query() { change = false }: ChangeQuery,
    @Res() res: Response,
  ): Promise<void> {
    const draft = await this.draft(actor, id, page);
    const state = typedBefore(res.req, editValues(valuesOf(page, draft)));
    await this.show(actor, res, { id, page, change, draft }, state);
  }

  @Post('ask/:page')
  @Access('cas_worker', 'unit_staff', 'manager')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('page', AssessmentPageParam) page: AssessmentPage,
    @Query() { change = false }: ChangeQuery,
    @Res() res: Response,
  ): Promise<void> {
    const draft = await this.draft(actor, id, page);
    await submitEdit(res, {
      dto: AssessmentForm,
      read: async () => shownDraft(await this.draft(actor, id, page)),
      valuesOf: (one: ShownDraft) => valuesOf(page, keptDraft(one)),
      words: DRAFT_WORDS,
      show: (state) => this.show(actor, res, { id, page, change, draft }, state),
      save: async (form) => {
        if (form.factors?.includes(NONE) && form.factors.length > 1)
          throw invalidField('factors', 'Choose what applies, or that none of these does, but not both.');
        const isLeft = form.then !== undefined;
        const errors = faultsOf(answered(draft, page, form), await this.drafts.signing(actor))
          .filter((fault) => fault.page === page)
          .map(({ field, message }) => ({ field, message }));
        if (!isLeft && errors.length > 0) throw invalid('answer-missing', errors[0]!.message, errors);
        const saved = await this.drafts.save(actor, id, (one) => answered(one, page, form));
        return isLeft ? { said: KEPT, to: assessmentPath(id) } : waysOf(id, saved, page, change).next;
      },
    });
  }

  @Get('check')
  @Access('cas_worker', 'unit_staff', 'manager')
  async check(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const draft = await this.drafts.find(actor, id);
    await this.showCheck(actor, id, res, { values: editValues(wholeOf(draft)), errors: {} });
  }

  @Post('check')
  @Access('cas_worker', 'unit_staff', 'manager')
  async sign(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: SignDraftDto,
      show: async (state) => {
        const values = editValues(wholeOf(await this.drafts.find(actor, id)));
        const { over } = state.errors;
        await this.showCheck(actor, id, res, { ...state, errors: over ? { over } : {}, values });
      },
      save: async ({ over }) => {
        await asSeen(
          res.req,
          (one: ShownDraft) => wholeOf(keptDraft(one)),
          () => this.drafts.sign(actor, id, over),
        );
        return { said: 'Signed. A second person has to countersign it before it counts.', to: assessmentPath(id) };
      },
    });
  }

  @Get('drop')
  @Access('cas_worker', 'unit_staff', 'manager')
  async askDrop(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.showDrop(actor, id, res, { values: {}, errors: {} });
  }

  @Post('drop')
  @Access('cas_worker', 'unit_staff', 'manager')
  async drop(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: ButtonForm,
      show: (state) => this.showDrop(actor, id, res, state),
      save: async () => {
        await this.drafts.drop(actor, id);
        return { said: 'The draft is gone. What was signed stays.', to: assessmentPath(id) };
      },
    });
  }

  private async draft(actor: Actor, id: string, page: AssessmentPage): Promise<OpenDraft> {
    const draft = await this.drafts.find(actor, id);
    if (!pagesOf(draft).includes(page)) throw notFound(NOT_ASKED);
    return draft;
  }

  private async show(
    actor: Actor,
    res: Response,
    { id, page, change, draft }: { id: string; page: AssessmentPage; change: boolean; draft: OpenDraft },
    state: FormState,
  ): Promise<void> {
    const person = await this.people.open(actor, id);
    const attributes = page === 'support' ? await this.needs.attributes(id) : [];
    res.render('matching/pages/assessment-ask.njk', {
      state,
      ...youngPersonPage(person, actor),
      page,
      title: titleOf(page, person.firstName),
      rest: restNames(draft),
      startsFrom: draft.fromVersion,
      ...(await this.datesOf(actor)),
      ...choicesOf(page, state.values, attributes),
      ...waysOf(id, draft, page, change),
    });
  }

  private async showCheck(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    const draft = await this.drafts.find(actor, id);
    const { latest } = await this.assessments.open(actor, id);
    res.render('matching/pages/assessment-check.njk', {
      state,
      ...youngPersonPage(person, actor),
      path: assessmentPath(id),
      action: checkPath(id),
      author: actor.name,
      version: (latest?.version ?? 0) + 1,
      meanwhile: signedMeanwhile(id, draft, latest),
      ...checkPage(id, draft, await this.drafts.signing(actor)),
    });
  }

  private async showDrop(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    const { changedBy, changedAt } = await this.drafts.find(actor, id);
    const by = { name: changedBy.name, at: changedAt };
    res.render('matching/pages/assessment-drop.njk', {
      state,
      ...youngPersonPage(person, actor),
      path: assessmentPath(id),
      by,
    });
  }

  /** The first and the last day that can be chosen: for the review, and for what is known of all the rest. */
  private async datesOf(actor: Actor) {
    const { today, days } = await this.drafts.signing(actor);
    return { today, firstKnown: addDays(today, -days), lastReview: addDays(today, days) };
  }
}

/** What is signed is what was shown: every answer of the draft. */
const wholeOf = (draft: OpenDraft) =>
  Object.fromEntries(
    pagesOf(draft).flatMap((page) =>
      Object.entries(valuesOf(page, draft)).map(([field, value]) => [`${page}.${field}`, value]),
    ),
  );
