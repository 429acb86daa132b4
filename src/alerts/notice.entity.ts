import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const NOTICE_KINDS = ['offer_half_way', 'offer_lapsed', 'offer_taken_back', 'stay_over'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something that one person should know of. It holds no words and no names: they are read when it is shown. */
@Entity('notices')
export class Notice {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') userId: string;
  @Column('text') kind: NoticeKind;
  @Column('uuid') youngPersonId: string;
  /** About an offer, of a request; or about a stay. */
  @Column('uuid', { nullable: true }) requestId: string | null;
  @Column('uuid', { nullable: true }) offerId: string | null;
  @Column('uuid', { nullable: true }) stayId: string | null;
  @Column('timestamptz') madeAt: Date;
  @Column('timestamptz', { nullable: true }) readAt: Date | null;
}
