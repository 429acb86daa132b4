import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { addDays, dateIn, isPlainDate } from '../kernel/nights.js';
import { sayStay } from '../kernel/say-date.js';
import { sayList } from '../kernel/say-words.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { ReadinessService } from '../stays/readiness.service.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { peopleOf } from './domain/parts.js';
import { OPEN_STATES } from './domain/states.js';
import { mayTake } from './domain/workflow.js';
import { ProposeTogetherForm } from './dto/offers.form.js';
import { OptionsTogether, type TogetherView } from './options-together.service.js';
import { missingPage } from './pages/missing.page.js';
import { requestHead, storyPath } from './pages/request.page.js';
import { readShown, shownFields } from './pages/shown-words.js';
import { story } from './pages/timeline.page.js';
import { togetherPage, togetherProposal } from './pages/together.page.js';
import { refusalOf } from './request-refused.js';
import { whole } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { ShownOptions } from './shown-options.service.js';
import { SiblingsService } from './siblings.service.js';

/** Looking for nights on which all brothers and sisters of a request get a bed, and proposing them for all. */
@Controller('requests/:id/together')
export class TogetherPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly options: OptionsTogether,
    private readonly siblings: SiblingsService,
    private readonly shownOptions: ShownOptions,
    private readonly readiness: ReadinessService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query('arrival') arrival: unknown,
    @Query('show') show: unknown,
    @Res() res: Response,
  ) {
    const view = await this.of(actor, id, res);
    if (!view) return;
    const { request } = view;
    const now = this.clock.now();
    const { entries, older } = await this.requests.timelineOf(actor, request);
    const chosen = { all: show === 'all', ...(isPlainDate(arrival) && { arrival }) };
    res.render('requests/pages/together.njk', {
      // Not one of its breaks: all of them.
      request: { ...requestHead(request, now), part: null },
      ...togetherPage(view, dateIn(now, request.unit.zone), chosen, maySign(actor, request.unit.id)),
      story: story(entries),
      older: older && storyPath(request, older),
    });
  }

  @Get('propose')
  @Access('unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query('arrival') arrival: unknown,
    @Res() res: Response,
  ) {
    await this.show(actor, id, res, typedBefore(res.req, { arrival: typeof arrival === 'string' ? arrival : '' }));
  }

  @Post('propose')
  @Access('unit_staff', 'manager')
  async propose(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.requests.open(actor, id);
    await submitForm(res, {
      dto: ProposeTogetherForm,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ arrival, sign, reasons, overrule, moves, shown, goesOver: isAsked }) => {
        const isSigner = maySign(actor, request.unit.id);
        const signing = sign === 'yes' && isSigner;
        if (signing && !reasons) {
          throw invalidField('reasons', 'Give your reasons in a sentence: they are part of the decision.');
        }
        if (isAsked && !overrule) throw invalidField('overrule', 'Say in a sentence why you go over it.');
        const wanted = peopleOf(request.parts.filter(({ state }) => OPEN_STATES.includes(state))).map(
          ({ firstName }) => firstName,
        );
        const nights = { arrival, departure: addDays(arrival, whole(request).nights) };
        const held = await this.siblings.propose(actor, request.id, {
          ...nights,
          agreed: (moves ?? '').split(' '),
          ...(signing && { reasons, seenGroups: readShown(shown) }),
          ...(isSigner && overrule && { overrule }),
        });
        const then = signing ? 'The key worker can now ask the family.' : 'They now wait for a manager’s signature.';
        const beds = held.length === 1 ? '1 bed is' : `${held.length} beds are`;
        return {
          said: `${beds} held for ${sayList(wanted)}, ${sayStay(nights)}. ${moves ? 'The moves are made. ' : ''}${then}`,
          to: `/requests/${request.id}`,
        };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const { arrival } = state.values;
    const view = await this.of(actor, id, res);
    if (!view) return;
    const { request, parts } = view;
    if (!isPlainDate(arrival)) return res.redirect(303, `/requests/${request.id}/together`);
    for (const part of parts) {
      const answer = mayTake('propose', part, actor);
      const why = state.sentence ?? (answer.available ? '' : `${part.youngPerson.firstName}: ${answer.why}`);
      if (!answer.available) throw refusalOf({ ...answer, why }, request);
    }
    const now = this.clock.now();
    const signs = maySign(actor, request.unit.id);
    const page = togetherProposal(view, dateIn(now, request.unit.zone), arrival, signs);
    const missing = await Promise.all(
      parts.map(async ({ youngPerson }) =>
        missingPage(await this.readiness.beforeOffer(youngPerson, arrival, request.unit.id), youngPerson),
      ),
    );
    const each = page.people.each.map((person, place) => ({ ...person, missing: missing[place] }));
    res.render('requests/pages/propose-together.njk', {
      state,
      // Not one of its breaks: all of them.
      request: { ...requestHead(request, now), part: null },
      ...page,
      people: { ...page.people, each },
      ...{ signs, shown: signs ? await this.wordsOf(actor, view, page) : [] },
    });
  }

  /** What is shown of each of them, in a word, with the others there. */
  private async wordsOf(
    actor: Actor,
    { request, parts, options, unavailable }: TogetherView,
    { nights }: ReturnType<typeof togetherProposal>,
  ): Promise<string[]> {
    const possible = [...options, ...unavailable.flatMap(({ ifOverruled }) => ifOverruled ?? [])];
    const option = possible.find(({ arrival }) => arrival === nights.arrival);
    if (!option) return [];
    const each = parts.map(({ youngPerson }, place) => ({
      ...{ ...nights, youngPersonId: youngPerson.id, bedId: option.beds[place]!.id, moves: option.moves },
    }));
    return shownFields(
      parts.map(({ partId }) => partId),
      await this.shownOptions.ofAll(actor, request.unit.id, each),
    );
  }

  /** What there is for all of them; leads to the nights for one where the request is for one, or its part was asked for. */
  private async of(actor: Actor, id: string, res: Response): Promise<TogetherView | undefined> {
    const view = await this.options.of(actor, id);
    if ('parts' in view) return view;
    const { request } = view;
    const people = new Set(request.parts.map(({ youngPerson }) => youngPerson.id));
    res.redirect(303, people.size > 1 ? `/requests/${request.id}/together` : `/requests/${id}/options`);
    return undefined;
  }
}
