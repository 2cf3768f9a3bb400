import { DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import { writeBundle } from "../../src/bundle/write-bundle";

test("a bundle that is to be written where the system makes no folders is refused at once", async () => {
  const target = { folder: "/proc/bundle/of-mine", alertsFolder: "alerts", version: "0" };
  await expect(writeBundle(DEFAULT_BUNDLE_OPTIONS, target)).rejects.toMatchObject({
    code: "ENOENT",
    path: "/proc/bundle",
  });
});
