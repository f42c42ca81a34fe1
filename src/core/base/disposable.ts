/** Something that holds a resource until it is disposed of. Structurally the same as the editor's own type. */
export interface Disposable {
  dispose(): void;
}

/** Wraps a function as a {@link Disposable} that runs it at most once. */
export function toDisposable(dispose: () => void): Disposable {
  let isDisposed = false;
  return {
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      dispose();
    },
  };
}

/** Owns disposables and disposes of them together, last added first. What is added after that is disposed of at once. */
export class DisposableStore implements Disposable {
  private readonly items: Disposable[] = [];
  private isDisposed = false;

  /** Takes ownership of `item` and returns it, so that creating and registering are one expression. */
  add<T extends Disposable>(item: T): T {
    if (this.isDisposed) item.dispose();
    else this.items.push(item);
    return item;
  }

  dispose(): void {
    this.isDisposed = true;
    for (let item = this.items.pop(); item !== undefined; item = this.items.pop()) item.dispose();
  }
}

/** A slot for a disposable that gets replaced: setting a value disposes of the one before. */
export class MutableDisposable<T extends Disposable> implements Disposable {
  private current: T | undefined;
  private isDisposed = false;

  get value(): T | undefined {
    return this.current;
  }

  set value(value: T | undefined) {
    if (this.current !== value) this.current?.dispose();
    this.current = value;
    if (this.isDisposed) this.dispose();
  }

  dispose(): void {
    this.isDisposed = true;
    this.current?.dispose();
    this.current = undefined;
  }
}
