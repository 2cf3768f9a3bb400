import { ask } from "./ask";

/** The values of all samples of a family, in the order of a scrape. */
export async function valuesOf(port: number, family: string): Promise<readonly number[]> {
  const { text } = await ask({ port, path: "/metrics" });
  return text
    .split("\n")
    .filter((line) => line.startsWith(`${family} `) || line.startsWith(`${family}{`))
    .map((line) => Number(line.slice(line.lastIndexOf(" ") + 1)));
}

/** Their sum, 0 when there are none. */
export async function sumOf(port: number, family: string): Promise<number> {
  return (await valuesOf(port, family)).reduce((sum, value) => sum + value, 0);
}
