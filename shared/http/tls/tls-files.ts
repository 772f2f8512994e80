import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { ConfigurationError } from "../../base/config/read-config";
import { watchFiles } from "../../base/config/watch-file";
import type { Logger } from "../../base/log/logger";

/** Files in PEM of one side of a connection. */
export interface TlsFiles {
  /** Who may have signed the other side's certificate; absent: whom Node.js trusts. */
  ca?: string | undefined;
  /** The own certificate with those between it and the root, and its key: both or none. */
  cert?: string | undefined;
  key?: string | undefined;
}

/** What the files hold. A new object each time they have changed. */
export interface TlsMaterial {
  ca?: string;
  cert?: string;
  key?: string;
}

/** So long before its end a certificate is told of, in milliseconds. */
const noticeMs = 14 * 86_400_000;

/**
 * The files, read again when one of them has changed; what cannot be used is told in one line, and what was read last stays
 * in use. A certificate that has ended, or ends within 14 days, is told of when it is read.
 *
 * Throws ConfigurationError at once where they cannot be used at first; `prefix` is what their variables begin with.
 */
export function watchTlsFiles(
  files: TlsFiles,
  prefix: string,
  log: Pick<Logger, "warn" | "error">,
  now: () => number = () => performance.now(),
): () => TlsMaterial {
  if ((files.cert === undefined) !== (files.key === undefined))
    throw new ConfigurationError(
      `${prefix}_CERT_FILE and ${prefix}_KEY_FILE: expected both or neither, for one is of no use without the other.`,
    );
  const paths = [files.ca, files.cert, files.key].filter((file) => file !== undefined);
  const readAll = () => {
    const material = read(files, prefix);
    if (material.cert !== undefined) tellEnd(material.cert, files.cert ?? "", log);
    return material;
  };
  return watchFiles(paths, readAll, {
    now,
    onProblem: (error) =>
      log.error(
        { reason: error instanceof Error ? error.message : String(error) },
        "TLS files cannot be used; the former ones stay in use",
      ),
  });
}

function read({ ca, cert, key }: TlsFiles, prefix: string): TlsMaterial {
  const material: TlsMaterial = {
    ...(ca !== undefined && { ca: textOf(ca, `${prefix}_CA_FILE`) }),
    ...(cert !== undefined && { cert: textOf(cert, `${prefix}_CERT_FILE`) }),
    ...(key !== undefined && { key: textOf(key, `${prefix}_KEY_FILE`) }),
  };
  try {
    createSecureContext(material);
    if (material.ca !== undefined) new X509Certificate(material.ca);
    return material;
  } catch (cause) {
    throw new ConfigurationError(
      `${prefix}_CA_FILE, ${prefix}_CERT_FILE, ${prefix}_KEY_FILE: expected certificates and the key of the second in PEM; they do not fit.`,
      { cause },
    );
  }
}

function textOf(file: string, variable: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigurationError(
      `${variable}: expected a file that can be read, got ${JSON.stringify(file)}.`,
      {
        cause,
      },
    );
  }
}

function tellEnd(cert: string, file: string, log: Pick<Logger, "warn" | "error">): void {
  const { validTo } = new X509Certificate(cert);
  const leftMs = Date.parse(validTo) - Date.now();
  const told = { file, validTo: new Date(validTo).toISOString() };
  if (leftMs <= 0) log.error(told, "a certificate has ended");
  else if (leftMs < noticeMs) log.warn(told, "a certificate ends soon");
}
