/** Writes to a client, and knows whether it reads. */
export interface PacedWriter {
  write(bytes: Buffer | string): void;
  /** Whether the system has taken all that was written. */
  readonly isDrained: boolean;
  /** Fulfilled when it has, or the connection is closed: then the next answer may come. */
  drained(): Promise<void>;
  /** The connection is closed: nobody is to wait for it. */
  close(): void;
}

export interface PacedWriterOptions {
  /** Sends, and calls back when the system has taken it or never will. */
  send: (bytes: Buffer | string, done: () => void) => void;
  stallMs: number;
  /** Called when the client has read nothing for so long. */
  onStalled: () => void;
}

/**
 * A client that never reads costs what was written to it before, and no more: whoever writes answers waits until the last
 * one has gone, and then takes the newest there is. One that reads nothing at all for a while is to be closed.
 */
export function createPacedWriter({ send, stallMs, onStalled }: PacedWriterOptions): PacedWriter {
  let pending = 0;
  let isClosed = false;
  let stall: NodeJS.Timeout | undefined;
  let waiting: PromiseWithResolvers<void> | undefined;
  const watch = () => {
    clearTimeout(stall);
    stall = pending > 0 && !isClosed ? setTimeout(onStalled, stallMs).unref() : undefined;
  };
  const release = () => {
    waiting?.resolve();
    waiting = undefined;
  };
  const done = () => {
    pending--;
    watch();
    if (pending === 0) release();
  };
  return {
    write(bytes) {
      if (isClosed) return;
      pending++;
      if (pending === 1) watch();
      send(bytes, done);
    },
    get isDrained() {
      return pending === 0;
    },
    drained() {
      if (pending === 0 || isClosed) return Promise.resolve();
      waiting ??= Promise.withResolvers();
      return waiting.promise;
    },
    close() {
      isClosed = true;
      watch();
      release();
    },
  };
}
