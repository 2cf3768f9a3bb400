import type { Browser, BrowserContextOptions, Page } from "playwright-core";

import { ShippedRunbooks } from "../../src/app/bundle/shipped-runbooks";
import { EventLog } from "../../src/domain/history/event-log";
import { RegionCourses } from "../../src/domain/history/region-courses";
import { printJson } from "../../src/wire/json/json";
import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";
import { accessFindings, startBrowser } from "../support/programs/browser";
import { describeWithProgram } from "../support/programs/describe-with-program";

/** Long enough for a machine that is busy: what is waited for comes within two seconds on one that is not. */
const SOON = { timeout: 120_000 };

jest.setTimeout(300_000);

const RUNBOOKS = new ShippedRunbooks(() => ({ offlineAfterMs: 30_000, degradedLagMs: 5_000 }));

const SHARDS = 40;
const REGIONS = [0, 1, 2];

/** A cluster on a clock that the test moves, so that a state stays for as long as it is looked at. */
class Cluster {
  private constructor(
    readonly http: HttpFixture,
    readonly events: EventLog,
    readonly courses: RegionCourses,
  ) {}

  static async start(regionNames?: ReadonlyMap<number, string>): Promise<Cluster> {
    const events = new EventLog();
    const courses = new RegionCourses();
    const http = await startHttp({
      ...(regionNames && { settings: { regionNames } }),
      services: () => ({ events, courses, runbooks: RUNBOOKS }),
    });
    return new Cluster(http, events, courses);
  }

  get url(): string {
    return `http://127.0.0.1:${this.http.port}/`;
  }

  /** One heartbeat of every replica in some regions. */
  async beat(regions: readonly number[], lag: Readonly<Record<number, number>> = {}): Promise<void> {
    const heartbeats = regions.flatMap((region) =>
      Array.from({ length: SHARDS }, (_, shard) => {
        const isLed = shard % REGIONS.length === region;
        const followers = REGIONS.filter((other) => isLed && other !== region);
        return printJson(
          this.http.heartbeat({
            shard_id: shard,
            region_id: region,
            role: isLed ? "leader" : "follower",
            entity_count: 1_000 + shard,
            replication_lag: Object.fromEntries(followers.map((other) => [other, 10n])),
            replication_lag_ns: Object.fromEntries(
              followers.map((other) => [other, BigInt(Math.round((lag[other] ?? 0.1) * 1e9))]),
            ),
          }),
        );
      }),
    );
    const { status } = await send(this.http.port, {
      method: "POST",
      path: "/api/v1/heartbeats",
      headers: { "content-type": "application/x-ndjson" },
      body: heartbeats.join("\n"),
    });
    expect(status).toBe(202);
  }

  /** Half an hour in which everybody is heard. */
  async live(): Promise<void> {
    for (let minute = 0; minute < 30; minute += 1) {
      this.http.clock.advance(60_000);
      await this.beat(REGIONS, { 1: 0.1 + (minute % 7) / 10 });
      this.courses.observe(this.http.controlPlane.totals());
    }
    this.http.clock.advance(1_000);
  }

  /** Heartbeats every five seconds for a while, so that what is found had the time to last. */
  async goOn(
    seconds: number,
    regions: readonly number[],
    lag: Readonly<Record<number, number>> = {},
  ): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 5) {
      this.http.clock.advance(5_000);
      await this.beat(regions, lag);
      this.http.controlPlane.tick();
    }
  }
}

const STATES: Readonly<Record<string, (cluster: Cluster) => Promise<void>>> = {
  empty: () => Promise.resolve(),
  healthy: (cluster) => cluster.live(),
  degraded: async (cluster) => {
    await cluster.live();
    await cluster.goOn(60, REGIONS, { 2: 30 });
  },
  offline: async (cluster) => {
    await cluster.live();
    await cluster.goOn(120, [0, 2], { 1: 100 });
  },
};

const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light", viewport: { width: 1200, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: "light", viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true },
};

/** Longer than any that people choose, and from both directions: what is to be kept apart and wrapped. */
const HARD_NAMES = new Map([
  [0, "a-region-with-a-name-of-exactly-sixty-characters-which-is-lo"],
  [1, "منطقة-الشرق-الأوسط 🌋"],
  [2, "x<b>&'quoted'"],
]);

