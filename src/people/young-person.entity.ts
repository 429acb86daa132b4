import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { PlainDate } from '../kernel/nights.js';
import type { SupportLevel } from './domain/stay-needs.js';

@Entity('young_people')
export class YoungPerson {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  organisationId: string;

  /** The council's own number, unique in the organisation whatever its case. */
  @Column({ type: 'text' })
  caseNumber: string;

  /** The number that the service gave until the council's own was known. */
  @Column({ type: 'text', nullable: true })
  provisionalNumber: string | null;

  @Column({ type: 'text' })
  firstName: string;

  @Column({ type: 'text' })
  lastName: string;

  @Column({ type: 'date' })
  dateOfBirth: PlainDate;

  @Column({ type: 'boolean' })
  dateOfBirthGuessed: boolean;

  @Column({ type: 'uuid' })
  keyWorkerId: string;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'text' })
  supportLevel: SupportLevel;

  /** In the words of the beds' attributes. */
  @Column({ type: 'text', array: true })
  roomNeeds: string[];

  @Column({ type: 'boolean' })
  keepsRoom: boolean;

  @Column({ type: 'smallint', nullable: true })
  noticeDays: number | null;
}
