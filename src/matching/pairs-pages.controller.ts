import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { onlyLooksOn, type Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { addDays, dateIn } from '../kernel/nights.js';
import { LONGEST_UNTIL_REVIEW } from './domain/pair-decision.js';
import { youngPersonPage } from '../people/pages/young-person.page.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { IdField } from '../web/fields.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { CaseNumbers } from './case-numbers.service.js';
import { DecidePairForm, EndPairDecisionDto } from './dto/decide-pair.dto.js';
import { anewPath, mayEnd, pairItem, pairPath, pairsOfPath, verdictItems } from './pages/pairs.page.js';
import { STILL_APART } from './domain/sibling.js';
import type { PairDecision } from './pair-decision.entity.js';
import type { PairView } from './pair-reader.js';
import { PairDecisionsService } from './pair-decisions.service.js';
import { PairReviewsService } from './pair-reviews.service.js';

class ReviewsQuery extends PageQuery {
  override limit: number = 20;
}

class OtherQuery {
  @IdField('Young person', { required: false }) other?: string;
}

/** Decisions about two young people: those to look at again, those about one, and a new one. */
@Controller()
export class PairsPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly pairs: PairDecisionsService,
    private readonly reviews: PairReviewsService,
    private readonly cases: CaseNumbers,
    private readonly clock: Clock,
  ) {}

  @Get('matching-decisions')
  @Access('unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: ReviewsQuery, @Res() res: Response): Promise<void> {
    const { items, next } = await this.reviews.list(actor, query);
    res.render('matching/pages/pair-reviews.njk', {
      items: items.map((pair) => pairItem(pair, this.today())),
      next: next && `/matching-decisions?cursor=${encodeURIComponent(next)}`,
      first: query.cursor && '/matching-decisions',
    });
  }

  @Get('matching-decisions/:id')
  @Access('unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, id, res, typedBefore(res.req));
  }

  @Post('matching-decisions/:id/end')
  @Access('manager')
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.reviews.open(actor, id);
    await submitForm(res, {
      dto: EndPairDecisionDto,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ reasons }) => {
        const ended = await this.pairs.end(actor, id, reasons);
        return { said: `The decision has ended. It stays on record.${await this.stillApart(ended)}`, to: pairPath(id) };
      },
    });
  }

  @Get('young-people/:id/matching-decisions')
  @Access('unit_staff', 'manager')
  async about(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const person = await this.people.open(actor, id);
    const { items } = await this.reviews.list(actor, { youngPerson: id, limit: 1 });
    res.render('matching/pages/pairs.njk', {
      ...youngPersonPage(person, actor),
      items: items.map((pair) => pairItem(pair, this.today())),
      mayDecide: !onlyLooksOn(actor),
    });
  }

  @Get('young-people/:id/matching-decisions/new')
  @Access('unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() { other }: OtherQuery,
    @Res() res: Response,
  ): Promise<void> {
    const standing = other ? await this.reviews.standing(actor, id, other) : undefined;
    const known = standing?.youngPeople.find((one) => one.id === other);
    const values = standing &&
      known && {
        ...{ otherCase: known.caseNumber, decision: standing.decision, evidence: standing.evidence },
        mitigation: standing.mitigation ?? '',
      };
    await this.showNew(actor, id, res, typedBefore(res.req, values), standing);
  }

  @Post('young-people/:id/matching-decisions/new')
  @Access('unit_staff', 'manager')
  async decide(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.people.open(actor, id);
    await submitForm(res, {
      dto: DecidePairForm,
      show: async (state) => {
        const other = await this.cases.find(actor, String(state.values['otherCase'] ?? ''));
        const standing = other && other !== id ? await this.reviews.standing(actor, id, other) : undefined;
        await this.showNew(actor, id, res, state, standing);
      },
      save: async ({ otherCase, ...decided }) => {
        const other = await this.cases.find(actor, otherCase);
        if (!other) throw invalidField('otherCase', 'We do not know this case number. Check it on their record.');
        if (other === id) throw invalidField('otherCase', 'A decision is about two different young people.');
        const made = await this.pairs.decide(actor, { ...decided, youngPeople: [id, other] });
        return { said: `The decision is signed and in force.${await this.stillApart(made)}`, to: pairPath(made.id) };
      },
    });
  }

  /** What is left to put right, where a veto no longer holds; nothing otherwise. */
  private async stillApart(decided: PairDecision): Promise<string> {
    return (await this.pairs.stillApart(decided)) ? ` ${STILL_APART}` : '';
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const pair = await this.reviews.open(actor, id);
    res.render('matching/pages/pair.njk', {
      state,
      pair: pairItem(pair, this.today()),
      mayEnd: mayEnd(actor, pair),
      anew: pair.ended === null && !onlyLooksOn(actor) ? anewPath(pair) : '',
    });
  }

  private async showNew(
    actor: Actor,
    id: string,
    res: Response,
    state: FormState,
    standing: PairView | undefined,
  ): Promise<void> {
    const person = await this.people.open(actor, id);
    res.render('matching/pages/pair-new.njk', {
      state,
      ...youngPersonPage(person, actor),
      path: pairsOfPath(id),
      today: this.today(),
      lastReview: addDays(this.today(), LONGEST_UNTIL_REVIEW),
      standing: standing && { id: standing.id, ...pairItem(standing, this.today()) },
      verdicts: verdictItems(state.values['decision']),
    });
  }

  private today(): string {
    return dateIn(this.clock.now(), 'Europe/London');
  }
}
