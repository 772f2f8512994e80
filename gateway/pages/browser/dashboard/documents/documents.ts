/* Written by `npm run compose` of the documents in this folder; not to be edited. */

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import { type TrustedDocument, trusted } from "./trusted-document";

export type AdministrativeUnitKind =
  | 'CITY'
  | 'COMMUNE'
  | 'WARD';

export type AdministrativeUnitKindFilter = {
  readonly eq?: AdministrativeUnitKind | null | undefined;
  readonly in?: ReadonlyArray<AdministrativeUnitKind> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly notIn?: ReadonlyArray<AdministrativeUnitKind> | null | undefined;
};

export type ApplicantKind =
  | 'CITIZEN'
  | 'ENTERPRISE'
  | 'HOUSEHOLD_BUSINESS';

export type ApplicantKindFilter = {
  readonly eq?: ApplicantKind | null | undefined;
  readonly in?: ReadonlyArray<ApplicantKind> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly notIn?: ReadonlyArray<ApplicantKind> | null | undefined;
};

export type AssigningAuthority =
  | 'CENTRAL'
  | 'CITY';

export type DataOrigin =
  | 'PUBLISHED'
  | 'REPORTED'
  | 'SYNTHETIC';

export type DateFilter = {
  readonly eq?: string | null | undefined;
  readonly gt?: string | null | undefined;
  readonly gte?: string | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly lt?: string | null | undefined;
  readonly lte?: string | null | undefined;
};

export type DossierChannel =
  | 'IN_PERSON'
  | 'ONLINE'
  | 'POSTAL';

export type DossierChannelFilter = {
  readonly eq?: DossierChannel | null | undefined;
  readonly in?: ReadonlyArray<DossierChannel> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly notIn?: ReadonlyArray<DossierChannel> | null | undefined;
};

export type DossierFilter = {
  readonly and?: ReadonlyArray<DossierFilter> | null | undefined;
  readonly applicant?: ApplicantKindFilter | null | undefined;
  readonly businessSector?: boolean | null | undefined;
  readonly channel?: DossierChannelFilter | null | undefined;
  readonly digitised?: boolean | null | undefined;
  readonly dueOn?: DateFilter | null | undefined;
  readonly electronicResult?: boolean | null | undefined;
  readonly endedOn?: DateFilter | null | undefined;
  readonly greenLane?: boolean | null | undefined;
  readonly not?: DossierFilter | null | undefined;
  readonly onlineLevel?: OnlineServiceLevelFilter | null | undefined;
  readonly or?: ReadonlyArray<DossierFilter> | null | undefined;
  readonly organization?: IdFilter | null | undefined;
  readonly organizationKind?: OrganizationKindFilter | null | undefined;
  readonly overdue?: boolean | null | undefined;
  readonly payment?: PaymentKindFilter | null | undefined;
  readonly procedure?: IdFilter | null | undefined;
  readonly procedureField?: IdFilter | null | undefined;
  readonly processingDays?: FloatFilter | null | undefined;
  readonly receivedOn?: DateFilter | null | undefined;
  readonly resolvedOn?: DateFilter | null | undefined;
  readonly satisfaction?: FloatFilter | null | undefined;
  readonly status?: DossierStatusFilter | null | undefined;
  readonly timeliness?: TimelinessFilter | null | undefined;
  readonly unit?: IdFilter | null | undefined;
  readonly unitKind?: AdministrativeUnitKindFilter | null | undefined;
  readonly weekday?: WeekdayFilter | null | undefined;
};

export type DossierStatus =
  | 'ACCEPTED'
  | 'PAYMENT_REQUESTED'
  | 'PROCESSING'
  | 'REGISTERED'
  | 'REJECTED'
  | 'RESOLVED'
  | 'RETURNED'
  | 'STOPPED'
  | 'SUPPLEMENT_REQUESTED'
  | 'WITHDRAWN';

export type DossierStatusFilter = {
  readonly eq?: DossierStatus | null | undefined;
  readonly in?: ReadonlyArray<DossierStatus> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly notIn?: ReadonlyArray<DossierStatus> | null | undefined;
};

