import { ask } from "./ask";

/**
 * The values of all samples of a family, or of the one sample whose labels are given with it, in the order of a scrape.
 *
 * @throws Error when the scrape is refused.
 */
export async function valuesOf(
  port: number,
  family: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly number[]> {
  const { status, text } = await ask({ port, path: "/metrics", headers });
  if (status !== 200) throw new Error(`/metrics: ${status} ${text}`);
  return text
    .split("\n")
    .filter((line) => line.startsWith(`${family} `) || line.startsWith(`${family}{`))
    .map((line) => Number(line.slice(line.lastIndexOf(" ") + 1)));
}

/** Their sum, 0 when there are none. */
export async function sumOf(
  port: number,
  family: string,
  headers?: Readonly<Record<string, string>>,
): Promise<number> {
  return (await valuesOf(port, family, headers)).reduce((sum, value) => sum + value, 0);
}
