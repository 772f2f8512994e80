import { type Readable, Transform } from "node:stream";
import { GraphError } from "../../shared/base/errors/graph-error";

/** The same bytes, as long as there are no more than `most`; then an error, REQUEST_TOO_LARGE. Of a client that leaves, too. */
export function limitBytes(bytes: Readable, most: number): Readable {
  let sum = 0;
  const limited = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      sum += chunk.length;
      if (sum <= most) return done(null, chunk);
      done(new GraphError("REQUEST_TOO_LARGE", `Expected a body of at most ${most} bytes.`));
    },
  });
  bytes.on("error", (error) => limited.destroy(error));
  bytes.on("close", () => {
    if (!bytes.readableEnded) limited.destroy(new Error("The client left in the middle of its body."));
  });
  return bytes.pipe(limited);
}
