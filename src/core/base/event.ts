import { type Disposable, toDisposable } from './disposable';

/** Subscribes to a fact; structurally the same as the editor's own `Event`. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The announcing end of an {@link Event}. Listeners run in order of subscription; one that throws does not stop the others. */
export class EventEmitter<T> implements Disposable {
  private readonly listeners = new Set<(value: T) => void>();

  /** @param onListenerError receives what a listener throws; without it the error surfaces as an uncaught exception. */
  constructor(private readonly onListenerError?: (error: unknown) => void) {}

  readonly event: Event<T> = (listener) => {
    // A wrapper of its own lets the same function subscribe twice.
    const subscription = (value: T): void => listener(value);
    this.listeners.add(subscription);
    return toDisposable(() => this.listeners.delete(subscription));
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(value);
      } catch (error) {
        if (this.onListenerError) this.onListenerError(error);
        else
          queueMicrotask(() => {
            throw error;
          });
      }
    }
  }

  dispose(): void {
    this.listeners.clear();
  }
}
