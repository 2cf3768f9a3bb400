import { AlertInbox } from "../support/bundle/alert-inbox";
import type { ChatMessage } from "../support/bundle/alert-inbox";
import { rehearsalAlertmanagerConfig } from "../support/bundle/shipped-alertmanager-config";
import { Alertmanager } from "../support/programs/alertmanager";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";

/** Every waiting time of the configuration becomes a second. */
const SPEED = 100_000;
const MESSAGE_DEADLINE_MS = 30_000;

describeWithProgram("prometheus-alertmanager", "What a real Alertmanager sends to Slack", () => {
  let inbox: AlertInbox;
  let alertmanager: Alertmanager;

  beforeAll(async () => {
    inbox = await AlertInbox.start();
    alertmanager = await Alertmanager.start(
      (folder) => rehearsalAlertmanagerConfig(folder, inbox.url, SPEED),
      {
        "pagerduty-routing-key": "key",
        "dead-mans-switch-token": "token",
        "slack-webhook-url": `${inbox.url}/slack`,
      },
    );
  });

  afterAll(async () => {
    await alertmanager.stop();
    await inbox.stop();
  });

  test("wakes no channel and draws no link by what a region or a cluster is called", async () => {
    const alert = {
      labels: {
        alertname: "Other<!here>(",
        severity: "warning",
        cluster: "R&D<b>",
        region: "<!channel>",
      },
      annotations: {
        summary: "A & B <!everyone>",
        description: "Region <!channel> of cluster R&D<b>.",
        runbook_url: "https://runbooks.example/a|b>c",
        dashboard_url: "https://grafana.example/d/x?var-cluster=R%26D&var-region=y",
      },
    };
    const response = await fetch(`http://${alertmanager.address}/api/v2/alerts`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify([alert]),
    });
    expect(response.status).toBe(200);
    const message = await eventually(
      "a message for Slack",
      MESSAGE_DEADLINE_MS,
      (): ChatMessage | undefined => inbox.messages[0],
    );
    const [attachment] = message.attachments;

    expect(attachment?.title).toBe(
      "R&amp;D&lt;b&gt;/&lt;!channel&gt;: Other&lt;!here&gt;(. A &amp; B &lt;!everyone&gt;",
    );
    expect(attachment?.text).toBe(
      "*Other&lt;!here&gt;(* (warning) Region &lt;!channel&gt; of cluster R&amp;D&lt;b&gt;. " +
        "<https://runbooks.example/a%7Cb&gt;c|Runbook> · " +
        "<https://grafana.example/d/x?var-cluster=R%26D&amp;var-region=y|Dashboard>\n",
    );
    expect(attachment?.title_link).toBe(alert.annotations.dashboard_url);
    expect(alertmanager.complaints).toEqual([]);
  });
});
