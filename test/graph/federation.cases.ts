/** A question to the whole graph at the calibration day, and its whole answer. */
export interface FederationCase {
  name: string;
  query: string;
  expected: object;
}

export const federationCases: FederationCase[] = [
  {
    name: "walks from a ward through all four sectors",
    query: `{
      administrativeUnit(code: "00004") {
        name population authority { name taskStats(asOf: "2025-11-14") { assigned overdue } }
        dossierStats { received digitisationRate { numerator denominator } }
        coverage5G { month populationShare { numerator denominator } }
        readiness { meets }
      }
    }`,
    expected: {
      administrativeUnit: {
        name: "Ba Đình",
        population: 65023,
        authority: { name: "Ủy ban nhân dân phường Ba Đình", taskStats: { assigned: 0, overdue: 0 } },
        dossierStats: { received: 88, digitisationRate: { numerator: 75, denominator: 88 } },
        coverage5G: { month: "2025-11", populationShare: { numerator: 50116, denominator: 65023 } },
        readiness: { meets: true },
      },
    },
  },
  {
    name: "computes the published task counts of 14 November 2025",
    query: `{
      taskStats(groupBy: [ASSIGNED_BY], asOf: "2025-11-14") {
        rows { assignedBy measures { assigned completed completedOnTime completedLate underway overdue } }
        totals { underway overdue }
      }
    }`,
    expected: {
      taskStats: {
        rows: [
          {
            assignedBy: "CENTRAL",
            measures: {
              assigned: 187,
              completed: 98,
              completedOnTime: 83,
              completedLate: 15,
              underway: 89,
              overdue: 12,
            },
          },
          {
            assignedBy: "CITY",
            measures: {
              assigned: 197,
              completed: 65,
              completedOnTime: 56,
              completedLate: 9,
              underway: 132,
              overdue: 18,
            },
          },
        ],
        totals: { underway: 221, overdue: 30 },
      },
    },
  },
  {
    name: "knows the city as all of its units",
    query: `{
      administrativeUnit(code: "01") {
        name(lang: EN) kind population taskStats(asOf: "2025-11-14") { overdue } dossierStats { received }
      }
    }`,
    expected: {
      administrativeUnit: {
        name: "Hanoi",
        kind: "CITY",
        population: 8807523,
        taskStats: { overdue: 30 },
        dossierStats: { received: 12433 },
      },
    },
  },
  {
    name: "counts procedures, systems and datasets from rows",
    query: `{
      procedureStats { procedures greenLane toRestructure }
      administrativeUnitStats { totals { units } }
      itSystemStats { totals { migrated } }
      datasets(filter: { onOpenDataPortal: true }) { totalCount }
    }`,
    expected: {
      procedureStats: { procedures: 2104, greenLane: 103, toRestructure: 50 },
      administrativeUnitStats: { totals: { units: 126 } },
      itSystemStats: { totals: { migrated: 409 } },
      datasets: { totalCount: 131 },
    },
  },
  {
    name: "leads from the densest ward, found by the statistics of units, to what other sectors know of it",
    query: `{
      administrativeUnitStats(groupBy: [UNIT, KIND], asOf: "2025-11-14", orderBy: [{ field: DENSITY }], first: 1) {
        rows { kind measures { population areaKm2 }
          unit { name authority { code } dossierStats { received } coverage5G { month } } }
        totals { units population areaKm2 } truncated
      }
    }`,
    expected: {
      administrativeUnitStats: {
        rows: [
          {
            kind: "WARD",
            measures: { population: 105301, areaKm2: 1.91 },
            unit: {
              name: "Hoàn Kiếm",
              authority: { code: "U00070" },
              dossierStats: { received: 117 },
              coverage5G: { month: "2025-11" },
            },
          },
        ],
        totals: { units: 126, population: 8807523, areaKm2: 3359.77 },
        truncated: true,
      },
    },
  },
  {
    name: "ties a platform to its milestone, the milestone to its leads, and each date to who published it",
    query: `{
      platforms { nodes { code milestone { conflicting leadOrganizations { name } plans { plannedEnd source { publisher } } } } }
    }`,
    expected: {
      platforms: {
        nodes: [
          {
            code: "data-centre-cloud",
            milestone: {
              conflicting: false,
              leadOrganizations: [{ name: "Sở Khoa học và Công nghệ thành phố Hà Nội" }],
              plans: [{ plannedEnd: null, source: { publisher: null } }],
            },
          },
          {
            code: "ihanoi",
            milestone: {
              conflicting: true,
              leadOrganizations: [{ name: "Ủy ban nhân dân thành phố Hà Nội" }],
              plans: [
                { plannedEnd: "2026-03-31", source: { publisher: "Doanh nghiệp Việt Nam" } },
                { plannedEnd: "2026-12-31", source: { publisher: null } },
              ],
            },
          },
          { code: "national-public-service-portal", milestone: null },
          {
            code: "open-data-portal",
            milestone: {
              conflicting: false,
              leadOrganizations: [{ name: "Sở Khoa học và Công nghệ thành phố Hà Nội" }],
              plans: [{ plannedEnd: "2025-11-30", source: { publisher: "VietnamPlus" } }],
            },
          },
        ],
      },
    },
  },
  {
    name: "leads from a published figure to its source, its organization and the key results that it measures",
    query: `{
      indicator(code: "economy.sector-share") {
        responsibleOrganization { name }
        latest { value qualifier period unit { name } source { title } }
        targets { nodes { value dueOn gap reached source { publisher } } }
        keyResults { nodes { code target objective { organization { code } } } }
      }
    }`,
    expected: {
      indicator: {
        responsibleOrganization: { name: "Sở Khoa học và Công nghệ thành phố Hà Nội" },
        latest: {
          value: "0.169",
          qualifier: "EXACT",
          period: "2025-01-01/2025-09-30",
          unit: { name: "Hà Nội" },
          source: { title: "Report on Hanoi's Steering Committee 57 conference of 14 November 2025" },
        },
        targets: {
          nodes: [
            {
              value: "0.175",
              dueOn: "2026-12-31",
              gap: "-0.006",
              reached: false,
              source: { publisher: "Viet Nam News (VNS)" },
            },
          ],
        },
        keyResults: {
          nodes: [{ code: "KR-2026-KTS-1", target: "0.175", objective: { organization: { code: "SKHCN" } } }],
        },
      },
    },
  },
];
