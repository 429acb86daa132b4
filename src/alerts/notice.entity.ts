import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { NoticeKind } from './domain/notice-kinds.js';

/** Something that one person should know of. It holds no words and no names: they are read when it is shown. */
@Entity('notices')
export class Notice {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') userId: string;
  @Column('text') kind: NoticeKind;
  @Column('uuid') youngPersonId: string;
  /** About an offer, of a request; about a stay; about what was reported; about nights that are free; or about working on a request with others. */
  @Column('uuid', { nullable: true }) requestId: string | null;
  @Column('uuid', { nullable: true }) offerId: string | null;
  @Column('uuid', { nullable: true }) stayId: string | null;
  @Column('uuid', { nullable: true }) coWorkId: string | null;
  @Column('uuid', { nullable: true }) informationId: string | null;
  @Column('uuid', { nullable: true }) enquiryId: string | null;
  @Column('timestamptz') madeAt: Date;
  @Column('timestamptz', { nullable: true }) readAt: Date | null;
}
