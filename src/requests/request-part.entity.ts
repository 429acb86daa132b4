import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { PartState } from './domain/states.js';

/**
 * One stay wanted. A single break has one part; two of three weekends have two, and so have a brother and a sister. The
 * nights and dates of a draft may be open yet, and of no other.
 */
@Entity('request_parts')
export class RequestPart {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') requestId: string;
  /** The request's, beside what a list of a unit is sorted by. Given by the database. */
  @Column({ type: 'uuid', insert: false, update: false }) unitId: string;
  /** The place among the parts of its request, from 1. */
  @Column('smallint') position: number;
  @Column('uuid') youngPersonId: string;
  @Column('smallint', { nullable: true }) nights: number | null;
  @Column('date', { nullable: true }) earliestArrival: string | null;
  @Column('date', { nullable: true }) latestDeparture: string | null;
  /** The stretches of dates in which it may lie, as ranges in their order; empty where that between the two dates is the only one. */
  @Column('daterange', { array: true }) windows: string[];
  /** ISO weekdays (Monday 1) of the nights that suit; empty when any does. */
  @Column('smallint', { array: true }) weekdays: number[];
  /** Of a series: the date that its rule gives, by which it is known wherever it is put. */
  @Column('date', { nullable: true }) occurrence: string | null;
  /** Of a series: the arrival that is asked for, among those in which it may lie. */
  @Column('date', { nullable: true }) wishedArrival: string | null;
  @Column('text') state: PartState;
  @Column('timestamptz') stateSince: Date;
  /** When it was sent to the unit; null for a draft, and for one that was given up as a draft. */
  @Column('timestamptz', { nullable: true }) submittedAt: Date | null;
  /** When the step that somebody owes is due, where neither an offer nor a stay says it. */
  @Column('timestamptz', { nullable: true }) dueAt: Date | null;
}