export type DossierTimeGrain =
  | 'DAY'
  | 'MONTH'
  | 'QUARTER'
  | 'WEEK'
  | 'YEAR';

export type EnterpriseKind =
  | 'MAKE_IN_HANOI'
  | 'SCIENCE_TECHNOLOGY'
  | 'STARTUP';

export type FloatFilter = {
  readonly eq?: number | null | undefined;
  readonly gt?: number | null | undefined;
  readonly gte?: number | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly lt?: number | null | undefined;
  readonly lte?: number | null | undefined;
};

export type IdFilter = {
  readonly eq?: string | null | undefined;
  readonly in?: ReadonlyArray<string> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly notIn?: ReadonlyArray<string> | null | undefined;
};

export type Language =
  | 'EN'
  | 'VI';

export type MigrationStatus =
  | 'IN_PROGRESS'
  | 'MIGRATED'
  | 'NOT_STARTED'
  | 'PLANNED';

export type OnlineServiceLevel =
  | 'FULLY_ONLINE'
  | 'INFORMATION_ONLY'
  | 'PARTIALLY_ONLINE';

export type OnlineServiceLevelFilter = {
  readonly eq?: OnlineServiceLevel | null | undefined;
  readonly in?: ReadonlyArray<OnlineServiceLevel> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly notIn?: ReadonlyArray<OnlineServiceLevel> | null | undefined;
};

export type OrganizationAxis =
  | 'CENTRAL'
  | 'CITY'
  | 'FATHERLAND_FRONT'
  | 'PARTY'
  | 'PEOPLES_COMMITTEE'
  | 'PEOPLES_COUNCIL';

export type OrganizationKind =
  | 'CENTRAL_BODY'
  | 'CITY'
  | 'COMMUNE_AUTHORITY'
  | 'DEPARTMENT'
  | 'FATHERLAND_FRONT'
  | 'FORMER_COMMUNE_AUTHORITY'
  | 'PARTY_BODY'
  | 'PARTY_COMMITTEE'
  | 'PEOPLES_COMMITTEE'
  | 'PEOPLES_COUNCIL'
  | 'SERVICE_CENTRE'
  | 'SOCIO_POLITICAL_ORGANIZATION';

export type OrganizationKindFilter = {
  readonly eq?: OrganizationKind | null | undefined;
  readonly in?: ReadonlyArray<OrganizationKind> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly notIn?: ReadonlyArray<OrganizationKind> | null | undefined;
};

export type PaymentKind =
  | 'NONE'
  | 'OFFLINE'
  | 'ONLINE';

export type PaymentKindFilter = {
  readonly eq?: PaymentKind | null | undefined;
  readonly in?: ReadonlyArray<PaymentKind> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly notIn?: ReadonlyArray<PaymentKind> | null | undefined;
};

export type ProductStage =
  | 'COMMERCIALISED'
  | 'PILOT'
  | 'PROTOTYPE'
  | 'RESEARCH';

export type QualityCriterion =
  | 'ACCURATE'
  | 'CLEAN'
  | 'CONSISTENT'
  | 'LIVE'
  | 'SHARED'
  | 'SUFFICIENT';

export type ReadinessCriterion =
  | 'COMPUTERS'
  | 'INFORMATION_SECURITY'
  | 'LAN'
  | 'SCANNERS'
  | 'SERVICE_CENTRE_CONNECTION'
  | 'VIDEO_CONFERENCE'
  | 'WAN_CONNECTION';

export type Timeliness =
  | 'EARLY'
  | 'LATE'
  | 'ON_TIME';

export type TimelinessFilter = {
  readonly eq?: Timeliness | null | undefined;
  readonly in?: ReadonlyArray<Timeliness> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly notIn?: ReadonlyArray<Timeliness> | null | undefined;
};

export type UnitFact =
  | 'AREA_KM2'
  | 'CENTRE'
  | 'POPULATION';

export type ValueQualifier =
  | 'ALMOST'
  | 'APPROXIMATELY'
  | 'AT_LEAST'
  | 'EXACT'
  | 'MORE_THAN';

