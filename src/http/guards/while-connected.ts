import type { Guard } from "./guard";

/**
 * Lets nothing through whose client left while a guard before it waited, for a password to be checked or a server of somebody
 * else: what a guard or a route gives back when the answer closes, it would keep for good.
 */
export const whileConnected: Guard = (request, response, next) => {
  if (!response.destroyed && !request.socket.destroyed) next();
};
