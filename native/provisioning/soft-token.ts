import { z } from 'zod';
import { bytesSchema } from '#shared/contract/bytes.ts';

/** Kinds of key pair that a software token can be made with. */
export const softTokenKeyTypeSchema = z.enum(['rsa-2048', 'ec-p256']);
export type SoftTokenKeyType = z.infer<typeof softTokenKeyTypeSchema>;

/** What the provisioning child is told: first `provision`, then, after it has given its CSR, `certificate`. */
export const softTokenOrderSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('provision'),
    module: z.string(),
    label: z.string().min(1),
    soPin: z.string().min(4).max(255),
    userPin: z.string().min(4).max(255),
    keyType: softTokenKeyTypeSchema,
    subject: z.array(z.tuple([z.string(), z.string()])).min(1),
  }),
  z.object({
    kind: z.literal('certificate'),
    certificate: bytesSchema,
    chain: z.array(bytesSchema),
  }),
]);
export type SoftTokenOrder = z.infer<typeof softTokenOrderSchema>;
export type ProvisionOrder = Extract<SoftTokenOrder, { kind: 'provision' }>;