export type Weekday =
  | 'FRIDAY'
  | 'MONDAY'
  | 'SATURDAY'
  | 'SUNDAY'
  | 'THURSDAY'
  | 'TUESDAY'
  | 'WEDNESDAY';

export type WeekdayFilter = {
  readonly eq?: Weekday | null | undefined;
  readonly in?: ReadonlyArray<Weekday> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly notIn?: ReadonlyArray<Weekday> | null | undefined;
};

export type CityGoalsQueryVariables = Exact<{
  asOf?: string | null | undefined;
  lang: Language;
}>;


export type CityGoalsQuery = { readonly objectives: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly title: string | null, readonly origin: DataOrigin | null, readonly periodStart: string | null, readonly periodEnd: string | null, readonly progress: number | null, readonly organization: { readonly code: string, readonly name: string | null } | null, readonly keyResults: ReadonlyArray<{ readonly code: string, readonly title: string | null, readonly baseline: string | null, readonly target: string | null, readonly current: string | null, readonly progress: number | null, readonly decimals: number | null, readonly indicator: { readonly code: string, readonly measurementUnit: string | null } | null }> | null }> } | null };

export type CityMilestonesQueryVariables = Exact<{
  lang: Language;
}>;


export type CityMilestonesQuery = { readonly milestones: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string | null, readonly conflicting: boolean | null, readonly reachedOn: string | null, readonly reachedOrigin: DataOrigin | null, readonly leadOrganizations: ReadonlyArray<{ readonly code: string, readonly name: string | null }> | null, readonly plans: ReadonlyArray<{ readonly plannedStart: string | null, readonly plannedEnd: string | null, readonly plannedInWords: string | null, readonly source: { readonly code: string, readonly title: string | null, readonly publisher: string | null, readonly url: string | null } }> | null, readonly reachedSource: { readonly code: string, readonly title: string | null, readonly publisher: string | null, readonly url: string | null } | null }> } | null };

export type MilestoneSourceFragment = { readonly code: string, readonly title: string | null, readonly publisher: string | null, readonly url: string | null };

export type CityTasksQueryVariables = Exact<{
  asOf?: string | null | undefined;
  week?: string | null | undefined;
  lang: Language;
  isPast: boolean;
  weeksFrom?: string | null | undefined;
}>;


export type CityTasksQuery = { readonly warningList: { readonly week: string, readonly asOf: string, readonly isPartial: boolean, readonly entries: ReadonlyArray<{ readonly overdueCount: number, readonly maxDaysOverdue: number, readonly consecutiveWeeks: number, readonly origin: DataOrigin | null, readonly organization: { readonly code: string, readonly name: string | null } }> } | null, readonly taskStats: { readonly dataAsOf: string, readonly rows: ReadonlyArray<{ readonly axis: OrganizationAxis | null, readonly assignedBy: AssigningAuthority | null, readonly measures: { readonly assigned: number, readonly completed: number, readonly underway: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly onTimeRateOfDue: { readonly value: number | null, readonly numerator: number, readonly denominator: number } } }>, readonly totals: { readonly assigned: number, readonly completed: number, readonly underway: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly onTimeRateOfDue: { readonly value: number | null, readonly numerator: number, readonly denominator: number } } } | null, readonly weeks?: { readonly rows: ReadonlyArray<{ readonly isPartial: boolean | null, readonly bucket: { readonly label: string, readonly start: string } | null, readonly measures: { readonly overdue: number, readonly underway: number, readonly origin: DataOrigin | null } }> } | null, readonly tasks: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly code: string, readonly title: string, readonly dueOn: string, readonly daysOverdue: number | null, readonly origin: DataOrigin, readonly leadOrganization: { readonly code: string, readonly name: string | null } }> } | null };

export type CityTaskMeasuresFragment = { readonly assigned: number, readonly completed: number, readonly underway: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly onTimeRateOfDue: { readonly value: number | null, readonly numerator: number, readonly denominator: number } };

export type CityWeeksQueryVariables = Exact<{
  asOf?: string | null | undefined;
  from?: string | null | undefined;
}>;


