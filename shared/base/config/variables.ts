import { z } from "zod";

/** A TCP port; 0 lets the system choose. */
export const port = (fallback: number) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(fallback)
    .meta({ description: "a TCP port from 0 to 65535" });

/** A whole number within bounds. */
export const integer = (fallback: number, min: number, max: number) =>
  z.coerce
    .number()
    .int()
    .min(min)
    .max(max)
    .default(fallback)
    .meta({ description: `a whole number from ${min} to ${max}` });

/** A positive number, such as a scale. */
export const positiveNumber = (fallback: number) =>
  z.coerce.number().positive().default(fallback).meta({ description: "a number above 0" });

/** `true` or `false`. */
export const flag = (fallback: boolean) =>
  z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .default(fallback)
    .meta({ description: "true or false" });

/** A connection string of a PostgreSQL database. Its value is never shown, for it may contain a password. */
export const databaseUrl = () =>
  z
    .url({ protocol: /^postgres(ql)?$/ })
    .meta({ description: "a PostgreSQL URL, postgres://role:password@host:port/database", secret: true });

/** Host name or address to listen on. */
export const host = () =>
  z
    .string()
    .min(1)
    .default("127.0.0.1")
    .meta({ description: "an address to listen on, e.g. 127.0.0.1 or 0.0.0.0" });

/** How much is logged. */
export const logLevel = () =>
  z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .meta({ description: "one of fatal, error, warn, info, debug, trace, silent" });

/** An address on the web. */
export const httpUrl = (description: string) => z.url({ protocol: /^https?$/ }).meta({ description });

/** Text that is shown as it stands. */
export const text = (description: string) => z.string().min(1).meta({ description });

/** Fixes the clock, for demonstrations and tests. */
export const fixedInstant = () =>
  z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: "an instant with offset, e.g. 2025-11-14T09:00:00+07:00" });

/** Where the gateway listens when nothing else is said. */
export const gatewayPort = () => port(4000);

/** Where others reach the gateway: what is written into links that leave the graph. Without a slash at its end. */
export const publicUrl = (fallback: string) => withoutSlash().default(fallback).meta(publicUrlMeta);

/** The same where nothing is as good as what a client has used. */
export const optionalPublicUrl = () => withoutSlash().optional().meta(publicUrlMeta);

const withoutSlash = () => z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));
const publicUrlMeta = {
  description: "the URL at which others reach the gateway, e.g. https://graph.example.vn",
};

/** `on` or `off`; off where nothing is said. */
export const switchedOff = () => switched("off");

/** On unless it is switched off. */
export const switchedOn = () => switched("on");

const switched = (by: "on" | "off") =>
  z
    .enum(["on", "off"])
    .default(by)
    .transform((value) => value === "on")
    .meta({ description: "on or off" });

/** Whether another process may listen on a port at the same time, which supervisors say where the system can do it. */
export const sharePort = () => switchedOff();

/** How long a process may be silent, in milliseconds, before it counts as hung. */
export const hangLimit = () => integer(10_000, 1_000, 600_000);

/** Where a process's metrics are read: not where the graph is, for they are not for the public. */
export const metricsHost = () => host();

/** The port of a process's metrics; 0 lets the system choose; `off`: there are none. */
export const metricsPort = () =>
  z
    .union([z.literal("off"), z.coerce.number().int().min(0).max(65535)])
    .default(0)
    .meta({ description: "off or a TCP port from 0 to 65535; 0: one that the system chooses" });

/** Where an OpenTelemetry collector takes traces; the name is OpenTelemetry's own. */
export const tracesEndpoint = () =>
  z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ description: "the URL of a collector, e.g. http://127.0.0.1:4318/v1/traces" });

/** Share of requests that are traced. */
export const tracesShare = () =>
  z.coerce.number().min(0).max(1).default(0.01).meta({ description: "a number from 0 to 1" });
