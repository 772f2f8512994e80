import { Field, Float, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, monthScalar } from "../../../shared/base/graphql/scalars";
import { part } from "../../../shared/kit/cube/cube";
import type { Counts } from "../../../shared/kit/cube/statistics-query";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Organization } from "../organization/organization";

/**
 * What each group can reach, 100 together. The decision has five: 18, 20, 22, 22 and 18; the National Public Service
 * Portal shows the 22 of online services as 12 for the services and 10 for the payment.
 */
const weights = {
  transparency: 18,
  progress: 20,
  digitisation: 22,
  onlineServices: 12,
  onlinePayment: 10,
  satisfaction: 18,
};

@ObjectType({
  description:
    "Monthly score of the Decision 766/QD-TTg index, out of 100. The decision has five groups: transparency 18, " +
    "progress 20, digitisation 22, online service provision 22, satisfaction 18; the National Public Service Portal " +
    "shows the fourth as online services 12 and online payment 10. Computed from the dossiers received in the month by the " +
    "end of asOf: exact as of that day are which had been received, how, and which had a result, in time and electronic. " +
    "Synchronisation, digitisation and payment count with the day of receipt and ratings with that of the result, as they " +
    "are known now, for none of them has a day of its own; and a dossier that is corrected is corrected for past days too. " +
    "The weights of the five groups are the decision's, the split of the fourth the portal's. Their component criteria need data that " +
    "dossiers do not have, so the formula of each group is an assumption: the share that comes nearest to it, " +
    "times the weight. A group without a case (nothing paid, nothing rated) gets the share that the other groups " +
    "reach together: it neither rewards nor costs. For the public of protected counts, but for the city's of a month.",
})
export class ServiceIndexScore {
  @Field(() => monthScalar, { description: "The month of receipt." })
  month!: string;

  @Field(() => dateScalar, {
    description: "The day at whose end it is the score; today for what is known now.",
  })
  asOf!: CalendarDay;

  @Field(() => Organization, { nullable: true, description: "Whose score it is; null for that of a unit." })
  organization!: Organization | null;

  @Field(() => AdministrativeUnit, {
    nullable: true,
    description: "Whose score it is; null for that of an organization.",
  })
  unit!: AdministrativeUnit | null;

  /** The dossiers that it was made from. */
  dossiers!: { received: number; synthetic: number };

  @Field(() => Float, { description: "Sum of the groups, 0 to 100." })
  total!: number;

  @Field(() => Float, {
    description:
      "0 to 18: synchronised to the National Public Service Portal / received, times 18. Assumed. Of a past day as is known now.",
  })
  transparency!: number;

  @Field(() => Float, { description: "0 to 20: (early + on time) / resolved, times 20. Assumed." })
  progress!: number;

  @Field(() => Float, {
    description:
      "0 to 22: (digitised + with an electronic result) / (received + resolved), times 22. Assumed. Of a past day " +
      "digitised as is known now.",
  })
  digitisation!: number;

  @Field(() => Float, {
    description:
      "0 to 22: the decision's group of online service provision, onlineServices and onlinePayment together.",
  })
  onlineServiceProvision!: number;

  @Field(() => Float, {
    description: "0 to 12, a split of the portal: received online / received, times 12. Assumed.",
  })
  onlineServices!: number;

  @Field(() => Float, {
    description:
      "0 to 10, a split of the portal: paid online / paid, times 10. Assumed. Of a past day as is known now.",
  })
  onlinePayment!: number;

  @Field(() => Float, {
    description:
      "0 to 18: rated 4 or 5 / rated, times 18. Assumed. Of a past day, of results up to it, as is known now.",
  })
  satisfaction!: number;
}

/** The points of the groups; null when no dossier was received. */
export function scoreOf(
  counts: Counts,
): Omit<ServiceIndexScore, "month" | "asOf" | "organization" | "unit"> | null {
  const of = (name: string) => part(counts, name);
  const [received, resolved] = [of("received"), of("resolved")];
  if (received === 0) return null;
  const shares: Record<keyof typeof weights, [numerator: number, denominator: number]> = {
    transparency: [of("synchronised"), received],
    progress: [of("inTime"), resolved],
    digitisation: [of("digitised") + of("electronicResult"), received + resolved],
    onlineServices: [of("receivedOnline"), received],
    onlinePayment: [of("paidOnline"), of("paid")],
    satisfaction: [of("satisfied"), of("rated")],
  };
  const names = Object.keys(weights) as (keyof typeof weights)[];
  const known = names.filter((name) => shares[name][1] > 0);
  const pointsOf = (name: keyof typeof weights) => (weights[name] * shares[name][0]) / shares[name][1];
  const sum = (of: number[]) => of.reduce((total, one) => total + one, 0);
  const reached = sum(known.map(pointsOf)) / sum(known.map((name) => weights[name]));
  const points = (name: keyof typeof weights) =>
    known.includes(name) ? pointsOf(name) : weights[name] * reached;
  return {
    dossiers: { received, synthetic: of("synthetic") },
    total: 100 * reached,
    transparency: points("transparency"),
    progress: points("progress"),
    digitisation: points("digitisation"),
    onlineServiceProvision: points("onlineServices") + points("onlinePayment"),
    onlineServices: points("onlineServices"),
    onlinePayment: points("onlinePayment"),
    satisfaction: points("satisfaction"),
  };
}