describeWithProgram("chromium", "the status page in a browser", () => {
  let browser: Browser;
  let cluster: Cluster;
  let page: Page;
  /** What a browser complains about, and what goes to another host: nothing. */
  let complaints: string[];

  beforeAll(async () => {
    browser = await startBrowser();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    cluster = await Cluster.start();
    complaints = [];
  });

  afterEach(async () => {
    await page.context().close();
    await cluster.http.close();
    expect(complaints).toEqual([]);
  });

  async function open(options: BrowserContextOptions = {}, query = ""): Promise<void> {
    const context = await browser.newContext(options);
    page = await context.newPage();
    page.setDefaultTimeout(SOON.timeout);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !message.text().includes("net::ERR_"))
        complaints.push(message.text());
    });
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("request", (request) => {
      if (!request.url().startsWith(cluster.url) && !request.url().startsWith("data:"))
        complaints.push(`asks ${request.url()}`);
    });
    await page.goto(`${cluster.url}${query}`);
  }

  /** Tables that have to be moved sideways to be read. */
  const tooWideTables = (): Promise<readonly string[]> =>
    page.evaluate(
      "[...document.querySelectorAll('.scroll')].filter((table) => table.scrollWidth > table.clientWidth).map((table) => table.ariaLabel)",
    );

  const text = (selector: string): Promise<string> => page.locator(selector).innerText();

  const shards = (): Promise<readonly string[]> =>
    page.locator("#replicas tbody tr td:first-child").allInnerTexts();

  /** Waits until a part says something. */
  const said = (selector: string, words: string): Promise<void> =>
    page.locator(selector, { hasText: words }).first().waitFor(SOON);

  describe.each(Object.entries(STATES))("of a cluster that is %s", (_state, reach) => {
    test("can be used by everybody, light, dark and on a phone", async () => {
      await reach(cluster);
      const findings = new Map<string, unknown>();
      for (const [look, options] of Object.entries(LOOKS)) {
        if (findings.size > 0) await page.context().close();
        await open(options);
        await said("#live", "Live");
        findings.set(look, await accessFindings(page));
        const isTooWide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
        expect([look, isTooWide]).toEqual([look, false]);
        expect([look, await tooWideTables()]).toEqual([look, []]);
      }
      expect(Object.fromEntries(findings)).toEqual({ light: [], dark: [], phone: [] });
    });
  });

  test("what to do is a click away, with what is seen beside each step, for everybody", async () => {
    await STATES["offline"]?.(cluster);
    for (const [look, options] of Object.entries(LOOKS)) {
      if (look !== "light") await page.context().close();
      await open(options);
      await page.locator("#wrong a.todo").first().click();
      await page.waitForURL(/runbooks\/TidaldbRegionInTrouble\?region=eu-west/);
      expect(await page.locator(".now").first().innerText()).toContain("region eu-west");
      expect([look, await accessFindings(page)]).toEqual([look, []]);
      expect([look, await page.evaluate("document.documentElement.scrollWidth > innerWidth")]).toEqual([
        look,
        false,
      ]);
    }
  });

  test("names of any length and script keep within the page, and are text", async () => {
    await cluster.http.close();
    cluster = await Cluster.start(HARD_NAMES);
    await cluster.live();
    await cluster.goOn(120, [0, 2], { 1: 100 });
    await open(LOOKS["phone"]);
    await said("#live", "Live");
    for (const width of [320, 375, 700, 1200]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([width, width]);
    }
    for (const name of HARD_NAMES.values()) expect(await text("#regions")).toContain(name);
    expect(await accessFindings(page)).toEqual([]);
  });

  test("what changes is shown without loading, and the focus stays where it was", async () => {
    await cluster.live();
    await open();
    await said("#headline", "All 3 regions are Healthy");
    const link = page.locator("#replicas th a", { hasText: "Entities" });
    await link.focus();
    await page.evaluate("document.body.dataset.loaded = 'once'");
    cluster.events.add({ kind: "config_reloaded", atNs: 1n, title: "a thing of today" });
    await cluster.goOn(60, [0, 2], { 1: 60 });
    await said("#headline", "1 is Offline");
    await said("#wrong", "eu-west silent");
    await said("#links", "too much");
    await said("#events", "a thing of today");
    expect(await page.title()).toBe("Offline: tidaldb");
    expect(await page.evaluate("document.body.dataset.loaded")).toBe("once");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Entities");
  });

  test("replicas are chosen with the keyboard, the choice is in the address, and going back undoes it", async () => {
    await cluster.live();
    await cluster.goOn(60, [0, 2]);
    await open();
    expect(await shards()).toHaveLength(50);
    await page.locator("#filter select[name=state]").focus();
    await page.keyboard.press("O");
    await said("#replicas .pager", "1 to 40 of 40");
    expect(page.url()).toContain("?state=Offline");
    await page.locator("#replicas th a", { hasText: "Shard" }).press("Enter");
    await page.waitForURL(/sort=shard/);
    await said("#replicas th[aria-sort=ascending]", "Shard");
    expect((await shards()).slice(0, 3)).toEqual(["0", "1", "2"]);
    await page.goBack();
    await page.goBack();
    await said("#replicas .pager", "1 to 50 of 120");
  });

  test("without a script it shows the same, and the form and the pages work", async () => {
    await cluster.live();
    await open({ javaScriptEnabled: false });
    for (const part of ["#headline", "#wrong", "#regions", "#links", "#figures", "#replicas", "#events"])
      expect(await text(part)).not.toBe("");
    expect(await text("#live")).toContain("Refreshed every 5 s");
    await page.locator("#filter input[name=shard]").fill("7");
    await page.locator("#filter button").click();
    expect(await shards()).toEqual(["7", "7", "7"]);
    await page.locator("#filter a").click();
    await page.locator(".pager a", { hasText: "last" }).click();
    expect(await text(".pager")).toContain("101 to 120 of 120");
  });

  test("it says so when the exporter is gone, and that what it shows is old", async () => {
    await cluster.live();
    await open();
    await said("#live", "Live");
    await cluster.http.close();
    await said("#live", "the exporter cannot be reached");
    expect(await page.locator("body").getAttribute("class")).toBe("stale");
    expect(await text("#headline")).toContain("All 3 regions are Healthy");
  });

  test("on paper everything fits between the margins of A4, and nothing is white", async () => {
    await cluster.live();
    await cluster.goOn(120, [0, 2], { 1: 100 });
    await open({ viewport: { width: 703, height: 1000 } });
    await page.emulateMedia({ media: "print" });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(703);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.state')).color")).toBe(
      "rgb(0, 0, 0)",
    );
    // A number in two lines is read as two.
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('#replicas td.number')].filter((cell) => { const range = document.createRange(); range.selectNodeContents(cell); " +
          "return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1; }).map((cell) => cell.innerText)",
      ),
    ).toEqual([]);
  });

  test("a number that is none is asked for again, and what the exporter refuses is said in its words", async () => {
    await cluster.live();
    await open();
    await said("#live", "Live");
    const field = page.locator("#filter input[name=shard]");
    await field.fill("seven");
    await field.press("Enter");
    expect(await page.evaluate("document.querySelector('#filter').checkValidity()")).toBe(false);
    expect(page.url()).not.toContain("seven");
    await field.fill("70000");
    await field.press("Enter");
    await said("#live", "The exporter refuses: shard: expected a whole number from 0 to 65535");
    await field.fill("007");
    await field.press("Enter");
    await said("#live", "Live");
    await said("#replicas .pager", "1 to 3 of 3");
    expect(new Set(complaints.splice(0))).toEqual(new Set([expect.stringContaining("400")]));
  });

  test("it can be made to stand still and to go on", async () => {
    await cluster.live();
    await open();
    await said("#live", "Live");
    await page.locator("#live button").click();
    await said("#live", "Paused");
    await cluster.goOn(60, [0, 2]);
    expect(await text("#headline")).toContain("All 3 regions are Healthy");
    await page.locator("#live button").click();
    await said("#headline", "1 is Offline");
  });

  test("where no stream can be had it asks for the page", async () => {
    await cluster.live();
    const context = await browser.newContext();
    page = await context.newPage();
    page.setDefaultTimeout(SOON.timeout);
    await page.route("**/status/stream*", (route) => route.fulfill({ status: 503, body: "" }));
    await page.goto(cluster.url);
    await said("#live", "Refreshed every 5 s");
    await cluster.goOn(60, [0, 2]);
    await said("#headline", "1 is Offline");
  });
});
