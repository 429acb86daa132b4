import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CalendarService, type Guest as Named } from '../calendar/calendar.service.js';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays } from '../kernel/nights.js';
import { forRequest, GroundService } from './ground.service.js';
import { optionsFor, type House, type Option, type Unavailable } from './domain/options.js';
import type { RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';

export interface OptionsView {
  request: RequestView;
  house: House;
  options: Option[];
  unavailable: Unavailable[];
  /** Names of those who would be there, for those who may see them. */
  guests: Map<string, Named>;
}

/** When could they stay? Every start date in a request's window, answered. */
@Injectable()
export class OptionsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly grounds: GroundService,
    private readonly calendar: CalendarService,
    private readonly audit: AuditService,
  ) {}

  async of(actor: Actor, requestId: string): Promise<OptionsView> {
    const { manager } = this.dataSource;
    const request = await this.requests.open(actor, requestId);
    // A night more on the left: a bed whose guest leaves on the first day is the better choice.
    const range = { arrival: addDays(request.from, -1), departure: request.to };
    const { house, guest, today, horizon } = await this.grounds.of(manager, forRequest(request), range);
    const answers = optionsFor({ ...request, today, horizon }, house, guest);
    const company = answers.options.flatMap((option) => option.company);
    const guests = await this.calendar.guests(manager, actor, company);
    if (guests.size > 0) {
      await this.audit.record(manager, actor, {
        action: 'options.read',
        subject: 'request',
        subjectId: requestId,
        youngPeople: [...guests.keys()],
      });
    }
    return { request, house, guests, ...answers };
  }
}
