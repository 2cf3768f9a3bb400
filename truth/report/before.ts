import type { FieldSet } from "../world/shape";
import { FIELD_SETS } from "../world/shape";
import { markdownTable } from "./table";

/** What was measured of the alerts by states, by set of fields in the order of {@link FIELD_SETS}. */
const BY_STATES: readonly (readonly [string, Readonly<Record<FieldSet, string>>])[] = [
  ["recall > 60 s", { all: "81.8 %", seqnos: "81.8 %", seven: "81.3 %", leaders: "74.3 %" }],
  ["> 2 min", { all: "90.8 %", seqnos: "90.8 %", seven: "90.2 %", leaders: "81.6 %" }],
  ["> 3 min", { all: "87.0 %", seqnos: "87.0 %", seven: "87.0 %", leaders: "80.9 %" }],
  ["precision", { all: "58.6 %", seqnos: "58.6 %", seven: "58.5 %", leaders: "57.2 %" }],
  ["wrong region", { all: "34.7 %", seqnos: "34.7 %", seven: "34.8 %", leaders: "27.2 %" }],
  ["pages a cause", { all: "2.27", seqnos: "2.27", seven: "2.28", leaders: "2.11" }],
  ["messages a cause", { all: "5.77", seqnos: "5.77", seven: "5.76", leaders: "5.24" }],
  ["s to page", { all: "102 / 137", seqnos: "102 / 137", seven: "102 / 137", leaders: "102 / 137" }],
  ["s to resolved", { all: "405 / 531", seqnos: "405 / 531", seven: "406 / 531", leaders: "369 / 531" }],
];

/** The alerts as they were before pages followed incidents, to compare with. */
export function beforeIncidents(): string {
  const rows = BY_STATES.map(([title, by]) => [title, ...FIELD_SETS.map((fields) => by[fields])]);
  return `Measured once, before pages followed incidents (decision 23): 160 episodes of each set of fields, seed 7, the alerts
for states of regions. What these judged differently: a cause that the fields do not tell counted as missed, and the time to
"resolved" ended with the last page of any cause.

${markdownTable(["", ...FIELD_SETS], rows)}`;
}
