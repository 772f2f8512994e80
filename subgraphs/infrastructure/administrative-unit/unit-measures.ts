import type { Measure } from "../../../shared/kit/cube/cube";

const meeting = (count: string, criterion: string): Measure => ({
  ...{ kind: "rate", count, of: "units" },
  description: `Units that meet ${criterion}, as last assessed / units.`,
});

/** What the base counts of wards and communes come to. */
export const unitMeasures = {
  units: { kind: "count", count: "units", description: "Wards and communes." },
  population: { kind: "count", count: "persons", description: "Persons who live in them, together." },
  areaKm2: { kind: "count", count: "squareKilometres", description: "Square kilometres, together." },
  density: {
    ...{ kind: "mean", count: "persons", of: "squareKilometres" },
    description: "population / areaKm2: persons per square kilometre; null when there are no units.",
  },
  averagePopulation: {
    ...{ kind: "mean", count: "persons", of: "units" },
    description: "population / units; null when there are none.",
  },
  ready: {
    ...{ kind: "count", count: "readyOnes" },
    description: "Of these, with readiness that meets all seven criteria.",
  },
  readyShare: { kind: "rate", count: "readyOnes", of: "units", description: "ready / units." },
  averageCriteriaMet: {
    ...{ kind: "mean", count: "criteria", of: "units" },
    description:
      "How many of the seven criteria of readiness they meet, on average; null when there are none.",
  },
  lan: meeting("withLan", "LAN"),
  wanConnection: meeting("withWanConnection", "WAN_CONNECTION"),
  computers: meeting("withComputers", "COMPUTERS"),
  scanners: meeting("withScanners", "SCANNERS"),
  videoConference: meeting("withVideoConference", "VIDEO_CONFERENCE"),
  serviceCentreConnection: meeting("withServiceCentreConnection", "SERVICE_CENTRE_CONNECTION"),
  informationSecurity: meeting("withInformationSecurity", "INFORMATION_SECURITY"),
  averageApplications: {
    ...{ kind: "mean", count: "uses", of: "units" },
    description: "Applications that a ward or commune works with, on average; null when there are none.",
  },
} as const satisfies Record<string, Measure>;
