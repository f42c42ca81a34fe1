import type { Memento, SecretStorage } from 'vscode';
import { type Event, EventEmitter } from '../../core/base/event';

/** A site that the user has connected to. Holds no secret. */
export interface KnownSite {
  /** Derived from the address and the user, so that connecting again replaces. */
  readonly id: string;
  /** Name of the app. */
  readonly label: string;
  /** Address of the SCM site. */
  readonly scmUrl: string;
  readonly user: string;
}

/** What connecting to a site needs. */
export interface SiteConnection {
  readonly siteName: string;
  readonly scmUrl: string;
  readonly user: string;
  /** A secret; it goes to SecretStorage and nowhere else. */
  readonly password: string;
}

const memoryKey = 'knownSites';

/** The sites the user has connected to: names in the editor's memory, passwords in its secret storage (R1). */
export class KnownSites {
  private readonly didChange = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.didChange.event;

  constructor(
    private readonly memory: Memento,
    private readonly secrets: SecretStorage,
  ) {}

  list(): readonly KnownSite[] {
    return this.memory.get<readonly KnownSite[]>(memoryKey, []);
  }

  async add({ siteName, scmUrl, user, password }: SiteConnection): Promise<KnownSite> {
    const site: KnownSite = { id: `scm/${new URL(scmUrl).host}/${user}`, label: siteName, scmUrl, user };
    await this.secrets.store(secretKey(site), password);
    const others = this.list().filter((other) => other.id !== site.id);
    await this.memory.update(memoryKey, [...others, site]);
    this.didChange.fire();
    return site;
  }

  async remove(site: KnownSite): Promise<void> {
    await this.secrets.delete(secretKey(site));
    await this.memory.update(
      memoryKey,
      this.list().filter((other) => other.id !== site.id),
    );
    this.didChange.fire();
  }

  /** Undefined when the secret storage has lost it, as it does on another machine. */
  async password(site: KnownSite): Promise<string | undefined> {
    return await this.secrets.get(secretKey(site));
  }

  dispose(): void {
    this.didChange.dispose();
  }
}

function secretKey(site: KnownSite): string {
  return `password/${site.id}`;
}
