import { Field, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";

export enum ReadinessCriterion {
  LAN = "LAN",
  WAN_CONNECTION = "WAN_CONNECTION",
  COMPUTERS = "COMPUTERS",
  SCANNERS = "SCANNERS",
  VIDEO_CONFERENCE = "VIDEO_CONFERENCE",
  SERVICE_CENTRE_CONNECTION = "SERVICE_CENTRE_CONNECTION",
  INFORMATION_SECURITY = "INFORMATION_SECURITY",
}

registerEnumType(ReadinessCriterion, {
  name: "ReadinessCriterion",
  description: "What the IT infrastructure of a commune-level unit is assessed by.",
  valuesConfig: {
    LAN: { description: "A local network in the unit's offices." },
    WAN_CONNECTION: { description: "A connection to the city's wide-area network." },
    COMPUTERS: { description: "Enough working computers for its officials." },
    SCANNERS: { description: "Scanners to digitise dossiers where they are received." },
    VIDEO_CONFERENCE: { description: "A video-conference room that reaches the city." },
    SERVICE_CENTRE_CONNECTION: {
      description:
        "Its service points are connected to the Public Administration Service Centre, as ServicePoint.connected says: " +
        "the procedures sector owns that fact, and here is what it last said.",
    },
    INFORMATION_SECURITY: { description: "The protection that its systems' security level asks for." },
  },
});

/** One assessment of one criterion of a unit. Rows are only added: the latest day counts, the rest is history. */
@ObjectType({ description: "One assessment of one criterion of a ward or commune." })
@Entity()
export class ReadinessAssessment {
  @ForeignKey(() => AdministrativeUnitRow)
  @PrimaryColumn("text")
  unitCode!: string;

  @Field(() => ReadinessCriterion, { description: "What was assessed." })
  @PrimaryColumn({ type: "enum", enum: ReadinessCriterion, enumName: "readiness_criterion" })
  criterion!: ReadinessCriterion;

  @Field(() => dateScalar, { description: "Day of the assessment." })
  @PrimaryColumn("date")
  assessedOn!: CalendarDay;

  @Field({ description: "Whether it held on that day." })
  @Column("boolean")
  meets!: boolean;

  @Field(() => String, { nullable: true, description: "What was missing; null when nothing was." })
  @Column("text", { nullable: true })
  note!: string | null;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