export type CityWeeksQuery = { readonly taskStats: { readonly rows: ReadonlyArray<{ readonly isPartial: boolean | null, readonly bucket: { readonly label: string, readonly start: string } | null, readonly measures: { readonly overdue: number, readonly underway: number, readonly origin: DataOrigin | null } }> } | null };

export type DossierPlacesQueryVariables = Exact<{
  asOf?: string | null | undefined;
  filter?: DossierFilter | null | undefined;
  lang: Language;
}>;


export type DossierPlacesQuery = { readonly byUnit: { readonly truncated: boolean, readonly rows: ReadonlyArray<{ readonly protected: boolean, readonly unit: { readonly code: string, readonly name: string | null, readonly kind: AdministrativeUnitKind | null } | null, readonly measures: { readonly received: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly onTimeRate: { readonly value: number | null }, readonly digitisationRate: { readonly value: number | null }, readonly onlinePaymentRate: { readonly value: number | null }, readonly satisfactionRate: { readonly value: number | null } } }> } | null, readonly byOrganization: { readonly truncated: boolean, readonly rows: ReadonlyArray<{ readonly protected: boolean, readonly organization: { readonly code: string, readonly name: string | null } | null, readonly measures: { readonly received: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly onTimeRate: { readonly value: number | null }, readonly digitisationRate: { readonly value: number | null }, readonly onlinePaymentRate: { readonly value: number | null }, readonly satisfactionRate: { readonly value: number | null } } }> } | null };

export type PlaceFiguresFragment = { readonly received: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly onTimeRate: { readonly value: number | null }, readonly digitisationRate: { readonly value: number | null }, readonly onlinePaymentRate: { readonly value: number | null }, readonly satisfactionRate: { readonly value: number | null } };

export type DossiersQueryVariables = Exact<{
  asOf?: string | null | undefined;
  filter?: DossierFilter | null | undefined;
  grain: DossierTimeGrain;
  lang: Language;
}>;


export type DossiersQuery = { readonly byTime: { readonly dataAsOf: string, readonly dataThrough: string | null, readonly truncated: boolean, readonly protection: { readonly smallestCount: number, readonly largestDeviation: number } | null, readonly totals: { readonly received: number, readonly resolved: number, readonly pending: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly protected: boolean, readonly onTimeRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly digitisationRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly electronicResultRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly onlinePaymentRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly syncRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly satisfactionRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number } }, readonly rows: ReadonlyArray<{ readonly isPartial: boolean | null, readonly protected: boolean, readonly bucket: { readonly label: string, readonly start: string } | null, readonly measures: { readonly received: number, readonly resolved: number, readonly overdue: number, readonly origin: DataOrigin | null } }> } | null, readonly byField: { readonly truncated: boolean, readonly rows: ReadonlyArray<{ readonly protected: boolean, readonly procedureField: { readonly code: string, readonly name: string } | null, readonly measures: { readonly received: number, readonly resolved: number, readonly pending: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly protected: boolean, readonly onTimeRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly digitisationRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly electronicResultRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly onlinePaymentRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly syncRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly satisfactionRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number } } }> } | null, readonly indicators: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly latest: { readonly period: string, readonly value: string, readonly qualifier: ValueQualifier, readonly source: { readonly code: string, readonly title: string | null, readonly url: string | null } | null } | null, readonly targets: { readonly nodes: ReadonlyArray<{ readonly dueOn: string, readonly value: string | null, readonly qualifier: ValueQualifier | null, readonly source: { readonly code: string, readonly title: string | null, readonly url: string | null } | null }> } | null }> } | null };

export type DossierFiguresFragment = { readonly received: number, readonly resolved: number, readonly pending: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly protected: boolean, readonly onTimeRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly digitisationRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly electronicResultRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly onlinePaymentRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly syncRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly satisfactionRate: { readonly value: number | null, readonly numerator: number, readonly denominator: number } };

export type FiguresQueryVariables = Exact<{
  lang: Language;
}>;


