/** Proves to a site who asks. Implemented for basic authentication here; a bearer token refreshes itself behind it. */
export interface ScmCredential {
  /** The value of the `Authorization` header. Asked for before every request. */
  authorization(signal?: AbortSignal): Promise<string>;
  /** The site refused the value with 401. True when another attempt may fare better, because the value was renewed. */
  renew?(): Promise<boolean>;
}

/** Deployment credentials: user-scope or the ones of a publish profile. */
export function basicCredential(user: string, password: string): ScmCredential {
  const value = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
  return { authorization: () => Promise.resolve(value) };
}
