/** Exit codes of the terminal command (product.md, section C). */
export const exitCodes = {
  /** Fine. */
  success: 0,
  /** The thing itself failed: lint errors, a failed job, a failed publish. */
  failure: 1,
  /** Wrong usage or bad input. */
  usage: 2,
} as const;

/** Wrong usage or bad input: the message goes to stderr and the command ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