export type FiguresQuery = { readonly indicators: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string | null, readonly definition: string | null, readonly measurementUnit: string | null, readonly decimals: number | null, readonly sector: { readonly code: string, readonly name: string } | null, readonly latest: { readonly period: string, readonly value: string, readonly qualifier: ValueQualifier, readonly origin: DataOrigin, readonly publishedAt: string, readonly computed: { readonly value: string | null, readonly difference: string | null, readonly origin: DataOrigin, readonly periodStart: string | null, readonly periodEnd: string, readonly sector: { readonly code: string } } | null, readonly source: { readonly code: string, readonly title: string | null, readonly publisher: string | null, readonly url: string | null } | null } | null, readonly targets: { readonly nodes: ReadonlyArray<{ readonly dueOn: string, readonly value: string | null, readonly qualifier: ValueQualifier | null, readonly reached: boolean | null, readonly gap: string | null }> } | null, readonly conflicts: ReadonlyArray<{ readonly period: string, readonly observations: ReadonlyArray<{ readonly period: string, readonly value: string, readonly qualifier: ValueQualifier, readonly origin: DataOrigin, readonly publishedAt: string, readonly source: { readonly code: string, readonly title: string | null, readonly publisher: string | null, readonly url: string | null } | null }> }> | null }> } | null };

export type PublishedFigureFragment = { readonly period: string, readonly value: string, readonly qualifier: ValueQualifier, readonly origin: DataOrigin, readonly publishedAt: string, readonly source: { readonly code: string, readonly title: string | null, readonly publisher: string | null, readonly url: string | null } | null };

export type FormerUnitQueryVariables = Exact<{
  code: string;
  lang: Language;
}>;


export type FormerUnitQuery = { readonly formerUnits: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string, readonly district: string, readonly successors: ReadonlyArray<{ readonly code: string, readonly name: string | null, readonly kind: AdministrativeUnitKind | null }> }> } | null };

export type InfrastructureQueryVariables = Exact<{
  asOf?: string | null | undefined;
  lang: Language;
}>;


export type InfrastructureQuery = { readonly units: { readonly rows: ReadonlyArray<{ readonly unit: { readonly code: string, readonly name: string | null, readonly kind: AdministrativeUnitKind | null, readonly latitude: number | null, readonly longitude: number | null } | null, readonly measures: { readonly averageCriteriaMet: number | null, readonly ready: number, readonly averageApplications: number | null, readonly population: number, readonly origin: DataOrigin | null } }>, readonly totals: { readonly units: number, readonly ready: number, readonly population: number, readonly origin: DataOrigin | null, readonly readyShare: { readonly value: number | null, readonly numerator: number, readonly denominator: number } } } | null, readonly failing: { readonly rows: ReadonlyArray<{ readonly failing: ReadinessCriterion | null, readonly measures: { readonly units: number, readonly origin: DataOrigin | null } }> } | null, readonly applications: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string, readonly unitCount: number, readonly origin: DataOrigin, readonly owner: { readonly code: string, readonly name: string | null }, readonly replacedBy: { readonly code: string, readonly name: string } | null }> } | null, readonly itSystemStats: { readonly rows: ReadonlyArray<{ readonly migration: MigrationStatus | null, readonly measures: { readonly systems: number, readonly origin: DataOrigin | null } }>, readonly totals: { readonly systems: number, readonly migrated: number, readonly origin: DataOrigin | null, readonly migratedShare: { readonly value: number | null, readonly numerator: number, readonly denominator: number } } } | null, readonly datasetStats: { readonly rows: ReadonlyArray<{ readonly failing: QualityCriterion | null, readonly measures: { readonly datasets: number, readonly origin: DataOrigin | null } }>, readonly totals: { readonly datasets: number, readonly openData: number, readonly origin: DataOrigin | null, readonly meetingAllSix: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly accurate: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly sufficient: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly clean: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly live: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly consistent: { readonly value: number | null, readonly numerator: number, readonly denominator: number }, readonly shared: { readonly value: number | null, readonly numerator: number, readonly denominator: number } } } | null };

export type CatalogueRateFragment = { readonly value: number | null, readonly numerator: number, readonly denominator: number };

