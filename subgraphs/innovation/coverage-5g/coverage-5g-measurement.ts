import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";

/**
 * 5G coverage of one commune-level unit in one month. The city has no rows: it is always the sum of its units.
 * The population is stored with what is divided by it, so that a later census changes no past share.
 */
@Entity("coverage_5g")
@Check("coverage_5g_unit_code_check", "unit_code ~ '^[0-9]{5}$'")
@Check("coverage_5g_month_check", "EXTRACT(day FROM month) = 1")
@Check("coverage_5g_stations_check", "stations >= 0")
@Check("coverage_5g_population_check", "population_covered >= 0 AND population_covered <= population")
export class Coverage5GMeasurement {
  @PrimaryColumn("text")
  unitCode!: string;

  /** First day of the month. */
  @Index()
  @PrimaryColumn("date")
  month!: CalendarDay;

  @Column("int")
  stations!: number;

  @Column("int")
  populationCovered!: number;

  @Column("int")
  population!: number;

  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
