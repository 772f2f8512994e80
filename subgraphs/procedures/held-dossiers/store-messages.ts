import type { PackedAnswer } from "../dossier-groups/packed-answer";
import type { Codes, HeldQuestion, PackedChanges, PackedWithPlaces } from "./packed-parts";
import type { PackedTimes } from "./packed-times";

/** What the thread that holds dossiers is asked, by name: what goes there, and what comes back. See `DossierStore`. */
export interface StoreCalls {
  create: { sent: { codes: Codes; size: number; mostBytesOfGroups: number }; answer: undefined };
  write: { sent: PackedWithPlaces; answer: number };
  keep: { sent: { basis: number; changes: PackedChanges }; answer: boolean };
  count: { sent: HeldQuestion; answer: PackedAnswer };
  time: { sent: HeldQuestion; answer: PackedTimes };
}

export type StoreCall = keyof StoreCalls;

/** A call; the thread answers one after the other. */
export type StoreRequest = {
  [Name in StoreCall]: { number: number; name: Name; sent: StoreCalls[Name]["sent"] };
}[StoreCall];

/** The answer to a call; or why there is none, which the database then has to give; or what went wrong. */
export type StoreResponse = { number: number } & (
  | { answer: StoreCalls[StoreCall]["answer"] }
  | { refusal: string }
  | { error: Error }
);
