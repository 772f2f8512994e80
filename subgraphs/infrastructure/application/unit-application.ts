import { Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { Application } from "./application";

/** That a ward or commune works with an application. Of the city there are no rows: it is asked over its units. */
@Entity()
export class UnitApplication {
  @ForeignKey(() => AdministrativeUnitRow)
  @PrimaryColumn("text")
  unitCode!: string;

  @Index()
  @ForeignKey(() => Application, { onDelete: "CASCADE" })
  @PrimaryColumn("text")
  applicationCode!: string;
}
