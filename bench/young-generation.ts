/** With which image and systemd unit start the program (decision 053): room for young objects in MiB, where Node has 16. */
export const YOUNG_GENERATION = "--max-semi-space-size=2";
