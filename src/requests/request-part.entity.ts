import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { PartState } from './domain/states.js';

/** One stay wanted. A single break has one part. */
@Entity('request_parts')
export class RequestPart {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') requestId: string;
  @Column('uuid') youngPersonId: string;
  @Column('smallint') nights: number;
  @Column('date') earliestArrival: string;
  @Column('date') latestDeparture: string;
  /** ISO weekdays (Monday 1) of the nights that suit; empty when any does. */
  @Column('smallint', { array: true }) weekdays: number[];
  @Column('text') state: PartState;
  @Column('timestamptz') stateSince: Date;
  /** When the step that somebody owes is due, where neither an offer nor a stay says it. */
  @Column('timestamptz', { nullable: true }) dueAt: Date | null;
}
