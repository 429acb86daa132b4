import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('units')
export class Unit {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('text') name: string;
  @Column('text') zone: string;
  /** The youngest and oldest age in whole years that the statement of purpose allows. */
  @Column('smallint') youngest: number;
  @Column('smallint') oldest: number;
  /** Days that must lie between two breaks of one young person; none when 0. */
  @Column('smallint') leastGapDays: number;
  /** A member of staff is awake every night. */
  @Column('boolean') wakingNight: boolean;
  /** The number that families ring. */
  @Column('text', { nullable: true }) telephone: string | null;
  /** When they usually come, and leave, by the unit's clocks: `HH:MM:SS`. */
  @Column('time', { nullable: true }) arriveAt: string | null;
  @Column('time', { nullable: true }) leaveAt: string | null;
  /** Its people may subscribe to what they see of it from a calendar program. */
  @Column('boolean') feedsAllowed: boolean;
  /** A manager may sign for a bed that came back to be offered to all who wait for it, one after the other. */
  @Column('boolean') offersInTurn: boolean;
  @Column('timestamptz') createdAt: Date;
}
