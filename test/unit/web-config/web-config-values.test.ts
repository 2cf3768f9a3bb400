import { hashSync } from "@node-rs/bcrypt";

import { bcryptHashSchema } from "../../../src/web-config/web-config-values";

test("whatever bcrypt makes is taken for a hash", () => {
  for (let index = 0; index < 100; index += 1) {
    const hash = hashSync(`password ${index}`, 4);
    expect(bcryptHashSchema().safeParse(hash).data).toBe(hash);
  }
});
