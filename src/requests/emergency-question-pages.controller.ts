import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { looksOnAt, refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { LEGAL_STATUS_TEXT, legalStatusChoices } from '../stays/domain/legal-status-text.js';
import { editValues, submitEdit, type FieldWords } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { typedValues } from '../web/typed-forms.js';
import { typedDate } from '../web/filters.js';
import { cameAt } from './domain/came-at.js';
import type { EmergencyQuestion } from './domain/next-question.js';
import { EmergencyAuthorityForm, EmergencyHouseForm, EmergencyWhyForm } from './dto/emergencies.form.js';
import { EmergencyHistory } from './emergency-history.service.js';
import { EmergencyHouse } from './emergency-house.service.js';
import { EmergencyRecords } from './emergency-records.service.js';
import type { EmergencyStanding } from './emergency-view.js';
import { BESIDE, requestsBeside } from './pages/emergency-request.page.js';
import type { RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { answersGiven } from './pages/emergency-history.page.js';
import {
  authorityValues,
  emergencyPage,
  emergencyPath,
  houseFacts,
  houseValues,
  IMPACT_ON,
  stayingRows,
  whyValues,
} from './pages/emergency-record.page.js';

/** What is asked of an emergency, a question or two a page, each kept as it is given: whoever is on shift goes on. */
@Controller('emergencies/:id')
export class EmergencyQuestionPagesController {
  constructor(
    private readonly records: EmergencyRecords,
    private readonly house: EmergencyHouse,
    private readonly history: EmergencyHistory,
    private readonly requests: RequestsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const emergency = await this.records.open(actor, id);
    const [page, given, beside] = await Promise.all([
      this.pageWithRoom(actor, emergency),
      this.history.of(actor, emergency),
      this.requestsOf(actor, emergency),
    ]);
    const history = answersGiven(given, emergency.unit.zone);
    res.render('requests/pages/emergency-record.njk', { emergency: page, history, requests: requestsBeside(beside) });
  }

  @Get('why')
  @Access('unit_staff', 'manager')
  async askWhy(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const emergency = await this.mine(actor, id);
    await this.showWhy(actor, emergency, res, typedBefore(res.req, editValues(whyValues(emergency))));
  }

  @Post('why')
  @Access('unit_staff', 'manager')
  async keepWhy(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const emergency = await this.mine(actor, id);
    await submitEdit(res, {
      dto: EmergencyWhyForm,
      fields: { expectedAt: 'date' },
      read: () => this.records.open(actor, id),
      valuesOf: whyValues,
      words: WHY_WORDS,
      show: (state) => this.showWhy(actor, emergency, res, state),
      save: async (form) => {
        const { why = '', risk = '', known = '', until = null } = form;
        const expectedAt = cameAt(form, emergency.unit.zone) ?? null;
        await this.records.answer(actor, id, { why, risk, known, until, expectedAt });
        return this.goOn(actor, id, 'why');
      },
    });
  }

  @Get('impact')
  @Access('unit_staff', 'manager')
  async askImpact(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const emergency = await this.mine(actor, id);
    await this.showImpact(actor, emergency, res, typedBefore(res.req, editValues(houseValues(emergency))));
  }

  @Post('impact')
  @Access('unit_staff', 'manager')
  async keepImpact(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    const emergency = await this.mine(actor, id);
    const staying = await this.house.staying(actor, emergency);
    await submitEdit(res, {
      dto: EmergencyHouseForm,
      read: () => this.records.open(actor, id),
      valuesOf: houseValues,
      words: () => Promise.resolve(impactWords(emergency)),
      show: (state) => this.showImpact(actor, emergency, res, state),
      save: async ({ house = '' }) => {
        const typed = typedValues(res.req.body);
        const impacts = staying.flatMap(({ stay: { youngPerson } }) => {
          const impact = String(typed[`${IMPACT_ON}${youngPerson.id}`] ?? '').trim();
          if ([...impact].length > LONGEST)
            throw invalidField(`${IMPACT_ON}${youngPerson.id}`, `Say it in ${LONGEST} characters or fewer.`);
          return impact ? [{ youngPerson: youngPerson.id, impact }] : [];
        });
        await this.records.tellHouse(actor, id, house, impacts);
        return this.goOn(actor, id, 'impact');
      },
    });
  }

  @Get('authority')
  @Access('unit_staff', 'manager')
  async askAuthority(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    const emergency = await this.mine(actor, id);
    await this.showAuthority(actor, emergency, res, typedBefore(res.req, editValues(authorityValues(emergency))));
  }

  @Post('authority')
  @Access('unit_staff', 'manager')
  async keepAuthority(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    const emergency = await this.mine(actor, id);
    await submitEdit(res, {
      dto: EmergencyAuthorityForm,
      read: () => this.records.open(actor, id),
      valuesOf: authorityValues,
      words: AUTHORITY_WORDS,
      show: (state) => this.showAuthority(actor, emergency, res, state),
      save: async ({ authority = '', legalBasis = null }) => {
        await this.records.answer(actor, id, { authority, legalBasis });
        return this.goOn(actor, id, 'authority');
      },
    });
  }

  /** What is asked for the same child by their key worker. */
  private requestsOf(actor: Actor, { unit, youngPersonId }: EmergencyStanding): Promise<RequestView[]> {
    const filter = { ...BESIDE, unitId: unit.id };
    return youngPersonId ? this.requests.list(actor, { ...filter, youngPersonId }) : Promise.resolve([]);
  }

  /** With what the service knows of beds and staff, as long as somebody is to be told of it. */
  private async pageWithRoom(actor: Actor, emergency: EmergencyStanding) {
    const isOver = emergency.stay !== null || emergency.ended !== null;
    const [missing, house] = await Promise.all([
      this.house.missing(actor, emergency),
      isOver ? undefined : this.house.of(actor, emergency),
    ]);
    const now = this.clock.now();
    return emergencyPage(emergency, { actor, missing, now, ...(house && { room: houseFacts(house) }) });
  }

  /** The next question, until a decision is there; then everything on one page. */
  private async goOn(actor: Actor, id: string, after: EmergencyQuestion): Promise<string> {
    const { next } = await this.page(actor, await this.records.open(actor, id), after);
    return emergencyPath(id, next);
  }

  private async page(actor: Actor, emergency: EmergencyStanding, after?: EmergencyQuestion) {
    const missing = await this.house.missing(actor, emergency);
    return emergencyPage(emergency, { actor, missing, now: this.clock.now(), after });
  }

  private async mine(actor: Actor, id: string): Promise<EmergencyStanding> {
    const emergency = await this.records.open(actor, id);
    refuseLookingOn(actor, emergency.unit.id);
    return emergency;
  }

  private async showWhy(actor: Actor, emergency: EmergencyStanding, res: Response, state: FormState) {
    const shown = await this.page(actor, emergency);
    const { unit } = emergency;
    res.render('requests/pages/emergency-why.njk', { unit, state, emergency: shown, back: shown.path, editing: true });
  }

  private async showImpact(actor: Actor, emergency: EmergencyStanding, res: Response, state: FormState) {
    const house = await this.house.of(actor, emergency);
    res.render('requests/pages/emergency-impact.njk', {
      state,
      emergency: await this.page(actor, emergency),
      facts: houseFacts(house),
      staying: stayingRows(house.staying, house.tonight, state.values),
      staffingPath: looksOnAt(actor, emergency.unit.id) ? '' : `/staffing?unit=${emergency.unit.id}`,
    });
  }

  private async showAuthority(actor: Actor, emergency: EmergencyStanding, res: Response, state: FormState) {
    const shown = await this.page(actor, emergency);
    res.render('requests/pages/emergency-authority.njk', { state, emergency: shown, choices: legalStatusChoices() });
  }
}

/** What it means for somebody is a line. */
const LONGEST = 1000;

const text = (value: string | string[]) => String(value);

const WHY_WORDS: FieldWords = {
  date: { label: 'Date', text: (value) => typedDate(String(value)) },
  time: { label: 'Time', text },
  until: { label: 'Until', text: (value) => typedDate(String(value)) },
  why: { label: 'Why they need a place', text },
  risk: { label: 'What is known of risk', text },
  known: { label: 'What is known of who they are', text },
};

const AUTHORITY_WORDS: FieldWords = {
  authority: { label: 'Who has the authority to place them', text },
  legalBasis: {
    label: 'Legal basis',
    text: (value) => LEGAL_STATUS_TEXT[value as keyof typeof LEGAL_STATUS_TEXT] ?? '',
  },
};

/** Each line about somebody who is staying, by their name where it may be read. */
function impactWords({ impacts }: EmergencyStanding): FieldWords {
  const name = (field: string) => {
    const one = impacts.find(({ youngPersonId }) => field === `${IMPACT_ON}${youngPersonId}`)?.youngPerson;
    return one ? `Impact on ${one.firstName} ${one.lastName}` : 'Impact on somebody who is staying';
  };
  return new Proxy<FieldWords>(
    { house: { label: 'Room and staffing tonight', text } },
    { get: (known, field: string) => known[field] ?? { label: name(field), text } },
  );
}
