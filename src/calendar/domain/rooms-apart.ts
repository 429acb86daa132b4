/** Where a bed's room lies: which part of the house, in the house's own words; `null` where nobody has said. */
export interface Room {
  id: string;
  area?: string | null;
}

/** The rooms that lie away from that of the bed: in another part of the house. Where nobody has said, none does. */
export function roomsApart(bedId: string, rooms: readonly Room[]): Set<string> {
  const area = areaOf(rooms.find(({ id }) => id === bedId));
  if (area === null) return new Set();
  return new Set(
    rooms.flatMap((room) => {
      const other = areaOf(room);
      return other === null || other === area ? [] : [room.id];
    }),
  );
}

/** However its name is written. */
const areaOf = (room: Room | undefined): string | null => room?.area?.toLocaleLowerCase('en-GB') ?? null;
