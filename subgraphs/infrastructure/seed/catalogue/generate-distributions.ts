import type { Random } from "../../../../shared/base/random/random";
import { AccessLevel } from "../../dataset/dataset-enums";
import type { Distribution } from "../../dataset/distribution";

/** A host that cannot exist (RFC 2606): nothing that is generated pretends to be real. */
const host = "https://data.example.invalid";

/** Open datasets are offered as files, some as an API too; shared ones as an API; restricted ones not at all. */
export function generateDistributions(
  random: Random,
  accessLevel: AccessLevel,
  publisherCode: string,
): Omit<Distribution, "id" | "datasetId">[] {
  const formats: Record<AccessLevel, string[]> = {
    OPEN: ["CSV", ...["JSON", "XLSX", "API"].filter(() => random.chance(0.5))],
    SHARED: ["API"],
    RESTRICTED: [],
  };
  const name = `${publisherCode.toLowerCase()}-${random.integer(100_000, 999_999)}`;
  return formats[accessLevel].map((format) =>
    format === "API"
      ? { format, accessUrl: `${host}/api/${name}`, byteSize: null }
      : {
          format,
          accessUrl: `${host}/files/${name}.${format.toLowerCase()}`,
          byteSize: String(random.integer(4_000, 80_000_000)),
        },
  );
}