export type InnovationQueryVariables = Exact<{
  asOf?: string | null | undefined;
  from: string;
  to: string;
  lang: Language;
}>;


export type InnovationQuery = { readonly compositeIndices: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string, readonly pillars: ReadonlyArray<{ readonly code: string, readonly name: string }>, readonly editions: { readonly nodes: ReadonlyArray<{ readonly year: number, readonly rank: number | null, readonly rankChange: number | null, readonly score: number | null, readonly fieldSize: number, readonly origin: DataOrigin, readonly source: { readonly code: string, readonly title: string | null, readonly url: string | null } | null, readonly results: ReadonlyArray<{ readonly score: number | null, readonly rank: number | null, readonly origin: DataOrigin, readonly component: { readonly code: string, readonly pillar: { readonly code: string } } }> }> } | null }> } | null, readonly coverage5GSeries: ReadonlyArray<{ readonly month: string, readonly origin: DataOrigin | null, readonly stations: number | null, readonly populationShare: { readonly value: number | null, readonly numerator: number, readonly denominator: number } | null }> | null, readonly indicator: { readonly code: string, readonly name: string | null, readonly definition: string | null, readonly targets: { readonly nodes: ReadonlyArray<{ readonly dueOn: string, readonly value: string | null, readonly source: { readonly code: string, readonly title: string | null, readonly url: string | null } | null }> } | null } | null, readonly enterpriseStats: { readonly rows: ReadonlyArray<{ readonly kind: EnterpriseKind | null, readonly measures: { readonly enterprises: number, readonly innovating: number, readonly origin: DataOrigin | null } }>, readonly totals: { readonly enterprises: number, readonly startups: number, readonly innovating: number, readonly scienceTechnology: number, readonly makeInHanoi: number, readonly origin: DataOrigin | null } } | null, readonly strategicProducts: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string, readonly stage: ProductStage, readonly commercialisedOn: string | null, readonly origin: DataOrigin, readonly enterprise: { readonly name: string } | null }> } | null };

export type OrganizationQueryVariables = Exact<{
  code: string;
  asOf?: string | null | undefined;
  dossiersAsOf?: string | null | undefined;
  filter?: DossierFilter | null | undefined;
  lang: Language;
}>;


export type OrganizationQuery = { readonly organization: { readonly code: string, readonly name: string | null, readonly shortName: string | null, readonly kind: OrganizationKind | null, readonly axis: OrganizationAxis | null, readonly parent: { readonly code: string, readonly name: string | null } | null, readonly unit: { readonly code: string, readonly name: string | null } | null, readonly taskStats: { readonly assigned: number, readonly completed: number, readonly underway: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly onTimeRateOfDue: { readonly value: number | null } } | null, readonly tasks: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly code: string, readonly title: string, readonly dueOn: string, readonly daysOverdue: number | null, readonly origin: DataOrigin }> } | null, readonly objectives: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly title: string | null, readonly progress: number | null, readonly origin: DataOrigin | null }> } | null, readonly dossierStats: { readonly received: number, readonly resolved: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly protected: boolean, readonly onTimeRate: { readonly value: number | null }, readonly digitisationRate: { readonly value: number | null }, readonly onlinePaymentRate: { readonly value: number | null }, readonly satisfactionRate: { readonly value: number | null } } | null, readonly serviceIndex: { readonly month: string, readonly total: number, readonly origin: DataOrigin | null } | null, readonly itSystemStats: { readonly systems: number, readonly migrated: number, readonly origin: DataOrigin | null } | null, readonly datasetStats: { readonly datasets: number, readonly origin: DataOrigin | null, readonly meetingAllSix: { readonly value: number | null } } | null, readonly indicators: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string | null }> } | null } | null };

export type SearchQueryVariables = Exact<{
  text: string;
  lang: Language;
}>;


export type SearchQuery = { readonly administrativeUnits: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string | null, readonly kind: AdministrativeUnitKind | null }> } | null, readonly organizations: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string | null }> } | null, readonly indicators: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string | null }> } | null, readonly procedures: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string, readonly field: { readonly code: string, readonly name: string } }> } | null };

