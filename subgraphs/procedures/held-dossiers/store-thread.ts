import "reflect-metadata";
import { parentPort } from "node:worker_threads";
import { DossierStore } from "./dossier-store";
import type { HeldQuestion } from "./packed-parts";
import type { StoreCall, StoreCalls, StoreRequest, StoreResponse } from "./store-messages";

/* The thread that holds dossiers: a question of a million of them takes it a while, in which requests are answered. */

let store: DossierStore | undefined;

function answerTo(request: StoreRequest): StoreCalls[StoreCall]["answer"] {
  if (request.name === "create") {
    const { codes, size, mostBytesOfGroups } = request.sent;
    store = new DossierStore(codes, size, mostBytesOfGroups);
    return undefined;
  }
  if (!store) throw new Error(`Expected dossiers to be there for ${request.name}.`);
  switch (request.name) {
    case "write":
      return store.rows.write(request.sent);
    case "keep":
      return store.rows.keep(request.sent.basis, request.sent.changes);
    case "count":
      return store.count(inTime(request.sent));
    case "time":
      return store.time(inTime(request.sent));
  }
}

function inTime(question: HeldQuestion): HeldQuestion {
  if (Date.now() <= question.until) return question;
  throw new RangeError("Expected to begin with a question in time.");
}

function respondTo(request: StoreRequest): StoreResponse {
  const { number } = request;
  try {
    return { number, answer: answerTo(request) };
  } catch (error) {
    if (error instanceof RangeError) return { number, refusal: error.message };
    return { number, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

parentPort?.on("message", (request: StoreRequest) => parentPort?.postMessage(respondTo(request)));
