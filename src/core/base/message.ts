/** Values for the placeholders of a template; a message among them is translated like the sentence around it. */
export type MessageArgs = Readonly<Record<string, string | number | Message>>;

/**
 * A text for people that can be shown in any language: English with `{name}` where a value belongs. The English template
 * is the key under which a bundle of translations holds it.
 */
export interface Message {
  readonly template: string;
  readonly args: MessageArgs;
}

/** Templates of another language by their English template. */
export type Translations = Readonly<Record<string, string>>;

/** Every template is a literal in such a call, or in a table of templates: so the list for translators can be collected. */
export function message(template: string, args: MessageArgs = {}): Message {
  return { template, args };
}

/** The text of a message, in English where there is no translation. */
export function messageText({ template, args }: Message, translations: Translations = {}): string {
  const values = Object.entries(args).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'object' ? messageText(value, translations) : value,
  ]);
  return fillTemplate(translations[template] ?? template, Object.fromEntries(values));
}

/** Replaces each `{name}` of `template` by the argument of that name. */
export function fillTemplate(template: string, args: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(args[name] ?? placeholder));
}
