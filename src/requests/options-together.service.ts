import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Guest as Named } from '../calendar/calendar.service.js';
import type { Actor } from '../identity/domain/actor.js';
import type { Wanted } from './domain/check-request.js';
import {
  optionsForAll,
  type HouseForAll,
  type OptionForAll,
  type UnavailableForAll,
} from './domain/options-together.js';
import { oneOfEach, peopleOf } from './domain/parts.js';
import { OPEN_STATES } from './domain/states.js';
import { FitsService, type FitsForAll } from './fits.service.js';
import { GroundsTogether } from './grounds-together.service.js';
import { OptionsService, usedOf, type OptionsView } from './options.service.js';
import { whole, type OpenedRequest } from './request-view.js';
import { RequestsService } from './requests.service.js';

export interface TogetherView {
  /** The whole of the request. */
  request: OpenedRequest & Wanted;
  /** One part of each young person: the one for which nights are looked for. */
  parts: (OpenedRequest & Wanted)[];
  house: HouseForAll;
  options: OptionForAll[];
  unavailable: UnavailableForAll[];
  /** How each would fit with those who will be there and with each other, in the order of the parts. */
  fits: FitsForAll;
  /** Of each, in the order of the parts, what of the allocations that the dates may reach into is left. */
  allocations: OptionsView['allocations'][];
  /** Names of those who would be there or would be moved, for those who may see them. */
  guests: Map<string, Named>;
}

/** When could all of them stay? Every start date in the window of a request for brothers and sisters, answered. */
@Injectable()
export class OptionsTogether {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly grounds: GroundsTogether,
    private readonly options: OptionsService,
    private readonly fits: FitsService,
  ) {}

  /** For all of them by the id of a request for several young people; for one by that of a part, or of a request for one. */
  async of(actor: Actor, id: string): Promise<TogetherView | OptionsView> {
    const { asked, parts } = await this.requests.openEach(actor, id);
    if (!asked.standsForAll || peopleOf(parts).length < 2) return this.options.ofRequest(actor, asked);
    const { manager } = this.dataSource;
    const open = parts.filter(({ state }) => OPEN_STATES.includes(state));
    const each = oneOfEach(open.length > 0 ? open : parts).map(whole);
    const [first] = each as [OpenedRequest & Wanted];
    const question = { ...first, weekdays: first.weekdays };
    const ground = await this.grounds.of(manager, each, question);
    const { house, siblings, today, horizon } = ground;
    const answers = optionsForAll({ ...question, today, horizon }, house, siblings);
    const ids = each.map(({ youngPerson }) => youngPerson.id);
    return {
      request: whole(asked),
      parts: each,
      house,
      ...answers,
      allocations: ground.each.map((one) => usedOf({ ...one, today }, first)),
      fits: await this.fits.ofAll(manager, actor.organisationId, ids, house, first.from),
      guests: await this.options.namesOf(actor, asked.id, answers),
    };
  }
}
