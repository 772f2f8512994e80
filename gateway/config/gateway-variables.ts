import { resolve } from "node:path";
import { z } from "zod";
import { integer, text } from "../../shared/base/config/variables";
import { fromRoot } from "../../shared/base/project/project-root";
import type { Role } from "../../shared/http/identity/viewer";
import { defaultTableLimits } from "../tables/limits/table-limits";
import { defaultSqlLimits } from "./sql-limits";

/* Kinds of variables that only the gateway has, beside those of shared/base/config/variables.ts. */

/** Folder of what belongs to this machine, the keys among it. */
export const dataDirectory = () => file("a folder").default(fromRoot(".data"));

/** Of internal tokens. */
export const privateKeyFile = () =>
  file("a PEM file of Ed25519 private keys, the first of which signs").optional();

/** A path, from the current folder. */
export const file = (description: string) => text(description).transform((path) => resolve(path));

/** `apollo` is for comparison: https://www.npmjs.com/package/@apollo/gateway as it comes. */
export const executor = () =>
  z
    .enum(["own", "apollo"])
    .default("own")
    .meta({ description: "own or apollo, whose executor runs the plans" });

/** What has to stand between SQL and the machine. */
export const walls = () =>
  z
    .enum(["best", "require"])
    .default(defaultSqlLimits.walls)
    .meta({ description: "best or require; require: no SQL on a machine without namespaces" });

/** A switch that is on by default. */
export const onOrOff = (description: string) => z.enum(["on", "off"]).default("on").meta({ description });

/** Roles, or all of them. */
export const roles = () =>
  z
    .string()
    .transform((list) => list.split(",").map((role) => role.trim()))
    .refine((list) => list.every((role) => role === "all" || role === "none" || isRole(role)))
    .transform((list) => new Set(everyRole.filter((role) => list.includes("all") || list.includes(role))))
    .default(new Set<Role>())
    .meta({ description: "all, none, or roles separated by commas, e.g. public,editor" });

/** Names that clients call themselves, separated by commas. */
export const clientNames = () =>
  z
    .string()
    .transform((list) =>
      list
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    )
    .refine((names) => names.length <= mostClients)
    .default([])
    .meta({ description: `up to ${mostClients} names of clients separated by commas` });

const mostClients = 100;

const everyRole: readonly Role[] = ["public", "analyst", "editor", "admin"];
const isRole = (text: string) => everyRole.some((role) => role === text);

/** What one operation may cost, in objects fetched. */
export const budget = (fallback: number) => integer(fallback, 1, 1_000_000_000);

/** What one client may cost in a minute; 0: without end. */
export const rate = (fallback: number) => integer(fallback, 0, 1_000_000_000_000);

/** Most rows of one table. */
export const tableRows = (role: Role) => integer(defaultTableLimits.rows[role], 1, 1_000_000_000);

/** A Valkey or Redis. Its value is never shown, for it may hold a password. */
export const storeUrl = () =>
  z
    .url({ protocol: /^rediss?$/ })
    .meta({ description: "the URL of a Valkey or Redis, redis://user:password@host:port", secret: true });

/** `*`, or origins separated by commas. */
export const origins = () =>
  z
    .string()
    .transform((list) => list.split(",").map((origin) => origin.trim()))
    .refine((list) => list.every((origin) => origin === "*" || URL.parse(origin)?.origin === origin))
    .default(["*"])
    .meta({ description: "* or origins separated by commas, e.g. https://data.example.vn" });
