/** What is wrong with a rule set, and where: `interactions[3].points`. */
export interface Fault {
  place: string;
  reason: string;
}

/**
 * Characteristics that the Equality Act 2010 protects and by which no young person is kept out or scored down; age and
 * sex are not among them here, where a statement of purpose has them. Each is looked for as words of their own.
 */
const PROTECTED: readonly [RegExp, string][] = [
  [
    /\b(race|races|racial|racially|ethnic\w*|nationality|nationalities|national origins?|skin|bame|minority ethnic|mixed heritage)\b/i,
    'race',
  ],
  [/\b(black|asian|african|caribbean|arab|arabs|chinese|indian|pakistani|bangladeshi|irish|romanian)\b/i, 'race'],
  [/\b(roma|romani|romany|gypsy|gypsies|traveller|travellers|white british|immigrants?|migrants?)\b/i, 'race'],
  [/\b(asylum|refugees?)\b/i, 'race'],
  [/\b(religion\w*|religious|faith|faiths|belief|beliefs|atheis\w*|mosque|church|synagogue)\b/i, 'religion or belief'],
  [/\b(muslims?|islam\w*|christian\w*|catholic\w*|protestants?|jew|jews|jewish|judaism)\b/i, 'religion or belief'],
  [/\b(hindu\w*|sikh\w*|buddhis\w*|jehovah\w*|hijab|halal|kosher)\b/i, 'religion or belief'],
  [/\b(disability|disabilities|disabled|wheelchairs?|autism|autistic|adhd|dyslexi\w*|epilep\w*)\b/i, 'disability'],
  [
    /\b(deaf|deafness|blind(?! spots?)|blindness|hearing impair\w*|visual\w* impair\w*|downs? syndrome)\b/i,
    'disability',
  ],
  [/\b(learning difficult\w*|special educational needs?|ehcps?|neurodiver\w*)\b/i, 'disability'],
  [
    /\b(sexual orientation|sexuality|gay|lesbians?|bisexual\w*|homosexual\w*|heterosexual\w*|queer|lgbt\w*)\b/i,
    'sexual orientation',
  ],
  [
    /\b(gender reassignment|gender identity|transgender\w*|trans|transsexual\w*|non binary|nonbinary)\b/i,
    'gender reassignment',
  ],
  [/\b(pregnan\w*|maternity)\b/i, 'pregnancy'],
  [/\b(marriage|married|civil partnership)\b/i, 'marriage'],
];

/** How deep a document is looked into, and how much of it: what goes further is no rule set. */
const DEEPEST = 12;
const MOST = 20_000;

/** Every place of a document at which a protected characteristic is named, as a key or in a text. */
export function protectedIn(document: unknown): Fault[] {
  const found: Fault[] = [];
  let seen = 0;
  const look = (value: unknown, place: string, depth: number): void => {
    if (depth > DEEPEST || ++seen > MOST) return;
    if (typeof value === 'string') name(value, place);
    else if (Array.isArray(value)) value.forEach((one, index) => look(one, `${place}[${index}]`, depth + 1));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        const at = place === '' ? key : `${place}.${key}`;
        name(key, at);
        look(one, at, depth + 1);
      }
    }
  };
  const name = (text: string, place: string) => {
    const words = text.replaceAll(/[_-]/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2');
    const hit = PROTECTED.find(([pattern]) => pattern.test(words));
    if (!hit) return;
    const reason = `No matching guide may go by ${hit[1]} (Equality Act 2010). Record what is needed as a need to meet instead.`;
    found.push({ place, reason });
  };
  look(document, '', 0);
  return found;
}
