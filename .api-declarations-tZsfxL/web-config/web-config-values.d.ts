import { z } from "zod";
import type { ValueSchema } from "../strict-yaml/value-schemas";
import type { TlsVersionName } from "./tls-names";
import type { ClientAuthType } from "./web-config";
/** What may be left out by writing nothing or an empty text, as Go's programs take it. */
export declare function optionalText<T extends z.ZodType>(schema: T): z.ZodPreprocess<z.ZodOptional<T>>;
/** As {@link optionalText}, but nothing at all after the key is a mistake. */
export declare function writtenText<T extends z.ZodType>(schema: T): z.ZodPreprocess<z.ZodOptional<T>>;
/** A text that should be PEM. Whether it is will be seen when it is used. */
export declare function pemSchema(): ValueSchema<string>;
/** How far clients have to identify themselves by certificates. */
export declare function clientAuthSchema(): ValueSchema<ClientAuthType>;
/** A version of TLS that is still safe. */
export declare function tlsVersionSchema(): ValueSchema<TlsVersionName>;
/** A cipher suite by Go's name. */
export declare function cipherSuiteSchema(): ValueSchema<string>;
/** A curve by Go's name. */
export declare function curveSchema(): ValueSchema<string>;
/** A Subject Alternative Name as a client's certificate may have it. */
export declare function sanSchema(): ValueSchema<string>;
/** A bcrypt hash. */
export declare function bcryptHashSchema(): ValueSchema<string>;
/** The value of a header: one line, or one of few words. An empty one takes the header away. */
export declare function headerValueSchema(...words: readonly string[]): ValueSchema<string>;
