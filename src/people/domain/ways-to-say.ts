/** How a family says something to whoever writes it down; the last one asks for a word of one's own. */
export const WAYS = [
  { value: 'in person', text: 'In person' },
  { value: 'telephone', text: 'By telephone' },
  { value: 'text message', text: 'By text message' },
  { value: 'e-mail', text: 'By e-mail' },
  { value: 'letter', text: 'By letter' },
  { value: 'other', text: 'Another way' },
] as const;
