import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A certificate and its key in PEM, and what it takes to sign others with it. */
export interface MadeCertificate {
  cert: string;
  key: string;
  name: string;
  privateKey: KeyObject;
}

export interface CertificateOptions {
  name: string;
  /** Whose key signs it; absent: its own. */
  issuer?: MadeCertificate;
  /** From and to; by default from an hour ago for 90 days. */
  from?: Date;
  to?: Date;
}

const dayMs = 86_400_000;

/**
 * An X.509 certificate on a P-256 key for 127.0.0.1 and localhost: Node.js reads certificates and makes none. One without an
 * issuer may sign others. By RFC 5280, section 4.1, in DER.
 */
export function makeCertificate({ name, issuer, ...validity }: CertificateOptions): MadeCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { from = new Date(Date.now() - 3_600_000), to = new Date(Date.now() + 90 * dayMs) } = validity;
  const body = sequence(
    tagged(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    sequence(ecdsaWithSha256),
    nameOf(issuer?.name ?? name),
    sequence(time(from), time(to)),
    nameOf(name),
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(issuer ? alternativeNames() : mayIssue())),
  );
  const signature = sign("sha256", body, issuer?.privateKey ?? privateKey);
  const der = sequence(body, sequence(ecdsaWithSha256), bits(signature));
  const lines = der.toString("base64").replace(/.{64}/g, "$&\n").trimEnd();
  return {
    ...{ name, privateKey },
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

const ecdsaWithSha256 = tagged(0x06, Buffer.from("2a8648ce3d040302", "hex"));
const basicConstraints = Buffer.from("551d13", "hex");
const subjectAltName = Buffer.from("551d11", "hex");
const commonName = Buffer.from("550403", "hex");

const mayIssue = () => extension(basicConstraints, sequence(tagged(0x01, Buffer.of(0xff))), true);
const alternativeNames = () =>
  extension(
    subjectAltName,
    sequence(tagged(0x82, Buffer.from("localhost")), tagged(0x87, Buffer.of(127, 0, 0, 1))),
  );

function extension(id: Buffer, value: Buffer, isCritical = false): Buffer {
  const critical = isCritical ? [tagged(0x01, Buffer.of(0xff))] : [];
  return sequence(tagged(0x06, id), ...critical, tagged(0x04, value));
}

function nameOf(text: string): Buffer {
  return sequence(tagged(0x31, sequence(tagged(0x06, commonName), tagged(0x0c, Buffer.from(text)))));
}

/** GeneralizedTime would do as well from 2050 on. */
function time(at: Date): Buffer {
  return tagged(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function bits(bytes: Buffer): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.of(0), bytes]));
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...head), content]);
}
