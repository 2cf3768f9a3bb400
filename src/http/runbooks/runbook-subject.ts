/** What a page is about, as far as its link says so: the labels of its alert. */
export interface RunbookSubject {
  readonly cluster: string;
  readonly region?: string | undefined;
  readonly peer?: string | undefined;
  readonly shard?: string | undefined;
}

/** The words of runbooks in the place of which a label stands. */
const PLACES = { CLUSTER: "cluster", REGION: "region", PEER: "peer", SHARD: "shard" } as const;

/** A value in quotes in a query. */
const QUOTED = /"(CLUSTER|REGION|PEER|SHARD)"/g;
/** A line of a shell that says once what the others are about. */
const ASSIGNED = /^([ \t]*)(REGION|SHARD)=\S+/gm;

/** A runbook in Markdown with the labels of the alert in its queries and commands; what is not known stays as it is. */
export function withSubject(markdown: string, subject: RunbookSubject): string {
  const valueOf = (place: string): string | undefined => subject[PLACES[place as keyof typeof PLACES]];
  return markdown
    .replace(QUOTED, (found, place: string) => {
      const value = valueOf(place);
      return value === undefined ? found : JSON.stringify(value);
    })
    .replace(ASSIGNED, (found, indent: string, place: string) => {
      const value = valueOf(place);
      return value === undefined ? found : `${indent}${place}=${shellWord(value)}`;
    });
}

function shellWord(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
