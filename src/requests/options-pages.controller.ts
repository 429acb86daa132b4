import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Env } from '../../config/env.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { addDays, dateIn, isPlainDate } from '../kernel/nights.js';
import { sayStay } from '../kernel/say-date.js';
import { sayList } from '../kernel/say-words.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { takeTyped } from '../web/typed-forms.js';
import { keepReasons, keptFor } from './kept-reasons.js';
import { IdParam } from '../web/id-param.pipe.js';
import { missingPage } from './pages/missing.page.js';
import { ReadinessService } from '../stays/readiness.service.js';
import { OPEN_STATES } from './domain/states.js';
import { availability, mayTake } from './domain/workflow.js';
import { ProposeForm } from './dto/offers.form.js';
import { SiblingsService } from './siblings.service.js';
import { OptionsService, type OptionsView } from './options.service.js';
import { optionsPage, proposalPage } from './pages/options.page.js';
import { requestHead, storyPath } from './pages/request.page.js';
import { readShown, shownFields } from './pages/shown-words.js';
import { story } from './pages/timeline.page.js';
import { theirOptionsPage } from './pages/their-options.page.js';
import { TheirOptionsService } from './their-options.service.js';
import { togetherLink } from './pages/together-link.js';
import { refusalOf } from './request-refused.js';
import { whole, type OpenedRequest } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { ShownOptions } from './shown-options.service.js';

