import { execFileSync } from "node:child_process";

import { AlertInbox } from "../support/bundle/alert-inbox";
import {
  rehearsalAlertmanagerConfig,
  SHIPPED_ALERTMANAGER_CONFIG,
} from "../support/bundle/shipped-alertmanager-config";
import { Alertmanager } from "../support/programs/alertmanager";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";

/** Every waiting time of the configuration becomes a second. */
const SPEED = 100_000;
const DEADLINE_MS = 30_000;

/** What the head of alerts/alertmanager.yml tells who takes it. */
describeWithProgram("prometheus-alertmanager", "alertmanager.yml without its templates", () => {
  test("starts, is alive to the dead man's switch, and sends no page", async () => {
    const inbox = await AlertInbox.start();
    const alertmanager = await Alertmanager.start(
      (folder) => ({ ...rehearsalAlertmanagerConfig(folder, inbox.url, SPEED), templates: [] }),
      {
        "pagerduty-routing-key": "key",
        "dead-mans-switch-token": "token",
        "slack-webhook-url": `${inbox.url}/slack`,
      },
    );
    const alerts = ["Watchdog", "TidaldbRegionInTrouble"].map((alertname) => ({
      labels: { alertname, severity: "critical" },
    }));
    await fetch(`http://${alertmanager.address}/api/v2/alerts`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(alerts),
    });
    const failed = await eventually("a page has failed", DEADLINE_MS, () =>
      alertmanager.complaints.find((line) => line.includes("pagerduty")),
    );
    await eventually("a sign of life", DEADLINE_MS, () => inbox.signsOfLife[0]);
    await alertmanager.stop();
    await inbox.stop();

    expect(failed).toMatch(/template \\*"tidaldb\.\w+\\*" not defined/);
    expect(inbox.pages).toEqual([]);
  });
});

describeWithProgram("amtool", "alertmanager.yml as it is shipped", () => {
  test("has one file of templates beside it, which amtool counts", () => {
    const said = execFileSync("amtool", ["check-config", SHIPPED_ALERTMANAGER_CONFIG], { encoding: "utf8" });

    expect(said).toContain(" - 1 templates\n");
  });
});
