/** Longer texts of the user are cut in messages. */
const mostCharacters = 40;

/** A text of the user for a message, in which it stands whole or with its beginning only. */
export function shorten(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters - 3)}…`;
}
