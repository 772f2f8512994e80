import type { TFunction } from "i18next";

interface ProtectedAnswer {
  protection: { smallestCount: number; largestDeviation: number } | null;
  truncated: boolean;
}

/** What a reader has to know of statistics about persons: the noise in them, and rows that were left out. */
export function protectionNotes(t: TFunction<"dashboard">, answer: ProtectedAnswer | null): string[] {
  return [
    ...(answer?.protection
      ? [
          t("states.protected", {
            deviation: String(answer.protection.largestDeviation),
            smallest: String(answer.protection.smallestCount),
          }),
        ]
      : []),
    ...(answer?.truncated ? [t("states.truncated")] : []),
  ];
}
