import { STORY } from '../../config/demonstration/people.js';
import { addDays } from '../kernel/nights.js';
import type { Stage } from './stage.js';

const CALM = 'Shares the landing; is told in the morning.';

/** Two nights of the house: a child placed last night by telephone, another who is on the way, and what is handed over. */
export function tellNights(stage: Stage, here: () => string): void {
  lastNight(stage);
  onTheWay(stage);
  handOver(stage);
  keepRecord(stage, here);
}

/** Placed late on the manager's word, which is to be countersigned on the next working day. */
function lastNight(stage: Stage): void {
  const { cast, emergencies, decisions, placing, today } = stage;
  const staff = cast.staff[3]!;
  const { id: youngPerson } = cast.youngPeople[STORY.night]!;
  const night = addDays(today, -1);
  let id = '';
  stage.on(night, '21:05', async () => {
    const why = 'His mother was taken to hospital; nobody else can have him tonight.';
    const risk = 'He may walk home in the night: the door is alarmed.';
    const asked = { why, risk, authority: 'Pat Example, emergency duty team', legalBasis: 's20' as const };
    ({ id } = await emergencies.begin(staff, cast.unitId, { youngPerson }, asked));
  });
  stage.on(night, '21:15', () => tellAll(stage, id));
  stage.on(night, '21:25', () => {
    const said = 'Yes, for one night, if somebody is awake. Ring again if he wants to leave.';
    const decidedBy = cast.managers[0]!.id;
    return decisions.decide(staff, id, { decision: 'agreed_with_conditions', said, decidedBy });
  });
  stage.on(night, '22:10', () =>
    placing.place(staff, cast.unitId, {
      emergency: id,
      bed: cast.beds.at(-1)!,
      departure: today,
      authority: 'Pat Example, emergency duty team',
    }),
  );
}

/** Agreed an hour ago: a bed is held, and they have not come yet. */
function onTheWay(stage: Stage): void {
  const { cast, emergencies, decisions, admissions, today } = stage;
  const staff = cast.staff[0]!;
  const newYoungPerson = { firstName: 'Toby', lastName: 'Supposewell', dateOfBirth: addDays(today, -5300) };
  let id = '';
  stage.ago(1.5, async () => {
    const why = 'Found at the bus station; his carers are on their way from abroad.';
    const asked = { why, risk: 'None known.', authority: 'Kim Example, emergency duty team' };
    ({ id } = await emergencies.begin(staff, cast.unitId, { newYoungPerson }, asked));
  });
  stage.ago(1.4, () => tellAll(stage, id));
  stage.ago(1.2, () => {
    const said = 'Yes. Give him the room by the office.';
    return decisions.decide(staff, id, { decision: 'agreed', said, decidedBy: cast.managers[0]!.id });
  });
  stage.ago(1, async () => {
    // Where the night has become another since they were told, others stay in it, too.
    if ((await stage.house.missing(staff, await emergencies.open(staff, id))).length > 0) await tellAll(stage, id);
    await admissions.hold(staff, id, {});
  });
}

/** Room and staffing that night, and what it means for each who is there. */
async function tellAll({ cast, emergencies, house }: Stage, id: string): Promise<void> {
  const staff = cast.staff[0]!;
  const staying = await house.staying(staff, await emergencies.open(staff, id));
  const impacts = staying.map(({ stay }) => ({ youngPerson: stay.youngPerson.id, impact: CALM }));
  await emergencies.tellHouse(staff, id, 'One bed is free; two of us are on, one awake.', impacts);
}

/** Notes for the next shift, one of them read. */
function handOver(stage: Stage): void {
  const { cast, handover } = stage;
  const [, jude, fran] = cast.staff;
  stage.ago(14, () => handover.write(fran!, cast.unitId, 'The washing machine leaks: the engineer comes on Monday.'));
  stage.ago(7, async () => {
    const notes = await handover.list(jude!, cast.unitId);
    await handover.markRead(
      jude!,
      cast.unitId,
      notes.map(({ id }) => id),
    );
  });
  stage.ago(6, () => handover.write(jude!, cast.unitId, 'Pizza night is moved to tomorrow. The oven light is broken.'));
}

/** What is written down of the one who has been there longest. */
function keepRecord(stage: Stage, here: () => string): void {
  const { cast, escorts, medicines, notes, today } = stage;
  const [staff, other] = [cast.staff[1]!, cast.staff[2]!];
  const { worker } = cast.youngPeople[0]!;
  const came = addDays(today, -2);
  const mother = { name: 'Their mother, Lyn', relationship: 'Mother', phone: '07700 900123' };
  const uncle = { name: 'Their uncle, Rex', relationship: 'Uncle' };
  stage.on(came, '09:30', () => escorts.add(worker, here(), { parts: ['brings', 'collects'], ...mother }));
  stage.on(came, '09:35', () => escorts.add(worker, here(), { parts: ['must_not_collect'], ...uncle }));
  stage.on(came, '17:15', () => {
    const counted = { direction: 'in', count: 14, countedBy: staff.name, witnessedBy: other.name } as const;
    return medicines.add(staff, here(), { name: 'Melatonin', form: '2 mg tablets', ...counted });
  });
  const write = (day: number, time: string, kind: 'settled' | 'contact', text: string) =>
    stage.on(addDays(today, day), time, () => notes.write(staff, here(), { kind, text, namesOthers: false }));
  write(-2, '22:15', 'settled', 'Ate well, unpacked, asleep by half past ten.');
  write(-1, '18:20', 'contact', 'Rang home after tea; in good spirits afterwards.');
}
