import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { NoticeKind } from './domain/notice-kinds.js';

/** Something that one person should know of. It holds no words and no names: they are read when it is shown. */
@Entity('notices')
export class Notice {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') userId: string;
  @Column('text') kind: NoticeKind;
  /** Nobody, of an alert that is about the unit. */
  @Column('uuid', { nullable: true }) youngPersonId: string | null;
  /** About an offer, of a request; about a stay; about what was reported; about nights that are free; or about working on a request with others. */
  @Column('uuid', { nullable: true }) requestId: string | null;
  @Column('uuid', { nullable: true }) offerId: string | null;
  @Column('uuid', { nullable: true }) stayId: string | null;
  @Column('uuid', { nullable: true }) coWorkId: string | null;
  @Column('uuid', { nullable: true }) informationId: string | null;
  @Column('uuid', { nullable: true }) enquiryId: string | null;
  /** Of an alert, and of how bad it was then. */
  @Column('uuid', { nullable: true }) alertId: string | null;
  @Column('integer', { nullable: true }) alertGrade: number | null;
  @Column('timestamptz') madeAt: Date;
  @Column('timestamptz', { nullable: true }) readAt: Date | null;
}
