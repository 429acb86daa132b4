import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { notFound, type FieldError } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { editValues, submitEdit, type FieldWords } from '../web/edit-form.js';
import { typedDate } from '../web/filters.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { readDate } from '../web/read-date.js';
import type { TypedValues } from '../web/typed-forms.js';
import { UnitSettingsForm } from './dto/unit-settings.dto.js';
import { refuseWrong, type Registration } from './registrations.service.js';
import { UnitSettingsService } from './unit-settings.service.js';
import { UnitsService, type UnitView } from './units.service.js';

/** What a manager sets for a unit. */
@Controller('units/:id/settings')
export class UnitSettingsPagesController {
  constructor(
    private readonly units: UnitsService,
    private readonly settings: UnitSettingsService,
  ) {}

  @Get()
  @Access('manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const unit = await this.open(actor, id);
    this.show(unit, res, typedBefore(res.req, editValues(valuesOf(unit))));
  }

  @Post()
  @Access('manager')
  async save(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const unit = await this.open(actor, id);
    await submitEdit(res, {
      dto: UnitSettingsForm,
      read: () => this.open(actor, id),
      valuesOf,
      words: WORDS,
      show: (state) => this.show(unit, res, state),
      save: async (form) => {
        const { areas, registered, telephone, arriveAt, leaveAt, ...settings } = form;
        const rooms = unit.beds.map((bed, place) => ({ id: bed.id, area: areas[place] ?? '' }));
        const registration = registered && readDays(unit, registered);
        const forFamilies = { telephone, arriveAt, leaveAt };
        await this.settings.revise(actor, id, { ...settings, forFamilies, rooms, registration });
        return { said: 'The settings are saved.', to: `/units/${id}/settings` };
      },
    });
  }

  private async open(actor: Actor, id: string): Promise<UnitView> {
    if (!worksAt(actor, id)) throw notFound();
    return this.units.open(actor, id);
  }

  private show(unit: UnitView, res: Response, state: FormState): void {
    res.render('calendar/pages/unit-settings.njk', { unit, state });
  }
}

function valuesOf({ leastGapDays, wakingNight, feedsAllowed, offersInTurn, forFamilies, beds }: UnitView): TypedValues {
  const { telephone, arriveAt, leaveAt } = forFamilies;
  return {
    leastGapDays: String(leastGapDays),
    wakingNight: wakingNight ? 'yes' : 'no',
    feedsAllowed: feedsAllowed ? 'yes' : 'no',
    offersInTurn: offersInTurn ? 'yes' : 'no',
    ...{ telephone: telephone ?? '', arriveAt: arriveAt ?? '', leaveAt: leaveAt ?? '' },
    areas: beds.map(({ area }) => area ?? ''),
    registered: beds.map(({ registeredFrom }) => typedDate(registeredFrom)),
  };
}

/** In the order of the beds; what cannot be read is named bed by bed, all at once. */
function readDays({ beds }: UnitView, typed: readonly string[]): Registration[] {
  const wrong: FieldError[] = [];
  const days = beds.map(({ id, name }, place) => {
    const read = readDate(`The day since when ${name} is registered`, typed[place] ?? '');
    if ('sentence' in read) wrong.push({ field: `registration.${place}.from`, message: read.sentence });
    return { id, from: 'date' in read ? read.date : '' };
  });
  refuseWrong(wrong);
  return days;
}

const WORDS: FieldWords = {
  leastGapDays: { label: 'Days between two breaks', text: String },
  wakingNight: { label: 'Somebody awake at night', text: (value) => (value === 'yes' ? 'Yes' : 'No') },
  feedsAllowed: { label: 'Calendar feeds', text: (value) => (value === 'yes' ? 'Yes' : 'No') },
  offersInTurn: { label: 'Beds that come back, in turn', text: (value) => (value === 'yes' ? 'Yes' : 'No') },
  telephone: { label: 'Telephone number', text: String },
  arriveAt: { label: 'Usual time to arrive', text: String },
  leaveAt: { label: 'Usual time to leave', text: String },
  areas: { label: 'Where the rooms lie', text: (value) => [value].flat().filter(Boolean).join(', ') },
  registered: { label: 'Since when the beds are registered', text: (value) => [value].flat().join(', ') },
};
