import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('beds')
export class BedEntity {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') unitId: string;
  @Column('smallint') number: number;
  @Column('text') name: string;
  @Column('text', { array: true }) attributes: string[];
  /** Which part of the house its room lies in, in the house's own words: see `roomsApart`. */
  @Column('text', { nullable: true }) area: string | null;
  @Column('date') registeredFrom: string;
  @Column('date', { nullable: true }) registeredUntil: string | null;
}
