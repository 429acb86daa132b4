import { sayCount, sayList, sayOrdinal } from '../../kernel/say-words.js';
import { sayDay } from '../../kernel/say-date.js';
import { isOrWas, more, nights, stay, upper, whoCouldCome, type AlertText, type Words } from './alert-phrases.js';

/**
 * Nights that came back: for whom they are held and whose move that is, and who on the waiting list could have them, by their
 * places there.
 */
export function sayBedBack(words: Words): AlertText {
  const { unit, about, text, number, is, tonight } = words;
  const isOver = text('departure') <= tonight;
  const count = number('nights');
  const came = `${upper(nights(count))} of ${stay(text)} ${isOrWas(isOver, count)} free again.`;
  return {
    title: `${text('bed')} came back for ${nights(count)} from ${sayDay(text('arrival'))}`,
    why: [came, ...(is('held') ? [held(words, isOver)] : []), couldTake(words)].join(' '),
    ...(is('held')
      ? {
          what: 'It is a manager’s move: sign the proposal, or take it back.',
          href: about.partId ? `/requests/${about.partId}` : `/units/${unit.id}/freed-beds`,
          linkText: about.partId ? 'See the proposal' : 'See whom it is held for and who was passed over',
        }
      : {
          what: 'Look at who could come, best placed first, and propose the nights.',
          href: whoCouldCome(unit.id, text('arrival'), text('departure')),
          linkText: 'See who could come',
        }),
  };
}

/** For whom they are held: all of them, or some. */
function held({ them, number }: Words, isOver: boolean): string {
  const [all, some, others] = [number('nights'), number('heldNights'), number('heldFor') - 1];
  const which = some === 0 || some === all ? (all === 1 ? 'It' : 'They') : `${upper(sayCount(some))} of them`;
  const whom = others > 0 ? `${them} and ${more(others, 'other')}` : them;
  const count = which === 'It' ? 1 : some === 0 || some === all ? all : some;
  return `${which} ${isOrWas(isOver, count)} held for ${whom} until a manager decides.`;
}

/** Who of those who were looked at could have some of the nights, where they are held if that comes to nothing. */
function couldTake(words: Words): string {
  const { number, is } = words;
  const [could, lookedAt] = [number('could'), number('lookedAt')];
  if (lookedAt === 0) return `Nobody${is('held') ? ' else' : ''} is on the waiting list.`;
  const otherwise = is('held') ? ' if that comes to nothing' : '';
  const told = ranked(words);
  if (lookedAt === 1) {
    const first =
      told[0]?.name === undefined ? 'The first on the waiting list' : `${told[0].name}, the first on the waiting list,`;
    return `${first} could take ${could === 0 ? 'none' : 'some'} of these nights${otherwise}.`;
  }
  const some = could === 0 ? 'none could take any' : `${sayCount(could)} could take some`;
  const who = told.map(({ name, place }) => (name === undefined ? `the ${place}` : `${name} (${place})`));
  const rest = could - told.length;
  const list = told.length === 0 ? '' : `: ${sayList([...who, ...(rest > 0 ? [more(rest, 'other')] : [])])}`;
  return `Of the first ${sayCount(lookedAt)} on the waiting list, ${some} of these nights${otherwise}${list}.`;
}

/** The first few of them, with their places; of an alert that an older version wrote down, none. */
function ranked({ text, names }: Words): { name: string | undefined; place: string }[] {
  const places = text('places').split(' ').filter(Boolean);
  return text('ranked')
    .split(' ')
    .flatMap((id, at) => (places[at] ? [{ name: names.ranked?.get(id), place: sayOrdinal(Number(places[at])) }] : []));
}
