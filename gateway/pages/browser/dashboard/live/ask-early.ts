import { readLanguage } from "../../i18n/language";
import { readStoredToken } from "../../session/stored-token";
import { readAddress } from "../address/read-address";
import { CityGoals, CityMilestones, CityTasks, CityWeeks, Today } from "../documents/documents";
import { cityVariables, weeksVariables } from "../view/part-variables";
import { earlyKey } from "./early-requests";
import { readLastDay } from "./last-day";

/*
 * Part of a file of its own, which the page's HTML loads first. What the public sees comes with the page; who is signed in
 * asks for his own at once. Only the city today is asked for: whoever opens another part or day has mostly been here before,
 * and has the scripts.
 */

const { address } = readAddress(location.search);
const isFirst = globalThis.earlyRequests === undefined;
const { token } = readStoredToken();
if (isFirst && token !== undefined && address.part === "city" && address.day === undefined) askEarly();

function weeksAt(today: string): [{ documentId: string }, object] {
  return [CityWeeks, weeksVariables(today, today).known];
}

function askEarly(): void {
  const today = readLastDay();
  const lang = readLanguage() === "en" ? "EN" : "VI";
  const asked: [{ documentId: string }, object][] = [
    [CityTasks, cityVariables({ asOf: null, today }, lang).tasks],
    ...(today === undefined ? [] : [weeksAt(today)]),
    [CityGoals, { asOf: null, lang }],
    [CityMilestones, { lang }],
    [Today, {}],
  ];
  globalThis.earlyRequests = new Map(
    asked.map(([{ documentId }, variables]) => {
      const search = new URLSearchParams({ documentId, variables: JSON.stringify(variables) });
      const answer = fetch(`/graphql?${search}`, {
        headers: {
          accept: "application/graphql-response+json, application/json",
          "apollographql-client-name": "dashboard",
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
      });
      // Whoever takes it is told; where nobody does, nobody has to know.
      answer.catch(() => undefined);
      return [earlyKey(documentId, variables, token), { answer, askedAt: performance.now() }];
    }),
  );
}
