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

/** A text that stands as it is in every language: a name, a line of a log, what another program says. */
export function verbatim(text: string): Message {
  return { template: text, args: {} };
}

/** Several messages one after the other. */
export function joined(messages: readonly Message[], separator = ' '): Message {
  return {
    template: messages.map((_, index) => `{${index}}`).join(separator),
    args: Object.fromEntries(messages.entries()),
  };
}

/** The text of a message, in English where there is no translation. */
export function messageText({ template, args }: Message, translations?: Translations): string {
  return fill(translations?.[template] ?? template, (name) => {
    const value = args[name];
    return typeof value === 'object' ? messageText(value, translations) : value;
  });
}

/** Replaces each `{name}` of `template` by the argument of that name. */
export function fillTemplate(template: string, args: Readonly<Record<string, string | number>>): string {
  return fill(template, (name) => args[name]);
}

/** An editor asks for hundreds of texts while somebody types, so that this is written for speed. */
function fill(template: string, valueOf: (name: string) => string | number | undefined): string {
  let text = '';
  let from = 0;
  for (let open = template.indexOf('{'); open !== -1; open = template.indexOf('{', open + 1)) {
    const close = template.indexOf('}', open);
    if (close === -1) break;
    const value = valueOf(template.slice(open + 1, close));
    if (value === undefined) continue;
    text += template.slice(from, open) + String(value);
    from = close + 1;
  }
  return from === 0 ? template : text + template.slice(from);
}