export type ServiceIndexQueryVariables = Exact<{
  month?: string | null | undefined;
  asOf?: string | null | undefined;
  lang: Language;
}>;


export type ServiceIndexQuery = { readonly serviceIndexRanking: { readonly asOf: string, readonly month: string, readonly truncated: boolean, readonly rows: ReadonlyArray<{ readonly total: number, readonly transparency: number, readonly progress: number, readonly onlineServices: number, readonly onlineServiceProvision: number, readonly onlinePayment: number, readonly digitisation: number, readonly satisfaction: number, readonly origin: DataOrigin | null, readonly organization: { readonly code: string, readonly name: string | null } | null, readonly unit: { readonly code: string, readonly name: string | null } | null }> } | null };

export type TodayQueryVariables = Exact<{ [key: string]: never; }>;


export type TodayQuery = { readonly warningList: { readonly asOf: string, readonly week: string } | null };

export type UnitQueryVariables = Exact<{
  code: string;
  asOf?: string | null | undefined;
  dossiersAsOf?: string | null | undefined;
  filter?: DossierFilter | null | undefined;
  month?: string | null | undefined;
  lang: Language;
}>;


export type UnitQuery = { readonly administrativeUnit: { readonly code: string, readonly name: string | null, readonly kind: AdministrativeUnitKind | null, readonly population: number | null, readonly areaKm2: number | null, readonly density: number | null, readonly figures: ReadonlyArray<{ readonly fact: UnitFact, readonly value: string, readonly sources: ReadonlyArray<{ readonly source: { readonly code: string, readonly title: string | null, readonly url: string | null } }> }> | null, readonly predecessors: ReadonlyArray<{ readonly code: string, readonly name: string, readonly district: string, readonly whole: boolean }> | null, readonly authority: { readonly code: string, readonly name: string | null } | null, readonly taskStats: { readonly assigned: number, readonly completed: number, readonly overdue: number, readonly origin: DataOrigin | null } | null, readonly dossierStats: { readonly received: number, readonly resolved: number, readonly overdue: number, readonly origin: DataOrigin | null, readonly protected: boolean, readonly onTimeRate: { readonly value: number | null }, readonly digitisationRate: { readonly value: number | null }, readonly onlinePaymentRate: { readonly value: number | null }, readonly satisfactionRate: { readonly value: number | null } } | null, readonly coverage5G: { readonly month: string, readonly origin: DataOrigin | null, readonly stations: number | null, readonly populationShare: { readonly value: number | null } | null } | null, readonly serviceIndex: { readonly month: string, readonly total: number, readonly origin: DataOrigin | null } | null, readonly readiness: { readonly assessedOn: string | null, readonly meets: boolean, readonly origin: DataOrigin | null, readonly criteria: ReadonlyArray<{ readonly criterion: ReadinessCriterion, readonly meets: boolean, readonly note: string | null }> } | null, readonly enterpriseStats: { readonly enterprises: number, readonly startups: number, readonly origin: DataOrigin | null } | null, readonly applications: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string }> } | null } | null };

