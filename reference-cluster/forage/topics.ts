/** What items are about, and the words in which that is said. Each topic's own words are the examples of its label. */
export const TOPICS: Readonly<Record<string, readonly string[]>> = {
  cooking: ["bread", "oven", "recipe", "garlic", "noodles", "simmer", "flour", "kitchen"],
  cycling: ["saddle", "gravel", "pedal", "peloton", "helmet", "climb", "tyre", "velodrome"],
  gardening: ["compost", "seedling", "tomato", "pruning", "orchard", "mulch", "perennial", "greenhouse"],
  history: ["empire", "archive", "treaty", "medieval", "chronicle", "dynasty", "ruins", "museum"],
  music: ["guitar", "rhythm", "vinyl", "chorus", "concert", "melody", "synthesizer", "drummer"],
  photography: ["lens", "aperture", "portrait", "darkroom", "exposure", "tripod", "shutter", "negative"],
  space: ["orbit", "telescope", "rocket", "galaxy", "lander", "comet", "astronaut", "nebula"],
  woodworking: ["chisel", "walnut", "lathe", "dovetail", "plywood", "varnish", "workbench", "timber"],
};

/** Words that say nothing about the topic. */
export const COMMON_WORDS = [
  "today",
  "guide",
  "simple",
  "first",
  "story",
  "weekend",
  "ideas",
  "notes",
] as const;
