import { Command } from "commander";
import { askFor, askForHealth, clientOf, namesOf, tellFailure } from "../asking/asking";
import { addConnectionFlags } from "../asking/connection";
import type { ConnectionFlags } from "../asking/connection";
import { exitCodeOf } from "../asking/exit-code";
import { neededText } from "../arguments/given-text";
import type { TerminalHost } from "../terminal/terminal-host";
import { screenOf } from "../terminal/style";
import { eventPageSchema } from "./event-page";
import { explainText } from "./explain-text";
import { runbooksAt } from "./runbooks-at";

interface ExplainFlags extends ConnectionFlags {
  readonly json: boolean;
  readonly exitCode: boolean;
}

const EVENTS = "10";

/** `explain region NAME`: why a region is in its state. */
export function explainCommand(host: TerminalHost): Command {
  const region = new Command("region")
    .description(
      "why a region is Healthy, Degraded or Offline: incidents, evidence, and what happened lately",
    )
    .argument("<name>", "the region's name or number", neededText("the name of a region"))
    .option("--json", "print its health as JSON", false)
    .option("--exit-code", "end with 0, 1, 2 or 3 as status does, for this region", false);
  addConnectionFlags(region, host.env).action(async (name: string, flags: ExplainFlags) => {
    const client = await clientOf(flags, host);
    if (client === undefined) return;
    const asked = await askForHealth(client, name);
    if (!asked.ok) {
      tellFailure(asked.message, host);
      return;
    }
    const { value: health, text } = asked.value;
    if (flags.exitCode) host.exitWith(exitCodeOf(health));
    if (flags.json) {
      host.stdout(text);
      return;
    }
    const [page, whole] = await Promise.all([
      askFor(client, { path: "/api/v1/events", query: { region: name, limit: EVENTS } }, eventPageSchema),
      askForHealth(client),
    ]);
    const nameOf = namesOf(whole.ok ? whole.value.value : health);
    const events = page.ok ? page.value.value.events : undefined;
    host.stdout(
      explainText({ health, nameOf, runbookOf: runbooksAt(client.address), events }, screenOf(host)),
    );
  });
  return new Command("explain").description("why something is as it is").addCommand(region);
}
