import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";

/** Bytes of each part that is sealed by itself. */
const partBytes = 256 * 1024;
const tagBytes = 16;

/**
 * Seals a stream in parts, each by AES-256-GCM under a key that is derived for this stream alone, with its number and
 * whether it is the last: parts that were changed, left out, added or put in another order are found, before anything of
 * them is used. The construction is STREAM: https://eprint.iacr.org/2015/189
 *
 * @param salt other random bytes for each stream.
 */
export async function* seal(
  source: AsyncIterable<Buffer>,
  key: Buffer,
  salt: Buffer,
): AsyncGenerator<Buffer> {
  const own = derive(key, salt);
  let number = 0;
  for await (const { bytes, isLast } of inParts(source, partBytes)) {
    const cipher = createCipheriv("aes-256-gcm", own, nonceOf(number, isLast));
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    number += 1;
  }
}

/** Opens what `seal` has made. Throws where it was changed, cut off, or sealed with another key. */
export async function* open(
  source: AsyncIterable<Buffer>,
  key: Buffer,
  salt: Buffer,
): AsyncGenerator<Buffer> {
  const own = derive(key, salt);
  let number = 0;
  for await (const { bytes, isLast } of inParts(source, partBytes + tagBytes)) {
    if (bytes.length < tagBytes) throw new Error("Expected a sealed part; the end is missing.");
    const decipher = createDecipheriv("aes-256-gcm", own, nonceOf(number, isLast));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const opened = decipher.update(bytes.subarray(0, -tagBytes));
    try {
      yield Buffer.concat([opened, decipher.final()]);
    } catch (cause) {
      throw new Error(
        "Expected what was sealed with this key; the key is another, or the file was changed.",
        {
          cause,
        },
      );
    }
    number += 1;
  }
}

function derive(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, "hanoi-sector-graph backup", 32));
}

/** Twelve bytes: the number of a part, and 1 for the last one. */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 0);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** All parts have this length but the last, which may be shorter, also empty. */
async function* inParts(
  source: AsyncIterable<Buffer>,
  length: number,
): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  let chunks: Buffer[] = [];
  let held = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    held += chunk.length;
    // One more byte than a part has tells that it is not the last.
    if (held <= length) continue;
    let rest = Buffer.concat(chunks, held);
    for (; rest.length > length; rest = rest.subarray(length))
      yield { bytes: rest.subarray(0, length), isLast: false };
    chunks = [Buffer.from(rest)];
    held = rest.length;
  }
  yield { bytes: Buffer.concat(chunks, held), isLast: true };
}
