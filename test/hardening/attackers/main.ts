/**
 * One attack in a process of its own, so that what it costs its sender is not measured at the witness. Started by
 * `AttackerProcess`, which gives the attack's name and options as arguments; ends on the message "stop".
 */
import type { AttackOptions } from "./attack";
import { ATTACKS } from "./attacks";
import type { AttackName } from "./attacks";

const [name, options] = process.argv.slice(2);
const attack = ATTACKS[name as AttackName](JSON.parse(options ?? "{}") as AttackOptions);

void attack.underWay.then(() => process.send?.("under way"));
process.once("disconnect", () => {
  process.exit(); // The run has what it wants to know, or is gone.
});
process.once("message", () => {
  process.send?.(attack.stop(), () => {
    process.disconnect();
  });
});