export const CityGoals: TrustedDocument<CityGoalsQuery, CityGoalsQueryVariables> = trusted("CityGoals", "d81b2f4a0349eac37ec1c805da57c1b288e58f3269938d3ee354b5698758d32d", "fa8d9097b3da8d4ec08df5ff1a6353e945e42510a8a1a845509101b770118789");
export const CityMilestones: TrustedDocument<CityMilestonesQuery, CityMilestonesQueryVariables> = trusted("CityMilestones", "5992086f2775b77da9a83b63a971d583d1c586dbf42fc806f3559a240b5cc69a", "e3e302872898ff09501fd61815370d60138eb5fc5fa050b7e8b760acc42d6bc2");
export const CityTasks: TrustedDocument<CityTasksQuery, CityTasksQueryVariables> = trusted("CityTasks", "8cefe699f3216a71033c5afadc6d89c48597724e498e6073bc66d591148dd4c4", "4d627295b2cdfec27959a65765dcd895dcacd9bfe3f5f64d19ca35ec09dca6e0");
export const CityWeeks: TrustedDocument<CityWeeksQuery, CityWeeksQueryVariables> = trusted("CityWeeks", "d757dafcae0f583523dfb0a733c6719ad87efc0d88a77bf541fddc0580b86400", "56b0496f85e1f365eae1ce250d6f6d0cc4e2ff299f77f2471e86c97b76e2b772");
export const DossierPlaces: TrustedDocument<DossierPlacesQuery, DossierPlacesQueryVariables> = trusted("DossierPlaces", "133671dc87cf1f9fdb88ed585adec5d955105417d4694f1735a13eefc8a35861", "832c4b0d8ef26d61ca6f40f52d05d2e5805d13e2d125380f9730af4ddade8b47");
export const Dossiers: TrustedDocument<DossiersQuery, DossiersQueryVariables> = trusted("Dossiers", "a2b73a33db8dcd07fb435284ea14564bbbafa3be259926efb87124a86d53a24a", "e767e41aca0015917c229b9262eb4153f412f5732c38dbcbf054234cd20fc0da");
export const Figures: TrustedDocument<FiguresQuery, FiguresQueryVariables> = trusted("Figures", "3b8c170f5c8e51351b007eff61b3eb91c7f7af0450de6b6631abee5f457cc37a", "6f7c8e996bf03d27aca996299bc7102d1524e3e3f02113adcb0c40e0bcfe6985");
export const FormerUnit: TrustedDocument<FormerUnitQuery, FormerUnitQueryVariables> = trusted("FormerUnit", "2b733d7b19ac463560ca158eaa7a79d1ecd72a203a378b53ea7d214bb8e8407b", "f15b02600f6364fbe01d777b08a1a35694042a147bd59d44b97fa7968a282450");
export const Infrastructure: TrustedDocument<InfrastructureQuery, InfrastructureQueryVariables> = trusted("Infrastructure", "58e8d001225e09abbc1aabea49c91e3eab0bfbcfd31b684dfc163ede15c59f5e", "5ba7517017d21a4af13ea87c2b8ac3e9a1d5415213b2f72b5fdd152f0e929228");
export const Innovation: TrustedDocument<InnovationQuery, InnovationQueryVariables> = trusted("Innovation", "b7ed2b5f1fec3f9a02dabaec75b53af8a2904d83c62712adcc46b6e9225fc0b9", "ae7b92725b29b505d5d23f0106f15863f532078112eb69b642a4b55fbdcfb8ae");
export const Organization: TrustedDocument<OrganizationQuery, OrganizationQueryVariables> = trusted("Organization", "2ef7f11d7b1004956aba6a9869e55123af8ee31b72ab38f51f2f0809258bf9b5", "7b06464a4bedda5ba9864660a7a2fa969b6d9fee3a0203b9786973cf785615c4");
export const Search: TrustedDocument<SearchQuery, SearchQueryVariables> = trusted("Search", "aef4c5b6073f17d0ab1aff1ddd3ca84367fdfcb4bcf21c41169ff0582e1fdb38", "fed237889ce3882bce310816b4a752bcdaa50ec46d5e555714c27752fcfa2232");
export const ServiceIndex: TrustedDocument<ServiceIndexQuery, ServiceIndexQueryVariables> = trusted("ServiceIndex", "9bffa878c65e09bc969ef4a31580fe6704eff9bfa388cec5b310b20189d6e0e3", "4bd403c77266f03e6ba42b172ed54163df63555ff578cb883ac35db190b81929");
export const Today: TrustedDocument<TodayQuery, TodayQueryVariables> = trusted("Today", "5907e4e0dcff5a21e287a68115a53289375554090ff86dd35dda068aacbb12bf", "0661e7cb6a0b08115ec3e40ab7beba920c9dc530919e4bdbfcb977ff940fa018");
export const Unit: TrustedDocument<UnitQuery, UnitQueryVariables> = trusted("Unit", "34c366baa0f2dfe630f0ec2b41e6836a3be691e11b781f7b8159efcb010c6789", "6f1175be2966d0f23791041e5f5d7d49bc4d5e146153f58ff58110521dc0a6c9");
