import fc from "fast-check";

/** In CI properties try the same values each time: a run says something about the change, and not about luck. */
if (process.env["CI"] !== undefined) {
  fc.configureGlobal({ seed: 20_261_123 });
}
