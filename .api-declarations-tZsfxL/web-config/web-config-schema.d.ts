import { z } from "zod";
/** The whole document, as the exporter toolkit has it. Rules between values are in `web-config-rules.ts`. */
export declare const webConfigSchema: z.ZodPreprocess<z.ZodObject<{
    readonly tls_server_config: z.ZodPreprocess<z.ZodObject<{
        readonly cert_file: z.ZodPreprocess<z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>, unknown>;
        readonly key_file: z.ZodPreprocess<z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>, unknown>;
        readonly cert: z.ZodPreprocess<z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>, unknown>;
        readonly key: z.ZodPreprocess<z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>, unknown>;
        readonly client_auth_type: z.ZodPreprocess<z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<"NoClientCert" | "RequestClientCert" | "RequireAnyClientCert" | "VerifyClientCertIfGiven" | "RequireAndVerifyClientCert">>, unknown>;
        readonly client_ca_file: z.ZodPreprocess<z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>, unknown>;
        readonly client_ca: z.ZodPreprocess<z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>, unknown>;
        readonly client_allowed_sans: z.ZodOptional<z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<string>>>;
        readonly min_version: z.ZodPreprocess<z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<"TLS12" | "TLS13">>, unknown>;
        readonly max_version: z.ZodPreprocess<z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<"TLS12" | "TLS13">>, unknown>;
        readonly cipher_suites: z.ZodOptional<z.ZodNullable<z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<string>>>>;
        readonly prefer_server_cipher_suites: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<boolean>>;
        readonly curve_preferences: z.ZodOptional<z.ZodNullable<z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<string>>>>;
    }, z.core.$strict>, unknown>;
    readonly http_server_config: z.ZodPreprocess<z.ZodObject<{
        readonly http2: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<boolean>>;
        readonly headers: z.ZodPreprocess<z.ZodObject<{
            readonly "Content-Security-Policy": z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
            readonly "X-Frame-Options": z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
            readonly "X-Content-Type-Options": z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
            readonly "X-XSS-Protection": z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
            readonly "Strict-Transport-Security": z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
        }, z.core.$strict>, unknown>;
    }, z.core.$strict>, unknown>;
    readonly basic_auth_users: z.ZodPreprocess<z.ZodRecord<z.ZodString, import("../strict-yaml/value-schemas").ValueSchema<string>>, unknown>;
    readonly rate_limit: z.ZodOptional<z.ZodUnknown>;
}, z.core.$strict>, unknown>;
/** The document with every value read. */
export type WebConfigDocument = z.output<typeof webConfigSchema>;
