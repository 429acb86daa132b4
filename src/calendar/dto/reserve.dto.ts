import { ChoicesField, IdField, PlainDateField, TextField, WholeNumberField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';
import { MOST_RELEASE_HOURS, type WantedReserve } from '../domain/reserve.js';

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export class KeepBedDto {
  @IdField('Bed') bed: string;
  /** The first night. */
  @PlainDateField('The first night') from: string;
  /** The last night that is kept; as far as can be booked when left out. */
  @PlainDateField('The last night', { required: false }) to?: string;
  /** 1 for Monday to 7 for Sunday, by the day on which the night begins; every night when left out. */
  @ChoicesField('Nights of the week', WEEKDAYS, { required: false }) weekdays?: number[];
  /** Hours before the night begins at which it is anybody's again; kept through the night when left out. */
  @WholeNumberField('Hours', { max: MOST_RELEASE_HOURS, required: false }) releaseHours?: number;
  @TextField('Note', { max: 1000, required: false }) note?: string;
}

export class ReleaseNightDto {
  @PlainDateField('Night') night: string;
}

export class ReleaseQuery {
  @PlainDateField('Night', { required: false }) night?: string;
}

export class ReservesPageQuery extends PageQuery {
  @IdField('Unit', { required: false }) unit?: string;
}

export function wantedOf({ bed, from, to, weekdays, releaseHours, note }: KeepBedDto): WantedReserve {
  return {
    bedId: bed,
    firstNight: from,
    lastNight: to ?? null,
    weekdays: (weekdays ?? []).toSorted((a, b) => a - b),
    releaseHours: releaseHours ?? null,
    note: note ?? '',
  };
}
