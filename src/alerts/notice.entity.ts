import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const NOTICE_KINDS = [
  'offer_half_way',
  'offer_lapsed',
  'offer_taken_back',
  'offer_decided',
  'stay_over',
  'review_overdue',
  'emergency_placed',
  'joint_work_begun',
  'joint_work_ended',
  'information_reported',
  'nights_free',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

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
