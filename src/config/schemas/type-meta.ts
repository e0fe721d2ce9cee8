import * as z from "zod";

/** What every document says of itself; compared before the schema is used. */
export const typeMeta = { apiVersion: z.string(), kind: z.string() };
