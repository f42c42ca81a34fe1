/** Plain text for Markdown: characters that would format it are escaped. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}

/** Text as code inside a line or a table cell. */
export function inlineCode(text: string): string {
  if (!/[`|\r\n]/.test(text)) return `\`${text}\``;
  const longestFence = Math.max(0, ...[...text.matchAll(/`+/g)].map(([fence]) => fence.length));
  const fence = '`'.repeat(longestFence + 1);
  const padding = longestFence > 0 ? ' ' : '';
  return `${fence}${padding}${text.replaceAll('|', '\\|').replace(/[\r\n]/g, ' ')}${padding}${fence}`;
}
