import { Injectable } from '@nestjs/common';
import { looksOnAt, type Actor } from '../identity/domain/actor.js';
import { PeopleService } from '../people/people.service.js';
import type { StayView } from './stay-reader.js';

/** Whether what is on record of a stay is somebody's to change, so that pages offer nothing that would be refused. */
@Injectable()
export class StayRights {
  constructor(private readonly people: PeopleService) {}

  /** Who looks on at the unit changes nothing, nor does who only works on a request of the young person with others. */
  async mayChange(actor: Actor, { unit, youngPerson }: Pick<StayView, 'unit' | 'youngPerson'>): Promise<boolean> {
    return !looksOnAt(actor, unit.id) && (await this.people.worksWith(actor, youngPerson.id));
  }
}
