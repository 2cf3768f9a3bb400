import { Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { tenantConfigSchema } from "../../wire/shapes/tenant-config";
import { askFor, askForHealth, clientOf, namesOf, tellFailure } from "../asking/asking";
import { addConnectionFlags } from "../asking/connection";
import type { ConnectionFlags } from "../asking/connection";
import { givenText } from "../arguments/given-text";
import type { TerminalHost } from "../terminal/terminal-host";
import { screenOf } from "../terminal/style";
import { tenantsText } from "./tenants-text";

interface TenantsFlags extends ConnectionFlags {
  readonly json: boolean;
  readonly limit: number;
  readonly after?: string;
}

/** `tenants`: the registered tenants, a page at a time. */
export function tenantsCommand(host: TerminalHost): Command {
  const command = new Command("tenants")
    .description("the registered tenants, their limits and where their data may be")
    .addOption(new Option("--limit <count>", "most tenants").default(50).argParser(count))
    .option("--after <tenant>", "go on behind this tenant", givenText("the number of a tenant"))
    .option("--json", "print the page as JSON", false);
  return addConnectionFlags(command, host.env).action(async (flags: TenantsFlags) => {
    const client = await clientOf(flags, host);
    if (client === undefined) return;
    const query = { limit: String(flags.limit), after: flags.after };
    const page = await askFor(client, { path: "/api/v1/tenants", query }, pageSchema());
    if (!page.ok) {
      tellFailure(page.message, host);
      return;
    }
    const { value, text } = page.value;
    if (flags.json) {
      host.stdout(text);
      return;
    }
    const health = await askForHealth(client);
    const nameOf = health.ok ? namesOf(health.value.value) : String;
    host.stdout(tenantsText(value.tenants, value.next, nameOf, screenOf(host)));
  });
}

function pageSchema() {
  return z.object({ tenants: z.array(tenantConfigSchema), next: z.string().optional() });
}

function count(text: string): number {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= 1_000) return value;
  throw new InvalidArgumentError("Expected a whole number from 1 to 1000.");
}