/** Looking for nights, and proposing them. */
@Controller('requests/:id')
export class OptionsPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly options: OptionsService,
    private readonly theirs: TheirOptionsService,
    private readonly siblings: SiblingsService,
    private readonly shownOptions: ShownOptions,
    private readonly readiness: ReadinessService,
    private readonly clock: Clock,
    private readonly env: Env,
  ) {}

  @Get('options')
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query('arrival') arrival: unknown,
    @Query('bed') bed: unknown,
    @Query('show') show: unknown,
    @Res() res: Response,
  ) {
    if (actor.role === 'cas_worker') return this.listTheirs(actor, id, arrival, res);
    const request = await this.requests.open(actor, id);
    if (request.standsForAll && togetherLink(request)) return res.redirect(303, `/requests/${id}/together`);
    const view = await this.options.ofRequest(actor, request);
    const now = this.clock.now();
    const chosen = {
      all: show === 'all',
      ...(isPlainDate(arrival) && { arrival }),
      ...(typeof bed === 'string' && { bed }),
    };
    const { entries, older } = await this.requests.timelineOf(actor, view.request);
    res.render('requests/pages/options.njk', {
      request: requestHead(view.request, now),
      most: this.env.OFFERS_AT_ONCE,
      together: togetherLink(view.request),
      ...optionsPage(view, dateIn(now, view.request.unit.zone), chosen, maySign(actor, view.request.unit.id)),
      story: story(entries),
      older: older && storyPath(view.request, older),
    });
  }

  /** What a key worker is told of the same nights. */
  private async listTheirs(actor: Actor, id: string, arrival: unknown, res: Response) {
    const view = await this.theirs.of(actor, id);
    res.render('requests/pages/their-options.njk', {
      request: requestHead(view.request, this.clock.now()),
      ...theirOptionsPage(view, isPlainDate(arrival) ? arrival : undefined),
    });
  }

  @Get('propose')
  @Access('unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query('arrival') arrival: unknown,
    @Query('bed') bed: unknown,
    @Res() res: Response,
  ) {
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    const kept = takeTyped(res.req, keptFor(id)) ?? {};
    await this.show(actor, id, res, typedBefore(res.req, { ...kept, arrival: text(arrival), bed: text(bed) }));
  }

  @Post('propose')
  @Access('unit_staff', 'manager')
  async propose(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.requests.open(actor, id);
    await submitForm(res, {
      dto: ProposeForm,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ arrival, bed, sign, reasons, overrule, moves, shown, goesOver: isAsked, together }) => {
        const signing = sign === 'yes' && maySign(actor, request.unit.id);
        if (signing && !reasons) {
          throw invalidField('reasons', 'Give your reasons in a sentence: they are part of the decision.');
        }
        if (signing && together) throw invalidField('together', SEE_EACH);
        if (isAsked && !overrule) throw invalidField('overrule', 'Say in a sentence why you go over it.');
        const nights = { arrival, departure: addDays(arrival, whole(request).nights) };
        const goesOver = overrule && maySign(actor, request.unit.id);
        // Each has a bed of their own, and nothing is moved that nobody has seen.
        await this.siblings.propose(actor, together ? request.id : id, {
          ...nights,
          ...(!together && { bed }),
          agreed: (moves ?? '').split(' '),
          ...(signing && { reasons, seenGroup: readShown(shown).get(bed) }),
          ...(goesOver && { overrule }),
        });
        const { youngPerson } = request;
        const name = together
          ? sayList([youngPerson.firstName, ...siblingsOf(request)])
          : `${youngPerson.firstName} ${youngPerson.lastName}`;
        const then = signing ? 'The key worker can now ask the family.' : 'It now waits for a manager’s signature.';
        return {
          said: `${together ? 'Beds are' : 'The bed is'} held for ${name}, ${sayStay(nights)}. ${moves ? 'The moves are made. ' : ''}${then}`,
          to: `/requests/${together ? request.id : id}`,
        };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const { arrival, bed } = state.values;
    const view = await this.options.of(actor, id);
    if (!isPlainDate(arrival)) return res.redirect(303, `/requests/${id}/options`);
    const answer = mayTake('propose', view.request, actor);
    if (!answer.available) throw refusalOf({ ...answer, ...(state.sentence && { why: state.sentence }) }, view.request);
    const { youngPerson, unit } = view.request;
    const signs = maySign(actor, unit.id);
    const page = proposalPage(view, arrival, String(bed ?? ''), signs);
    const shown = signs ? await this.wordsOf(actor, view, page) : [];
    // Where these nights have gone, what was written of them stands in the form of those that are chosen next.
    const kept = page.why ? keepReasons(res.req, id, state.values) : [];
    res.render('requests/pages/propose.njk', {
      state,
      kept,
      missing: missingPage(await this.readiness.beforeOffer(youngPerson, arrival, unit.id), youngPerson),
      siblings: sayList(siblingsOf(view.request)),
      request: requestHead(view.request, this.clock.now()),
      ...page,
      ...{ signs, shown },
    });
  }

  /** What is shown of the nights in each of the beds, in a word. */
  private async wordsOf(
    actor: Actor,
    { request, options, unavailable }: OptionsView,
    { nights, beds }: ReturnType<typeof proposalPage>,
  ): Promise<string[]> {
    const possible = [...options, ...unavailable.flatMap(({ ifOverruled }) => ifOverruled ?? [])];
    const moves = possible.find(({ arrival }) => arrival === nights.arrival)?.moves ?? [];
    const ids = beds.map(({ value }) => value);
    const each = ids.map((bedId) => ({ ...nights, youngPersonId: request.youngPerson.id, bedId, moves }));
    return shownFields(ids, await this.shownOptions.of(actor, request.unit.id, each));
  }
}

const SEE_EACH =
  'This page shows the advice on one of them. To sign for all of them at once, look for nights for all of them together; or hold the beds here, and sign then.';

/** Who was asked for together with this young person and could be held the same nights: all who still want a break, or none. */
function siblingsOf({ parts, youngPerson }: OpenedRequest): string[] {
  const wanted = parts.filter(({ state }) => OPEN_STATES.includes(state));
  const open = parts.filter(({ state }) => availability('propose', state, 'unit_staff').available);
  const others = new Map(open.map((part) => [part.youngPerson.id, part.youngPerson.firstName]));
  if (wanted.some((part) => part.youngPerson.id !== youngPerson.id && !others.has(part.youngPerson.id))) return [];
  others.delete(youngPerson.id);
  return [...others.values()];
}
