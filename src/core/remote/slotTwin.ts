/** An SCM address, taken apart. */
interface ScmHost {
  /** Name of the app, with `-` and the name of its slot if it is one. */
  readonly name: string;
  readonly domain: string;
}

/**
 * Whether two SCM addresses can be slots of one app: the address of a slot is that of the app with `-{slot}` behind its
 * name. Two apps can be called so as well, hence "can".
 *
 * @param others further known addresses: two slots show that they are by the app between them.
 */
export function mayBeSlotTwins(left: string, right: string, others: readonly string[] = []): boolean {
  const [a, b] = [readScmHost(left), readScmHost(right)];
  if (a === undefined || b === undefined) return false;
  return (
    isSlotOf(a, b) || isSlotOf(b, a) || others.map(readScmHost).some((app) => isSlotOf(a, app) && isSlotOf(b, app))
  );
}

function isSlotOf(slot: ScmHost, app: ScmHost | undefined): boolean {
  return slot.domain === app?.domain && slot.name.startsWith(`${app.name}-`);
}

/** Undefined for what is no address of the service, such as a local site's. */
function readScmHost(host: string): ScmHost | undefined {
  const [, label = '', domain = ''] = /^([a-z0-9-]+)\.scm\.([a-z0-9.-]+?)(?::\d+)?$/i.exec(host.toLowerCase()) ?? [];
  if (label === '') return undefined;
  // Addresses that name their region carry a random part behind the name, and each slot has its own.
  const isRegional = /^[a-z0-9]+-\d\d\./.test(domain);
  return { name: isRegional ? label.replace(/-[a-z0-9]{16}$/, '') : label, domain };
}
