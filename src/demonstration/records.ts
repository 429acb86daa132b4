import { AIMS, STREETS } from '../../config/demonstration/people.js';
import { WORKERS } from '../../config/demonstration/house.js';
import { CONSENTS } from '../stays/domain/confirmation.js';
import { addDays } from '../kernel/nights.js';
import type { Stage } from './stage.js';

/** Days before today on which the records are completed. */
const WRITTEN = 110;
/** Every so many have aims in their family plan. */
const WITH_AIMS = 3;

/** What is on record of the young people beside their nights, and what the house asks for before they arrive. */
export function completeRecords(stage: Stage): void {
  writeHomes(stage);
  monitorEquality(stage);
  agreeAims(stage);
  sayBeforeCalling(stage);
  askBeforeArrival(stage);
  nameDeputies(stage);
}

/** Where everybody lives, so that the register of children knows it. */
function writeHomes(stage: Stage): void {
  const { cast, homes, today } = stage;
  for (const [place, { id, worker }] of cast.youngPeople.entries()) {
    const address = `${place * 3 + 1} ${STREETS[place % STREETS.length]}, Exampletown`;
    stage.on(addDays(today, -WRITTEN), '15:00', () => homes.write(worker, id, address));
  }
}

/** What they say of themselves, spread so that some groups are large enough to be shown and some are not; and some needs. */
function monitorEquality(stage: Stage): void {
  const { cast, characteristics, needsToMeet, today } = stage;
  const one = (answers: readonly string[], place: number) => answers[place % answers.length]!;
  for (const [place, { id, worker }] of cast.youngPeople.entries()) {
    if (place % 9 === 8) continue;
    const ethnicity = one(['white', 'asian', 'white', 'mixed', 'white', 'black', 'white'], place);
    const disability = one(['no', 'yes', 'no', 'prefers_not_to_say', 'no'], place);
    stage.on(addDays(today, -WRITTEN), '15:10', () => characteristics.write(worker, id, { ethnicity, disability }));
  }
  const need = (place: number, needs: Parameters<typeof needsToMeet.write>[2]) => {
    const { id, worker } = cast.youngPeople[place]!;
    stage.ago(60, () => needsToMeet.write(worker, id, needs));
  };
  need(0, { diet: 'Halal food', faith: 'A quiet place to pray in the evening' });
  need(3, { access: 'Wears hearing aids: face them when you speak', diet: 'No nuts' });
}

/** Aims of some, one of which has been met since. */
function agreeAims(stage: Stage): void {
  const { cast, plans, today } = stage;
  for (const [place, person] of cast.youngPeople.entries()) {
    if (place % WITH_AIMS !== 0) continue;
    const { id, worker } = person;
    const add = (text: string) => plans.add(worker, id, { text });
    stage.on(addDays(today, -WRITTEN), '15:30', async () => {
      person.aim = await add(AIMS[(place / WITH_AIMS) % AIMS.length]!);
    });
  }
  const [first] = cast.youngPeople;
  let met = '';
  stage.on(addDays(today, -WRITTEN), '15:40', async () => {
    met = await plans.add(first!.worker, first!.id, { text: 'To spend an afternoon with the grandparents.' });
  });
  const note = 'They go every other Sunday now.';
  stage.on(addDays(today, -30), '11:30', () => plans.say(first!.worker, first!.id, met, { state: 'met', note }));
}

function sayBeforeCalling(stage: Stage): void {
  const { cast, contacts } = stage;
  const say = (place: number, safeToContact: string, interpreter = '') => {
    const { id, worker } = cast.youngPeople[place]!;
    stage.ago(60, () => contacts.write(worker, id, { safeToContact, interpreter }));
  };
  say(1, 'Only the mother’s mobile, never before 10:00.');
  say(8, 'Either parent.', 'Polish: book an interpreter.');
  say(42, 'Ring the grandmother first. The address must not be said to anybody else.');
}

/** Two things of the house’s own, and what the key workers have put in order for who comes first. */
function askBeforeArrival(stage: Stage): void {
  const { cast, checks, ready, today } = stage;
  const [manager] = cast.managers;
  const add = (text: string, owner: 'unit' | 'key_worker') => checks.add(manager!, cast.unitId, { text, owner });
  stage.on(addDays(today, -WRITTEN), '12:00', () => add('The room is made up and the name is on the door', 'unit'));
  stage.on(addDays(today, -WRITTEN), '12:05', () => add('Swimming things are packed', 'key_worker'));
  for (const place of [0, 1]) {
    const { id, worker } = cast.youngPeople[place]!;
    const dated = addDays(today, -20);
    stage.ago(80, () => ready.confirmFor(worker, id, 'care_plan', { dated }));
    stage.ago(80, () => ready.confirmFor(worker, id, 'medication', { dated, note: 'Takes nothing.' }));
    stage.ago(79, () => ready.confirmFor(worker, id, 'consents', { dated, covers: CONSENTS }));
  }
}

/** One who is away now, and one who will be. */
function nameDeputies(stage: Stage): void {
  const { cast, deputies, today } = stage;
  const name = (absent: number, deputy: number, [from, days]: [number, number], note: string) => {
    const time = { firstDay: addDays(today, from), lastDay: addDays(today, from + days) };
    const { email } = WORKERS[deputy]!;
    stage.ago(72, () => deputies.name(cast.workers[absent]!, { deputy: email, note, ...time }));
  };
  name(4, 3, [0, 9], 'On leave.');
  name(0, 1, [16, 6], 'On a course; back the week after.');
}
